import { randomUUID } from 'node:crypto';
import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  programmeContract,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { samples, withMatch } from './fixtures/with-match.js';
import { gist, type Refusal } from './office.js';

programmeContract(withMatch, { samples });

interface Proposal {
  readonly id: string;
  readonly helped: { readonly id: string; readonly name: string; readonly place: { readonly name: string } };
  readonly helper: { readonly id: string; readonly name: string } | null;
  readonly reason: { readonly zh: string } | null;
  readonly findings: Readonly<Record<'helper' | 'helped', readonly { readonly text: { readonly zh: string } }[]>>;
  readonly origin: string;
  readonly note: string | null;
  readonly pinned: boolean;
  readonly pairing: string | null;
  readonly version: number;
}
interface List {
  readonly rows: readonly Proposal[];
  readonly total: number;
  readonly period: string | null;
  readonly periods: readonly { readonly id: string }[];
  readonly counts: Readonly<Record<string, number>>;
}
interface Job {
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly problem: { readonly zh: string } | null;
}

const term = '2025-2026-2';
/** Class, name, rank; in the class those first help those last. */
const students = [
  ['物流一班', '陈晓', 1],
  ['物流一班', '林珊', 2],
  ['物流一班', '何平', 3],
  ['物流一班', '周远', 4],
  ['物流一班', '吴越', 5],
  ['物流一班', '郑帆', 6],
  ['物流二班', '孙立', 5],
] as const;

