import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DutyBases, sql } from '@xieshou/core';
import { type Client, engines, makeDistrict, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { drift } from './deciding.js';
import { withPeopleDuty } from './fixtures/with-people-duty.js';
import { plainSample } from './fixtures/parts.js';
import { withTeacherShare } from './fixtures/with-teacher-share.js';
import { gist, makeSchool, type Refusal } from './office.js';

const TODAY = '2026-11-24';

interface Person extends Refusal {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly post: string | null;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly leftOn: string | null;
  readonly version: number;
}
interface Pair {
  readonly first: Person & { readonly records: number; readonly lastRecorded: string | null };
  readonly second: Person & { readonly records: number };
  readonly why: readonly string[];
}

describe.each(engines)('what becomes of people on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let district: { readonly id: string };
  let one: string;
  let two: string;

  const register = (name: string, organisation: string, o: object = {}) =>
    officer.post<Person>('/api/people', { name, kind: 'teacher', organisation, ...o });
  const act = (client: Client, p: Pick<Person, 'id' | 'version'>, what: string, json: object) =>
    client.send<Person>('POST', `/api/people/${p.id}/${what}`, { json, version: p.version });
  const listed = async (query: string) =>
    (await officer.get<{ rows: Person[] }>(`/api/people?size=200&${query}`)).rows.map((p) => p.name);
  const pairs = async (client = officer) =>
    (await client.get<{ rows: Pair[]; total: number }>('/api/people/duplicates?size=200')).rows;
  const apart = (first: string, second: string) =>
    officer.send('POST', '/api/people/distinct', { json: { first, second } });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withPeopleDuty, withTeacherShare] });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    const made = await makeDistrict(server);
    district = made;
    officer = await made.signIn();
    one = await makeSchool(officer, made.id, '第一小学', 'public');
    two = await makeSchool(officer, made.id, '第二小学', 'private');
  });
  const administrator = (organisation: string) =>
    signedIn(server, { role: 'schoolAdministrator', at: { id: organisation, district_id: district.id } });

  describe('transferred', () => {
    it('is at the new place, and the old one is remembered', async () => {
      const p = await register('周老师', one, { code: 'T1' });
      const there = await administrator(two);
      expect(await act(officer, p, 'transfer', { organisation: two, on: '2026-11-01' })).toMatchObject({
        status: 200,
        body: { organisation: { id: two, name: '第二小学' }, code: 'T1', leftOn: null },
      });
      expect(await listed(`organisation=${one}`)).toEqual([]);
      expect(await listed(`organisation=${two}`)).toEqual(['周老师']);
      expect(await officer.get(`/api/people/${p.id}/places`)).toEqual([
        { organisation: { id: one, name: '第一小学' }, until: '2026-10-31', why: 'transfer' },
      ]);
      expect((await there.get<{ rows: { kind: string }[] }>('/api/notifications')).rows[0]!.kind).toBe('person');
    });

    it.each([
      ['2026-11-24', 200],
      ['2026-11-25', 422],
    ])('up to today: %s → %i', async (on, status) => {
      const p = await register('周老师', one);
      expect((await act(officer, p, 'transfer', { organisation: two, on })).status).toBe(status);
    });

    it('is the bureau’s to do, between schools', async () => {
      const p = await register('周老师', one);
      const school = await administrator(one);
      expect(gist(await act(school, p, 'transfer', { organisation: two, on: TODAY }))).toEqual([
        422,
        'invalid',
        'organisation',
      ]);
      expect((await act(await administrator(two), p, 'transfer', { organisation: two, on: TODAY })).status).toBe(404);
    });

    it('is refused where the number is taken, to where one is, and from an older version', async () => {
      const p = await register('周老师', one, { code: 'T1' });
      await register('吴老师', two, { code: 'T1' });
      expect(gist(await act(officer, p, 'transfer', { organisation: two, on: TODAY }))).toEqual([
        422,
        'invalid',
        'code',
      ]);
      expect(gist(await act(officer, p, 'transfer', { organisation: one, on: TODAY }))).toEqual([
        422,
        'invalid',
        'organisation',
      ]);
      const third = await makeSchool(officer, district.id, '第三小学', 'public');
      expect((await act(officer, { ...p, version: 9 }, 'transfer', { organisation: third, on: TODAY })).status).toBe(
        409,
      );
    });

    it('leaves the counted teachers of a share as they were counted', async () => {
      const teachers = [await register('甲', two), await register('乙', two)];
      const { id: programme } = await officer.post<{ id: string }>('/api/programmes', {
        plugin: withTeacherShare.id,
        preset: 'plain',
        title: '跟岗',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      });
      await officer.post(`/api/programmes/${programme}/pairings`, { helper: one, helped: two, startsOn: '2026-09-01' });
      await server.app.get(DutyBases).freeze();
      const basis = async () =>
        (
          await officer.get<{ rows: { cells: { basis: number }[] }[] }>(
            `/api/programmes/${programme}/duties?period=2026-2027-1`,
          )
        ).rows[0]!.cells[0]!.basis;
      expect(await basis()).toBe(2);
      await act(officer, teachers[0]!, 'transfer', { organisation: one, on: TODAY });
      await server.app.get(DutyBases).freeze();
      expect(await basis()).toBe(2);
    });
  });

  describe('gone', () => {
    it('leaves the lists and comes back to the same place', async () => {
      const p = await register('周老师', one);
      const left = await act(officer, p, 'leave', { on: '2026-11-20' });
      expect(left).toMatchObject({ status: 200, body: { leftOn: '2026-11-20' } });
      expect(await listed('')).toEqual([]);
      expect(await listed('state=left')).toEqual(['周老师']);
      expect(gist(await act(officer, left.body, 'leave', { on: TODAY }))).toEqual([409, 'left']);
      expect(gist(await act(officer, left.body, 'return', { on: '2026-11-19' }))).toEqual([422, 'invalid', 'on']);
      expect(await act(officer, left.body, 'return', { on: '2026-11-20' })).toMatchObject({
        status: 200,
        body: { leftOn: null },
      });
      expect(await officer.get(`/api/people/${p.id}/places`)).toMatchObject([{ until: '2026-11-20', why: 'leave' }]);
    });
  });

  describe('registered twice', () => {
    it('is raised for the same name in one organisation, and for the same name and number in a district', async () => {
      await register('周老师', one, { code: 'T1' });
      await register('周老师', one, { code: 'T2' });
      await register('吴老师', one, { code: 'T3' });
      await register('吴老师', two, { code: 'T3' });
      await register('郑老师', one);
      await register('郑老师', two);
      expect((await pairs()).map((p) => [p.first.name, p.why])).toEqual([
        ['吴老师', ['sameCode']],
        ['周老师', ['sameName']],
      ]);
      // A school sees what is its own on both sides.
      expect((await pairs(await administrator(one))).map((p) => p.first.name)).toEqual(['周老师']);
    });

    it('is never raised again once told apart; a name that is mended clears it', async () => {
      const a = await register('周老师', one, { code: 'T1' });
      const b = await register('周老师', one, { code: 'T2' });
      const c = await register('周老师', one, { code: 'T3' });
      expect(await pairs()).toHaveLength(3);
      expect((await apart(b.id, a.id)).status).toBe(200);
      expect((await apart(a.id, b.id)).status).toBe(200);
      expect(await pairs()).toHaveLength(2);
      const other = await officer.patch<Person>(`/api/people/${c.id}`, 1, { name: '周小明' });
      expect(await pairs()).toHaveLength(0);
      await officer.patch(`/api/people/${c.id}`, other.version, { name: '周老师' });
      expect((await pairs()).map((p) => [p.first.id, p.second.id])).toEqual([
        [a.id, c.id],
        [b.id, c.id],
      ]);
    });

    it('becomes one: records keep what was written, and read and count as the one that goes on', async () => {
      const a = await register('周老师', one, { code: 'T1' });
      const b = await register('周老师', one, { post: '教导主任' });
      const { id: programme } = await officer.post<{ id: string }>('/api/programmes', {
        plugin: withPeopleDuty.id,
        preset: 'plain',
        title: '送教',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      });
      const { id: pairing } = await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
        helper: one,
        helped: two,
        startsOn: '2026-09-01',
      });
      const writer = await administrator(one);
      const write = (teacher: string, on: string) =>
        writer.post<{ id: string }>(`/api/programmes/${programme}/records`, {
          form: 'visit',
          pairings: [pairing],
          data: { ...plainSample.valid, on, teacher },
        });
      const first = await write(a.id, '2026-11-19');
      await write(b.id, '2026-11-20');
      await officer.post(`/api/programmes/${programme}/seal`, { through: '2026-11-20' });
      const sealed = () =>
        server.database.all(
          sql`select id, data, version, state from record where programme_id = ${programme} order by id`,
        );
      const before = await sealed();
      const counted = async () => {
        const { rows } = await officer.get<{ rows: { cells: { confirmed: number; claimed: number }[] }[] }>(
          `/api/programmes/${programme}/duties?period=2026-2027-1`,
        );
        return rows[0]!.cells[0]!.confirmed + rows[0]!.cells[0]!.claimed;
      };
      expect(await counted()).toBe(2);
      const [pair] = await pairs();
      expect(pair).toMatchObject({
        first: { id: a.id, records: 1, lastRecorded: '2026-11-19' },
        second: { id: b.id, records: 1 },
      });
      const merge = (version: number) =>
        officer.send<Person>('POST', `/api/people/${a.id}/merge`, { json: { into: b.id, version }, version: 1 });
      expect((await merge(9)).status).toBe(409);
      expect(await merge(1)).toMatchObject({ status: 200, body: { id: b.id, code: 'T1', post: '教导主任' } });
      expect(await counted()).toBe(1);
      expect(await pairs()).toHaveLength(0);
      expect(await sealed()).toEqual(before);
      expect(await drift(server)).toBe(0);
      await officer.patch(`/api/people/${b.id}`, 2, { name: '周大明' });
      expect(await officer.get(`/api/records/${first.id}`)).toMatchObject({ people: { [a.id]: '周大明' } });
      expect(await listed('state=left')).toEqual([]);
      // What was merged is no person of its own any more.
      expect((await merge(3)).status).toBe(404);
      const gone = await server.database.one<{ version: number }>(sql`select version from person where id = ${a.id}`);
      expect(gist(await act(officer, { id: a.id, version: Number(gone!.version) }, 'return', { on: TODAY }))).toEqual([
        409,
        'merged',
      ]);
    });

    it('is merged once when two try at the same moment', async () => {
      const a = await register('周老师', one);
      const b = await register('周老师', one);
      const go = (from: Person, into: Person) =>
        officer.send('POST', `/api/people/${from.id}/merge`, { json: { into: into.id, version: 1 }, version: 1 });
      const both = await Promise.all([go(a, b), go(b, a)]);
      expect(both.filter((answer) => answer.status === 200)).toHaveLength(1);
    });
  });
});
