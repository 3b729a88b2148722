import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  openWorkbook,
  PASSWORD,
  signedIn,
  startTestServer,
  type TestServer,
} from '@xieshou/testing';
import programme from '../src/index.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Import {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<'add' | 'change' | 'same' | 'error', number>>;
  readonly rows: readonly { readonly row: number; readonly outcome: string; readonly reasons: readonly string[] }[];
  readonly applied: number;
}
interface Cell {
  readonly duty: string;
  readonly period: string;
  readonly required: number;
  readonly confirmed: number;
  readonly claimed: number;
  readonly remaining: number;
  readonly overdueFrom: string;
  readonly state: string;
}
interface Matrix {
  readonly rows: readonly {
    readonly pairing: string;
    readonly helper: Named;
    readonly helped: Named;
    readonly cells: readonly Cell[];
  }[];
}

const schools = [
  {
    单位名称: '云川区实验小学',
    单位类型: '学校',
    办学性质: '公办',
    学段: '小学',
    标识码: '2161030101',
    联系人: '周文远',
    联系电话: '0913-5550101',
  },
  {
    单位名称: '云川区第一小学',
    单位类型: '学校',
    办学性质: '公办',
    学段: '小学',
    标识码: '2161030102',
    联系人: '吴立群',
    联系电话: '0913-5550102',
  },
  {
    单位名称: '博雅实验学校',
    单位类型: '学校',
    办学性质: '民办',
    学段: '九年一贯制',
    标识码: '2161030111',
    联系人: '沈一鸣',
    联系电话: '0913-5550111',
  },
  {
    单位名称: '启明小学',
    单位类型: '学校',
    办学性质: '民办',
    学段: '小学',
    标识码: '2161030112',
    联系人: '毛晓岚',
    联系电话: '0913-5550112',
  },
];

