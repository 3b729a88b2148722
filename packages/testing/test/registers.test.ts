import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  openWorkbook,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { withRegisters } from './fixtures/with-registers.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Import {
  readonly id: string;
  readonly job: string;
  readonly state: string;
  readonly about: { readonly programme: string; readonly register: string; readonly period: string } | null;
  readonly counts: { readonly add: number; readonly change: number; readonly same: number; readonly error: number };
  readonly rows: readonly { readonly row: number; readonly outcome: string; readonly reasons: readonly string[] }[];
}
interface Entries {
  readonly rows: readonly {
    readonly person: { readonly name: string };
    readonly place: { readonly name: string };
    readonly data: Readonly<Record<string, unknown>>;
    readonly corrections: number;
  }[];
  readonly period: string | null;
  readonly periods: readonly { readonly id: string; readonly entries: number }[];
}
interface Candidates {
  readonly rows: readonly {
    readonly person: { readonly name: string };
    readonly outcome: string;
    readonly findings: readonly { readonly rule: string; readonly text: { readonly zh: string } }[];
  }[];
  readonly total: number;
  readonly counts: { readonly eligible: number; readonly withReason: number; readonly not: number };
}

const term = '2025-2026-2';
const none = { add: 0, change: 0, same: 0, error: 0 };

