import { randomUUID } from 'node:crypto';
import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  openWorkbook,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { withOutcomes } from './fixtures/with-outcomes.js';

interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly gone: number;
  readonly same: number;
}
interface Settlement {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly counts: Counts;
  readonly version: number;
  readonly organisation: { readonly name: string };
}
interface Settled {
  readonly settlement: Settlement | null;
  readonly counts: Counts;
}
interface Changes {
  readonly rows: readonly {
    readonly party: { readonly name: string };
    readonly side: string;
    readonly change: string;
    readonly before: { readonly points: number } | null;
    readonly after: { readonly points: number } | null;
    readonly findings: readonly { readonly text: { readonly zh: string } }[] | null;
    readonly findingsBefore: readonly { readonly text: { readonly zh: string } }[] | null;
  }[];
  readonly total: number;
}
interface Awards {
  readonly rows: readonly {
    readonly party: { readonly name: string; readonly code: string | null };
    readonly other: { readonly name: string };
    readonly side: string;
    readonly level: string;
    readonly points: number;
    readonly findings: readonly { readonly text: { readonly zh: string } }[] | null;
    readonly decisions: readonly { readonly note: string }[] | null;
    readonly settlement: number;
  }[];
  readonly total: number;
  readonly period: string | null;
  readonly levels: readonly { readonly level: string; readonly awards: number; readonly points: number }[];
}
interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly field: string }[];
  readonly difference?: readonly { readonly change: string }[];
  readonly current?: Counts;
}

