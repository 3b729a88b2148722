import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Closing, sql, verifyAudit } from '@xieshou/core';
import { type Client, engines, makeDistrict, openWorkbook, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, giveBack, reviewOf, tallyOf, waiting } from './deciding.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { type Land, makeLand } from './land.js';
import { read, visit, type Written } from './life.js';
import { gist } from './office.js';

const TODAY = '2026-11-24';
const TOMORROW = '2026-11-25';
const names = async (client: Client, query: string) =>
  (await client.get<{ rows: { name: string }[] }>(`/api/organisations?size=200&${query}`)).rows.map((o) => o.name);
const q = (text: string) => `q=${encodeURIComponent(text)}`;

describe.each(engines)('what becomes of organisations on %s', (engine) => {
  let server: TestServer;
  let land: Land;
  const write = (client: Client, pairing: string, on: string, data: object = {}) =>
    client.send<Written>('POST', `/api/programmes/${land.programme}/records`, {
      json: { form: 'visit', pairings: [pairing], data: visit(on, data) },
    });
  const written = async (client: Client, pairing: string, on: string, data: object = {}) => {
    const answer = await write(client, pairing, on, data);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const standing = async () =>
    (
      await (
        await land.officer()
      ).get<{ rows: { pairing: string; cells: object[] }[] }>(`/api/programmes/${land.programme}/duties?period=2026-11`)
    ).rows;
  const pairing = async (id: string) =>
    (await land.officer()).get<{
      state: string;
      endsOn: string | null;
      endReason: string | null;
      helper: { id: string };
      helped: { id: string; name: string };
      former: { side: string; name: string; until: string }[];
    }>(`/api/pairings/${id}`);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [limitedPairs] });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    server.clock.moveTo(`${TODAY}T01:00:00Z`);
    land = await makeLand(server);
  });

  describe('another name', () => {
    const rename = (id: string, name: string, on = TODAY) => land.act(id, 'rename', { name, on });

    it('is found by the former one too, and tells its administrators', async () => {
      const admin = await land.at('a');
      expect(await rename(land.ids.a, '博雅小学', '2026-09-01')).toMatchObject({
        status: 200,
        body: { name: '博雅小学', formerName: '博才小学' },
      });
      const officer = await land.officer();
      expect(await names(officer, q('博才'))).toEqual(['博雅小学']);
      expect(await officer.get(`/api/organisations/${land.ids.a}/events`)).toMatchObject([
        { kind: 'rename', on: '2026-09-01', name: '博才小学' },
      ]);
      const told = await admin.get<{ rows: { kind: string; text: { zh: string } }[] }>('/api/notifications');
      expect(told.rows[0]!.text.zh).toContain('博雅小学');
    });

    it('finds pairings and candidates by the former name', async () => {
      await land.pair('h1', 'a');
      await rename(land.ids.a, '博雅小学');
      const officer = await land.officer();
      const programme = `/api/programmes/${land.programme}`;
      expect((await officer.get<{ rows: object[] }>(`${programme}/pairings?${q('博才')}`)).rows).toHaveLength(1);
      expect(
        (await officer.get<{ rows: object[] }>(`${programme}/candidates?side=helped&${q('博才')}`)).rows,
      ).toHaveLength(1);
    });

    it('holds from a day up to today, not earlier than the last one', async () => {
      expect(gist(await rename(land.ids.a, '博雅小学', TOMORROW))).toEqual([422, 'invalid', 'on']);
      expect((await rename(land.ids.a, '博雅小学', TODAY)).status).toBe(200);
      expect(gist(await rename(land.ids.a, '博文小学', '2026-11-23'))).toEqual([422, 'invalid', 'on']);
      expect((await rename(land.ids.a, '博文小学', TODAY)).status).toBe(200);
    });

    it('is not one that stands beside it, unless that one is closed', async () => {
      expect(gist(await rename(land.ids.b, '新星小学'))).toEqual([422, 'invalid', 'name']);
      await land.act(land.ids.c, 'close', { on: '2026-11-23', reason: '生源不足' });
      expect((await rename(land.ids.b, '新星小学')).status).toBe(200);
      expect(await names(await land.officer(), `${q('新星')}&state=all`)).toEqual(['新星小学', '新星小学']);
    });

    it('keeps the former name also when it is changed like any other field', async () => {
      const officer = await land.officer();
      const { version } = await land.organisation(land.ids.a);
      await officer.patch(`/api/organisations/${land.ids.a}`, version, { name: '博学小学' });
      expect(await names(officer, q('博才'))).toEqual(['博学小学']);
    });
  });

  describe('another place', () => {
    const move = (id: string, parent: string, version?: number) => land.act(id, 'move', { parent }, version);

    it('takes everything below along; scope follows at once', async () => {
      const before = await land.at('centre1', 'centreSchoolInspector');
      const after = await land.at('centre2', 'centreSchoolInspector');
      expect(await names(before, 'kind=school')).toContain('博才小学');
      expect(await names(after, 'kind=school')).not.toContain('博才小学');
      expect((await move(land.ids.a, land.ids.centre2)).body.parent).toEqual({
        id: land.ids.centre2,
        name: '河口镇中心校',
      });
      expect(await names(before, 'kind=school')).not.toContain('博才小学');
      expect(await names(after, 'kind=school')).toContain('博才小学');
      // A whole centre below the other one: three levels, each at its depth.
      expect((await move(land.ids.centre2, land.ids.centre1)).status).toBe(200);
      const rows = await server.database.all<{ ancestor_id: string; depth: number }>(
        sql`select ancestor_id, depth from organisation_tree where descendant_id = ${land.ids.a} order by depth`,
      );
      expect(rows.map((row) => [row.ancestor_id, Number(row.depth)])).toEqual([
        [land.ids.a, 0],
        [land.ids.centre2, 1],
        [land.ids.centre1, 2],
        [land.district.id, 3],
      ]);
      expect(await names(before, 'kind=school')).toContain('育英小学');
    });

    it('is never below itself, in another district, or where it stands', async () => {
      const other = await makeDistrict(server);
      for (const parent of [land.ids.centre1, land.ids.a, other.id, land.district.id])
        expect(gist(await move(land.ids.centre1, parent))).toEqual([422, 'invalid', 'parent']);
      expect(gist(await move(land.district.id, land.ids.centre1))).toEqual([422, 'invalid', 'parent']);
      expect((await move(land.ids.a, land.ids.centre2, 99)).status).toBe(409);
    });

    it('places one below the other when two moves cross', async () => {
      const both = await Promise.all([
        move(land.ids.centre1, land.ids.centre2, 1),
        move(land.ids.centre2, land.ids.centre1, 1),
      ]);
      expect(both.map((answer) => answer.status).sort()).toEqual([200, 422]);
    });
  });

  describe('closed', () => {
    const close = (on: string, reason = '生源不足') => land.act(land.ids.a, 'close', { on, reason });

    it('counts on its last day and no more on the next', async () => {
      const g = await land.pair('h1', 'a');
      await land.at('a');
      const username = `land-a-x${engine}${land.ids.a.slice(-6)}`;
      const { signedIn, PASSWORD } = await import('../src/index.js');
      await signedIn(server, {
        role: 'schoolAdministrator',
        at: { id: land.ids.a, district_id: land.district.id },
        username,
      });
      expect(await close(TODAY)).toMatchObject({ status: 200, body: { closedOn: TODAY } });
      expect(await pairing(g)).toMatchObject({ state: 'active', endsOn: TODAY });
      // Its last day: it signs in, it is listed, its partner writes about this day.
      await server.client().signIn(username, PASSWORD);
      expect(await names(await land.officer(), q('博才'))).toEqual(['博才小学']);
      await written(await land.at('h1'), g, TODAY);
      // The day after.
      server.clock.moveTo(`${TOMORROW}T01:00:00Z`);
      await expect(server.client().signIn(username, PASSWORD)).rejects.toMatchObject({ status: 403 });
      expect(await names(await land.officer(), q('博才'))).toEqual([]);
      expect(await names(await land.officer(), `${q('博才')}&state=closed`)).toEqual(['博才小学']);
      expect(gist(await write(await land.at('h1'), g, TOMORROW))).toEqual([422, 'invalid', 'data.on']);
      expect(await server.app.get(Closing).endRunOut()).toBeGreaterThan(0);
      expect(await pairing(g)).toMatchObject({ state: 'ended', endsOn: TODAY, endReason: '单位停办：生源不足' });
      const candidates = await (
        await land.officer()
      ).get<{ rows: { name: string }[] }>(`/api/programmes/${land.programme}/candidates?side=helped&size=200`);
      expect(candidates.rows.map((row) => row.name)).not.toContain('博才小学');
    });

    it('throws out who is signed in, on the day after', async () => {
      const admin = await land.at('a');
      await close(TODAY);
      expect((await admin.send('GET', '/api/organisations')).status).toBe(200);
      server.clock.moveTo(`${TODAY}T15:59:00Z`);
      const late = await land.at('b');
      server.clock.moveTo(`${TODAY}T16:01:00Z`);
      expect((await late.send('GET', '/api/organisations')).status).toBe(200);
      expect((await admin.send('GET', '/api/organisations')).status).toBe(401);
    });

    it('takes no new pairing, person, account or organisation below it', async () => {
      await close('2026-11-23');
      const officer = await land.officer();
      const { a, h1 } = land.ids;
      const pair = await officer.send('POST', `/api/programmes/${land.programme}/pairings`, {
        json: { helper: h1, helped: a, startsOn: '2026-09-01' },
      });
      expect(gist(pair as never)).toEqual([422, 'invalid', 'helped']);
      for (const [url, json, field] of [
        ['/api/people', { name: '新人', kind: 'teacher', organisation: a }, 'organisation'],
        ['/api/users', { name: '新人', username: 'nobody-new', role: 'teacher', organisation: a }, 'organisation'],
        ['/api/organisations', { name: '分校', kind: 'section', parent: a }, 'parent'],
      ] as const)
        expect(gist((await officer.send('POST', url, { json })) as never)).toEqual([422, 'invalid', field]);
    });

    it('opens again with a reason; pairings that have not run out go on', async () => {
      const g = await land.pair('h1', 'a');
      await close('2027-01-31');
      expect(await pairing(g)).toMatchObject({ state: 'active', endsOn: '2027-01-31' });
      expect(gist(await close('2027-02-28'))).toEqual([409, 'closed']);
      expect((await land.act(land.ids.a, 'reopen', { reason: '决定撤回' })).body.closedOn).toBeNull();
      expect(await pairing(g)).toMatchObject({ state: 'active', endsOn: null, endReason: null });
      expect(gist(await land.act(land.ids.a, 'reopen', { reason: '决定撤回' }))).toEqual([409, 'open']);
    });

    it('is refused while something stands below it', async () => {
      const answer = await land.act(land.ids.centre1, 'close', { on: TODAY, reason: '撤并乡镇' });
      expect(gist(answer)).toEqual([422, 'not-empty']);
      expect(answer.body.title).toContain('还有 1 个下级单位');
      expect(gist(await land.act(land.district.id, 'close', { on: TODAY, reason: '撤并区县' }))).toEqual([
        422,
        'bureau',
      ]);
    });

    it('says before what hangs on it', async () => {
      await land.pair('h1', 'a');
      await land.at('a');
      expect(await (await land.officer()).get(`/api/organisations/${land.ids.a}/impact`)).toMatchObject({
        people: 0,
        accounts: 1,
        administrators: 1,
        below: 0,
        pairings: [{ side: 'helped', partner: { name: '第一小学' }, duties: 2 }],
      });
    });
  });

  describe('merged', () => {
    it('goes on in the other: pairing, facts, duties, people, work and history', async () => {
      const g = await land.pair('h1', 'a');
      const officer = await land.officer();
      const teacher = await officer.post<{ id: string }>('/api/people', {
        name: '周老师',
        kind: 'teacher',
        organisation: land.ids.a,
        code: 'T1',
      });
      await officer.post('/api/people', { name: '同号', kind: 'teacher', organisation: land.ids.b, code: 'T1' });
      const h = await land.at('h1');
      const a = await land.at('a');
      const b = await land.at('b');
      const done = await written(h, g, '2026-11-20', { guide: teacher.id });
      await confirm(a, await reviewOf(a, done.id));
      const open = await written(h, g, '2026-11-21');
      const note = await a.post<{ id: string; version: number }>(`/api/programmes/${land.programme}/records`, {
        form: 'note',
        pairings: [g],
        data: { on: '2026-11-19', theme: '便条' },
      });
      const draft = await a.post<{ id: string; version: number }>(`/api/programmes/${land.programme}/records`, {
        form: 'note',
        pairings: [g],
        data: { theme: '写了一半' },
        draft: true,
      });
      const problem = await h.post<{ id: string }>(`/api/programmes/${land.programme}/rectifications`, {
        pairing: g,
        content: '消防通道堵塞',
      });
      const before = { standing: await standing(), tally: await tallyOf(server, g) };
      expect((await b.send('GET', `/api/records/${done.id}`)).status).toBe(404);
      const centre1 = await land.at('centre1', 'centreSchoolInspector');
      const centre2 = await land.at('centre2', 'centreSchoolInspector');
      expect((await centre1.send('GET', `/api/records/${done.id}`)).status).toBe(200);
      expect((await centre2.send('GET', `/api/records/${done.id}`)).status).toBe(404);

      const { body: preview } = await land.preview('a', land.ids.b);
      expect(preview).toMatchObject({
        people: 1,
        accounts: 1,
        administrators: 1,
        drafts: 1,
        reviews: 1,
        rectifications: 1,
        codes: [{ name: '周老师', code: 'T1' }],
        pairings: [{ id: g, outcome: 'moves', reason: null, records: 3, rectifications: 1, duties: 2 }],
      });
      const merged = await land.merge('a', 'b');
      expect(merged, JSON.stringify(merged.body)).toMatchObject({ status: 200, body: { id: land.ids.b } });

      expect(await pairing(g)).toMatchObject({
        state: 'active',
        helped: { id: land.ids.b, name: '育英小学' },
        former: [{ side: 'helped', name: '博才小学', until: TODAY }],
      });
      const same = (rows: Awaited<ReturnType<typeof standing>>) => rows.find((row) => row.pairing === g)!.cells;
      expect(same(await standing())).toEqual(same(before.standing));
      expect(await tallyOf(server, g)).toEqual(before.tally);
      expect(await drift(server)).toBe(0);
      await server.sealAudit();
      expect((await verifyAudit({ database: server.database, key: server.keys.audit })).broken).toEqual([]);

      // B reads, confirms, answers and corrects what A did; A's administrator signs in at B.
      const later = await land.at('b');
      expect((await later.send('GET', `/api/records/${done.id}`)).status).toBe(200);
      expect((await centre2.send('GET', `/api/records/${done.id}`)).status).toBe(200);
      expect((await centre1.send('GET', `/api/records/${done.id}`)).status).toBe(404);
      expect((await a.send('GET', '/api/organisations')).status).toBe(401);
      expect((await waiting(later)).map((w) => w.record)).toEqual([open.id]);
      expect((await giveBack(later, await reviewOf(later, open.id), '请补充')).status).toBe(200);
      expect((await read(later, note.id)).mayCorrect).toBe(true);
      expect(await read(later, draft.id)).toMatchObject({ state: 'draft', mayChange: true });
      expect(
        (
          await later.send('POST', `/api/rectifications/${problem.id}/answer`, {
            version: 1,
            json: { measures: '清理', responsible: '李主任' },
          })
        ).status,
      ).toBe(200);
      expect((await read(later, done.id)) as object).toMatchObject({ people: { [teacher.id]: '周老师' } });
      const people = await later.get<{ rows: { name: string; code: string | null }[] }>('/api/people');
      expect(people.rows.map((p) => [p.name, p.code])).toContainEqual(['周老师', null]);
      await written(await land.at('h1'), g, TODAY, { guide: teacher.id });

      // Papers: the ledger says whose it was then.
      const ledger = `/api/programmes/${land.programme}/ledgers/visits`;
      const { rows } = await later.get<{ rows: { record: string; cells: Record<string, unknown> }[] }>(ledger);
      expect(rows.find((row) => row.record === done.id)!.cells['@helped']).toBe('育英小学（原博才小学）');
      const file = await later.send('GET', ledger, {
        headers: { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
      });
      const book = await openWorkbook(file.bytes);
      expect(JSON.stringify(book)).toContain('育英小学（原博才小学）');
      expect(await later.get<object>(`/api/records/${done.id}`)).toMatchObject({
        subjects: [{ helper: { former: null }, helped: { name: '育英小学', former: '博才小学' } }],
      });

      // Pickers and searches.
      const client = await land.officer();
      expect(await names(client, q('博才'))).toEqual(['育英小学']);
      expect(await client.get(`/api/organisations/${land.ids.a}`)).toMatchObject({
        closedOn: TODAY,
        mergedInto: { id: land.ids.b, name: '育英小学' },
      });
      expect(await client.get(`/api/organisations/${land.ids.b}/events`)).toMatchObject([
        { kind: 'absorb', name: '博才小学', reason: '布局调整' },
      ]);
      expect(gist(await land.act(land.ids.a, 'reopen', { reason: '弄错了' }))).toEqual([409, 'merged']);
      // Then it may take the name over.
      await land.act(land.ids.b, 'move', { parent: land.ids.centre1 });
      expect((await land.act(land.ids.b, 'rename', { name: '博才小学', on: TODAY })).status).toBe(200);
    });

    it('ends the pairing when the other is at its most, says so before, and leaves it to be read', async () => {
      const mine = await land.pair('h1', 'a');
      const theirs = await land.pair('h2', 'b');
      const h = await land.at('h1');
      const record = await written(h, mine, '2026-11-20');
      const { body } = await land.preview('a', land.ids.b);
      expect(body.pairings.map((p) => [p.id, p.outcome, p.reason?.zh])).toEqual([
        [mine, 'ends', '“育英小学”已结对 1 个，达到上限'],
      ]);
      expect((await land.merge('a', 'b')).status).toBe(200);
      expect(await pairing(mine)).toMatchObject({
        state: 'ended',
        endsOn: TODAY,
        endReason: '并入“育英小学”：“育英小学”已结对 1 个，达到上限',
        helped: { id: land.ids.a },
        former: [],
      });
      expect(await pairing(theirs)).toMatchObject({ state: 'active', helped: { id: land.ids.b } });
      const b = await land.at('b');
      expect((await b.send('GET', `/api/records/${record.id}`)).status).toBe(200);
      expect((await confirm(b, await reviewOf(b, record.id))).status).toBe(200);
      const centre2 = await land.at('centre2', 'centreSchoolInspector');
      expect((await centre2.send('GET', `/api/records/${record.id}`)).status).toBe(200);
      const stranger = await land.at('c');
      expect((await stranger.send('GET', `/api/records/${record.id}`)).status).toBe(404);
    });

    it('ends the pairing of the two, but not while one waits for the other', async () => {
      const g = await land.pair('h1', 'a');
      const record = await written(await land.at('h1'), g, '2026-11-20');
      const refused = await land.preview('h1', land.ids.a);
      expect(gist(refused)).toEqual([422, 'open-between']);
      const a = await land.at('a');
      await confirm(a, await reviewOf(a, record.id));
      const { body } = await land.preview('h1', land.ids.a);
      expect(body.pairings.map((p) => [p.outcome, p.reason?.zh])).toEqual([
        ['ends', '“博才小学”就是对方，不能与自己结对'],
      ]);
      expect((await land.merge('h1', 'a')).status).toBe(200);
      expect(await pairing(g)).toMatchObject({ state: 'ended' });
    });

    it('moves as many pairings as there is room for, and ends what does not qualify', async () => {
      const kept = await land.pair('h2', 'c');
      const one = await land.pair('h1', 'a');
      const two = await land.pair('h1', 'b');
      const { body } = await land.preview('h1', land.ids.h2);
      expect(body.pairings.map((p) => [p.id, p.outcome])).toEqual([
        [one, 'moves'],
        [two, 'ends'],
      ]);
      const private_ = await land.preview('h1', land.ids.c);
      expect(private_.body.pairings[0]!.reason!.zh).toContain('应为公办学校');
      expect((await land.merge('h1', 'h2')).status).toBe(200);
      expect((await pairing(one)).helper.id).toBe(land.ids.h2);
      expect((await pairing(kept)).state).toBe('active');
    });

    it('is done only as it was previewed', async () => {
      await land.pair('h1', 'a');
      const { body } = await land.preview('a', land.ids.b);
      const officer = await land.officer();
      await officer.post('/api/people', { name: '新来的', kind: 'teacher', organisation: land.ids.a });
      const refused = await land.act(land.ids.a, 'merge', {
        into: land.ids.b,
        on: TODAY,
        reason: '布局调整',
        token: body.token,
      });
      expect(gist(refused)).toEqual([409, 'preview-changed']);
      expect(refused.body as object).toMatchObject({ current: { people: 1 } });
    });

    it.each([
      ['into', 'a', TODAY],
      ['into', 'centre2', TODAY],
      ['on', 'b', TOMORROW],
    ] as const)('is refused for its %s: %s on %s', async (field, into, on) => {
      expect(gist(await land.preview('a', land.ids[into], on))).toEqual([422, 'invalid', field]);
    });

    it('is refused for a school of another district, and unknown there', async () => {
      const foreign = await makeLand(server);
      expect(gist(await land.preview('a', foreign.ids.b))).toEqual([422, 'invalid', 'into']);
      const stranger = await foreign.officer();
      expect(
        (await stranger.send('GET', `/api/organisations/${land.ids.a}/merge?into=${foreign.ids.b}&on=${TODAY}`)).status,
      ).toBe(404);
    });

    it('happens once when two come at the same moment', async () => {
      await land.pair('h1', 'a');
      const [x, y] = await Promise.all([land.preview('a', land.ids.b), land.preview('a', land.ids.c)]);
      const { version } = await land.organisation(land.ids.a);
      const go = (into: string, token: string) =>
        land.act(land.ids.a, 'merge', { into, on: TODAY, reason: '布局调整', token }, version);
      const both = await Promise.all([go(land.ids.b, x.body.token), go(land.ids.c, y.body.token)]);
      expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    });

    it('answers for all before it when merged again', async () => {
      const g = await land.pair('h1', 'a');
      await land.pair('h2', 'b');
      const record = await written(await land.at('h1'), g, '2026-11-20');
      await land.merge('a', 'b');
      await land.merge('b', 'c');
      expect(await land.organisation(land.ids.a)).toMatchObject({ mergedInto: { id: land.ids.c } });
      expect((await (await land.at('c')).send('GET', `/api/records/${record.id}`)).status).toBe(200);
    });
  });
});