describe.each(engines)('registers of people on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let programme: string;
  const places: Record<string, string> = {};

  const make = async (parent: string, kind: string, name: string) => {
    places[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
    return places[name];
  };
  const student = (organisation: string, name: string, code: string) =>
    officer.post<{ id: string }>('/api/people', { organisation, kind: 'student', name, code });
  const path = (register: string) => `/api/programmes/${programme}/registers/${register}`;
  const settled = async (client: Client, { id, job }: Import): Promise<Import> => {
    for (;;) {
      const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done' || state === 'failed') return client.get<Import>(`/api/imports/${id}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const send = (client: Client, register: string, bytes: Buffer, period = term) =>
    client.send<Import>('POST', `${path(register)}/import?name=x.xlsx&period=${period}`, { bytes, type: xlsx });
  const upload = async (
    client: Client,
    register: string,
    rows: readonly (readonly (string | number)[])[],
    period = term,
  ) => {
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: rows.map((row) => [...row]) }] }));
    const { status, body } = await send(client, register, bytes, period);
    expect(status).toBe(202);
    return settled(client, body);
  };
  const apply = async (client: Client, { id }: Import) =>
    settled(client, await client.post<Import>(`/api/imports/${id}/apply`, { rows: 'all' }));
  const titles = ['学号', '姓名', '排名', '排名人数', '积欠学分'];
  const results = (rows: readonly (readonly (string | number)[])[], period?: string) =>
    upload(college, 'results', [titles, ...rows], period);
  const entries = (client: Client, query = '') => client.get<Entries>(`${path('results')}/entries?${query}`);
  const candidates = (client: Client, query = '') =>
    client.get<Candidates>(`/api/programmes/${programme}/eligible?side=helped&${query}`);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withRegisters] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    await make(district.id, 'college', '民航职业学院');
    await make(places['民航职业学院']!, 'class', '物流一班');
    await make(places['民航职业学院']!, 'class', '物流二班');
    await student(places['物流一班']!, '张三', '2401');
    await student(places['物流一班']!, '李四', '2402');
    await student(places['物流二班']!, '王五', '2403');
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withRegisters.id,
        preset: 'plain',
        title: '学业帮扶',
        schoolYear: '2026-2027',
        settings: { bottom: 2000 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    college = await signedIn(server, {
      role: 'collegeOffice',
      at: { id: places['民航职业学院']!, district_id: district.id },
    });
  });
  afterAll(() => server.close());

  it('has classes in schools and colleges only, and nothing below a class', async () => {
    const refused = (o: object) => officer.send<{ code: string }>('POST', '/api/organisations', { json: o });
    expect((await refused({ name: '三班', kind: 'class', parent: district.id })).status).toBe(422);
    expect((await refused({ name: '某股', kind: 'section', parent: places['物流一班'] })).status).toBe(422);
  });

  it('gives a workbook to fill in, with a column for each field', async () => {
    const { bytes } = await college.send('GET', `${path('results')}/import-template`);
    const [sheet] = await openWorkbook(bytes);
    expect(sheet!.rows[0]!.map((title) => title.replace(/[*＊\s]/g, ''))).toEqual(titles);
    const filled = await fillTemplate(bytes, [
      { 学号: '2401', 姓名: '张三', 排名: '9', 排名人数: '10', 积欠学分: '0' },
    ]);
    const { body } = await send(college, 'results', filled);
    expect((await settled(college, body)).counts).toEqual({ ...none, add: 1 });
  });

  it('says of every row what it would do, and why not', async () => {
    const done = await results([
      ['2401', '张三', 9, 10, 0],
      ['2402', '张三', 1, 10, 0],
      ['9999', '无名', 1, 10, 0],
      ['2403', '王五', 11, 10, 0],
      ['2403', '王五', '第一', 10, 201],
      ['2402', '李四', 1, '', 0],
    ]);
    expect(done.about).toEqual({ programme, register: 'results', period: term });
    expect(done.counts).toEqual({ ...none, add: 1, error: 5 });
    const reasons = new Map(done.rows.map((row) => [row.row, row.reasons.join('；')]));
    expect(reasons.get(3)).toContain('学号 2402 的姓名不是“张三”');
    expect(reasons.get(4)).toContain('没有学号或工号 9999');
    expect(reasons.get(5)).toContain('排名 11 大于排名人数 10');
    expect(reasons.get(6)).toContain('排名应填 1 至 5000 的整数');
    expect(reasons.get(7)).toContain('请填写排名人数');
    expect(await entries(college)).toMatchObject({ rows: [], period: null, periods: [] });
  });

  it('refuses a period of the wrong kind, one that has not begun, and one the calendar lacks', async () => {
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: [titles] }] }));
    for (const period of ['2025-2026', '2026-10', '2026-2027-2', '1999-2000-1'])
      expect([period, (await send(college, 'results', bytes, period)).status]).toEqual([period, 422]);
    expect((await send(college, 'unheard', bytes)).status).toBe(404);
  });

  it('adds once, changes nothing the second time, and shows a correction before it is accepted', async () => {
    const rows = [
      ['2401', '张三', 9, 10, 0],
      ['2402', '李四', 8, 10, 2.0],
      ['2403', '王五', 8, 10, 0],
    ];
    await apply(college, await results(rows));
    expect((await results(rows)).counts).toEqual({ ...none, same: 3 });
    const corrected = await results([['2401', '张三', 8, 10, 0]]);
    expect(corrected.counts).toEqual({ ...none, change: 1 });
    expect(corrected.rows[0]!.reasons).toEqual(['排名：9 → 8']);
    expect((await entries(college)).rows[0]).toMatchObject({ data: { rank: 9, cohort: 10, owed: 0 }, corrections: 0 });
    const applied = await apply(college, corrected);
    expect(await entries(college, 'q=张三')).toMatchObject({
      rows: [{ data: { rank: 8, cohort: 10, owed: 0 }, corrections: 1 }],
    });
    await settled(college, await college.post<Import>(`/api/imports/${applied.id}/undo`));
    expect((await entries(college, 'q=张三')).rows[0]!.data).toEqual({ rank: 9, cohort: 10, owed: 0 });
  });

  it('judges who qualifies, with the reason for each', async () => {
    const found = await candidates(college);
    expect(found.counts).toEqual({ eligible: 2, withReason: 0, not: 1 });
    expect(found.rows.map((row) => [row.person.name, row.outcome, ...row.findings.map((f) => f.text.zh)])).toEqual([
      ['张三', 'eligible', '排名 9/10'],
      ['李四', 'eligible', '积欠学分 2'],
      ['王五', 'not', '排名 8/10', '积欠学分 0'],
    ]);
    expect((await candidates(college, 'outcome=not')).rows.map((row) => row.person.name)).toEqual(['王五']);
    expect((await candidates(college, `place=${places['物流一班']}`)).counts).toEqual({
      eligible: 2,
      withReason: 0,
      not: 0,
    });
    expect((await candidates(college, 'period=2024-2025-1')).counts).toEqual({ eligible: 0, withReason: 0, not: 3 });
    expect((await candidates(college, 'size=1&page=2')).rows.map((row) => row.person.name)).toEqual(['李四']);
  });

  it('reads a year’s entry beside a term’s', async () => {
    await apply(
      college,
      await upload(
        college,
        'posts',
        [
          ['学号', '姓名', '班委'],
          ['2402', '李四', '是'],
          ['2401', '张三', ''],
        ],
        '2025-2026',
      ),
    );
    const { rows } = await college.get<Candidates>(`/api/programmes/${programme}/eligible?side=helper`);
    expect(rows.map((row) => [row.person.name, row.outcome])).toEqual([
      ['张三', 'withReason'],
      ['李四', 'eligible'],
      ['王五', 'withReason'],
    ]);
  });

  it('shows an adviser the own class only, and nobody else anything', async () => {
    const at = (name: string) => ({ id: places[name]!, district_id: district.id });
    const adviser = await signedIn(server, { role: 'adviser', at: at('物流二班') });
    expect((await entries(adviser)).rows.map((row) => row.person.name)).toEqual(['王五']);
    expect((await entries(adviser)).periods.map((one) => one.entries)).toEqual([1]);
    expect((await candidates(adviser)).rows.map((row) => row.person.name)).toEqual(['王五']);
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: [titles] }] }));
    expect((await send(adviser, 'results', bytes)).status).toBe(404);
    const student = await signedIn(server, { role: 'student', at: at('物流二班') });
    const section = await signedIn(server, { role: 'schoolAdministrator', at: at('民航职业学院') });
    for (const client of [student, section]) {
      expect((await client.send('GET', `${path('results')}/entries`)).status).toBe(404);
      expect((await client.send('GET', `/api/programmes/${programme}/eligible?side=helped`)).status).toBe(404);
    }
    const foreign = await (await makeDistrict(server)).signIn();
    expect((await foreign.send('GET', `${path('results')}/entries`)).status).toBe(404);
  });

  it('reads somebody registered twice as one', async () => {
    const twice = await student(places['物流二班']!, '王五（重）', '2403x');
    const row = (await officer.get<{ rows: { id: string; version: number; code: string }[] }>('/api/people?q=2403'))
      .rows;
    const stays = row.find((one) => one.code === '2403')!;
    const goes = row.find((one) => one.code === '2403x')!;
    await apply(college, await results([['2403x', '王五（重）', 10, 10, 5]]));
    const merged = await officer.send('POST', `/api/people/${goes.id}/merge`, {
      json: { into: stays.id, version: stays.version },
      version: goes.version,
    });
    expect(merged.status).toBe(200);
    expect(twice.id).toBe(goes.id);
    const { rows } = await candidates(college, 'q=2403');
    expect(rows.map((one) => [one.person.name, one.outcome])).toEqual([['王五', 'not']]);
  });
});
