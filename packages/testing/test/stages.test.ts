import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '../src/index.js';
import { withStages } from './fixtures/with-stages.js';
import { gist, makeSchool, type Refusal } from './office.js';

interface Need {
  readonly key: string;
  readonly required: number;
  readonly have: number;
  readonly claimed: number;
  readonly missing: number;
  readonly waived: string | null;
  readonly now: number | null;
}
interface Stage {
  readonly key: string;
  readonly state: string;
  readonly late: boolean;
  readonly differs: boolean;
  readonly needs: readonly Need[];
  readonly closed: { readonly on: string; readonly by: string } | null;
}
interface Stages extends Refusal {
  readonly current: string | null;
  readonly last: string | null;
  readonly stages: readonly Stage[];
  readonly trace: readonly {
    readonly stage: string;
    readonly act: string;
    readonly reason: string | null;
    readonly waived: readonly { readonly need: string; readonly reason: string }[];
  }[];
  readonly version: number;
}
interface Board {
  readonly rows: readonly {
    readonly pairing: string;
    readonly helped: { readonly name: string };
    readonly current: Stage | null;
    readonly closed: number;
    readonly differs: boolean;
  }[];
  readonly total: number;
  readonly done: number;
  readonly stages: readonly { readonly key: string; readonly pairings: number; readonly late: number }[];
}

