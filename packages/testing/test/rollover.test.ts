import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { integer, type ProgrammeDefinition, t, text } from '@xieshou/sdk';
import {
  type Client,
  clientOf,
  engines,
  makeDistrict,
  PASSWORD,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { type Land, makeLand } from './land.js';
import { audited, news, visit } from './life.js';
import { gist, type Refusal } from './office.js';

interface Place {
  readonly was: { readonly id: string };
  readonly now: { readonly id: string } | null;
  readonly reason: { readonly zh: string } | null;
}
interface Rollover extends Refusal {
  readonly next: { schoolYear: string; title: string; startsOn: string | null; endsOn: string | null };
  readonly continuedBy: { readonly id: string; readonly title: string } | null;
  readonly obstacles: readonly { readonly zh: string }[];
  readonly organisations: readonly (Place & { readonly subtree: boolean })[];
  readonly settings: {
    readonly values: Readonly<Record<string, unknown>>;
    readonly added: readonly string[];
    readonly dropped: readonly string[];
    readonly lacking: readonly { readonly field: string }[];
  };
  readonly pairings: readonly {
    readonly id: string;
    readonly helper: { readonly id: string };
    readonly helped: { readonly id: string };
    readonly outcome: string;
    readonly reason: { readonly zh: string } | null;
    readonly appointed: readonly (Place & { readonly role: string })[];
    readonly inside: readonly { readonly id: string; readonly reason: { readonly zh: string } | null }[];
    readonly drafts: number;
    readonly unconfirmed: number;
    readonly rectifications: number;
  }[];
  readonly unfinished: { readonly drafts: number; readonly unconfirmed: number; readonly rectifications: number };
  readonly token: string;
}
interface Begun extends Refusal {
  readonly id: string;
  readonly title: string;
  readonly startsOn: string;
  readonly pairings: number;
  readonly inside: number;
  readonly leftOut: number;
}
interface Detail {
  readonly id: string;
  readonly programme: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly appointed: Readonly<Record<string, { readonly id: string }>>;
  readonly continues: { readonly id: string; readonly schoolYear: string } | null;
  readonly continuedBy: { readonly id: string; readonly schoolYear: string } | null;
}

const YEAR = '2027-2028';
const FIRST = '2027-09-01';

describe.each(engines)('going on into the next school year on %s', (engine) => {
  let server: TestServer;
  let land: Land;
  const previewOf = async (client: Client, id = land.programme) =>
    client.get<Rollover>(`/api/programmes/${id}/rollover`);
  const preview = async () => previewOf(await land.officer());
  const apply = async (o: object = {}, version = 1, id = land.programme) => {
    const officer = await land.officer();
    const seen = await previewOf(officer, id);
    return officer.send<Begun>('POST', `/api/programmes/${id}/rollover`, {
      version,
      json: {
        token: seen.token,
        title: seen.next.title,
        pairings: seen.pairings.filter((g) => g.outcome === 'continues').map((g) => g.id),
        ...o,
      },
    });
  };
  const begun = async (o: object = {}) => {
    const answer = await apply(o);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const pairing = async (id: string) => (await land.officer()).get<Detail>(`/api/pairings/${id}`);
  const listed = async (programme: string) =>
    (await (await land.officer()).get<{ rows: { id: string }[] }>(`/api/programmes/${programme}/pairings`)).rows;
  const of = (seen: Rollover, id: string) => seen.pairings.find((g) => g.id === id)!;
  const person = async (at: 'h1' | 'a', name: string) =>
    (await land.officer()).post<{ id: string; version: number }>('/api/people', {
      name,
      kind: 'teacher',
      organisation: land.ids[at],
    });
  const mentors = async (around: string, helper: string, helped: string) =>
    (
      await (
        await land.officer()
      ).post<{ id: string }>(`/api/pairings/${around}/inside`, {
        inside: 'mentors',
        kind: 'art',
        helper,
        helped,
        startsOn: '2026-11-24',
      })
    ).id;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [limitedPairs] });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    server.clock.moveTo('2026-11-24T01:00:00Z');
    land = await makeLand(server);
  });

  it('makes the programme of the next year, running, with its settings from its first day', async () => {
    const g = await land.pair('h1', 'a');
    const officer = await land.officer();
    await officer.patch(`/api/programmes/${land.programme}`, 1, {
      title: '2026—2027学年公助民办',
      settings: { visits: 3, silence: 5, most: 2 },
    });
    const seen = await preview();
    expect(seen).toMatchObject({
      next: { schoolYear: YEAR, title: '2027—2028学年公助民办', startsOn: FIRST, endsOn: '2028-08-31' },
      continuedBy: null,
      obstacles: [],
      settings: { values: { visits: 3, silence: 5, most: 2 }, added: [], dropped: [], lacking: [] },
    });
    const answer = await apply({}, 2);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    const made = answer.body;
    expect(made).toMatchObject({ pairings: 1, inside: 0, leftOut: 0, startsOn: FIRST });
    expect(await officer.get(`/api/programmes/${made.id}`)).toMatchObject({
      state: 'enabled',
      schoolYear: YEAR,
      startsOn: FIRST,
      endsOn: '2028-08-31',
      settings: { visits: 3, silence: 5, most: 2 },
      settingsVersion: 1,
      organisations: [{ id: land.district.id, subtree: true }],
    });
    const versions = await server.database.all(
      sql`select number, effective_from from programme_settings where programme_id = ${made.id}`,
    );
    expect(versions).toEqual([{ number: 1, effective_from: FIRST }]);
    const [row] = await listed(made.id);
    expect(await pairing(row!.id)).toMatchObject({
      programme: made.id,
      startsOn: FIRST,
      endsOn: null,
      continues: { id: g, schoolYear: '2026-2027' },
      continuedBy: null,
    });
    expect(await pairing(g)).toMatchObject({ continues: null, continuedBy: { id: row!.id, schoolYear: YEAR } });
    expect(await officer.get(`/api/programmes/${made.id}/ending`)).toMatchObject({
      continues: { id: land.programme },
      continuedBy: null,
    });
    expect(await officer.get(`/api/programmes/${land.programme}/ending`)).toMatchObject({
      continuedBy: { id: made.id, title: '2027—2028学年公助民办' },
    });
    expect(await audited(server, made.id)).toEqual(['programme.rollOver']);
    expect(await audited(server, row!.id)).toEqual(['pairing.continue']);
  });

  it('moves the year in a title on, however it is written, and no other number', async () => {
    const officer = await land.officer();
    const titles = [
      ['2026-2027学年公助民办', '2027-2028学年公助民办'],
      ['2026至2027学年公助民办', '2027至2028学年公助民办'],
      ['2026—27学年第2026号', '2027—28学年第2027号'],
      ['公助民办（2027年春季）', '公助民办（2028年春季）'],
      ['第12026号方案，2025年起', '第12026号方案，2025年起'],
    ];
    for (const [i, [title, next]] of titles.entries()) {
      await officer.patch(`/api/programmes/${land.programme}`, i + 1, { title });
      expect((await previewOf(officer)).next.title).toBe(next);
    }
  });

  it('tells the administrators of the schools that go on, once each', async () => {
    await land.pair('h1', 'a');
    await land.pair('h1', 'b');
    const [h1, a, h2] = [await land.at('h1'), await land.at('a'), await land.at('h2')];
    const { id } = await begun();
    expect(await news(h1)).toMatchObject({
      kind: 'pairing',
      text: { zh: expect.stringContaining('2 个结对延续到 2027-2028 学年') as string },
      link: `/pairings?programme=${id}`,
    });
    expect((await news(a))!.text.zh).toContain('与第一小学的结对延续到 2027-2028 学年');
    expect(await news(h2)).toBeUndefined();
  });

  it('knows a year’s terms from the first day of the one before it', async () => {
    const answer = await apply();
    const next = answer.body.id;
    const said = async () => (await previewOf(await land.officer(), next)).obstacles.map(({ zh }) => zh);
    server.clock.moveTo('2027-08-31T01:00:00Z');
    expect(await said()).toEqual(['校历中还没有 2028-2029 学年的两个学期，请先在校历中设置']);
    expect(await previewOf(await land.officer(), next)).toMatchObject({
      next: { schoolYear: '2028-2029', startsOn: null, endsOn: null },
    });
    expect(gist(await apply({}, 1, next))).toEqual([422, 'not-yet']);
    server.clock.moveTo('2027-09-01T01:00:00Z');
    expect(await said()).toEqual([]);
    expect((await apply({}, 1, next)).status).toBe(201);
  });

  it('takes the days from the district’s own calendar', async () => {
    const officer = await land.officer();
    for (const [term, starts, ends] of [
      ['2027-2028-1', '2027-09-06', '2028-01-31'],
      ['2027-2028-2', '2028-02-01', '2028-07-31'],
    ])
      await officer.send('PUT', `/api/calendar/terms/${term}`, {
        json: { starts, ends, teachingStarts: starts, teachingEnds: ends },
      });
    expect((await preview()).next).toMatchObject({ startsOn: '2027-09-06', endsOn: '2028-07-31' });
  });

  describe('schools that are gone', () => {
    it.each([
      ['2027-08-31', 'leftOut'],
      ['2027-09-01', 'continues'],
    ])('leaves out one whose last day is %s: %s', async (on, outcome) => {
      const g = await land.pair('h1', 'a');
      await land.pair('h2', 'b');
      await land.act(land.ids.a, 'close', { on, reason: '生源不足' });
      const seen = of(await preview(), g);
      expect(seen.outcome).toBe(outcome);
      if (outcome === 'leftOut') expect(seen.reason!.zh).toBe('“博才小学”于 2027-08-31 停办');
      const { id, pairings } = await begun();
      expect(pairings).toBe(outcome === 'leftOut' ? 1 : 2);
      const mine = await Promise.all((await listed(id)).map((row) => pairing(row.id)));
      // Where it still has a day, the new pairing has that day too.
      expect(mine.map((row) => row.endsOn).sort()).toEqual(outcome === 'leftOut' ? [null] : [on, null]);
    });

    it('refuses one that is left out, also when it is ticked', async () => {
      const g = await land.pair('h1', 'a');
      await land.act(land.ids.a, 'close', { on: '2027-08-31', reason: '生源不足' });
      expect(gist(await apply({ pairings: [g] }))).toEqual([422, 'invalid', 'pairings']);
      expect(gist(await apply({ pairings: [randomUUID()] }))).toEqual([422, 'invalid', 'pairings']);
    });

    it('goes on with the successor of a school that was merged after the programme ended', async () => {
      const g = await land.pair('h1', 'a');
      const other = await land.pair('h2', 'b');
      const officer = await land.officer();
      await officer.patch(`/api/programmes/${land.programme}`, 1, {
        organisations: ['h1', 'h2', 'a', 'b'].map((key) => ({
          id: land.ids[key as 'a'],
          subtree: false,
        })),
      });
      await officer.send('POST', `/api/programmes/${land.programme}/state`, { version: 2, json: { to: 'closed' } });
      expect((await land.merge('a', 'c')).status).toBe(200);
      const seen = await preview();
      expect(of(seen, g)).toMatchObject({ outcome: 'continues', helped: { id: land.ids.c } });
      expect(of(seen, g).reason!.zh).toBe('“博才小学”已并入“新星小学”，由其接续');
      expect(seen.organisations.find((o) => o.was.id === land.ids.a)).toMatchObject({ now: { id: land.ids.c } });
      const answer = await apply({ pairings: [g, other] }, 3);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      const parties = await server.database.all(
        sql`select helped_id, helped_organisation_id from pairing where continues_id = ${g}`,
      );
      expect(parties).toEqual([{ helped_id: land.ids.c, helped_organisation_id: land.ids.c }]);
    });

    it('goes on once with a pairing that two became by a merger, and not with oneself', async () => {
      const first = await land.pair('h1', 'a');
      const second = await land.pair('h1', 'b');
      const officer = await land.officer();
      await officer.send('POST', `/api/programmes/${land.programme}/state`, { version: 1, json: { to: 'closed' } });
      expect((await land.merge('a', 'b')).status).toBe(200);
      const seen = await preview();
      expect([of(seen, first).outcome, of(seen, second).outcome]).toEqual(['continues', 'leftOut']);
      expect(of(seen, second).reason!.zh).toBe('合并后与另一个结对重复');
    });

    it('goes on with the appointed office, or says that it is closed', async () => {
      const g = await (
        await land.officer()
      ).post<{ id: string }>(`/api/programmes/${land.programme}/pairings`, {
        helper: land.ids.h1,
        helped: land.ids.a,
        startsOn: '2026-09-01',
        appointed: { section: land.ids.section },
      });
      await land.act(land.ids.section, 'close', { on: '2027-08-31', reason: '机构改革' });
      expect(of(await preview(), g.id).appointed).toMatchObject([
        { role: 'section', now: null, reason: { zh: '“民管股”于 2027-08-31 停办' } },
      ]);
      await land.act(land.ids.section, 'reopen', { reason: '撤回' });
      const { id } = await begun();
      expect((await pairing((await listed(id))[0]!.id)).appointed).toMatchObject({
        section: { id: land.ids.section },
      });
    });

    it.each(['enabled', 'closed'])(
      'goes on with the office that the appointed one was merged into (%s)',
      async (to) => {
        const officer = await land.officer();
        const { id: g } = await officer.post<{ id: string }>(`/api/programmes/${land.programme}/pairings`, {
          helper: land.ids.h1,
          helped: land.ids.a,
          startsOn: '2026-09-01',
          appointed: { section: land.ids.section },
        });
        const bystander = await land.pair('h2', 'b');
        const { id: into } = await officer.post<{ id: string }>('/api/organisations', {
          name: '基教股',
          kind: 'section',
          parent: land.district.id,
        });
        if (to === 'closed')
          await officer.send('POST', `/api/programmes/${land.programme}/state`, { version: 1, json: { to } });
        const { token } = (await land.preview('section', into)).body;
        const merged = { into, on: '2026-11-24', reason: '机构改革', token };
        expect((await land.act(land.ids.section, 'merge', merged)).status).toBe(200);
        const seen = await preview();
        expect(of(seen, g).appointed).toMatchObject([{ role: 'section', now: { id: into } }]);
        expect(of(seen, bystander).appointed).toEqual([]);
        const answer = await apply({}, to === 'closed' ? 2 : 1);
        expect(answer.status, JSON.stringify(answer.body)).toBe(201);
        const after = await Promise.all((await listed(answer.body.id)).map(({ id }) => pairing(id)));
        const offices = new Map(after.map((one) => [one.continues!.id, one.appointed]));
        expect(offices.get(g)).toEqual({ section: { id: into, name: '基教股' } });
        expect(offices.get(bystander)).toEqual({});
        // The office itself sees the pair of the new year.
        const section = await signedIn(server, {
          role: 'sectionMember',
          at: { id: into, district_id: land.district.id },
          username: `merged-${into.slice(-12)}`,
        });
        const found = await section.get<{ rows: { id: string }[] }>(`/api/programmes/${answer.body.id}/pairings`);
        expect(found.rows.map(({ id }) => id)).toEqual(after.filter((o) => o.continues!.id === g).map(({ id }) => id));
      },
    );
  });

  describe('who may not any more', () => {
    it('says why a school does not qualify now', async () => {
      const g = await land.pair('h1', 'a');
      const officer = await land.officer();
      const { version } = await land.organisation(land.ids.a);
      await officer.patch(`/api/organisations/${land.ids.a}`, version, { ownership: 'public' });
      expect(of(await preview(), g)).toMatchObject({
        outcome: 'leftOut',
        reason: { zh: '“博才小学”现已不符合条件：应为民办学校' },
      });
    });

    it('leaves out a school that the programme is not for', async () => {
      const g = await land.pair('h1', 'a');
      await (
        await land.officer()
      ).patch(`/api/programmes/${land.programme}`, 1, { organisations: [{ id: land.ids.h1, subtree: false }] });
      expect(of(await preview(), g).reason!.zh).toBe('“博才小学”不在新学年的适用单位中');
    });

    it.each([
      [1, ['continues', 'full']],
      [2, ['continues', 'continues']],
    ])('lets a helper hold %i at most, the older ones first', async (most, outcomes) => {
      const both = [await land.pair('h1', 'a'), await land.pair('h1', 'b')];
      await (
        await land.officer()
      ).patch(`/api/programmes/${land.programme}`, 1, { settings: { visits: 1, silence: 5, most } });
      const seen = await preview();
      expect(both.map((id) => of(seen, id).outcome)).toEqual(outcomes);
      const answer = await apply({ pairings: both }, 2);
      if (most === 2) return expect(answer.status).toBe(201);
      expect(gist(answer)).toEqual([422, 'invalid', 'pairings']);
      // The officer decides which of them goes on.
      expect((await apply({ pairings: [both[1]] }, 2)).body).toMatchObject({ pairings: 1, leftOut: 1 });
    });
  });

  it('goes on with pairs of people who are both still there', async () => {
    const g = await land.pair('h1', 'a');
    const [master, other, first, second] = [
      await person('h1', '名师'),
      await person('h1', '调走的'),
      await person('a', '徒弟'),
      await person('a', '离职的'),
    ];
    const pairs = [
      await mentors(g, master.id, first.id),
      await mentors(g, master.id, second.id),
      await mentors(g, other.id, first.id),
    ];
    const officer = await land.officer();
    const left = await officer.send('POST', `/api/people/${second.id}/leave`, {
      version: second.version,
      json: { on: '2026-11-24' },
    });
    expect(left.status, JSON.stringify(left.body)).toBe(200);
    const moved = await officer.send('POST', `/api/people/${other.id}/transfer`, {
      version: other.version,
      json: { organisation: land.ids.h2, on: '2026-11-24' },
    });
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    const { inside } = of(await preview(), g);
    expect(pairs.map((id) => inside.find((one) => one.id === id)!.reason?.zh ?? null)).toEqual([
      null,
      '离职的（博才小学）已离职或调出',
      expect.stringMatching(/^调走的.*已离职或调出$/),
    ]);
    const { id, inside: kept } = await begun();
    expect(kept).toBe(1);
    const [around] = await listed(id);
    expect(
      await server.database.all(
        sql`select continues_id, starts_on, inside, kind, helper_id, helped_id from pairing where parent_id = ${around!.id}`,
      ),
    ).toEqual([
      {
        continues_id: pairs[0],
        starts_on: FIRST,
        inside: 'mentors',
        kind: 'art',
        helper_id: master.id,
        helped_id: first.id,
      },
    ]);
  });

  it('counts what is open, which stays with the old year', async () => {
    const g = await land.pair('h1', 'a');
    const h1 = await land.at('h1');
    const write = (o: object) =>
      h1.post<{ id: string }>(`/api/programmes/${land.programme}/records`, {
        form: 'visit',
        pairings: [g],
        data: visit('2026-11-20'),
        ...o,
      });
    const { id } = await write({});
    await write({ data: {}, draft: true });
    const problem = await h1.post<{ id: string }>(`/api/programmes/${land.programme}/rectifications`, {
      pairing: g,
      record: id,
      content: '疏散指示灯不亮',
    });
    const seen = await preview();
    const open = { drafts: 1, unconfirmed: 1, rectifications: 1 };
    expect(of(seen, g)).toMatchObject(open);
    expect(seen.unfinished).toEqual(open);
    // Another draft decides nothing: the preview still stands.
    await write({ data: {}, draft: true });
    expect((await apply({ token: seen.token })).status).toBe(201);
    const stays = await server.database.one(sql`select pairing_id from rectification where id = ${problem.id}`);
    expect(stays).toEqual({ pairing_id: g });
    expect(await (await land.officer()).get(`/api/programmes/${land.programme}/ending`)).toMatchObject({ drafts: 2 });
  });

  it('is refused when something has changed since the preview, and shows what is so now', async () => {
    const g = await land.pair('h1', 'a');
    const before = await preview();
    await land.pair('h2', 'b');
    const answer = await apply({ token: before.token, pairings: [g] });
    expect(gist(answer)).toEqual([409, 'preview-changed']);
    expect((answer.body as unknown as { current: Rollover }).current.pairings).toHaveLength(2);
    expect(gist(await apply({}, 99))).toEqual([409, 'stale']);
    expect((await preview()).continuedBy).toBeNull();
  });

  it('is done once, also when two officers do it at once', async () => {
    await land.pair('h1', 'a');
    const both = await Promise.all([apply(), apply()]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const made = both.find(({ status }) => status === 201)!.body;
    const refused = both.find(({ status }) => status === 409)!.body;
    expect([refused.code, refused.title]).toEqual(['continued', '“公助民办”已结转为“公助民办”（2027-2028 学年）']);
    expect((await preview()).continuedBy).toMatchObject({ id: made.id });
    expect((await apply()).body.code).toBe('continued');
  });

  it('is another district’s own', async () => {
    const stranger = await (await makeDistrict(server)).signIn();
    const url = `/api/programmes/${land.programme}`;
    expect((await stranger.send('GET', `${url}/rollover`)).status).toBe(404);
    expect((await stranger.send('GET', `${url}/ending`)).status).toBe(404);
    const json = { token: 'x', title: '别人的', pairings: [] };
    expect((await stranger.send('POST', `${url}/rollover`, { version: 1, json })).status).toBe(404);
  });

  it('asks for what the settings lack by now', async () => {
    const place = { place: '五', explain: t('测试用。', 'For tests.') };
    const number = (title: string, most: number, initial: number) =>
      integer({ title: t(title, title), min: 0, max: most, default: initial, ...place });
    const before: ProgrammeDefinition = {
      ...limitedPairs,
      settings: { ...limitedPairs.settings, gone: number('旧项', 9, 1) },
    };
    const after: ProgrammeDefinition = {
      ...limitedPairs,
      settings: {
        ...limitedPairs.settings,
        visits: number('走访次数', 2, 1),
        added: number('新项', 9, 7),
        leader: text({ title: t('组长', 'Leader'), ...place }),
      },
    };
    const old = await startTestServer({ engine, programmes: [before] });
    old.clock.moveTo('2026-11-24T01:00:00Z');
    const district = await makeDistrict(old);
    const make = await (
      await district.signIn()
    ).send<{ id: string }>('POST', '/api/programmes', {
      json: {
        plugin: limitedPairs.id,
        preset: 'plain',
        title: '公助民办',
        schoolYear: '2026-2027',
        settings: { visits: 3, silence: 5, most: 2, gone: 1 },
        organisations: [{ id: district.id, subtree: true }],
      },
    });
    expect(make.status, JSON.stringify(make.body)).toBe(201);
    const { id } = make.body;
    const now = await old.restart({ programmes: [after] });
    const officer = clientOf(now.fastify);
    await officer.signIn(district.username, PASSWORD);
    const seen = await previewOf(officer, id);
    expect(seen.settings).toMatchObject({
      values: { visits: 3, silence: 5, most: 2, added: 7 },
      added: ['added'],
      dropped: ['gone'],
    });
    expect(seen.settings.lacking.map(({ field }) => field)).toEqual(['visits', 'leader']);
    const go = (settings: object) =>
      officer.send<Begun>('POST', `/api/programmes/${id}/rollover`, {
        version: 1,
        json: { token: seen.token, title: '公助民办', pairings: [], settings },
      });
    expect(gist(await go({}))).toEqual([422, 'invalid', 'settings.visits', 'settings.leader']);
    expect(gist(await go({ visits: 2, leader: '' }))).toEqual([422, 'invalid', 'settings.leader']);
    const made = await go({ visits: 2, leader: '张局长' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(await officer.get(`/api/programmes/${made.body.id}`)).toMatchObject({
      settings: { visits: 2, silence: 5, most: 2, added: 7, leader: '张局长' },
    });
    await now.close();
  });
});
