import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyBases } from '@xieshou/core';
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
import { withTeacherShare } from './fixtures/with-teacher-share.js';
import { makeSchool } from './office.js';

interface Cell {
  readonly duty: string;
  readonly period: string;
  readonly required: number;
  readonly confirmed: number;
  readonly basis: number | null;
  readonly state: string;
  readonly excuse: { readonly document: string; readonly reason: string } | null;
}

describe.each(engines)('a duty that asks for a share of the teachers on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let programme: string;
  let helpers = 0;
  const pairings = new Map<number, { pairing: string; school: string; people: string[] }>();

  const addTeachers = async (school: string, n: number): Promise<string[]> => {
    const made: string[] = [];
    for (let i = 0; i < n; i++)
      made.push(
        (
          await officer.post<{ id: string }>('/api/people', {
            organisation: school,
            kind: 'teacher',
            name: `教师${made.length}`,
          })
        ).id,
      );
    return made;
  };
  const pairWith = async (teachers: number) => {
    const helper = await makeSchool(officer, district.id, `公办${(helpers += 1)}小`, 'public');
    const school = await makeSchool(officer, district.id, `民办${teachers}小`, 'private');
    const people = await addTeachers(school, teachers);
    const { id } = await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
      helper,
      helped: school,
      startsOn: '2026-09-01',
    });
    pairings.set(teachers, { pairing: id, school, people });
  };
  const cell = async (teachers: number, period = '2026-2027-1') => {
    const { rows } = await officer.get<{ rows: { pairing: string; cells: Cell[] }[] }>(
      `/api/programmes/${programme}/duties?period=${period}`,
    );
    return rows.find((row) => row.pairing === pairings.get(teachers)!.pairing)!.cells[0]!;
  };
  const excuse = (o: object) =>
    officer.send<{ excused: number; code?: string }>('POST', `/api/programmes/${programme}/duties/excuses`, {
      json: {
        pairings: [pairings.get(9)!.pairing],
        duty: 'stay',
        period: '2026-2027-1',
        document: '云教〔2026〕12号',
        reason: '校舍改造停课',
        ...o,
      },
    });

  beforeAll(async () => {
    const clock = new TestClock(new Date('2026-09-02T01:00:00Z'));
    server = await startTestServer({ engine, programmes: [withTeacherShare], clock });
    district = await makeDistrict(server);
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withTeacherShare.id,
        preset: 'plain',
        title: '跟岗',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    for (const n of [0, 9, 40, 41]) await pairWith(n);
  });
  afterAll(() => server.close());

  it('rounds up: 41 teachers → 5, 40 → 4, 9 → 1, and asks nothing of a school without teachers', async () => {
    const cells = await Promise.all([41, 40, 9, 0].map((n) => cell(n)));
    expect(cells.map((c) => [c.basis, c.required, c.state])).toEqual([
      [41, 5, 'open'],
      [40, 4, 'open'],
      [9, 1, 'open'],
      [0, 0, 'notDue'],
    ]);
  });

  it('keeps the number of the day on which the term was counted, and counts the next term anew', async () => {
    expect(await server.app.get(DutyBases).freeze()).toBe(4);
    expect(await server.app.get(DutyBases).freeze()).toBe(0);
    await addTeachers(pairings.get(40)!.school, 1);
    expect(await cell(40)).toMatchObject({ basis: 40, required: 4 });
    expect(await cell(40, '2026-2027-2')).toMatchObject({ basis: 41, required: 5 });
  });

  it('counts the same teacher once, however often they went', async () => {
    const { school, pairing, people } = pairings.get(41)!;
    const writer = await signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: school, district_id: district.id },
    });
    for (const teacher of [people[0], people[0], people[1]])
      await writer.post(`/api/programmes/${programme}/records`, {
        form: 'stay',
        pairings: [pairing],
        data: { on: '2026-09-02', theme: '跟岗研修', teacher },
      });
    expect(await cell(41)).toMatchObject({ required: 5, confirmed: 2, state: 'open' });
  });

  it('is not asked for once the bureau excuses it under a document, and is again when that is withdrawn', async () => {
    expect(await excuse({})).toMatchObject({ status: 200, body: { excused: 1 } });
    expect(await cell(9)).toMatchObject({
      state: 'excused',
      required: 1,
      excuse: { document: '云教〔2026〕12号', reason: '校舍改造停课' },
    });
    const reminded = await officer.post<{ sent: number; skipped: unknown[] }>(
      `/api/programmes/${programme}/duties/remind`,
      { cells: [{ pairing: pairings.get(9)!.pairing, duty: 'stay', period: '2026-2027-1' }] },
    );
    expect([reminded.sent, reminded.skipped.length]).toEqual([0, 1]);
    const again = { pairing: pairings.get(9)!.pairing, duty: 'stay', period: '2026-2027-1' };
    const withdraw = () =>
      officer.send('POST', `/api/programmes/${programme}/duties/excuses/withdraw`, { json: again });
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).status).toBe(422);
    expect(await cell(9)).toMatchObject({ state: 'open', excuse: null });
  });

  it('is excused with a document and a reason only, for a period it has and pairings of this programme', async () => {
    const statuses = async (...bodies: object[]) => {
      const seen: number[] = [];
      for (const body of bodies) seen.push((await excuse(body)).status);
      return seen;
    };
    expect(await statuses({ document: '文' }, { reason: '停' }, { document: '文'.repeat(61) })).toEqual([
      422, 422, 422,
    ]);
    expect(await statuses({ reason: '停'.repeat(201) }, { period: '2026-11' }, { duty: 'visit' })).toEqual([
      422, 422, 422,
    ]);
    expect(await statuses({ pairings: [programme] })).toEqual([422]);
    expect(await statuses({ document: '文件' }, { reason: '停'.repeat(200), document: '文'.repeat(60) })).toEqual([
      200, 200,
    ]);
  });
});