describe.each(engines)('the stages of pairings on %s', (engine) => {
  const clock = new TestClock(new Date('2026-11-24T01:00:00Z'));
  let server: TestServer;
  let district: District;
  let officer: Client;
  let helper: Client;
  let schools: Record<'helper' | 'a' | 'b', string>;
  let helped: Record<'a' | 'b', Client>;
  let programme: string;
  let pairings: Record<'a' | 'b', string>;

  const of = (who: Client, pair: 'a' | 'b') => who.get<Stages>(`/api/pairings/${pairings[pair]}/stages`);
  const stage = async (pair: 'a' | 'b', key: string) => (await of(officer, pair)).stages.find((s) => s.key === key)!;
  const need = async (pair: 'a' | 'b', at: string, key: string) =>
    (await stage(pair, at)).needs.find((n) => n.key === key)!;
  const board = (query = '', who = officer) => who.get<Board>(`/api/programmes/${programme}/stages?${query}`);
  const act = async (pair: 'a' | 'b', what: string, json: object = {}, who = officer, version?: number) =>
    who.send<Stages>('POST', `/api/pairings/${pairings[pair]}/stages/${what}`, {
      json,
      version: version ?? (await of(officer, pair)).version,
    });
  const write = (form: string, pairs: readonly string[], more: object = {}, who = helper) =>
    who.post<{ id: string; version: number }>(`/api/programmes/${programme}/records`, {
      form,
      pairings: pairs,
      data: { on: '2026-11-20', theme: '第一次走访', ...more },
    });
  const confirm = async (who: Client) => {
    const { rows } = await who.get<{ rows: { id: string }[] }>('/api/reviews?state=open&size=100');
    for (const { id } of rows) await who.post(`/api/reviews/${id}/decision`, { decision: 'confirm' });
  };
  const person = (organisation: string, name: string) =>
    officer.post<{ id: string }>('/api/people', { name, kind: 'teacher', organisation }).then(({ id }) => id);
  const arrange = (pair: 'a' | 'b', master: string, apprentice: string, startsOn = '2026-11-24') =>
    officer.post<{ id: string; version: number }>(`/api/pairings/${pairings[pair]}/inside`, {
      inside: 'masters',
      kind: 'art',
      helper: master,
      helped: apprentice,
      startsOn,
    });
  const voided = async (id: string) => {
    const { version } = await officer.get<{ version: number }>(`/api/records/${id}`);
    await officer.post(`/api/records/${id}/void`, { reason: '重复登记' }, { version });
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withStages], clock });
    district = await makeDistrict(server);
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withStages.id,
        preset: 'plain',
        title: '分阶段帮扶',
        schoolYear: '2026-2027',
        settings: { sent: 2, apprentices: 2, until: '2026-11-25' },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    schools = {
      helper: await makeSchool(officer, district.id, '城关幼儿园', 'public'),
      a: await makeSchool(officer, district.id, '安平幼儿园', 'public'),
      b: await makeSchool(officer, district.id, '北街幼儿园', 'public'),
    };
    const administrator = (id: string) =>
      signedIn(server, { role: 'schoolAdministrator', at: { id, district_id: district.id } });
    helper = await administrator(schools.helper);
    helped = { a: await administrator(schools.a), b: await administrator(schools.b) };
    const pair = async (other: 'a' | 'b') =>
      (
        await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
          helper: schools.helper,
          helped: schools[other],
          startsOn: '2026-09-01',
        })
      ).id;
    pairings = { a: await pair('a'), b: await pair('b') };
  });
  afterAll(() => server.close());

  it('are in the manifest, and every pairing begins at the first', async () => {
    const { manifest } = await officer.get<{ manifest: { stages: object[] } }>(`/api/programmes/${programme}`);
    expect(manifest.stages[0]).toMatchObject({
      key: 'ideas',
      to: '2026-11-25',
      needs: [{ atLeast: 1 }, { key: 'sent', atLeast: 2 }],
    });
    expect(await of(helped.a, 'a')).toMatchObject({ current: 'ideas', last: null, version: 1, trace: [] });
    expect((await board()).stages.map(({ key, pairings: n }) => [key, n])).toEqual([
      ['ideas', 2],
      ['masters', 0],
      ['fruits', 0],
    ]);
  });

  it('count what is confirmed, by the number of records or the sum of a fact, one visit to two for each', async () => {
    await write('agreement', [pairings.a]);
    await write('visit', [pairings.a, pairings.b], { lessons: 1 });
    expect(await need('a', 'ideas', 'agreement')).toMatchObject({ required: 1, have: 1, missing: 0 });
    expect(await need('a', 'ideas', 'sent')).toMatchObject({ required: 2, have: 0, claimed: 1, missing: 2 });
    await confirm(helped.a);
    // Below what is asked for.
    expect(await need('a', 'ideas', 'sent')).toMatchObject({ have: 1, claimed: 0, missing: 1 });
    expect(await need('b', 'ideas', 'sent')).toMatchObject({ have: 0, claimed: 1 });
    expect(gist(await act('a', 'ideas/close'))).toEqual([422, 'invalid', 'waived.sent']);
    // Exactly, then above; visits count for a later stage that has not begun.
    await write('visit', [pairings.a], { lessons: 1 });
    await confirm(helped.a);
    expect(await need('a', 'ideas', 'sent')).toMatchObject({ have: 2, missing: 0 });
    expect(await need('a', 'fruits', 'visits')).toMatchObject({ have: 2, missing: 0 });
    await write('visit', [pairings.a], { lessons: 9 });
    await confirm(helped.a);
    expect(await need('a', 'ideas', 'sent')).toMatchObject({ have: 11, missing: 0 });
  });

  it('are closed in order, by those who run the programme, from the version that they have seen', async () => {
    expect(gist(await act('a', 'ideas/close', {}, helper))[0]).toBe(404);
    expect(gist(await act('a', 'masters/close'))).toEqual([409, 'not-current']);
    expect(gist(await act('a', 'unheard/close'))[0]).toBe(404);
    expect(gist(await act('a', 'ideas/close', {}, officer, 9))).toEqual([409, 'stale']);
    // Of two who close at once, one does.
    const { version } = await of(officer, 'a');
    const both = await Promise.all([1, 2].map(() => act('a', 'ideas/close', {}, officer, version)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await of(helped.a, 'a')).toMatchObject({ current: 'masters', last: 'ideas', version: 2 });
    expect(await stage('a', 'ideas')).toMatchObject({ state: 'closed', differs: false, closed: { on: '2026-11-24' } });
    // The other pairing stands where it stood.
    expect(await of(helped.b, 'b')).toMatchObject({ current: 'ideas', version: 1 });
    const { rows } = await helped.a.get<{ rows: { link: string }[] }>('/api/notifications');
    expect(rows[0]).toMatchObject({ link: `/pairings/${pairings.a}` });
  });

  it('count different people in pairs inside, and the records about them', async () => {
    const [master, second] = [await person(schools.helper, '方师傅'), await person(schools.helper, '高师傅')];
    const [one, two] = [await person(schools.a, '小安'), await person(schools.a, '小平')];
    const first = await arrange('a', master, one);
    // The same apprentice with another master is one apprentice still.
    await arrange('a', second, one);
    expect(await need('a', 'masters', 'apprentices')).toMatchObject({ required: 2, have: 1, missing: 1 });
    // Called off on its first day, and one that has not begun.
    const mistaken = await arrange('a', master, two);
    await officer.post(`/api/inside-pairings/${mistaken.id}/end`, { on: '2026-11-24', reason: '填错' }, { version: 1 });
    await arrange('a', master, two, '2026-11-25');
    expect(await need('a', 'masters', 'apprentices')).toMatchObject({ have: 1 });
    await arrange('a', second, two, '2026-11-23');
    expect(await need('a', 'masters', 'apprentices')).toMatchObject({ have: 2, missing: 0 });
    expect(await need('a', 'masters', 'observed')).toMatchObject({ have: 0, missing: 1 });
    await write('observation', [first.id], { on: '2026-11-24' });
    expect(await need('a', 'masters', 'observed')).toMatchObject({ have: 1, missing: 0 });
  });

  it('are closed without what is missing where each of it is waived with a reason', async () => {
    expect(gist(await act('b', 'ideas/close'))).toEqual([422, 'invalid', 'waived.agreement', 'waived.sent']);
    await write('agreement', [pairings.b]);
    const refusals = [
      [{ sent: '不' }, 'waived.sent'],
      [{ sent: '对方停课', agreement: '已另行签订' }, 'waived.agreement'],
      [{ sent: '对方停课', unheard: '没有这项' }, 'waived.unheard'],
    ] as const;
    for (const [waived, field] of refusals) expect(gist(await act('b', 'ideas/close', { waived }))).toContain(field);
    expect(await act('b', 'ideas/close', { waived: { sent: '对方停课' } })).toMatchObject({
      status: 200,
      body: {
        current: 'masters',
        trace: [{ stage: 'ideas', act: 'closed', waived: [{ need: 'sent', reason: '对方停课' }] }],
      },
    });
    expect(await need('b', 'ideas', 'sent')).toMatchObject({ have: 0, claimed: 1, waived: '对方停课', now: 0 });
  });

  it('keep what they were closed on, and say when it holds no more', async () => {
    await confirm(helped.b);
    // More than there was is no difference.
    expect(await stage('b', 'ideas')).toMatchObject({ differs: false, needs: [{}, { have: 0, now: 1 }] });
    const { rows } = await officer.get<{ rows: { id: string }[] }>(
      `/api/programmes/${programme}/records?form=agreement&pairing=${pairings.a}`,
    );
    await voided(rows[0]!.id);
    expect(await stage('a', 'ideas')).toMatchObject({
      state: 'closed',
      differs: true,
      needs: [{ have: 1, now: 0 }, {}],
    });
    expect((await board()).rows.map(({ helped: { name }, differs }) => [name, differs])).toEqual([
      ['北街幼儿园', false],
      ['安平幼儿园', true],
    ]);
  });

  it('are opened again, the last one only, and the trace tells it', async () => {
    expect(await act('a', 'masters/close')).toMatchObject({ status: 200, body: { current: 'fruits' } });
    expect(gist(await act('a', 'ideas/reopen', { reason: '协议作废' }))).toEqual([409, 'not-last']);
    expect(gist(await act('a', 'masters/reopen', { reason: '一' }))).toEqual([422, 'invalid', 'reason']);
    expect(gist(await act('a', 'masters/reopen', { reason: '协议作废' }, helped.a))[0]).toBe(404);
    expect(gist(await act('a', 'masters/reopen', { reason: '协议作废' }, officer, 1))).toEqual([409, 'stale']);
    expect((await act('a', 'masters/reopen', { reason: '协议作废' })).status).toBe(200);
    expect(await act('a', 'ideas/reopen', { reason: '重签协议' })).toMatchObject({
      status: 200,
      body: { current: 'ideas', last: null },
    });
    expect((await of(helped.a, 'a')).trace.map(({ stage: key, act: what, reason }) => [key, what, reason])).toEqual([
      ['ideas', 'reopened', '重签协议'],
      ['masters', 'reopened', '协议作废'],
      ['masters', 'closed', null],
      ['ideas', 'closed', null],
    ]);
    expect(await stage('a', 'ideas')).toMatchObject({
      state: 'current',
      closed: null,
      needs: [{ have: 0, now: null }, {}],
    });
  });

  it('are late the day after their last one, which hinders nothing', async () => {
    const now = async (instant: string) => {
      clock.moveTo(instant);
      officer = await district.signIn();
    };
    await now('2026-11-25T15:59:59Z');
    expect(await stage('a', 'ideas')).toMatchObject({ late: false });
    await now('2026-11-25T16:00:00Z');
    expect(await stage('a', 'ideas')).toMatchObject({ late: true });
    const late = await board('late=yes');
    expect(late.rows.map(({ pairing }) => pairing)).toEqual([pairings.a]);
    expect(late.stages.map((s) => [s.key, s.pairings, s.late])).toEqual([
      ['ideas', 1, 1],
      ['masters', 1, 0],
      ['fruits', 0, 0],
    ]);
    expect(await act('a', 'ideas/close', { waived: { agreement: '双方另有协议' } })).toMatchObject({ status: 200 });
  });

  it('stand on a board, by stage and name, and in reports', async () => {
    for (const key of ['masters', 'fruits']) expect((await act('a', `${key}/close`)).status).toBe(200);
    expect(await of(officer, 'a')).toMatchObject({ current: null, last: 'fruits' });
    expect((await board('done=yes')).rows).toMatchObject([{ pairing: pairings.a, current: null, closed: 3 }]);
    expect((await board('stage=masters')).rows).toMatchObject([{ pairing: pairings.b, closed: 1 }]);
    expect(await board('q=安平&size=1')).toMatchObject({ total: 1, done: 1 });
    const second = await board('page=2&size=1');
    expect(second).toMatchObject({ total: 2, rows: [{ pairing: pairings.a }] });
    const report = await officer.get<{ rows: { cells: object }[] }>(`/api/programmes/${programme}/reports/standing`);
    expect(report.rows.map(({ cells }) => cells)).toEqual([
      { helped: '北街幼儿园', stage: 'masters', closed: 'ideas 2026-11-24 waived', late: 0 },
      {
        helped: '安平幼儿园',
        stage: null,
        closed: 'ideas 2026-11-26 waived, masters 2026-11-26, fruits 2026-11-26',
        late: 0,
      },
    ]);
  });

  it('show a school its own pairings only', async () => {
    const own = await signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: schools.b, district_id: district.id },
    });
    expect((await board('', own)).rows.map(({ pairing }) => pairing)).toEqual([pairings.b]);
    expect((await own.send('GET', `/api/pairings/${pairings.a}/stages`)).status).toBe(404);
  });

  it('stay as they are when the pairing has ended', async () => {
    const { version } = await officer.get<{ version: number }>(`/api/pairings/${pairings.b}`);
    await officer.post(`/api/pairings/${pairings.b}/end`, { on: '2026-11-26', reason: '撤并' }, { version });
    expect(gist(await act('b', 'ideas/reopen', { reason: '补充材料' }))).toEqual([409, 'ended']);
    expect(await of(officer, 'b')).toMatchObject({ current: 'masters', last: 'ideas' });
    expect((await board()).total).toBe(1);
  });

  it('write down what was done, and no reason', async () => {
    const rows = await server.database.all<{ action: string; detail: string }>(
      sql`select action, detail from audit_entry where subject_id = ${pairings.b} and action like 'stage.%'`,
    );
    expect(rows).toEqual([{ action: 'stage.close', detail: JSON.stringify({ stage: 'ideas', waived: ['sent'] }) }]);
  });
});
