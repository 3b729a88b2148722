import { exampleSettings } from '@xieshou/sdk';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  officialTables,
  openWorkbook,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import programme from '../src/index.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const lastTerm = '2025-2026-2';
const term = '2026-2027-1';

/** A class of twenty, by last term's rank: the bottom 20 % are the last four, the top 40 % the first eight. */
const students = [
  '陈晓',
  '林珊',
  '何平',
  '周远',
  '吴越',
  '郑帆',
  '孙立',
  '冯洁',
  '蒋文',
  '沈阳',
  '韩露',
  '杨帆',
  '朱琳',
  '秦川',
  '许诺',
  '何静',
  '吕鹏',
  '施展',
  '张弛',
  '孔雀',
] as const;
type Name = (typeof students)[number];
const codeOf = (name: Name) => `2501${String(students.indexOf(name) + 1).padStart(2, '0')}`;

interface Award {
  readonly pairing: string;
  readonly side: string;
  readonly party: { readonly name: string };
  readonly level: string;
  readonly points: number;
  readonly findings: readonly { readonly text: { readonly zh: string } }[] | null;
}
interface Settled {
  readonly settlement: { readonly id: string; readonly version: number } | null;
  readonly counts: Readonly<Record<'new' | 'changed' | 'gone' | 'same', number>>;
}