describe.each(engines)('proposals on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let adviser: Client;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });

  const make = async (parent: string, kind: string, name: string) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  };
  const result = (programme: string, name: string, data: object) =>
    server.database.write(async (tx) => {
      await tx.run(sql`delete from register_entry where programme_id = ${programme} and person_id = ${person[name]!}`);
      await tx.run(sql`insert into register_entry (id, district_id, programme_id, register, person_id, period,
        form_version, data, created_at, version) values (${randomUUID()}, ${district.id}, ${programme}, 'results',
        ${person[name]!}, ${term}, 1, ${JSON.stringify({ sits: false, ...data })}, '2026-09-01T00:00:00.000Z', 1)`);
    });
  /** A programme of its own for each test, with everybody's results. */
  const begin = async (settings: object = {}) => {
    const { id } = await officer.post<{ id: string }>('/api/programmes', {
      plugin: withMatch.id,
      preset: 'plain',
      title: '学业帮扶',
      schoolYear: '2026-2027',
      settings: { most: 1, anywhere: false, broken: false, ...settings },
      organisations: [{ id: place['民航职业学院'], subtree: true }],
    });
    for (const [, name, rank] of students) await result(id, name, { rank });
    return id;
  };
  const path = (programme: string, rest = '') => `/api/programmes/${programme}/proposals${rest}`;
  const settled = async (client: Client, job: string): Promise<Job> => {
    for (;;) {
      const seen = await client.get<Job>(`/api/jobs/${job}`);
      if (seen.state === 'done' || seen.state === 'failed') return seen;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const propose = async (client: Client, programme: string): Promise<Job> => {
    const answer = await client.send<{ job: string }>('POST', path(programme), { json: { period: term } });
    expect(answer.status).toBe(202);
    return settled(client, answer.body.job);
  };
  const list = (client: Client, programme: string, query = '') => client.get<List>(path(programme, `?${query}`));
  const pairs = ({ rows }: List) => rows.map(({ helped, helper }) => [helped.name, helper?.name ?? null]);
  const of = async (client: Client, programme: string, name: string) =>
    (await list(client, programme)).rows.find(({ helped }) => helped.name === name)!;
  const change = (client: Client, { id, version }: Proposal, json: object) =>
    client.send<Proposal & Refusal>('PATCH', `/api/proposals/${id}`, { json, version });
  const add = (client: Client, programme: string, json: object) =>
    client.send<Proposal & Refusal>('POST', path(programme, '/special'), { json: { period: term, ...json } });
  const publish = (client: Client, programme: string, json: object = {}) =>
    client.send<{ made: number } & Refusal>('POST', path(programme, '/publish'), {
      json: { period: term, startsOn: '2026-11-25', ...json },
    });
  const said = ({ body }: { body: Refusal }) => (body.errors ?? []).map(({ message }) => message).join('；');

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withMatch] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    await make(district.id, 'college', '民航职业学院');
    await make(place['民航职业学院']!, 'class', '物流一班');
    await make(place['民航职业学院']!, 'class', '物流二班');
    for (const [n, [where, name]] of students.entries())
      person[name] = (
        await officer.post<{ id: string }>('/api/people', {
          organisation: place[where],
          kind: 'student',
          name,
          code: `240${n}`,
        })
      ).id;
    college = await signedIn(server, { role: 'collegeOffice', at: at('民航职业学院') });
    adviser = await signedIn(server, { role: 'adviser', at: at('物流一班') });
  });
  afterAll(() => server.close());

  it('gives who is last who is first, with the reasons of both, and says why somebody has nobody', async () => {
    const programme = await begin();
    expect(await list(college, programme)).toMatchObject({ rows: [], period: null, periods: [], total: 0 });
    expect(await propose(college, programme)).toMatchObject({ state: 'done', done: 3, total: 3, problem: null });
    const all = await list(college, programme);
    expect(pairs(all)).toEqual([
      ['孙立', null],
      ['吴越', '林珊'],
      ['郑帆', '陈晓'],
    ]);
    expect(all.rows[0]!.reason!.zh).toBe('同一班级或单位内没有其他符合条件的帮扶人');
    expect(all.rows[2]).toMatchObject({
      reason: { zh: '陈晓第 1 名，郑帆第 6 名' },
      findings: { helper: [{ text: { zh: '排名第 1' } }], helped: [{ text: { zh: '排名第 6' } }] },
      origin: 'computed',
      pinned: false,
      pairing: null,
    });
    expect(all).toMatchObject({
      period: term,
      periods: [{ id: term }],
      counts: { matched: 2, unmatched: 1, pinned: 0, special: 0, published: 0 },
    });
    expect(pairs(await list(college, programme, 'state=unmatched'))).toEqual([['孙立', null]]);
    expect(pairs(await list(college, programme, `place=${place['物流一班']}&q=林珊`))).toEqual([['吴越', '林珊']]);
    expect((await list(college, programme, 'period=2024-2025-1')).total).toBe(0);
  });

  it('computes the same again without touching it, and anew where results were corrected', async () => {
    const programme = await begin();
    await propose(college, programme);
    const before = (await list(college, programme)).rows;
    await propose(college, programme);
    expect((await list(college, programme)).rows).toEqual(before);
    await result(programme, '吴越', { rank: 7 });
    await result(programme, '孙立', { rank: 4 });
    await propose(college, programme);
    expect(pairs(await list(college, programme))).toEqual([
      ['吴越', '陈晓'],
      ['郑帆', '林珊'],
    ]);
  });

  it('places whoever is worse off where there are too few, and keeps apart who must be', async () => {
    const programme = await begin();
    await result(programme, '林珊', { rank: 4 });
    await propose(college, programme);
    expect(pairs(await list(college, programme, `place=${place['物流一班']}`))).toEqual([
      ['吴越', null],
      ['郑帆', '陈晓'],
    ]);
    const short = (await of(college, programme, '吴越')).reason!.zh;
    expect(short).toBe('同一班级或单位内可与其结对的帮扶人（1 人）名额都已安排给排在前面的人');
    await result(programme, '陈晓', { rank: 1, sits: true });
    await result(programme, '郑帆', { rank: 6, sits: true });
    await propose(college, programme);
    expect(pairs(await list(college, programme, `place=${place['物流一班']}`))).toEqual([
      ['郑帆', null],
      ['吴越', '陈晓'],
    ]);
    const kept = (await of(college, programme, '郑帆')).reason!.zh;
    expect(kept).toBe('同一班级或单位内符合条件的帮扶人（1 人）按项目规则都不能与其结对');
  });

  it('lets one help as many as the settings say, and across classes where they say so', async () => {
    const programme = await begin({ most: 2, anywhere: true });
    await propose(college, programme);
    // 吴越 and 孙立 rank the same; who was registered first comes first.
    expect(pairs(await list(college, programme))).toEqual([
      ['吴越', '陈晓'],
      ['郑帆', '陈晓'],
      ['孙立', '林珊'],
    ]);
  });

  it('shows and changes the own class only', async () => {
    const programme = await begin({ anywhere: true });
    await propose(college, programme);
    expect(pairs(await list(adviser, programme)).map(([helped]) => helped)).toEqual(['吴越', '郑帆']);
    expect((await list(adviser, programme)).counts).toMatchObject({ matched: 2, published: 0 });
    const foreign = await of(college, programme, '孙立');
    expect((await change(adviser, foreign, { pinned: true })).status).toBe(404);
    const other = await signedIn(server, { role: 'adviser', at: at('物流二班') });
    const seen = (await list(other, programme)).rows;
    expect(seen.map(({ helped }) => helped.name)).toEqual(['孙立']);
    // What was found of somebody of another class is not for this adviser.
    expect(seen[0]!.findings.helper).toEqual([]);
    expect(seen[0]!.findings.helped).toHaveLength(1);
    // Of the own class only is computed: the other one stands as it did.
    await propose(adviser, programme);
    expect(await of(college, programme, '孙立')).toEqual(foreign);
    const student = await signedIn(server, { role: 'student', at: at('物流一班'), person: person['吴越']! });
    const school = await signedIn(server, { role: 'schoolAdministrator', at: at('民航职业学院') });
    const teacher = await signedIn(server, { role: 'teacher', at: at('物流一班') });
    for (const client of [student, school, teacher]) {
      expect((await client.send('GET', path(programme))).status).toBe(404);
      expect((await client.send('POST', path(programme), { json: { period: term } })).status).toBe(404);
      expect((await publish(client, programme)).status).toBe(404);
    }
  });

  it('keeps what an adviser chose, within limits, and says who changed it meanwhile', async () => {
    const programme = await begin();
    await propose(adviser, programme);
    const [wu, zheng] = [await of(adviser, programme, '吴越'), await of(adviser, programme, '郑帆')];
    const full = await change(adviser, wu, { helper: person['陈晓'] });
    expect(gist(full)).toEqual([422, 'invalid', 'helper']);
    expect(said(full)).toContain('陈晓已结对或已安排 1 人，达到上限 1 人');
    const nobody = await change(adviser, zheng, { helper: null });
    expect(nobody.body).toMatchObject({ helper: null, origin: 'chosen', pinned: true });
    const moved = await change(adviser, wu, { helper: person['陈晓'] });
    expect(moved.body).toMatchObject({
      helper: { name: '陈晓' },
      reason: { zh: '陈晓第 1 名，吴越第 5 名' },
      findings: { helper: [{ text: { zh: '排名第 1' } }] },
      pinned: true,
    });
    const late = await change(college, wu, { helper: null });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'stale', difference: [{ field: 'helper', theirs: person['陈晓'] }] },
    });
    await propose(college, programme);
    expect(pairs(await list(adviser, programme))).toEqual([
      ['郑帆', null],
      ['吴越', '陈晓'],
    ]);
    expect((await list(adviser, programme)).counts).toMatchObject({ pinned: 2 });
    for (const name of ['吴越', '郑帆'])
      expect((await change(adviser, await of(adviser, programme, name), { pinned: false })).status).toBe(200);
    await propose(college, programme);
    expect(pairs(await list(adviser, programme))).toEqual([
      ['吴越', '林珊'],
      ['郑帆', '陈晓'],
    ]);
  });

  it('lets special cases be with a reason only', async () => {
    const programme = await begin();
    await propose(college, programme);
    const sun = await of(college, programme, '孙立');
    // Of another class; not quite at the top; at the bottom.
    await change(college, await of(college, programme, '吴越'), { helper: null });
    for (const [helper, sentence] of [
      ['林珊', '林珊：不在同一班级或单位：物流一班、物流二班。特殊情况请写明理由'],
      ['何平', '何平：排名第 3。特殊情况请写明理由'],
      ['周远', '周远：排名第 4。特殊情况请写明理由'],
    ] as const) {
      const refused = await change(college, sun, { helper: person[helper] });
      expect(gist(refused)).toEqual([422, 'invalid', 'note']);
      expect(said(refused)).toBe(sentence);
    }
    expect(gist(await change(college, sun, { helper: person['孙立'] }))).toEqual([422, 'invalid', 'helper']);
    expect(gist(await change(college, sun, { helper: randomUUID() }))).toEqual([422, 'invalid', 'helper']);
    const done = await change(college, sun, { helper: person['何平'], note: '本班无人，何平自愿帮扶' });
    expect(done.body).toMatchObject({ helper: { name: '何平' }, origin: 'special', pinned: true });
    expect(gist(await change(college, done.body, { note: null }))).toEqual([422, 'invalid', 'note']);
    const zhou = { helped: person['周远'], note: '家长申请' };
    expect(gist(await add(college, programme, { ...zhou, note: ' x ' }))).toEqual([422, 'invalid', 'note']);
    expect(gist(await add(college, programme, { ...zhou, helper: person['陈晓'] }))).toEqual([
      422,
      'invalid',
      'helper',
    ]);
    const added = await add(college, programme, { ...zhou, helper: person['林珊'] });
    expect(added).toMatchObject({
      status: 201,
      body: { helped: { name: '周远' }, helper: { name: '林珊' }, origin: 'special', note: '家长申请', pinned: true },
    });
    expect(gist(await add(college, programme, zhou))).toEqual([422, 'invalid', 'helped']);
    expect(gist(await add(adviser, programme, { ...zhou, helped: person['孙立'] }))).toEqual([
      422,
      'invalid',
      'helped',
    ]);
    expect((await list(college, programme, 'state=special')).total).toBe(2);
    await propose(college, programme);
    expect((await list(college, programme)).counts).toMatchObject({ special: 2, pinned: 3 });
  });

  it('lets nobody be who does not qualify, whatever the reason', async () => {
    const programme = await begin();
    await propose(college, programme);
    const note = '家长申请';
    const low = await change(college, await of(college, programme, '吴越'), { helper: person['孙立'], note });
    expect(gist(low)).toEqual([422, 'invalid', 'helper']);
    expect(said(low)).toBe('孙立：排名第 5');
    const high = await add(college, programme, { helped: person['陈晓'], note });
    expect(gist(high)).toEqual([422, 'invalid', 'helped']);
    expect(said(high)).toBe('陈晓：排名第 1');
    // Who does not qualify any more is left without a helper, and gets no other.
    await result(programme, '吴越', { rank: 2 });
    const wu = await of(college, programme, '吴越');
    expect(gist(await change(college, wu, { helper: person['何平'], note }))).toEqual([422, 'invalid', 'helped']);
    expect((await change(college, wu, { helper: null, note })).body).toMatchObject({ helper: null, note });
  });

  it('makes pairings once, with what was found and noted, and tells those concerned', async () => {
    const programme = await begin();
    await propose(college, programme);
    expect(gist(await publish(adviser, programme, { startsOn: '2026-08-31' }))).toEqual([422, 'invalid', 'startsOn']);
    expect((await publish(college, programme, { place: place['物流二班'] })).body.made).toBe(0);
    await change(college, await of(college, programme, '吴越'), { helper: person['何平'], note: '何平自愿帮扶' });
    expect((await publish(adviser, programme)).body.made).toBe(2);
    expect((await publish(college, programme)).body.made).toBe(0);
    const { rows } = await college.get<{ rows: { helped: { name: string }; reason: string; findings: object[] }[] }>(
      `/api/programmes/${programme}/pairings`,
    );
    expect(rows.find(({ helped }) => helped.name.startsWith('吴越'))).toMatchObject({
      helper: { name: '何平（物流一班）' },
      startsOn: '2026-11-25',
      reason: '何平自愿帮扶',
      findings: [
        { field: 'helper', rule: 'nearTop', outcome: 'soft' },
        { field: 'helped', rule: 'last' },
      ],
    });
    const wu = await of(college, programme, '吴越');
    expect(wu.pairing).not.toBeNull();
    expect(gist(await change(college, wu, { helper: null }))).toEqual([409, 'published']);
    const notes = await adviser.get<{ rows: { text: { zh: string } }[] }>('/api/notifications');
    expect(notes.rows[0]!.text.zh).toBe('“学业帮扶”：发布了 2 对结对，涉及您的班级');
    // Whoever has a pairing is not proposed again, and who helps is full.
    await result(programme, '孙立', { rank: 9 });
    await propose(college, programme);
    expect((await list(college, programme)).counts).toMatchObject({ published: 2, unmatched: 1 });
    expect(gist(await add(college, programme, { helped: person['吴越'], note: '再来一次' }))).toEqual([
      422,
      'invalid',
      'helped',
    ]);
    const again = await add(college, programme, { helped: person['周远'], note: '家长申请', helper: person['陈晓'] });
    expect(gist(again)).toEqual([422, 'invalid', 'helper']);
    // Once the pairing has ended there is room again.
    const pairing = await college.get<{ version: number }>(`/api/pairings/${wu.pairing}`);
    await college.post(`/api/pairings/${wu.pairing}/end`, { on: '2026-11-25', reason: '转专业' }, pairing);
    await propose(college, programme);
    expect(await of(college, programme, '吴越')).toMatchObject({ helper: { name: '林珊' }, pairing: null });
  });

  it('says at which proposal something does not hold any more, and makes none of the pairings', async () => {
    const programme = await begin();
    await propose(college, programme);
    const zheng = await of(college, programme, '郑帆');
    await server.database.write((tx) =>
      tx.run(sql`update person set left_on = '2026-11-20' where id = ${person['陈晓']!}`),
    );
    const refused = await publish(college, programme);
    await server.database.write((tx) => tx.run(sql`update person set left_on = null where id = ${person['陈晓']!}`));
    expect(gist(refused)).toEqual([422, 'invalid', `${zheng.id}.helper`]);
    expect((await list(college, programme)).counts).toMatchObject({ published: 0, matched: 2 });
    expect((await publish(college, programme)).body.made).toBe(2);
  });

  it('says which rule failed, and leaves the proposals as they were', async () => {
    const programme = await begin();
    await propose(college, programme);
    const before = await list(college, programme);
    const { version } = await officer.get<{ version: number }>(`/api/programmes/${programme}`);
    await officer.send('PATCH', `/api/programmes/${programme}`, {
      json: { settings: { most: 1, anywhere: false, broken: true } },
      version,
    });
    const failed = await propose(college, programme);
    expect(failed.state).toBe('failed');
    expect(failed.problem!.zh).toContain('with-match · match.reason');
    expect(failed.problem!.zh).not.toContain('inner words');
    expect(await list(college, programme)).toEqual(before);
  });

  it('refuses what is no term or year of the calendar', async () => {
    const programme = await begin();
    for (const period of ['2026-11', '1999-2000-1', '', '学期'])
      expect(gist(await college.send<Refusal>('POST', path(programme), { json: { period } }))).toEqual([
        422,
        'invalid',
        'period',
      ]);
  });
});
