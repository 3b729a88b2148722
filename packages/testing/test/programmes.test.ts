import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  PASSWORD,
  startTestServer,
  TestClock,
  type TestServer,
} from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type RecordView } from './meeting.js';

interface Programme {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly missing: boolean;
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settingsVersion: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly pairings: number;
  readonly organisations: readonly { readonly id: string; readonly subtree: boolean }[];
}
interface Pairing {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}
interface Duties {
  readonly period: { readonly id: string; readonly from: string; readonly to: string };
  readonly rows: readonly {
    readonly pairing: string;
    readonly cells: readonly {
      readonly duty: string;
      readonly period: string;
      readonly required: number;
      readonly overdueFrom: string;
      readonly state: string;
    }[];
  }[];
}
interface Refusal {
  readonly code?: string;
  readonly title?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Status, code, and the fields complained about. */
const gist = ({ status, body }: { status: number; body: Refusal }) => [
  status,
  body.code,
  ...(body.errors ?? []).map((e) => e.field),
];

describe.each(engines)('programmes on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let schools: Record<'h1' | 'h2' | 'a' | 'b' | 'c', string>;
  let section: string;
  let foreign: { readonly school: string; readonly bureau: string; readonly officer: Client };

  const school = async (client: Client, parent: string, name: string, ownership: string) =>
    (
      await client.post<{ id: string }>('/api/organisations', {
        name,
        kind: 'school',
        ownership,
        schoolKind: 'primary',
        parent,
      })
    ).id;
  const body = (o: object = {}) => ({
    plugin: limitedPairs.id,
    preset: 'plain',
    title: '结对项目',
    schoolYear: '2026-2027',
    settings: { visits: 1, silence: 5, most: 2 },
    organisations: [{ id: district.id, subtree: true }],
    ...o,
  });
  const create = (o: object = {}) => officer.send<Programme & Refusal>('POST', '/api/programmes', { json: body(o) });
  const made = async (o: object = {}) => {
    const answer = await create(o);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const change = (id: string, version: number, json: object) =>
    officer.send<Programme & Refusal & { difference?: unknown }>('PATCH', `/api/programmes/${id}`, { version, json });
  const move = (id: string, version: number, to: string) =>
    officer.send<Programme & Refusal>('POST', `/api/programmes/${id}/state`, { version, json: { to } });
  const pair = (programme: string, helper: string, helped: string, o: object = {}) =>
    officer.send<Pairing & Refusal>('POST', `/api/programmes/${programme}/pairings`, {
      json: { helper, helped, startsOn: '2026-09-01', ...o },
    });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs, limitedPairs] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    schools = {
      h1: await school(officer, district.id, '公办一小', 'public'),
      h2: await school(officer, district.id, '公办二小', 'public'),
      a: await school(officer, district.id, '民办甲校', 'private'),
      b: await school(officer, district.id, '民办乙校', 'private'),
      c: await school(officer, district.id, '民办丙校', 'private'),
    };
    section = (
      await officer.post<{ id: string }>('/api/organisations', { name: '民管股', kind: 'section', parent: district.id })
    ).id;
    const other = await makeDistrict(server);
    const neighbour = await other.signIn();
    foreign = { bureau: other.id, officer: neighbour, school: await school(neighbour, other.id, '外区小学', 'public') };
  });
  afterAll(() => server.close());

  describe('before they begin', () => {
    const preview = (json: object) =>
      officer.send<
        {
          schools: number;
          helperCandidates: number;
          helpedCandidates: number;
          names: { id: string; sides: string[] }[];
        } & Refusal
      >('POST', '/api/programmes/preview', { json });

    it('show who could stand where, and change nothing', async () => {
      const before = await server.database.all(sql`select * from programme`);
      const whole = await preview({ plugin: limitedPairs.id, organisations: [{ id: district.id, subtree: true }] });
      expect(whole.body).toMatchObject({ schools: 5, helperCandidates: 2, helpedCandidates: 3, forms: 2 });
      expect(whole.body.names.find((n) => n.id === schools.h1)?.sides).toEqual(['helper']);
      const open = await preview({ plugin: schoolPairs.id, organisations: [{ id: district.id, subtree: true }] });
      expect(open.body).toMatchObject({ helperCandidates: 5, helpedCandidates: 5 });
      // The bureau alone is no school; one school alone is one.
      const alone = (id: string) => preview({ plugin: limitedPairs.id, organisations: [{ id, subtree: false }] });
      expect((await alone(district.id)).body.schools).toBe(0);
      expect((await alone(schools.a)).body).toMatchObject({ schools: 1, helpedCandidates: 1 });
      expect(await server.database.all(sql`select * from programme`)).toEqual(before);
    });

    it('refuse what is not there and what belongs to others', async () => {
      const at = (organisations: object[], plugin = limitedPairs.id) => preview({ plugin, organisations });
      expect(gist(await at([{ id: district.id, subtree: true }], 'no-such-plugin'))).toEqual([
        422,
        'invalid',
        'plugin',
      ]);
      for (const id of [foreign.school, foreign.bureau, randomUUID()])
        expect(
          gist(
            await at([
              { id: district.id, subtree: true },
              { id, subtree: false },
            ]),
          ),
        ).toEqual([422, 'invalid', 'organisations']);
    });
  });

  describe('when they are made', () => {
    it('run from the first day of the school year to its last, under the first version of their settings', async () => {
      const p = await made({ title: '新项目' });
      expect(p).toMatchObject({
        state: 'enabled',
        missing: false,
        startsOn: '2026-09-01',
        endsOn: '2027-08-31',
        settingsVersion: 1,
        settings: { visits: 1, silence: 5, most: 2 },
        pairings: 0,
        version: 1,
      });
      expect(await officer.get(`/api/programmes/${p.id}`)).toEqual(p);
      expect((await officer.send('GET', `/api/programmes/${p.id}`)).headers['etag']).toBe('"1"');
      const twice = await made({
        organisations: [
          { id: district.id, subtree: false },
          { id: district.id, subtree: true },
        ],
      });
      expect(twice.organisations).toEqual([expect.objectContaining({ id: district.id, subtree: true })]);
    });

    it('refuse settings, presets, years and organisations that do not fit, each by its field', async () => {
      const settings = (o: object) => create({ settings: { visits: 1, silence: 5, most: 2, ...o } });
      expect(gist(await settings({ most: 0 }))).toEqual([422, 'invalid', 'settings.most']);
      expect(gist(await settings({ most: 6 }))).toEqual([422, 'invalid', 'settings.most']);
      expect(gist(await settings({ most: 1.5 }))).toEqual([422, 'invalid', 'settings.most']);
      expect(gist(await settings({ extra: 1 }))).toEqual([422, 'invalid', 'settings.extra']);
      expect(gist(await create({ settings: { visits: 1 } }))).toEqual([
        422,
        'invalid',
        'settings.silence',
        'settings.most',
      ]);
      for (const most of [1, 5]) expect((await settings({ most })).status).toBe(201);
      for (const preset of ['other', '__proto__', 'constructor', 'toString', ''])
        expect(gist(await create({ preset }))).toEqual([422, 'invalid', 'preset']);
      // The calendar has two school years back and one ahead.
      for (const schoolYear of ['2024-2025', '2027-2028']) expect((await create({ schoolYear })).status).toBe(201);
      for (const schoolYear of ['2023-2024', '2028-2029', '2026-2028', '2027-2026'])
        expect(gist(await create({ schoolYear }))).toEqual([422, 'invalid', 'schoolYear']);
      for (const id of [foreign.bureau, foreign.school, randomUUID()])
        expect(gist(await create({ organisations: [{ id, subtree: true }] }))).toEqual([
          422,
          'invalid',
          'organisations',
        ]);
      expect(gist(await create({ title: '短' }))).toEqual([422, 'invalid', 'title']);
      expect((await create({ title: '两字' })).status).toBe(201);
      expect((await create({ title: '长'.repeat(60) })).status).toBe(201);
      expect(gist(await create({ title: '长'.repeat(61) }))).toEqual([422, 'invalid', 'title']);
    });

    it('belong to one district, also where somebody reaches two', async () => {
      const root = await makeDistrict(server, { role: 'platformAdministrator' });
      const everywhere = await root.signIn();
      const two = [district.id, foreign.bureau].map((id) => ({ id, subtree: true }));
      const answer = await everywhere.send<Refusal>('POST', '/api/programmes', { json: body({ organisations: two }) });
      expect(gist(answer)).toEqual([422, 'invalid', 'organisations']);
    });
  });

  describe('when they change', () => {
    it('keep versions: a stale change is refused with the difference, one without a version at all', async () => {
      const p = await made();
      const first = await change(p.id, 1, { title: '改过的名称' });
      expect(first).toMatchObject({ status: 200, body: { title: '改过的名称', version: 2, settingsVersion: 1 } });
      const stale = await change(p.id, 1, { title: '另一名称', settings: { visits: 3, silence: 5, most: 2 } });
      expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { version: 2 } } });
      expect(stale.body.difference).toEqual([
        { field: 'title', yours: '另一名称', theirs: '改过的名称' },
        { field: 'settings.visits', yours: 3, theirs: 1 },
      ]);
      const none = await officer.send<Refusal>('PATCH', `/api/programmes/${p.id}`, { json: { title: '无版本' } });
      expect(gist(none)).toEqual([428, 'version-missing']);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).title).toBe('改过的名称');
    });

    it('make a new version of the settings only for new settings', async () => {
      const p = await made();
      const same = await change(p.id, 1, { settings: { most: 2, silence: 5, visits: 1 } });
      expect(same.body).toMatchObject({ settingsVersion: 1, version: 2 });
      const next = await change(p.id, 2, { settings: { visits: 2, silence: 5, most: 2 } });
      expect(next.body).toMatchObject({ settingsVersion: 2, settings: { visits: 2 }, version: 3 });
      expect(gist(await change(p.id, 3, { settings: { visits: 10, silence: 5, most: 2 } }))).toEqual([
        422,
        'invalid',
        'settings.visits',
      ]);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).settingsVersion).toBe(2);
    });

    it('take other organisations of the district, and none of another', async () => {
      const p = await made();
      const only = [{ id: schools.a, subtree: false }];
      expect((await change(p.id, 1, { organisations: only })).body.organisations).toMatchObject(only);
      for (const id of [foreign.school, foreign.bureau, randomUUID()])
        expect(gist(await change(p.id, 2, { organisations: [{ id, subtree: false }] }))).toEqual([
          422,
          'invalid',
          'organisations',
        ]);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).organisations).toMatchObject(only);
      expect(
        (await foreign.officer.send('PATCH', `/api/programmes/${p.id}`, { version: 2, json: { title: '外区' } }))
          .status,
      ).toBe(404);
    });
  });

  it('move from state to state as they may, and in no other way', async () => {
    const allowed = ['draft→enabled', 'enabled→suspended', 'enabled→closed', 'suspended→enabled', 'suspended→closed'];
    for (const from of ['draft', 'enabled', 'suspended', 'closed'])
      for (const to of ['enabled', 'suspended', 'closed']) {
        const p = await made();
        await server.database.write((tx) => tx.run(sql`update programme set state = ${from} where id = ${p.id}`));
        const answer = await move(p.id, 1, to);
        const right = allowed.includes(`${from}→${to}`);
        expect({ from, to, gist: gist(answer) }).toEqual({
          from,
          to,
          gist: right ? [200, undefined] : [409, 'wrong-move'],
        });
        expect(await officer.get(`/api/programmes/${p.id}`)).toMatchObject({
          state: right ? to : from,
          version: right ? 2 : 1,
        });
        if (!right) continue;
        expect(answer.body.state).toBe(to);
        expect(gist(await move(p.id, 1, to))).toEqual([409, 'stale']);
      }
    const p = await made();
    for (const to of ['draft', 'purged', 'Enabled'])
      expect(gist(await move(p.id, 1, to))).toEqual([422, 'invalid', 'to']);
    expect(
      gist(await officer.send<Refusal>('POST', `/api/programmes/${p.id}/state`, { json: { to: 'closed' } })),
    ).toEqual([428, 'version-missing']);
  });

  describe('pairings', () => {
    it('hold as many as the rule allows on each side, and one less after one has ended', async () => {
      const p = await made();
      expect((await pair(p.id, schools.h1, schools.a)).status).toBe(201);
      const second = await pair(p.id, schools.h1, schools.b);
      expect(second.status).toBe(201);
      const third = await pair(p.id, schools.h1, schools.c);
      expect(gist(third)).toEqual([422, 'invalid', 'helper']);
      expect(third.body.errors![0]!.message).toBe('公办一小已结对 2 个，达到上限');
      expect(gist(await pair(p.id, schools.h2, schools.b))).toEqual([422, 'invalid', 'helped']);
      const candidates = async (side: string) =>
        (
          await officer.get<{ rows: { id: string; eligible: boolean; holds: number; atMost: number }[] }>(
            `/api/programmes/${p.id}/candidates?side=${side}&size=50`,
          )
        ).rows;
      expect((await candidates('helper')).find((c) => c.id === schools.h1)).toMatchObject({
        eligible: false,
        holds: 2,
        atMost: 2,
      });
      expect((await candidates('helper')).find((c) => c.id === schools.h2)).toMatchObject({ eligible: true, holds: 0 });
      expect((await candidates('helped')).find((c) => c.id === schools.h2)).toMatchObject({
        eligible: false,
        atMost: 1,
      });
      // A new number takes hold at once.
      await change(p.id, 1, { settings: { visits: 1, silence: 5, most: 3 } });
      expect((await pair(p.id, schools.h1, schools.c)).status).toBe(201);
      await change(p.id, 2, { settings: { visits: 1, silence: 5, most: 2 } });
      await officer.post(`/api/pairings/${second.body.id}/end`, { on: '2026-11-24', reason: '调整' }, { version: 1 });
      expect(gist(await pair(p.id, schools.h1, schools.b))).toEqual([422, 'invalid', 'helper']);
      expect((await pair(p.id, schools.h2, schools.b)).status).toBe(201);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).pairings).toBe(3);
    });

    it('are never too many, however many officers pair at once', async () => {
      const p = await made();
      const answers = await Promise.all(
        [schools.a, schools.b, schools.c].map((helped) => pair(p.id, schools.h1, helped)),
      );
      expect(answers.map((x) => x.status).sort()).toEqual([201, 201, 422]);
    });

    it('are of two schools that belong to the programme and fit its sides', async () => {
      const p = await made({
        plugin: schoolPairs.id,
        settings: { visits: 1, silence: 5 },
        organisations: [schools.h1, schools.a, schools.b].map((id) => ({ id, subtree: false })),
      });
      expect(gist(await pair(p.id, schools.h2, schools.a))).toEqual([422, 'invalid', 'helper']);
      expect(gist(await pair(p.id, schools.h1, schools.c))).toEqual([422, 'invalid', 'helped']);
      expect(gist(await pair(p.id, foreign.school, schools.a))).toEqual([422, 'invalid', 'helper']);
      expect(gist(await pair(p.id, schools.h1, randomUUID()))).toEqual([422, 'invalid', 'helped']);
      expect(gist(await pair(p.id, schools.a, schools.a))).toEqual([422, 'invalid', 'helped']);
      expect((await pair(p.id, schools.h1, schools.a)).status).toBe(201);
      const again = await pair(p.id, schools.h1, schools.a);
      expect(gist(again)).toEqual([422, 'invalid', 'helped']);
      expect(again.body.errors![0]!.message).toMatch(/已经结对/);
      // The other way round is another pairing.
      expect((await pair(p.id, schools.a, schools.h1)).status).toBe(201);
      const fitting = await made();
      expect(gist(await pair(fitting.id, schools.a, schools.h1))).toEqual([422, 'invalid', 'helper', 'helped']);
      expect(
        (
          await foreign.officer.send('POST', `/api/programmes/${p.id}/pairings`, {
            json: { helper: foreign.school, helped: schools.a, startsOn: '2026-09-01' },
          })
        ).status,
      ).toBe(404);
    });

    it('begin within the programme and end no earlier', async () => {
      const p = await made({ plugin: schoolPairs.id, settings: { visits: 1, silence: 5 } });
      for (const startsOn of ['2026-08-31', '2027-09-01', '2026-02-30'])
        expect(gist(await pair(p.id, schools.h1, schools.a, { startsOn }))).toEqual([422, 'invalid', 'startsOn']);
      const first = await pair(p.id, schools.h1, schools.a, { startsOn: '2026-09-01' });
      const last = await pair(p.id, schools.h1, schools.b, { startsOn: '2027-08-31' });
      expect([first.status, last.status]).toEqual([201, 201]);
      const end = (g: Pairing, on: string, version = 1, reason = '学校撤并') =>
        officer.send<Pairing & Refusal>('POST', `/api/pairings/${g.id}/end`, { version, json: { on, reason } });
      expect(gist(await end(last.body, '2027-08-30'))).toEqual([422, 'invalid', 'on']);
      expect((await end(last.body, '2027-08-31')).status).toBe(200);
      expect(gist(await end(last.body, '2027-08-31', 2))).toEqual([409, 'ended']);
      expect(gist(await end(first.body, '2026-11-24', 9))).toEqual([409, 'stale']);
      expect(gist(await end(first.body, '2026-11-24', 1, '短'))).toEqual([422, 'invalid', 'reason']);
      const ended = await end(first.body, '2026-11-24');
      expect(ended.body).toMatchObject({ state: 'ended', endsOn: '2026-11-24', endReason: '学校撤并', version: 2 });
      // Ended, it no longer stands in the way of a new one.
      expect((await pair(p.id, schools.h1, schools.a)).status).toBe(201);
    });

    it('are looked after by offices of the district, in roles that the programme has', async () => {
      const p = await made({ plugin: schoolPairs.id, settings: { visits: 1, silence: 5 } });
      const by = (appointed: object) => pair(p.id, schools.h1, schools.a, { appointed });
      expect(gist(await by({ section: schools.b }))).toEqual([422, 'invalid', 'appointed.section']);
      expect(gist(await by({ section: foreign.bureau }))).toEqual([422, 'invalid', 'appointed.section']);
      expect(gist(await by({ section: randomUUID() }))).toEqual([422, 'invalid', 'appointed.section']);
      expect(gist(await by({ unknown: section }))).toEqual([422, 'invalid', 'appointed.unknown']);
      expect(gist(await by({ constructor: section }))).toEqual([422, 'invalid', 'appointed.constructor']);
      expect(await by({ section })).toMatchObject({
        status: 201,
        body: { appointed: { section: { id: section, name: '民管股' } } },
      });
    });
  });
});

