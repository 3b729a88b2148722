import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines } from '../../src/index.js';
import { diceOf } from './dice.js';
import { everythingKept, findIn, formsOf, type Kept } from './plaintext.js';
import { makeSecretWorld, type SecretWorld, secretsOf } from './secrets.js';
import { say, seed, sizes } from './sizes.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Written {
  readonly id: string;
  readonly version: number;
}

describe.each(engines)('what must stand nowhere in the clear on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-clear-'));
  const dice = diceOf(seed + 7);
  const values = new Map<string, string>();
  let world: SecretWorld;
  let kept: Kept[] = [];
  let found = 0;

  const note = (what: string, value: string): string => {
    values.set(value, what);
    return value;
  };
  const actor = (role: string) => world.actors.find((a) => a.role === role)!.client;
  const student = (self: 'helper' | 'helped') => world.actors.find((a) => a.self === self)!.client;
  const settle = async () => {
    while (await world.server.database.one(sql`select id from job where state in ('waiting', 'running')`))
      await new Promise((resolve) => setTimeout(resolve, 10));
  };

  /** ID numbers by every door they come in. */
  const writeNumbers = async (round: number) => {
    const officer = actor('bureauOfficer');
    const number = (what: string) => note(`ID number, ${what}`, secretsOf(dice).idNumber);
    const person = { kind: 'teacher', organisation: world.ids.classA };
    const made = await officer.post<Written>('/api/people', {
      ...person,
      name: `登记${round}`,
      idNumber: number('of a new person'),
    });
    const url = `/api/people/${made.id}`;
    await officer.patch(url, 1, { idNumber: number('of a change') });
    // Refused and stale ones leave nothing behind either.
    await officer.send('PATCH', url, { version: 1, json: { idNumber: number('of a stale change') } });
    const bad = number('that is wrong');
    await officer.send('PATCH', url, {
      version: 2,
      json: { idNumber: bad.slice(0, 17) + (bad.endsWith('0') ? '1' : '0') },
    });
    await officer.post(`${url}/reveal`, { reason: '核对身份' });
    const wrong = number('in a faulty row');
    const rows = [
      ['姓名', '类别', '工号或学号', '身份证号'],
      [`导入${round}`, '教师', `D${round}`, number('in an import')],
      [
        `有误${round}`,
        '教师',
        `E${round}`,
        note('ID number, faulty', wrong.slice(0, 17) + (wrong.endsWith('0') ? '1' : '0')),
      ],
    ];
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '人员', rows }] }));
    const school = actor('schoolAdministrator');
    const sent = await school.post<{ id: string }>('/api/people/import?name=人员.xlsx', undefined, {
      bytes,
      type: XLSX,
    });
    await settle();
    await school.send('GET', `/api/imports/${sent.id}/errors`);
    await school.post(`/api/imports/${sent.id}/apply`, { rows: 'good' });
    await settle();
    await school.send('GET', `/api/imports/${sent.id}/errors`);
  };

  /** Sensitive fields of a form by every way a record goes. */
  const writeRecords = async (round: number) => {
    const [helper, helped] = [student('helper'), student('helped')];
    const on = `2026-11-${String(1 + (round % 20)).padStart(2, '0')}`;
    const data = (what: string) => ({
      on,
      theme: `第${round}次`,
      burden: note(`sensitive field, ${what}`, secretsOf(dice).burden),
    });
    const url = `/api/programmes/${world.ids.programme}/records`;
    const about = { form: 'session', pairings: [world.ids.pairing] };
    const once = { headers: { 'idempotency-key': `kept-answer-${round}` } };
    const decide = async (id: string, decision: object) => {
      const review = await world.server.database.one<{ id: string }>(
        sql`select w.id from review w left join record_correction c on c.id = w.subject_id
          where w.state = 'open' and (w.subject_id = ${id} or c.record_id = ${id})`,
      );
      await helped.post(`/api/reviews/${review!.id}/decision`, decision);
    };
    const draft = await helper.post<Written>(url, { ...about, data: data('of a draft'), draft: true });
    const later = await helper.patch<Written>(`/api/records/${draft.id}`, draft.version, {
      data: data('of a later draft'),
    });
    await helper.send('PATCH', `/api/records/${draft.id}`, {
      version: draft.version,
      json: { data: data('of a stale draft') },
    });
    await helper.post(`/api/records/${draft.id}/submit`, undefined, { version: later.version });
    await decide(draft.id, { decision: 'return', reason: '请补充' });
    const given = await helper.get<Written>(`/api/records/${draft.id}`);
    await helper.patch(`/api/records/${draft.id}`, given.version, { data: data('handed in again') });
    await decide(draft.id, { decision: 'confirm' });
    const settled = await helper.get<Written>(`/api/records/${draft.id}`);
    const correction = { data: data('of a correction'), reason: '写错了' };
    await helper.post(`/api/records/${draft.id}/corrections`, correction, { version: settled.version });
    await decide(draft.id, { decision: 'confirm' });
    const json = { ...about, data: data('sent twice under one key') };
    const [sent, again] = [await helper.post<Written>(url, json, once), await helper.post<Written>(url, json, once)];
    expect(again.id).toBe(sent.id);
    const rows = [{ pairings: [world.ids.pairing], data: data('of a batch') }];
    await helper.post(`${url}/batch`, { form: 'session', rows });
    const twice = await helper.send('POST', `${url}/batch`, { json: { form: 'session', rows } });
    expect(twice.status).toBe(422);
    const refused = { ...about, data: { ...data('that is refused'), ground: 'unknown' } };
    expect((await helper.send('POST', url, { json: refused })).status).toBe(422);
    await helper.post(`/api/records/${sent.id}/void`, { reason: '重复' }, { version: sent.version });
  };

  beforeAll(async () => {
    const first = secretsOf(dice);
    note('ID number', first.idNumber);
    note('sensitive field', first.burden);
    note('sensitive field of a draft', first.draft);
    world = await makeSecretWorld(engine, first);
    for (let n = 0; n < sizes.rounds; n++) {
      await writeNumbers(n);
      await writeRecords(n);
    }
    await world.server.sealAudit();
    kept = await everythingKept(world.server, folder);
  });
  afterAll(async () => {
    const bytes = kept.reduce((n, k) => n + k.bytes.length, 0);
    say(
      `${values.size} values searched for in ${bytes} bytes of ${kept.length} places on ${engine}, each in ${formsOf('x').size} forms: ${found} found`,
    );
    await world.server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('would be found: what may stand in the clear is', () => {
    expect(findIn(kept, '陈晓').length).toBeGreaterThan(2);
    expect(
      findIn([{ place: 'here', bytes: Buffer.from(Buffer.from('x陈晓和陈晓y').toString('base64')) }], '陈晓和陈晓'),
    ).toEqual(['here: base64, one byte on']);
  });

  it('stands in no table, no file of the database, no stored file and no backup', () => {
    const places = [...values].flatMap(([value, what]) => findIn(kept, value).map((place) => `${what}: ${place}`));
    found = places.length;
    expect(places).toEqual([]);
  });
});
