import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accounts, hashPassword, sql, system, Units } from '@xieshou/core';
import {
  type Client,
  engines,
  makeDistrict,
  PASSWORD,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { openWorkbook } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeWorld, type World } from './world.js';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly seq: number | null;
  readonly action: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly user: { readonly id: string; readonly name: string } | null;
  readonly role: { readonly zh: string } | null;
  readonly organisation: string | null;
  readonly subject: {
    readonly kind: string;
    readonly title: { readonly zh: string };
    readonly id: string | null;
    readonly name: string | null;
    readonly link: string | null;
  };
  readonly fields: readonly { readonly zh: string; readonly en: string }[];
  readonly numbers: readonly { readonly value: string }[];
}
interface Log {
  readonly rows: readonly Entry[];
  readonly total: number;
  readonly more: boolean;
  readonly next: string | null;
  readonly about: { readonly user: string | null; readonly subject: string | null };
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const read = (client: Client, query = '') => client.get<Log>(`/api/audit?size=200${query}`);

describe.each(engines)('the audit log on %s', (engine) => {
  let world: World;
  let officer: Client;
  beforeAll(async () => {
    world = await makeWorld(engine);
    officer = world.officers.get('A')!;
  });
  afterAll(() => world.server.close());

  it('says who did what to what, newest first, in words', async () => {
    const school = world.orgs.get('A.s1')!;
    const before = await officer.get<{ version: number }>(`/api/organisations/${school.id}`);
    await officer.patch(`/api/organisations/${school.id}`, before.version, { contact: '王秘密', phone: '010-7654321' });
    const { rows } = await read(officer);
    expect(rows[0]).toMatchObject({
      action: 'organisation.change',
      text: { zh: '修改单位', en: 'Changed the organisation' },
      role: { zh: '教育局工作人员' },
      organisation: world.orgs.get('A.bureau')!.name,
      subject: { kind: 'organisation', id: school.id, name: school.name, link: `/organisations/${school.id}` },
      fields: [
        { zh: '联系人', en: 'contact' },
        { zh: '联系电话', en: 'phone number' },
      ],
    });
    expect(rows[0]!.user?.name).toMatch(/管理员$/);
    const times = rows.map((row) => row.at);
    expect(times).toEqual([...times].sort().reverse());
    // Names of fields, never what was written into them.
    expect(JSON.stringify(rows)).not.toMatch(/王秘密|7654321/);
  });

  it('has words for everything that was written', async () => {
    for (const row of (await read(officer)).rows) {
      expect(row.text.zh, row.action).toMatch(/[\u4e00-\u9fff]/);
      expect(row.text.en, row.action).not.toBe(row.action);
      expect(row.subject.title.zh, row.subject.kind).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('names records, pairings and programmes, and leads to their pages', async () => {
    const pair = world.pairs.find((p) => p.key === 'A.p1')!;
    const [wrote] = (await read(officer, `&subject=${pair.record}`)).rows.filter((r) => r.action === 'record.create');
    expect(wrote!.subject).toMatchObject({ name: '走访 2026-11-20', link: `/records/${pair.record}` });
    const paired = await read(officer, `&subject=${pair.id}`);
    expect(paired.rows.map((r) => r.action)).toEqual(['pairing.offer', 'pairing.create']);
    expect(paired.about.subject).toBe(`${world.orgs.get('A.s1')!.name} — ${world.orgs.get('A.s2')!.name}`);
    expect((await read(officer, `&subject=${pair.programme}`)).rows.at(-1)!.subject.link).toBe(
      `/programmes/${pair.programme}`,
    );
  });

  it('is narrowed by day, kind of action, person and their organisation', async () => {
    expect((await read(officer, '&group=pairing')).rows.map((r) => r.action)).toEqual([
      'pairing.offer',
      'pairing.arrange',
      'pairing.create',
      'pairing.offer',
      'pairing.arrange',
      'pairing.create',
    ]);
    const writer = (await read(officer, '&group=record')).rows[0]!.user!;
    const his = await read(officer, `&user=${writer.id}`);
    expect(new Set(his.rows.map((r) => r.user!.id))).toEqual(new Set([writer.id]));
    expect(his.about.user).toBe(writer.name);
    const place = world.orgs.get('A.s3')!;
    const theirs = await read(officer, `&organisation=${place.id}`);
    expect(theirs.rows.length).toBeGreaterThan(0);
    expect(new Set(theirs.rows.map((r) => r.organisation))).toEqual(new Set([place.name]));
  });

  it('counts days in Shanghai: 23:59:59 belongs to the day, 00:00:00 to the next', async () => {
    const at = async (instant: string) => {
      const id = (await read(officer)).rows[0]!.id;
      await world.server.database.write((tx) => tx.run(sql`update audit_entry set at = ${instant} where id = ${id}`));
      return id;
    };
    const last = await at('2026-11-20T15:59:59.999Z');
    const first = await at('2026-11-20T16:00:00.000Z');
    const of = async (query: string) => (await read(officer, query)).rows.map((r) => r.id);
    expect(await of('&from=2026-11-20&to=2026-11-20')).toEqual([last]);
    expect(await of('&from=2026-11-21&to=2026-11-21')).toEqual([first]);
    expect((await officer.send('GET', '/api/audit?from=2026-02-30')).status).toBe(422);
  });

  it('keeps to the district, also in names', async () => {
    const mine = await read(officer);
    expect(JSON.stringify(mine.rows)).not.toContain('⟨B.');
    const foreign = world.pairs.find((p) => p.key === 'B.p1')!;
    expect((await read(officer, `&subject=${foreign.record}`)).rows).toEqual([]);
    const theirs = (await read(world.officers.get('B')!)).rows[0]!.id;
    expect((await officer.send('GET', `/api/audit?before=${theirs}`)).status).toBe(422);
    const at = { id: world.orgs.get('A.bureau')!.id, district_id: world.orgs.get('A.bureau')!.id };
    const everywhere = await read(await signedIn(world.server, { role: 'platformAdministrator', at }));
    expect(JSON.stringify(everywhere.rows)).toContain('⟨B.');
    expect((await read(await signedIn(world.server, { role: 'auditor', at }))).rows.length).toBeGreaterThan(0);
    const school = { ...at, id: world.orgs.get('A.s1')!.id };
    const none = await signedIn(world.server, { role: 'schoolAdministrator', at: school });
    expect((await none.send('GET', '/api/audit')).status).toBe(404);
  });

  it('shows each entry’s place in the chain, and which have none yet', async () => {
    await world.server.sealAudit();
    const { rows } = await read(officer);
    expect(rows.every((r) => r.seq !== null && r.seq > 0)).toBe(true);
    await world.server.database.write((tx) =>
      tx.run(sql`update audit_entry set seq = null, chain = null where id = ${rows[0]!.id}`),
    );
    expect((await read(officer)).rows.find((r) => r.id === rows[0]!.id)!.seq).toBeNull();
  });

  it('goes out as a workbook of the filtered list', async () => {
    const answer = await officer.send('GET', '/api/audit?group=pairing&language=zh', { headers: { accept: XLSX } });
    expect(answer.headers['content-type']).toBe(XLSX);
    const text = JSON.stringify(await openWorkbook(answer.bytes));
    expect(text).toContain('新建结对');
    expect(text).toContain('教育局工作人员');
    expect(text).not.toContain('⟨B.');
  });
});

describe.each(engines)('a long audit log on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let district: string;
  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    const made = await makeDistrict(server);
    district = made.id;
    officer = await made.signIn();
    const hash = await hashPassword(PASSWORD);
    await server.app.get(Units).run(system, async (unit) => {
      await server.app.get(Accounts).add(unit, {
        username: 'somebody',
        name: '某人',
        role: 'teacher',
        organisation: made,
        passwordHash: hash,
        oneTime: false,
      });
      // Many entries at one instant: their order must still be one.
      for (let n = 0; n < 5_010; n++)
        await unit.audit({ action: 'session.switch', kind: 'assignment', districtId: district });
    });
  });
  afterAll(() => server.close());

  it('pages up to row 1,000 and goes on from there by the last entry, missing none and repeating none', async () => {
    const seen: string[] = [];
    let before = '';
    for (;;) {
      let next: string | null = null;
      for (let page = 1; page <= 5; page++) {
        const log = await officer.get<Log>(`/api/audit?size=200&group=session&page=${page}${before}`);
        seen.push(...log.rows.map((r) => r.id));
        if (page < 5) expect(log.next).toBeNull();
        next = log.next;
        if (log.rows.length < 200) break;
      }
      if (next === null) break;
      before = `&before=${next}`;
    }
    // 5,010 and the officer's own signing in.
    expect(seen.length).toBe(5_011);
    expect(new Set(seen).size).toBe(5_011);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('refuses a workbook of 5,001 rows with a sentence that says what to do, and writes one of 5,000', async () => {
    const ask = (query: string) =>
      officer.send<{ code: string; title: string }>('GET', `/api/audit?group=session${query}`, {
        headers: { accept: XLSX },
      });
    const refusal = await ask('');
    expect([refusal.status, refusal.body.code]).toEqual([422, 'too-many-rows']);
    expect(refusal.body.title).toContain('5000');
    const [last] = await server.database.all<{ id: string }>(
      sql`select id from audit_entry where action like 'session.%' order by at desc, id desc limit 1 offset 10`,
    );
    expect((await ask(`&before=${last!.id}`)).status).toBe(200);
  });
});