describe.each(engines)('a programme that stands still on %s', (engine) => {
  it.each(['suspended', 'closed'])('can be read and not written: %s', async (state) => {
    const server = await startTestServer({ engine, programmes: [schoolPairs] });
    try {
      const meeting = await makeMeeting(server);
      const [writer, a, officer] = [await meeting.at('h'), await meeting.at('a'), await meeting.office()];
      const record = await meeting.visit(writer, ['a'], '2026-11-02');
      const [review] = (await a.get<{ rows: { id: string }[] }>('/api/reviews')).rows;
      const url = `/api/programmes/${meeting.programme}`;
      await officer.post(`${url}/state`, { to: state }, { version: 1 });
      const before = await server.database.all(sql`select * from record`);
      const writes: readonly (readonly [Client, 'POST' | 'PATCH' | 'GET', string, object | undefined, number?])[] = [
        [writer, 'GET', `${url}/forms/visit/start`, undefined],
        [
          writer,
          'POST',
          `${url}/records`,
          { form: 'visit', pairings: [meeting.pairings.a], data: { on: '2026-11-02', theme: '新', guests: 1 } },
        ],
        [writer, 'PATCH', `/api/records/${record.id}`, { data: { ...record.data, theme: '改' } }, 1],
        [a, 'POST', `/api/reviews/${review!.id}/decision`, { decision: 'confirm' }],
        [
          officer,
          'POST',
          `${url}/pairings`,
          { helper: meeting.schools.a.id, helped: meeting.schools.b.id, startsOn: '2026-09-01' },
        ],
        [officer, 'POST', `/api/pairings/${meeting.pairings.b}/end`, { on: '2026-11-24', reason: '结束' }, 1],
        [
          officer,
          'POST',
          `${url}/duties/remind`,
          { cells: [{ pairing: meeting.pairings.a, duty: 'visit', period: '2026-11' }] },
        ],
      ];
      for (const [client, method, path, json, version] of writes) {
        const answer = await client.send<Refusal>(method, path, {
          ...(json ? { json } : {}),
          ...(version ? { version } : {}),
        });
        expect({ path, gist: gist(answer) }).toEqual({ path, gist: [409, 'not-running'] });
        expect(answer.body.title).toMatch(/未启用或已结束/);
      }
      expect(await server.database.all(sql`select * from record`)).toEqual(before);
      const reads = ['', '/records', '/pairings', '/duties?period=2026-11', '/ledgers/visits', '/reports/overview'];
      for (const path of reads)
        for (const client of [officer, writer, a])
          expect((await client.send('GET', url + path)).status, path).toBe(200);
      expect((await writer.get<RecordView>(`/api/records/${record.id}`)).mayChange).toBe(false);
      const title = await officer.send<Programme & Refusal>('PATCH', url, { version: 2, json: { title: '改名' } });
      expect(gist(title)).toEqual(state === 'closed' ? [409, 'closed'] : [200, undefined]);
      expect((await officer.get<{ programmes: unknown[] }>('/api/workbench')).programmes).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('whose plugin is not installed is listed as missing, read, and not written', async () => {
    let server = await startTestServer({ engine, programmes: [schoolPairs, limitedPairs] });
    try {
      const meeting = await makeMeeting(server);
      const writer = await meeting.at('h');
      const record = await meeting.visit(writer, ['a'], '2026-11-02');
      const asked = await meeting.at('a');
      const [review] = (await asked.get<{ rows: { id: string }[] }>('/api/reviews')).rows;
      const names: Record<string, string> = {};
      for (const [key, client] of [
        ['h', writer],
        ['a', asked],
        ['officer', await meeting.office()],
      ] as const)
        names[key] = (await client.get<{ user: { username: string } }>('/api/session')).user.username;
      server = await server.restart({ programmes: [limitedPairs] });
      const signInAs = async (username: string) => {
        const client = server.client();
        await client.signIn(username, PASSWORD);
        return client;
      };
      const [h, a, officer] = [
        await signInAs(names['h']!),
        await signInAs(names['a']!),
        await signInAs(names['officer']!),
      ];
      const url = `/api/programmes/${meeting.programme}`;
      for (const client of [officer, h, a]) {
        const { rows } = await client.get<{ rows: Programme[] }>('/api/programmes');
        expect(rows).toMatchObject([{ id: meeting.programme, missing: true, state: 'enabled' }]);
        expect(await client.get(url)).toMatchObject({ missing: true, manifest: null, settings: { visits: 1 } });
        const records = await client.get<{ rows: RecordView[] }>(`${url}/records`);
        expect(records.rows).toMatchObject([
          { id: record.id, mayChange: false, data: { theme: '联合教研', guests: 3 } },
        ]);
        expect(await client.get(`/api/records/${record.id}`)).toMatchObject({ id: record.id, state: 'submitted' });
        expect(await client.get(`/api/records/${record.id}/history`)).toMatchObject([{ action: 'submit' }]);
        expect((await client.send('GET', `${url}/pairings`)).status).toBe(200);
        expect(await client.get(`${url}/duties?period=2026-11`)).toMatchObject({
          columns: [],
          period: { id: '2026-11' },
        });
        expect((await client.send('GET', '/api/workbench')).status).toBe(200);
      }
      expect((await a.get<{ rows: { id: string }[] }>('/api/reviews')).rows).toMatchObject([
        { id: review!.id, form: 'visit' },
      ]);
      const cells = [{ pairing: meeting.pairings.a, duty: 'visit', period: '2026-11' }];
      const writes: readonly (readonly [Client, 'POST' | 'PATCH', string, object, number?])[] = [
        [
          h,
          'POST',
          `${url}/records`,
          { form: 'visit', pairings: [meeting.pairings.a], data: { on: '2026-11-03', theme: '新', guests: 1 } },
        ],
        [h, 'PATCH', `/api/records/${record.id}`, { data: { ...record.data, theme: '改' } }, 1],
        [a, 'POST', `/api/reviews/${review!.id}/decision`, { decision: 'confirm' }],
        [
          officer,
          'POST',
          `${url}/pairings`,
          { helper: meeting.schools.a.id, helped: meeting.schools.b.id, startsOn: '2026-09-01' },
        ],
        [officer, 'POST', `/api/pairings/${meeting.pairings.b}/end`, { on: '2026-11-24', reason: '结束' }, 1],
        [officer, 'POST', `${url}/duties/remind`, { cells }],
        [officer, 'PATCH', url, { settings: { visits: 2, silence: 5 } }, 1],
      ];
      for (const [client, method, path, json, version] of writes) {
        const answer = await client.send<Refusal>(method, path, { json, ...(version ? { version } : {}) });
        expect({ path, gist: gist(answer) }).toEqual({ path, gist: [409, 'plugin-missing'] });
        expect(answer.body.title).toMatch(/未安装/);
      }
      const anew = await officer.send<Refusal>('POST', '/api/programmes', {
        json: {
          plugin: schoolPairs.id,
          preset: 'plain',
          title: '再来',
          schoolYear: '2026-2027',
          settings: {},
          organisations: [{ id: meeting.district.id, subtree: true }],
        },
      });
      expect(gist(anew)).toEqual([422, 'invalid', 'plugin']);

      // Installed again, it goes on where it stood.
      server = await server.restart({ programmes: [schoolPairs, limitedPairs] });
      const confirmer = await signInAs(names['a']!);
      await confirmer.post(`/api/reviews/${review!.id}/decision`, { decision: 'confirm' });
      expect(await confirmer.get(`/api/records/${record.id}`)).toMatchObject({ state: 'confirmed', version: 2 });
    } finally {
      await server.close();
    }
  });
});

describe.each(engines)('settings and calendar on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  const cellsOf = async (programme: string, period?: string) => {
    const { rows } = await officer.get<Duties>(
      `/api/programmes/${programme}/duties${period ? `?period=${period}` : ''}`,
    );
    return rows[0]!.cells;
  };
  const required = async (programme: string, period: string, duty: string) =>
    (await cellsOf(programme, period)).find((c) => c.duty === duty)?.required;

  const begin = async (at: string) => {
    server = await startTestServer({ engine, programmes: [limitedPairs], clock: new TestClock(new Date(at)) });
    const district = await makeDistrict(server);
    officer = await district.signIn();
    const school = async (name: string, ownership: string) =>
      (
        await officer.post<{ id: string }>('/api/organisations', {
          name,
          kind: 'school',
          ownership,
          schoolKind: 'primary',
          parent: district.id,
        })
      ).id;
    const { id } = await officer.post<Programme>('/api/programmes', {
      plugin: limitedPairs.id,
      preset: 'plain',
      title: '结对项目',
      schoolYear: '2026-2027',
      settings: { visits: 1, silence: 5, most: 2 },
      organisations: [{ id: district.id, subtree: true }],
    });
    await officer.post(`/api/programmes/${id}/pairings`, {
      helper: await school('公办小学', 'public'),
      helped: await school('民办小学', 'private'),
      startsOn: '2026-09-01',
    });
    return { id, signIn: district.signIn };
  };
  const setTerm = (term: string, o: object = {}) =>
    officer.send<Refusal>('PUT', `/api/calendar/terms/${term}`, {
      json: {
        starts: '2026-09-01',
        ends: '2027-01-31',
        teachingStarts: '2026-09-01',
        teachingEnds: '2027-01-15',
        ...o,
      },
    });

  it('a new version of the settings reaches the running period and leaves past ones alone', async () => {
    const { id } = await begin('2026-11-15T01:00:00Z');
    try {
      expect(await required(id, '2026-10', 'visit')).toBe(1);
      await officer.patch(`/api/programmes/${id}`, 1, { settings: { visits: 3, silence: 5, most: 2 } });
      const seen = async () =>
        Promise.all(['2026-09', '2026-10', '2026-11', '2026-12'].map((month) => required(id, month, 'visit')));
      expect(await seen()).toEqual([1, 1, 3, 3]);
      // The term still runs: its duty follows too, also when only a month of it is asked for.
      expect(await required(id, '2026-2027-1', 'note')).toBe(4);
      const november = (await cellsOf(id, '2026-11')).find((c) => c.duty === 'note');
      expect(november).toMatchObject({ period: '2026-2027-1', required: 4, overdueFrom: '2027-02-01', state: 'open' });
    } finally {
      await server.close();
    }
  });

  it('a term’s dates are refused with a sentence for each misfit, at its edge', async () => {
    await begin('2026-11-24T01:00:00Z');
    try {
      const first = '2026-2027-1';
      for (const term of ['2026-2028-1', '2026-2026-1', '2027-2026-2', '9999-0000-1'])
        expect(gist(await setTerm(term))).toEqual([422, 'invalid', 'term']);
      for (const term of ['2026-2027-3', '2026-2027', 'x', '2026-2027-0'])
        expect((await setTerm(term)).status).toBe(404);
      for (const field of ['starts', 'ends', 'teachingStarts', 'teachingEnds'])
        for (const day of ['2026-02-30', '2026-13-01', '0001-01-01', '20260901', '2026-9-1', ''])
          expect(gist(await setTerm(first, { [field]: day }))).toEqual([422, 'invalid', field]);
      // Thirty days, both ends counted.
      const short = (ends: string) => setTerm(first, { ends, teachingEnds: '2026-09-20' });
      expect(gist(await short('2026-09-29'))).toEqual([422, 'invalid', 'ends']);
      expect((await short('2026-09-30')).status).toBe(200);
      expect(gist(await setTerm(first, { teachingStarts: '2026-08-31' }))).toEqual([422, 'invalid', 'teachingStarts']);
      expect((await setTerm(first, { teachingStarts: '2026-09-01' })).status).toBe(200);
      expect(gist(await setTerm(first, { teachingEnds: '2027-02-01' }))).toEqual([422, 'invalid', 'teachingEnds']);
      expect((await setTerm(first, { teachingEnds: '2027-01-31' })).status).toBe(200);
      expect(gist(await setTerm(first, { teachingStarts: '2026-12-02', teachingEnds: '2026-12-01' }))).toEqual([
        422,
        'invalid',
        'teachingStarts',
      ]);
      expect((await setTerm(first, { teachingStarts: '2026-12-01', teachingEnds: '2026-12-01' })).status).toBe(200);
      // Terms stand one after another: the next begins on 1 February, the one before ended on 31 August.
      const late = await setTerm(first, { ends: '2027-02-01' });
      expect(gist(late)).toEqual([422, 'invalid', 'ends']);
      expect(late.body.errors![0]!.message).toMatch(/2026-2027学年第二学期.*2027-01-31/);
      const early = await setTerm(first, { starts: '2026-08-31' });
      expect(gist(early)).toEqual([422, 'invalid', 'starts']);
      expect(early.body.errors![0]!.message).toMatch(/2025-2026学年第二学期.*2026-09-01/);
      const english = await officer.send<Refusal>('PUT', `/api/calendar/terms/${first}`, {
        json: { starts: '2026-08-31', ends: '2027-02-01', teachingStarts: '2026-08-30', teachingEnds: '2027-02-02' },
        headers: { 'accept-language': 'en' },
      });
      expect(english.body.errors!.map((e) => e.field)).toEqual(['teachingStarts', 'teachingEnds', 'starts', 'ends']);
      for (const { message } of english.body.errors!) expect(message).toMatch(/^[A-Z][\x20-\x7e–]+$/);
      // The second term of a year cannot come before its first.
      const swapped = {
        starts: '2026-03-01',
        ends: '2026-04-30',
        teachingStarts: '2026-03-01',
        teachingEnds: '2026-04-30',
      };
      expect(gist(await setTerm('2026-2027-2', swapped))[0]).toBe(422);
      const between = {
        starts: '2027-02-01',
        ends: '2027-08-31',
        teachingStarts: '2027-02-22',
        teachingEnds: '2027-07-09',
      };
      expect((await setTerm('2026-2027-2', between)).status).toBe(200);
      expect((await setTerm('2026-2027-1')).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  it('a changed calendar changes what is due, in this district and no other', async () => {
    const { id } = await begin('2026-11-24T01:00:00Z');
    try {
      const neighbour = await makeDistrict(server);
      const term = async () => (await cellsOf(id, '2026-2027-1')).find((c) => c.duty === 'note')!;
      expect(await term()).toMatchObject({ overdueFrom: '2027-02-01' });
      expect(await required(id, '2027-01', 'visit')).toBe(1);
      // Ten teaching days in January are enough, nine are not: 1, 4–8, 11–14 and 1, 4–8, 11–13.
      for (const [teachingEnds, due] of [
        ['2027-01-14', 1],
        ['2027-01-13', 0],
      ] as const) {
        expect((await setTerm('2026-2027-1', { ends: '2027-01-24', teachingEnds })).status).toBe(200);
        expect(await required(id, '2027-01', 'visit')).toBe(due);
      }
      expect(await term()).toMatchObject({ overdueFrom: '2027-01-25' });
      const { terms } = await officer.get<{ terms: { id: string; ends: string }[] }>('/api/calendar');
      expect(terms.find((one) => one.id === '2026-2027-1')?.ends).toBe('2027-01-24');
      const theirs = await (await neighbour.signIn()).get<{ terms: { id: string; ends: string }[] }>('/api/calendar');
      expect(theirs.terms.find((one) => one.id === '2026-2027-1')?.ends).toBe('2027-01-31');
    } finally {
      await server.close();
    }
  });

  it('the day a duty is overdue comes with the clock', async () => {
    const { id, signIn } = await begin('2027-01-31T15:59:59.999Z');
    try {
      const state = async () => (await cellsOf(id, '2026-2027-1')).find((c) => c.duty === 'note')!.state;
      expect(await state()).toBe('open');
      server.clock.moveTo('2027-01-31T16:00:00.000Z');
      officer = await signIn();
      expect(await state()).toBe('overdue');
    } finally {
      await server.close();
    }
  });
});