describe.each(engines)('the main job on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let district: District;
  const at = (id: string) => ({ id, district_id: district.district_id });
  const ids = new Map<string, string>();
  let programmeId = '';
  let pairing = '';
  let lazy = '';
  let shiyan: Client;
  let teacherId = '';
  let boya: Client;
  let lesson = { id: '', version: 0 };

  /** Uploads, waits until the file is read, and answers the preview. */
  const upload = async (client: Client, path: string, content: Buffer): Promise<Import> => {
    const sent = await client.send<Import>('POST', path, { bytes: content, type: XLSX });
    expect(sent.status).toBe(202);
    return settled(client, sent.body.id);
  };
  const settled = async (client: Client, id: string): Promise<Import> => {
    for (let n = 0; n < 200; n++) {
      const found = await client.get<Import>(`/api/imports/${id}`);
      if (found.state !== 'reading' && found.state !== 'applying') return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('the import never ended');
  };
  const matrix = (client: Client, period = '2026-11') =>
    client.get<Matrix>(`/api/programmes/${programmeId}/duties?period=${period}`);
  const cell = async (client: Client, id: string, duty = 'masterLesson') =>
    (await matrix(client)).rows.find((row) => row.pairing === id)!.cells.find((c) => c.duty === duty)!;
  const lessonData = (over: Record<string, unknown> = {}) => ({
    on: '2026-11-20',
    teacher: teacherId,
    subject: 'chinese',
    grade: '五年级2班',
    theme: '《草原》第一课时',
    attendees: 24,
    minutes: 40,
    ...over,
  });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [programme] });
    district = await makeDistrict(server, { name: '云川区教育局' });
    officer = await district.signIn();
  });
  afterAll(() => server.close());

  it('imports the district’s schools from a real workbook, and the same file twice changes nothing', async () => {
    const template = await officer.send('GET', '/api/organisations/import-template', { headers: { accept: XLSX } });
    expect((await openWorkbook(template.bytes)).map((sheet) => sheet.name)).toContain('填写说明');
    const file = await fillTemplate(template.bytes, [
      ...schools,
      { ...schools[3]!, 单位名称: '坏行小学', 标识码: '12345' },
    ]);
    const preview = await upload(officer, '/api/organisations/import?name=schools.xlsx', file);
    expect(preview.counts).toEqual({ add: 4, change: 0, same: 0, error: 1 });
    expect(preview.rows[0]).toMatchObject({ row: 6, outcome: 'error' });
    await officer.post(`/api/imports/${preview.id}/apply`, { rows: 'good' });
    expect(await settled(officer, preview.id)).toMatchObject({ state: 'applied', applied: 4 });
    const list = await officer.get<{ rows: (Named & { version: number; ownership: string })[] }>(
      '/api/organisations?kind=school',
    );
    expect(list.rows).toHaveLength(4);
    for (const school of list.rows) ids.set(school.name, school.id);
    const again = await upload(officer, '/api/organisations/import', await fillTemplate(template.bytes, schools));
    expect(again.counts).toEqual({ add: 0, change: 0, same: 4, error: 0 });
    const after = await officer.get<{ rows: { version: number }[] }>('/api/organisations?kind=school');
    expect(after.rows.every((school) => school.version === 1)).toBe(true);
  });

  it('starts plan 16 from its preset for chosen schools, after a preview of who will see it', async () => {
    const [plugin] =
      await officer.get<{ id: string; presets: { key: string; settings: Record<string, unknown> }[] }[]>(
        '/api/plugins',
      );
    const chosen = [{ id: district.id, subtree: true }];
    const preset = plugin!.presets[0]!;
    const preview = await officer.post('/api/programmes/preview', {
      plugin: plugin!.id,
      preset: preset.key,
      organisations: chosen,
    });
    expect(preview).toMatchObject({ schools: 4, helperCandidates: 2, helpedCandidates: 2, forms: 11 });
    const made = await officer.post<{ id: string; startsOn: string; endsOn: string; state: string }>(
      '/api/programmes',
      {
        plugin: plugin!.id,
        preset: preset.key,
        title: '公民办学校一对一帮扶',
        schoolYear: '2026-2027',
        settings: preset.settings,
        organisations: chosen,
      },
    );
    expect(made).toMatchObject({ startsOn: '2026-09-01', endsOn: '2027-08-31', state: 'enabled' });
    programmeId = made.id;
  });

  it('refuses a setting outside its bounds with its place in the form', async () => {
    const refused = await officer.send('POST', '/api/programmes', {
      json: {
        plugin: programme.id,
        preset: 'plan16',
        title: '试验',
        schoolYear: '2026-2027',
        settings: { meetingsPerTerm: 21 },
        organisations: [{ id: district.id, subtree: true }],
      },
    });
    expect(refused.status).toBe(422);
    const fields = (refused.body as unknown as { errors: { field: string; message: string }[] }).errors;
    expect(fields).toContainEqual({ field: 'settings.meetingsPerTerm', message: '联席会议不得大于 20' });
  });

  it('pairs public with private schools, and says why others cannot be paired', async () => {
    const helpers = await officer.get<{
      rows: (Named & { eligible: boolean; findings: { outcome: string; text: { zh: string } }[] })[];
    }>(`/api/programmes/${programmeId}/candidates?side=helper`);
    expect(
      helpers.rows
        .filter((c) => c.eligible)
        .map((c) => c.name)
        .sort(),
    ).toEqual(['云川区实验小学', '云川区第一小学'].sort());
    expect(helpers.rows.find((c) => c.name === '启明小学')!.findings).toContainEqual(
      expect.objectContaining({ rule: 'public', outcome: 'fail' }),
    );
    const pair = (helper: string, helped: string) =>
      officer.send<{ id: string }>('POST', `/api/programmes/${programmeId}/pairings`, {
        json: { helper: ids.get(helper), helped: ids.get(helped), startsOn: '2026-09-01' },
      });
    expect((await pair('启明小学', '云川区实验小学')).status).toBe(422);
    const made = await pair('云川区实验小学', '博雅实验学校');
    expect(made.status).toBe(201);
    pairing = made.body.id;
    const second = await pair('云川区实验小学', '启明小学');
    expect(second.status).toBe(422);
    expect(JSON.stringify(second.body)).toContain('达到上限');
    lazy = (await pair('云川区第一小学', '启明小学')).body.id;
  });

  it('lets a school log a sent lesson with what it last wrote prefilled', async () => {
    shiyan = await signedIn(server, { role: 'schoolAdministrator', at: at(ids.get('云川区实验小学')!) });
    boya = await signedIn(server, { role: 'schoolAdministrator', at: at(ids.get('博雅实验学校')!) });
    const person = await shiyan.post<Named>('/api/people', {
      name: '韩雪梅',
      kind: 'teacher',
      subject: '语文',
      organisation: ids.get('云川区实验小学'),
    });
    teacherId = person.id;
    const start = await shiyan.get<{
      pairings: { id: string }[];
      data: Record<string, unknown>;
      people: Record<string, Named[]>;
    }>(`/api/programmes/${programmeId}/forms/masterLesson/start`);
    expect(start.pairings.map((g) => g.id)).toEqual([pairing]);
    expect(start.data).toEqual({ on: '2026-11-24' });
    expect(start.people['teacher']).toEqual([{ id: teacherId, name: '韩雪梅' }]);
    lesson = await shiyan.post(`/api/programmes/${programmeId}/records`, {
      form: 'masterLesson',
      pairings: [pairing],
      data: lessonData(),
    });
    expect(lesson).toMatchObject({ state: 'submitted', on: '2026-11-20', version: 1 });
    const next = await shiyan.get<{ data: Record<string, unknown> }>(
      `/api/programmes/${programmeId}/forms/masterLesson/start`,
    );
    expect(next.data).toEqual({
      on: '2026-11-24',
      teacher: teacherId,
      subject: 'chinese',
      grade: '五年级2班',
      minutes: 40,
    });
  });

  it('lets a teacher log their own lesson without choosing themselves', async () => {
    const office = await signedIn(server, { role: 'schoolAdministrator', at: at(ids.get('云川区实验小学')!) });
    const { id: me } = await office.post<Named>('/api/people', {
      name: '陆青',
      kind: 'teacher',
      organisation: ids.get('云川区实验小学'),
    });
    const { oneTimePassword } = await office.post<{ oneTimePassword: string }>('/api/users', {
      username: 'lu.qing',
      name: '陆青',
      role: 'teacher',
      organisation: ids.get('云川区实验小学'),
      person: me,
    });
    const teacher = server.client();
    await teacher.signIn('lu.qing', oneTimePassword);
    await teacher.post('/api/session/password', { current: oneTimePassword, next: PASSWORD });
    const start = await teacher.get<{ data: Record<string, unknown> }>(
      `/api/programmes/${programmeId}/forms/masterLesson/start`,
    );
    expect(start.data).toMatchObject({ teacher: me, subject: 'chinese' });
  });

  it('counts the lesson as claimed until the other side confirms it', async () => {
    expect(await cell(officer, pairing)).toMatchObject({
      required: 1,
      confirmed: 0,
      claimed: 1,
      remaining: 1,
      state: 'open',
      overdueFrom: '2026-12-01',
    });
  });

  it.each([
    ['tomorrow', { on: '2026-11-25' }, 'data.on', '日期不能晚于今天'],
    ['before the programme', { on: '2026-08-31' }, 'data.on', '日期应在项目期间（2026-09-01 至 2027-08-31）之内'],
    ['a day that does not exist', { on: '2026-02-30' }, 'data.on', '送课日期应为真实的日期，如 2026-03-05'],
    ['nobody listening', { attendees: 0 }, 'data.attendees', '听课人数不得小于 1'],
    ['a lesson of nine minutes', { minutes: 9 }, 'data.minutes', '课时长度不得小于 10'],
    [
      'a stranger as teacher',
      { teacher: '01a20c72-f8a5-7003-9090-e085242af4e3' },
      'data.teacher',
      '主讲教师不在可选人员中',
    ],
  ])('refuses %s with a sentence on the field, and nothing is kept', async (_, over, field, message) => {
    const refused = await shiyan.send('POST', `/api/programmes/${programmeId}/records`, {
      json: { form: 'masterLesson', pairings: [pairing], data: lessonData(over) },
    });
    expect(refused.status).toBe(422);
    expect((refused.body as unknown as { errors: unknown[] }).errors).toEqual([{ field, message }]);
    const list = await shiyan.get<{ total: number }>(`/api/programmes/${programmeId}/records`);
    expect(list.total).toBe(1);
  });

  it('takes a return with a reason, a correction, and then the confirmation', async () => {
    const waiting = await boya.get<{ rows: { id: string; brief: { zh: string }; dueOn: string }[] }>('/api/reviews');
    expect(waiting.rows).toHaveLength(1);
    expect(waiting.rows[0]).toMatchObject({ brief: { zh: '《草原》第一课时 · 语文 · 韩雪梅' }, dueOn: '2026-12-01' });
    expect(
      (await shiyan.send('POST', `/api/reviews/${waiting.rows[0]!.id}/decision`, { json: { decision: 'confirm' } }))
        .status,
    ).toBe(404);
    await boya.post(`/api/reviews/${waiting.rows[0]!.id}/decision`, {
      decision: 'return',
      reason: '听课人数应为 26 人',
    });
    expect(await cell(officer, pairing)).toMatchObject({ confirmed: 0, claimed: 0 });
    const returned = await shiyan.get<{ version: number; state: string; subjects: { reason: string }[] }>(
      `/api/records/${lesson.id}`,
    );
    expect(returned).toMatchObject({ state: 'returned', subjects: [{ reason: '听课人数应为 26 人' }] });
    const stale = await shiyan.send('PATCH', `/api/records/${lesson.id}`, {
      version: 1,
      json: { data: lessonData({ attendees: 26 }) },
    });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({
      code: 'stale',
      difference: [{ field: 'data.attendees', yours: 26, theirs: 24 }],
    });
    await shiyan.patch(`/api/records/${lesson.id}`, returned.version, { data: lessonData({ attendees: 26 }) });
    const again = await boya.get<{ rows: { id: string }[] }>('/api/reviews');
    await boya.post(`/api/reviews/${again.rows[0]!.id}/decision`, { decision: 'confirm' });
    expect(
      (await boya.send('POST', `/api/reviews/${again.rows[0]!.id}/decision`, { json: { decision: 'confirm' } })).status,
    ).toBe(409);
    expect(await cell(officer, pairing)).toMatchObject({ confirmed: 1, claimed: 0, remaining: 0, state: 'met' });
    const history = await officer.get<
      { action: string; difference: { field: string; before: unknown; after: unknown }[] }[]
    >(`/api/records/${lesson.id}/history`);
    expect(history.map((h) => h.action)).toEqual(['submit', 'return', 'resubmit', 'approve']);
    expect(history[2]!.difference).toEqual([expect.objectContaining({ field: 'attendees', before: 24, after: 26 })]);
  });

  it('shows the officer who is below duty this month, and reminds each at most once a week', async () => {
    const below = await officer.get<Matrix>(`/api/programmes/${programmeId}/duties?period=2026-11&below=yes`);
    expect(below.rows.map((row) => row.helped.name)).toContain('启明小学');
    const cells = [
      { pairing: lazy, duty: 'masterLesson', period: '2026-11' },
      { pairing, duty: 'masterLesson', period: '2026-11' },
    ];
    const first = await officer.post<{ sent: number; skipped: { pairing: string; reason: { zh: string } }[] }>(
      `/api/programmes/${programmeId}/duties/remind`,
      { cells },
    );
    expect(first).toMatchObject({ sent: 1, skipped: [{ pairing, reason: { zh: '已达到要求，无需催办' } }] });
    const yixiao = await signedIn(server, {
      role: 'schoolAdministrator',
      at: at(ids.get('云川区第一小学')!),
      username: 'yixiao',
    });
    // The reminder was for whoever works there; this account came later and starts with nothing.
    expect((await yixiao.get<{ total: number }>('/api/notifications')).total).toBe(0);
    const second = await officer.post<{ sent: number; skipped: { reason: { zh: string } }[] }>(
      `/api/programmes/${programmeId}/duties/remind`,
      { cells: [cells[0]] },
    );
    expect(second).toMatchObject({ sent: 0, skipped: [{ reason: { zh: '本周已催办过' } }] });
    server.clock.moveTo('2026-11-30T01:00:00Z');
    officer = await again(server, district);
    const nextWeek = await officer.post<{ sent: number }>(`/api/programmes/${programmeId}/duties/remind`, {
      cells: [cells[0]],
    });
    expect(nextWeek.sent).toBe(1);
    const told = await (
      await again(server, { username: 'yixiao' })
    ).get<{ rows: { text: { zh: string } }[] }>('/api/notifications');
    expect(told.rows.map((row) => row.text.zh)).toEqual([
      '催办：云川区第一小学—启明小学，2026年11月名师送教应完成 1 次，已确认 0 次，待确认 0 次，还差 1 次',
    ]);
  });

  it('finds the month overdue from the first day after it, Shanghai time', async () => {
    server.clock.moveTo('2026-11-30T15:59:59Z');
    const before = await (
      await again(server, district)
    ).get<Matrix>(`/api/programmes/${programmeId}/duties?period=2026-11`);
    const of = (m: Matrix) =>
      m.rows.find((row) => row.pairing === lazy)!.cells.find((c) => c.duty === 'masterLesson')!.state;
    expect(of(before)).toBe('open');
    server.clock.moveTo('2026-11-30T16:00:00Z');
    expect(
      of(await (await again(server, district)).get<Matrix>(`/api/programmes/${programmeId}/duties?period=2026-11`)),
    ).toBe('overdue');
  });

  it('exports the ledger in the official layout, and it opens again with the same facts', async () => {
    officer = await again(server, district);
    const file = await officer.send(
      'GET',
      `/api/programmes/${programmeId}/ledgers/leading?from=2026-09-01&to=2026-11-30`,
      { headers: { accept: XLSX } },
    );
    expect(file.headers['content-type']).toContain(XLSX);
    const [sheet] = await openWorkbook(file.bytes);
    const text = sheet!.rows.map((row) => row.filter(Boolean).join('|'));
    expect(text[0]).toBe('公民办学校一对一帮扶引领台账');
    expect(text[1]).toContain('填报单位（盖章）：云川区教育局');
    expect(text[1]).toContain('填报日期：2026年12月1日');
    expect(text).toContain('序号|活动时间|活动形式|活动主题|参加人数|活动效果|对方确认');
    expect(text).toContain('1|2026-11-20|名师送教|《草原》第一课时|26|已确认');
    expect(text.some((line) => line.startsWith('合计') && line.includes('26'))).toBe(true);
    expect(text.some((line) => line.includes('单位负责人（签名）') && line.includes('填表人（签名）'))).toBe(true);
  });

  it('gives the overview report with numbers that lead to their records', async () => {
    officer = await again(server, district);
    const report = await officer.get<{
      rows: { pairing: string; cells: Record<string, unknown> }[];
      totals: Record<string, number>;
      drill: Record<string, string>;
    }>(`/api/programmes/${programmeId}/reports/overview?from=2026-11-01&to=2026-11-30`);
    expect(report.rows.find((row) => row.pairing === pairing)!.cells).toMatchObject({
      helped: '博雅实验学校',
      masterLesson: 1,
      claimed: 0,
    });
    expect(report.totals).toMatchObject({ masterLesson: 1 });
    const part = await officer.get<{ totals: Record<string, number> }>(
      `/api/programmes/${programmeId}/reports/overview?from=2026-11-21&to=2026-11-30`,
    );
    expect(part.totals).toMatchObject({ masterLesson: 0 });
    const behind = await officer.get<{ total: number }>(
      `/api/programmes/${programmeId}/records?form=${report.drill['masterLesson']}&pairing=${pairing}&from=2026-11-01&to=2026-11-30`,
    );
    expect(behind.total).toBe(1);
  });

  it('keeps a school to its own pair', async () => {
    const qiming = await signedIn(server, { role: 'schoolAdministrator', at: at(ids.get('启明小学')!) });
    expect((await qiming.get<{ total: number }>(`/api/programmes/${programmeId}/records`)).total).toBe(0);
    expect((await qiming.send('GET', `/api/records/${lesson.id}`)).status).toBe(404);
    expect(
      (await qiming.get<Matrix>(`/api/programmes/${programmeId}/duties?period=2026-11`)).rows.map((row) => row.pairing),
    ).toEqual([lazy]);
    const foreign = await qiming.send('POST', `/api/programmes/${programmeId}/records`, {
      json: {
        form: 'cadreExchange',
        pairings: [pairing],
        data: { on: '2026-11-20', theme: '交流', place: 'online', content: '交流内容', attendees: 3 },
      },
    });
    expect(foreign.status).toBe(422);
  });
});

const again = async (server: TestServer, who: { readonly username: string }): Promise<Client> => {
  const client = server.client();
  await client.signIn(who.username, PASSWORD);
  return client;
};