const term = '2026-2027-1';
const before = '2025-2026-2';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe.each(engines)('what comes of pairs of people on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let other: Client;
  let programme: string;
  const places: Record<string, string> = {};
  const people: Record<string, string> = {};
  const pairings: Record<string, string> = {};

  const make = async (parent: string, kind: string, name: string) => {
    places[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
    return places[name];
  };
  const student = async (place: string, name: string, code: string) => {
    people[name] = (
      await officer.post<{ id: string }>('/api/people', { organisation: places[place], kind: 'student', name, code })
    ).id;
  };
  const pair = async (helper: readonly [string, string], helped: readonly [string, string]) => {
    const id = randomUUID();
    pairings[helped[1]] = id;
    await server.database.write((tx) =>
      tx.run(sql`insert into pairing (id, district_id, programme_id, helper_kind, helper_id, helper_organisation_id,
          helped_kind, helped_id, helped_organisation_id, state, starts_on, findings, settings_number, created_at, version)
        values (${id}, ${district.id}, ${programme}, 'person', ${people[helper[1]]!}, ${places[helper[0]]!},
          'person', ${people[helped[1]]!}, ${places[helped[0]]!}, 'active', '2026-09-01', '[]', 1,
          '2026-09-01T00:00:00.000Z', 1)`),
    );
  };
  const result = (name: string, period: string, rank: number) =>
    server.database.write(async (tx) => {
      const person = people[name]!;
      await tx.run(sql`delete from register_entry where person_id = ${person} and period = ${period}`);
      await tx.run(sql`insert into register_entry (id, district_id, programme_id, register, person_id, period,
          form_version, data, created_at, version)
        values (${randomUUID()}, ${district.id}, ${programme}, 'results', ${person}, ${period}, 1,
          ${JSON.stringify({ rank, owed: 3 })}, '2026-09-01T00:00:00.000Z', 1)`);
    });
  const path = () => `/api/programmes/${programme}/outcomes/points`;
  const settle = (client: Client, period = term) => client.post<Settled>(`${path()}/settlements`, { period });
  const accept = <R = Settlement>(client: Client, { id, version }: Pick<Settlement, 'id' | 'version'>) =>
    client.send<R>('POST', `/api/settlements/${id}/accept`, { version });
  const changes = (client: Client, { id }: Pick<Settlement, 'id'>) =>
    client.get<Changes>(`/api/settlements/${id}?size=50`);
  const awards = (client: Client, query = '') => client.get<Awards>(`${path()}/awards?size=50&${query}`);
  const decide = (client: Client, pairing: string, json: object) =>
    client.send<Refusal>('PUT', `${path()}/decisions/${pairing}`, { json });
  const at = (name: string) => ({ id: places[name]!, district_id: district.id });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withOutcomes] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    for (const name of ['民航职业学院', '文法学院']) await make(district.id, 'college', name);
    await make(places['民航职业学院']!, 'class', '物流一班');
    await make(places['民航职业学院']!, 'class', '物流二班');
    await make(places['文法学院']!, 'class', '法学一班');
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withOutcomes.id,
        preset: 'plain',
        title: '学业帮扶',
        schoolYear: '2026-2027',
        settings: { places: 5 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    await student('物流一班', '张三', '2401');
    await student('物流一班', '李四', '2402');
    await student('物流二班', '王五', '2403');
    await student('物流一班', '赵六', '2404');
    await student('法学一班', '孙七', '2501');
    await student('法学一班', '周八', '2502');
    await pair(['物流一班', '张三'], ['物流一班', '李四']);
    await pair(['物流二班', '王五'], ['物流一班', '赵六']);
    await pair(['法学一班', '孙七'], ['法学一班', '周八']);
    for (const [name, was, is] of [
      ['李四', 30, 25],
      ['赵六', 30, 26],
      ['周八', 40, 20],
    ] as const) {
      await result(name, before, was);
      await result(name, term, is);
    }
    college = await signedIn(server, { role: 'collegeOffice', at: at('民航职业学院') });
    other = await signedIn(server, { role: 'collegeOffice', at: at('文法学院') });
  });
  afterAll(() => server.close());

  it('has the tables that its entities ask for', async () => {
    expect(await server.database.drift()).toEqual([]);
  });

  it('proposes what a period comes to, for the own pairs, and gives nothing before it is accepted', async () => {
    const { settlement, counts } = await settle(college);
    expect(counts).toEqual({ new: 4, changed: 0, gone: 0, same: 0 });
    expect(settlement).toMatchObject({ number: 1, state: 'proposed', organisation: { name: '民航职业学院' } });
    const { rows, total } = await changes(college, settlement!);
    expect(total).toBe(4);
    expect(rows.map((c) => [c.party.name, c.side, c.change, c.before, c.after?.points])).toEqual(
      expect.arrayContaining([
        ['张三', 'helper', 'new', null, 10],
        ['李四', 'helped', 'new', null, 10],
        ['王五', 'helper', 'new', null, 0],
        ['赵六', 'helped', 'new', null, 0],
      ]),
    );
    expect((await awards(college)).rows).toEqual([]);
    expect((await other.send('GET', `/api/settlements/${settlement!.id}`)).status).toBe(404);
  });

  it('keeps one proposal as long as nothing moves, and says what moved when it is accepted too late', async () => {
    const { settlement } = await settle(college);
    expect((await settle(college)).settlement).toEqual(settlement);
    expect((await accept<Refusal>(college, { ...settlement!, version: 9 })).body.code).toBe('stale');
    await result('赵六', term, 25);
    const late = await accept<Refusal>(college, settlement!);
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'results-moved', current: { new: 4 } });
    expect(late.body.difference).toHaveLength(4);
    expect((await awards(college)).rows).toEqual([]);
    const again = (await settle(college)).settlement!;
    expect(again).toMatchObject({ id: settlement!.id, number: 1, version: settlement!.version + 1 });
    await result('赵六', term, 26);
    expect((await settle(college)).settlement!.version).toBe(again.version + 1);
  });

  it('accepts a proposal once; the same results settled again change nothing', async () => {
    const proposed = (await settle(college)).settlement!;
    const accepted = await accept(college, proposed);
    expect(accepted.body).toMatchObject({ state: 'accepted', number: 1 });
    expect((await accept<Refusal>(college, accepted.body)).body.code).toBe('accepted');
    expect(await settle(college)).toEqual({ settlement: null, counts: { new: 0, changed: 0, gone: 0, same: 4 } });
    const { rows, levels, period } = await awards(college);
    expect(period).toBe(term);
    expect(levels).toEqual([
      { level: 'risen', awards: 2, points: 20 },
      { level: 'none', awards: 2, points: 0 },
    ]);
    expect(rows.find((a) => a.party.name === '李四')).toMatchObject({
      party: { code: '2402' },
      other: { name: '张三' },
      side: 'helped',
      level: 'risen',
      points: 10,
      findings: [{ text: { zh: '名次 30 → 25' } }, { text: { zh: '记录 0 次' } }],
      decisions: [],
      settlement: 1,
    });
  });

  it('shows corrected results as a difference first, and keeps what was accepted before as history', async () => {
    await result('李四', term, 26);
    const { settlement, counts } = await settle(college);
    expect(counts).toEqual({ new: 0, changed: 2, gone: 0, same: 2 });
    const { rows } = await changes(college, settlement!);
    expect(rows.map((c) => [c.party.name, c.before?.points, c.after?.points])).toEqual([
      ['李四', 10, 0],
      ['张三', 10, 0],
    ]);
    expect(rows[0]!.findingsBefore![0]!.text.zh).toBe('名次 30 → 25');
    expect(rows[0]!.findings![0]!.text.zh).toBe('名次 30 → 26');
    expect((await awards(college)).levels[0]).toMatchObject({ level: 'risen', awards: 2 });
    await accept(college, settlement!);
    expect((await awards(college)).levels).toEqual([{ level: 'none', awards: 4, points: 0 }]);
    const history = await college.get<{ rows: Settlement[] }>(`${path()}/settlements`);
    expect(history.rows.map(({ number, state }) => [number, state])).toEqual([
      [2, 'accepted'],
      [1, 'accepted'],
    ]);
    expect((await changes(college, history.rows[1]!)).rows.map((c) => c.after?.points)).toContain(10);
  });

  it('drops a proposal when the results go back to what is in force', async () => {
    await result('李四', term, 20);
    const { settlement } = await settle(college);
    expect(settlement!.number).toBe(3);
    await result('李四', term, 26);
    expect((await settle(college)).settlement).toBeNull();
    expect((await college.send('GET', `/api/settlements/${settlement!.id}`)).status).toBe(404);
  });

  it('takes up what an adviser decides for one pairing, with the reason, and what is taken back', async () => {
    const adviser = await signedIn(server, { role: 'adviser', at: at('物流一班') });
    const decision = { period: term, decision: 'counts', note: '转专业，经核实照常计算' };
    for (const [wrong, field] of [
      [{ ...decision, decision: 'unheard' }, 'decision'],
      [{ ...decision, period: '2026-11' }, 'period'],
      [{ ...decision, note: '无' }, 'note'],
    ] as const) {
      const refused = await decide(adviser, pairings['赵六']!, wrong);
      expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([422, field]);
    }
    expect((await decide(adviser, pairings['周八']!, decision)).status).toBe(404);
    expect((await decide(adviser, pairings['赵六']!, decision)).body).toMatchObject({
      decisions: [{ decision: 'counts', note: decision.note }],
    });
    expect((await adviser.send('POST', `${path()}/settlements`, { json: { period: term } })).status).toBe(404);
    const { settlement, counts } = await settle(college);
    expect(counts).toMatchObject({ changed: 2, same: 2 });
    await accept(college, settlement!);
    expect((await awards(adviser, 'q=赵六')).rows).toMatchObject([
      { points: 10, decisions: [{ note: decision.note }] },
    ]);
    await decide(adviser, pairings['赵六']!, { ...decision, note: null });
    await accept(college, (await settle(college)).settlement!);
    expect((await awards(adviser, 'q=赵六')).rows).toMatchObject([{ points: 0, decisions: [] }]);
  });

  it('tells a helper’s side the level and the points, and never the other’s ranks', async () => {
    const adviser = await signedIn(server, { role: 'adviser', at: at('物流二班') });
    const { rows } = await awards(adviser);
    expect(rows).toMatchObject([{ party: { name: '王五' }, other: { name: '赵六' }, findings: null, decisions: null }]);
    const file = await adviser.send('GET', `${path()}/awards`, { headers: { accept: xlsx } });
    const [sheet] = await openWorkbook(file.bytes);
    expect(JSON.stringify(sheet!.rows)).not.toContain('名次');
    expect((await awards(await signedIn(server, { role: 'adviser', at: at('物流一班') }))).total).toBe(3);
    for (const role of ['schoolAdministrator', 'teacher'] as const) {
      const client = await signedIn(server, { role, at: at('物流一班') });
      expect((await client.send('GET', `${path()}/awards`)).status).toBe(404);
    }
  });

  it('shows students their own: the helped one with the reasons, the helper without, and both nothing of others', async () => {
    const [helper, helped] = await Promise.all(
      (['张三', '李四'] as const).map((name) =>
        signedIn(server, { role: 'student', at: at('物流一班'), person: people[name]! }),
      ),
    );
    const own = await awards(helped!);
    expect(own.rows).toMatchObject([{ party: { name: '李四' }, points: 0, findings: [{ rule: 'rise' }, {}] }]);
    const theirs = await awards(helper!);
    expect(theirs.rows).toMatchObject([{ party: { name: '张三' }, points: 0, findings: null, decisions: null }]);
    expect(theirs.levels).toEqual([{ level: 'none', awards: 1, points: 0 }]);
    expect(JSON.stringify(theirs)).not.toContain('名次');
    const file = await helper!.send('GET', `${path()}/awards`, { headers: { accept: xlsx } });
    expect(JSON.stringify((await openWorkbook(file.bytes))[0]!.rows)).not.toContain('名次');
    for (const q of ['赵六', '李四']) expect((await awards(helper!, `q=${q}`)).rows).toEqual([]);
    for (const client of [helper!, helped!]) {
      expect((await client.send('GET', `${path()}/settlements`)).status).toBe(404);
      expect((await client.send('POST', `${path()}/settlements`, { json: { period: term } })).status).toBe(404);
      const decision = { period: term, decision: 'counts', note: '自行决定' };
      expect((await decide(client, pairings['李四']!, decision)).status).toBe(404);
    }
    await result('李四', term, 25);
    await accept(college, (await settle(college)).settlement!);
    const { rows } = await helper!.get<{ rows: { text: { zh: string } }[] }>('/api/notifications');
    expect(rows.map(({ text }) => text.zh)).toEqual(['“学业帮扶”：2026-2027学年第一学期综测加分已确认']);
    await result('李四', term, 26);
    await accept(college, (await settle(college)).settlement!);
  });

  it('settles the rest for the whole district, and leaves what is in force there alone', async () => {
    const { settlement, counts } = await settle(officer);
    expect(counts).toEqual({ new: 2, changed: 0, gone: 0, same: 4 });
    expect((await college.send('GET', `/api/settlements/${settlement!.id}`)).status).toBe(404);
    await accept(officer, settlement!);
    expect((await settle(other)).settlement).toBeNull();
    expect((await awards(officer, 'level=risen')).rows.map((a) => a.party.name).sort()).toEqual(
      ['周八', '孙七'].sort(),
    );
    expect((await awards(officer, `place=${places['民航职业学院']}`)).total).toBe(4);
    expect((await awards(officer, 'q=2502')).rows.map((a) => a.party.name)).toEqual(['周八']);
  });

  it('exports the official list', async () => {
    const { bytes } = await officer.send('GET', `${path()}/awards?q=李四`, { headers: { accept: xlsx } });
    const [sheet] = await openWorkbook(bytes);
    expect(sheet!.rows[2]).toEqual([
      '序号',
      '学院（班级）或单位',
      '学号或编号',
      '姓名或名称',
      '帮扶角色',
      '结对对象',
      '等次',
      '加分',
      '依据',
    ]);
    expect(sheet!.rows[3]!.map(String)).toEqual([
      '1',
      '物流一班',
      '2402',
      '李四',
      '被帮扶人',
      '张三',
      '未达标准',
      '0',
      '名次 30 → 26；记录 0 次',
    ]);
  });

  it('gives reports the awards, and entries in their open fields, to those who may read them', async () => {
    const rows = async (client: Client) =>
      (
        await client.get<{ rows: { cells: Record<string, unknown> }[] }>(
          `/api/programmes/${programme}/reports/given?from=2026-09-01&to=2027-01-31`,
        )
      ).rows.map(({ cells }) => cells);
    const all = await rows(officer);
    expect(all.filter(({ points }) => points !== null)).toHaveLength(6);
    expect(all).toContainEqual({ name: '周八', points: 10, rank: null, owed: null });
    expect(all).toContainEqual({ name: '周八', points: null, rank: 20, owed: null });
    expect(await rows(other)).toHaveLength(3);
    expect(await rows(await signedIn(server, { role: 'teacher', at: at('法学一班') }))).toEqual([]);
  });

  it('refuses periods of the wrong kind, outside the programme, and not begun', async () => {
    for (const period of ['2026-2027', '2025-2026-2', '2026-2027-2', 'x']) {
      const { status, body } = await officer.send<Refusal>('POST', `${path()}/settlements`, { json: { period } });
      expect([period, status, body.errors?.[0]?.field]).toEqual([period, 422, 'period']);
    }
    const unheard = `/api/programmes/${programme}/outcomes/unheard/settlements`;
    expect((await officer.send('POST', unheard, { json: { period: term } })).status).toBe(404);
  });

  it('blames the programme for an award that breaks its promises, and keeps nothing', async () => {
    await result('周八', before, 4999);
    const { status, body } = await officer.send<Refusal>('POST', `${path()}/settlements`, { json: { period: term } });
    expect([status, body.code]).toEqual([422, 'programme-fault']);
    await result('周八', before, 40);
    expect((await settle(officer)).settlement).toBeNull();
  });

  it('takes away what a pairing has no more', async () => {
    await server.database.write((tx) =>
      tx.run(sql`update pairing set state = 'ended', ends_on = '2026-08-31' where id = ${pairings['周八']!}`),
    );
    const { settlement, counts } = await settle(officer);
    expect(counts).toEqual({ new: 0, changed: 0, gone: 2, same: 4 });
    await accept(officer, settlement!);
    expect((await awards(officer)).total).toBe(4);
  });
});