describe.each(engines)('a term of peer tutoring on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let adviser: Client;
  let id: string;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const student: Partial<Record<Name, Client>> = {};
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });

  const make = async (parent: string, kind: string, name: string) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  };
  const done = async (client: Client, job: string) => {
    for (;;) {
      const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done') return;
      if (state === 'failed') throw new Error('the job failed');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  /** The college fills in the workbook of results and imports it. Answers what it would have done, before it did. */
  const importResults = async (period: string, rows: readonly (readonly [Name, number, number])[]) => {
    const path = `/api/programmes/${id}/registers/results`;
    const { bytes } = await college.send('GET', `${path}/import-template`);
    const filled = await fillTemplate(
      bytes,
      rows.map(([name, rank, owed]) => ({
        学号: codeOf(name),
        姓名: name,
        年级: '2025级',
        排名范围: '物流一班',
        排名人数: '20',
        智育排名: String(rank),
        积欠学分: String(owed),
        班委: name === '陈晓' ? '是' : '否',
      })),
    );
    const { body } = await college.send<{ id: string; job: string }>(
      'POST',
      `${path}/import?name=results.xlsx&period=${period}`,
      { bytes: filled, type: xlsx },
    );
    await done(college, body.job);
    const read = await college.get<{ counts: Record<string, number>; rows: { reasons: string[] }[] }>(
      `/api/imports/${body.id}`,
    );
    await done(college, (await college.post<{ job: string }>(`/api/imports/${body.id}/apply`, { rows: 'all' })).job);
    return read;
  };
  const settle = () => college.post<Settled>(`/api/programmes/${id}/outcomes/points/settlements`, { period: term });
  const accept = ({ settlement }: Settled) =>
    college.post(`/api/settlements/${settlement!.id}/accept`, undefined, { version: settlement!.version });
  const awards = (client: Client, query = '') =>
    client.get<{ rows: Award[]; total: number }>(
      `/api/programmes/${id}/outcomes/points/awards?size=50&period=${term}${query}`,
    );
  const given = async (client: Client) =>
    Object.fromEntries((await awards(client)).rows.map((a) => [a.party.name, [a.level, a.points]]));

  beforeAll(async () => {
    const clock = new TestClock(new Date('2026-11-30T02:00:00Z'));
    server = await startTestServer({ engine, programmes: [programme], clock });
    district = await makeDistrict(server);
    officer = await district.signIn();
    await make(district.id, 'college', '民航职业学院');
    await make(place['民航职业学院']!, 'class', '物流一班');
    for (const name of students)
      person[name] = (
        await officer.post<{ id: string }>('/api/people', {
          organisation: place['物流一班'],
          kind: 'student',
          name,
          code: codeOf(name),
        })
      ).id;
    for (const name of ['陈晓', '孔雀'] as const)
      student[name] = await signedIn(server, { role: 'student', at: at('物流一班'), person: person[name]! });
    college = await signedIn(server, { role: 'collegeOffice', at: at('民航职业学院') });
    adviser = await signedIn(server, { role: 'adviser', at: at('物流一班') });
    id = (
      await college.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan17',
        title: '民航职业学院学业帮扶',
        schoolYear: '2026-2027',
        settings: exampleSettings(programme, 'plan17'),
        organisations: [{ id: place['民航职业学院'], subtree: true }],
      })
    ).id;
  });
  afterAll(() => server.close());

  it('finds by last term’s results who may be helped and who may help', async () => {
    const { counts } = await importResults(
      lastTerm,
      students.map((name, i) => [name, i + 1, name === '沈阳' ? 4 : 0]),
    );
    expect(counts).toMatchObject({ add: 20, error: 0 });
    const eligible = async (side: string) =>
      (
        await adviser.get<{ rows: { person: { name: string } }[] }>(
          `/api/programmes/${id}/eligible?side=${side}&outcome=eligible&size=50`,
        )
      ).rows.map((row) => row.person.name);
    expect((await eligible('helped')).sort()).toEqual(['吕鹏', '施展', '张弛', '孔雀', '沈阳'].sort());
    expect((await eligible('helper')).sort()).toEqual(students.slice(0, 8).toSorted());
  });

  it('proposes pairs with reasons, which the adviser publishes', async () => {
    const { job } = await adviser.post<{ job: string }>(`/api/programmes/${id}/proposals`, { period: lastTerm });
    await done(adviser, job);
    const { rows } = await adviser.get<{
      rows: { helped: { name: string }; helper: { name: string } | null; reason: { zh: string } }[];
    }>(`/api/programmes/${id}/proposals?size=50`);
    expect(Object.fromEntries(rows.map((row) => [row.helped.name, row.helper?.name]))).toEqual({
      孔雀: '陈晓',
      张弛: '林珊',
      施展: '何平',
      吕鹏: '周远',
      沈阳: '吴越',
    });
    expect(rows.find((row) => row.helped.name === '孔雀')!.reason.zh).toBe('帮扶人排名 1/20，班委；被帮扶人排名 20/20');
    const published = await adviser.post<{ made: number }>(`/api/programmes/${id}/proposals/publish`, {
      period: lastTerm,
      startsOn: '2026-09-07',
    });
    expect(published.made).toBe(5);
  });

  it('lets the two write down their plan and sessions, each confirmed by the other', async () => {
    const [helper, helped] = [student['陈晓']!, student['孔雀']!];
    const { rows } = await helped.get<{ rows: { id: string }[] }>(`/api/programmes/${id}/pairings`);
    expect(rows).toHaveLength(1);
    const write = (client: Client, form: string, data: object) =>
      client.post<{ id: string }>(`/api/programmes/${id}/records`, {
        form,
        pairings: [rows[0]!.id],
        data,
      });
    const written = [
      await write(helped, 'termPlan', {
        on: '2026-09-14',
        difficulties: '高等数学跟不上。',
        goal: '期末提高 15 名',
        times: '周二晚七点，图书馆',
        measures: '先讲错题，再做新课练习。',
        met: true,
      }),
      await write(helper, 'tutoring', {
        on: '2026-11-17',
        way: 'exercises',
        course: '高等数学',
        minutes: 60,
        content: '极限习题。',
      }),
    ];
    for (const [i, client] of [helper, helped].entries()) {
      const record = await client.get<{ subjects: { review: string }[] }>(`/api/records/${written[i]!.id}`);
      await client.post(`/api/reviews/${record.subjects[0]!.review}/decision`, { decision: 'confirm' });
    }
    const duties = await college.get<{
      rows: { pairing: string; cells: { duty: string; period: string; confirmed: number }[] }[];
    }>(`/api/programmes/${id}/duties?period=${term}`);
    const cells = duties.rows.find((row) => row.pairing === rows[0]!.id)!.cells;
    expect(cells.find((cell) => cell.duty === 'termPlan')).toMatchObject({ confirmed: 1, state: 'met' });
    expect(cells.filter((cell) => cell.duty === 'tutoring').reduce((sum, cell) => sum + cell.confirmed, 0)).toBe(1);
  });

  it('settles the points by the next results, and shows each student their own', async () => {
    // Up 15 places, 10, 5 and 1; the fifth owes nothing any more and has kept the rank.
    await importResults(term, [
      ['孔雀', 5, 0],
      ['张弛', 9, 0],
      ['施展', 13, 0],
      ['吕鹏', 16, 0],
      ['沈阳', 10, 0],
    ]);
    const settled = await settle();
    expect(settled.counts).toEqual({ new: 10, changed: 0, gone: 0, same: 0 });
    expect((await awards(student['孔雀']!)).total).toBe(0);
    await accept(settled);
    expect(await given(college)).toEqual({
      陈晓: ['second', 8],
      孔雀: ['second', 8],
      林珊: ['third', 6],
      张弛: ['third', 6],
      何平: ['fourth', 4],
      施展: ['fourth', 4],
      周远: ['none', 0],
      吕鹏: ['none', 0],
      吴越: ['first', 10],
      沈阳: ['first', 10],
    });
    const [own] = (await awards(student['孔雀']!)).rows;
    expect(own!.findings!.map(({ text }) => text.zh)).toEqual([
      '智育名次 20 → 5（物流一班，共 20 人），提高 15 名，达到二等',
      '上学期没有积欠学分，只看名次',
      '本学期已确认帮扶记录 1 次',
      '2 人 × 8 分',
    ]);
    expect((await awards(student['陈晓']!)).rows).toMatchObject([
      { party: { name: '陈晓' }, points: 8, findings: null },
    ]);
    expect(await settle()).toMatchObject({ settlement: null, counts: { same: 10 } });
  });

  it('gives the list for the student office, and its reports', async () => {
    const { bytes } = await college.send('GET', `/api/programmes/${id}/outcomes/points/awards?q=沈阳`, {
      headers: { accept: xlsx },
    });
    const [sheet] = await openWorkbook(bytes);
    expect(sheet!.rows[3]!.slice(0, 8)).toEqual([
      '1',
      '物流一班',
      codeOf('沈阳'),
      '沈阳',
      '被帮扶人',
      '吴越',
      '一等',
      '10',
    ]);
    expect(sheet!.rows[3]![8]).toContain('积欠学分 4 → 0，减少 100%，达到一等');
    const rows = async (report: string) =>
      (
        await college.get<{ rows: { cells: Record<string, unknown> }[] }>(
          `/api/programmes/${id}/reports/${report}?from=2026-09-01&to=2027-01-31`,
        )
      ).rows.map(({ cells }) => cells);
    expect(await rows('byGrade')).toEqual([
      { grade: '2025级', pairs: 5, sessions: 1, minutes: 60, reached: 4, points: 56 },
    ]);
    expect((await rows('outstanding')).map((cells) => [cells['place'], cells['name'], cells['tied']])).toEqual([
      [1, '吴越', null],
      [2, '陈晓', null],
      [3, '林珊', null],
      [4, '何平', null],
    ]);
    expect(await rows('pointsGiven')).toHaveLength(10);
    expect((await rows('belowDuty')).length).toBe(5);
  });

  it('shows what corrected results would change before it is accepted', async () => {
    const { counts, rows } = await importResults(term, [['施展', 14, 0]]);
    expect(counts).toMatchObject({ change: 1 });
    expect(rows[0]!.reasons).toEqual(['智育排名：13 → 14']);
    const settled = await settle();
    expect(settled.counts).toEqual({ new: 0, changed: 2, gone: 0, same: 8 });
    expect((await given(college))['施展']).toEqual(['fourth', 4]);
    await accept(settled);
    expect((await given(college))['施展']).toEqual(['none', 0]);
    expect((await given(college))['何平']).toEqual(['none', 0]);
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(college, id, { from: '2026-09-01', to: '2027-01-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-17-tables.txt');
  });
});
