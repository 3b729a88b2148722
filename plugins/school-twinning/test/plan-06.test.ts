import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  officialPapers,
  officialTables,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import programme from '../src/index.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The pairs as they were published; what could not be read is to be verified, and shown exactly so. */
const published = [
  ['东山学校', '(?)学校', 'complete', true],
  ['湘乡一中', '金薮中学', 'junior', false],
  ['湘乡二中', '壶天中学', 'junior', false],
  ['湘乡三中', '天门中学', 'junior', false],
  ['湘乡四中', '桂花中学', 'junior', false],
  ['东方红学校', '(?)完小', 'primary', true],
  ['进修附小', '金薮阳光希望小学', 'primary', false],
  ['昆办中心小学', '壶天日新学校', 'primary', false],
  ['湖铁试验学校', '(?)双潭学校', 'primary', true],
  ['湘铝学校', '长岗?完小', 'primary', true],
] as const;

interface Import {
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
}
interface Due {
  readonly kind: string;
  readonly key: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly count: number;
  readonly late: boolean;
}
interface Row {
  readonly id: string;
  readonly version: number;
  readonly helper: { readonly name: string };
  readonly helped: { readonly name: string };
  readonly doubt: string | null;
}
interface Judged {
  readonly party: { readonly name: string };
  readonly level: string;
  readonly findings: readonly { readonly rule: string; readonly outcome: string }[];
}
interface Cell {
  readonly duty: string;
  readonly required: number;
  readonly confirmed: number;
  readonly claimed: number;
  readonly state: string;
}

const plan = {
  leader: '周校长',
  members: '教务、德育、总务主任',
  goals: '课堂常规达到要求。',
  measures: '每学期送课两次，体育教师支教一名。',
  timetable: '九月对接，十月起逐月落实。',
};
const visit = {
  on: '2026-10-14',
  who: 'both',
  purpose: 'management',
  theme: '教学常规管理',
  content: '查看制度，与班子座谈。',
  attendees: 12,
};

describe.each(engines)('plan 6: ten pairs of a city on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programmeId: string;
  let section: string;
  const ids = new Map<string, string>();
  const pairings = new Map<string, string>();
  let users = 0;

  const on = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);
  const officer = () => district.signIn();
  const somebody = (name: string, role: 'schoolAdministrator' | 'sectionMember' = 'schoolAdministrator') =>
    signedIn(server, {
      role,
      at: { id: name === '教育股' ? section : ids.get(name)!, district_id: district.district_id },
      username: `plan06-${(users += 1)}`,
    });
  const send = <T = { id: string }>(who: Client, form: string, pair: string, data: object) =>
    who.send<T>('POST', `/api/programmes/${programmeId}/records`, {
      json: { form, pairings: [pairings.get(pair)!], data },
    });
  const wrote = async (name: string, form: string, pair: string, data: object) => {
    const made = await send(await somebody(name), form, pair, data);
    expect(made.status).toBe(201);
    return made.body.id;
  };
  const decideAll = async (who: Client, decision: object) => {
    const { rows } = await who.get<{ rows: { id: string }[] }>('/api/reviews?size=200');
    for (const { id } of rows) await who.post(`/api/reviews/${id}/decision`, decision);
    return rows.length;
  };
  const cell = async (pair: string, duty: string, period: string) => {
    const { rows } = await (
      await officer()
    ).get<{ rows: { pairing: string; cells: Cell[] }[] }>(`/api/programmes/${programmeId}/duties?period=${period}`);
    return rows.find((row) => row.pairing === pairings.get(pair))!.cells.find((one) => one.duty === duty)!;
  };
  const report = async (key: string) =>
    (
      await (
        await officer()
      ).get<{ rows: { cells: Record<string, string | number | null> }[] }>(
        `/api/programmes/${programmeId}/reports/${key}?from=2026-09-01&to=2027-08-31`,
      )
    ).rows.map(({ cells }) => cells);
  const filing = async (side: 'helper' | 'helped', name: string) => {
    const { missing, waiting, returned, filed, late, overdue } = (await report(`${side}Filings`)).find(
      (row) => row[side] === name,
    )!;
    return { missing, waiting, returned, filed, late, overdue };
  };

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-01T02:00:00Z')),
    });
    district = await makeDistrict(server, { name: '湘乡市教育局' });
    const client = await officer();
    for (const [helper, helped, schoolKind] of published)
      for (const name of [helper, helped]) {
        const body = { name, kind: 'school', ownership: 'public', schoolKind, parent: district.id };
        ids.set(name, (await client.post<{ id: string }>('/api/organisations', body)).id);
      }
    section = (
      await client.post<{ id: string }>('/api/organisations', { name: '教育股', kind: 'section', parent: district.id })
    ).id;
  }, 120_000);
  afterAll(() => server.close());

  it('cannot be enabled until the bureau has said by when plans are filed', async () => {
    const client = await officer();
    const [plugin] = await client.get<{ presets: { key: string; settings: object }[] }[]>('/api/plugins');
    const preset = plugin!.presets.find(({ key }) => key === 'plan06')!;
    const start = (settings: object) =>
      client.send<{ id: string; errors?: { field: string }[] }>('POST', '/api/programmes', {
        json: {
          plugin: programme.id,
          preset: 'plan06',
          title: '城乡学校结对帮扶',
          schoolYear: '2026-2027',
          settings,
          organisations: [{ id: district.id, subtree: true }],
        },
      });
    const refused = await start(preset.settings);
    expect([refused.status, refused.body.errors?.map(({ field }) => field)]).toEqual([422, ['settings.filedBy']]);
    const made = await start({ ...preset.settings, filedBy: '2026-09-30' });
    expect(made.status).toBe(201);
    programmeId = made.body.id;
  });

  it('shows the ten pairs as published, four of them to be verified, and each school in one pair', async () => {
    const client = await officer();
    const path = `/api/programmes/${programmeId}/pairings`;
    const template = await client.send('GET', `${path}/import-template`);
    const bytes = await fillTemplate(
      template.bytes,
      published.map(([helper, helped, , open]) => ({
        帮扶学校: helper,
        受帮学校: helped,
        开始日期: '2026-09-01',
        待核: open ? '公布名单中校名不全' : '',
      })),
    );
    const sent = await client.send<{ id: string }>('POST', `${path}/import?name=十对学校.xlsx`, { bytes, type: xlsx });
    const settled = async () => {
      for (;;) {
        const found = await client.get<Import>(`/api/imports/${sent.body.id}`);
        if (!['reading', 'applying'].includes(found.state)) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    expect((await settled()).counts).toEqual({ add: 10, change: 0, same: 0, error: 0 });
    await client.post(`/api/imports/${sent.body.id}/apply`, { rows: 'all' });
    expect((await settled()).state).toBe('applied');
    const { rows, total } = await client.get<{ total: number; rows: Row[] }>(
      `/api/programmes/${programmeId}/pairings?size=50`,
    );
    expect(total).toBe(10);
    for (const { id, helper, version } of rows) {
      pairings.set(helper.name, id);
      const office = { organisation: section, on: '2026-09-01', reason: '教育股督查' };
      await client.post(`/api/pairings/${id}/offices/section`, office, { version });
    }
    const open = rows.filter(({ doubt }) => doubt !== null).map((one) => `${one.helper.name}—${one.helped.name}`);
    expect(open.toSorted()).toEqual(
      ['东山学校—(?)学校', '东方红学校—(?)完小', '湖铁试验学校—(?)双潭学校', '湘铝学校—长岗?完小'].toSorted(),
    );
    // One pair for each school and period, on either side.
    for (const [helper, helped] of [
      ['湘乡一中', '壶天中学'],
      ['湘乡二中', '金薮中学'],
    ] as const) {
      const again = await client.send<{ errors: { field: string }[] }>(
        'POST',
        `/api/programmes/${programmeId}/pairings`,
        {
          json: { helper: ids.get(helper), helped: ids.get(helped), startsOn: '2026-09-01' },
        },
      );
      expect([again.status, again.body.errors.map(({ field }) => field)]).toEqual([422, ['helper', 'helped']]);
    }
  });

  it('files the plan of each school: handed in, returned, filed, and late at midnight in Shanghai', async () => {
    on('2026-09-12');
    expect(await filing('helper', '湘乡一中')).toEqual({
      missing: 1,
      waiting: 0,
      returned: 0,
      filed: 0,
      late: 0,
      overdue: 0,
    });
    await wrote('湘乡一中', 'helperPlan', '湘乡一中', plan);
    await wrote('金薮中学', 'helpedPlan', '湘乡一中', plan);
    expect(await filing('helper', '湘乡一中')).toEqual({
      missing: 0,
      waiting: 1,
      returned: 0,
      filed: 0,
      late: 0,
      overdue: 0,
    });
    // One school never writes the other's paper.
    expect((await send(await somebody('金薮中学'), 'helperPlan', '湘乡一中', plan)).status).not.toBe(201);
    const client = await officer();
    const { rows } = await client.get<{ rows: { id: string; formTitle: { zh: string } }[] }>('/api/reviews?size=50');
    expect(rows.map(({ formTitle }) => formTitle.zh).toSorted()).toEqual(['受帮学校工作方案', '帮扶学校工作方案']);
    for (const { id, formTitle } of rows)
      await client.post(
        `/api/reviews/${id}/decision`,
        formTitle.zh.startsWith('帮扶')
          ? { decision: 'confirm' }
          : { decision: 'return', reason: '人员安排不全，请补充后重报' },
      );
    expect(await filing('helper', '湘乡一中')).toEqual({
      missing: 0,
      waiting: 0,
      returned: 0,
      filed: 1,
      late: 0,
      overdue: 0,
    });
    expect(await filing('helped', '金薮中学')).toEqual({
      missing: 0,
      waiting: 0,
      returned: 1,
      filed: 0,
      late: 0,
      overdue: 0,
    });
    server.clock.moveTo('2026-09-30T15:59:59Z');
    expect(await filing('helper', '湘乡二中')).toMatchObject({ missing: 1, overdue: 0 });
    server.clock.moveTo('2026-09-30T16:00:00Z');
    expect(await filing('helper', '湘乡二中')).toMatchObject({ missing: 1, overdue: 1 });
    expect(await filing('helper', '湘乡一中')).toMatchObject({ filed: 1, overdue: 0 });
    expect((await cell('湘乡二中', 'helpedPlan', '2026-2027')).state).toBe('overdue');
    // Nobody writes an earlier day: a paper is filed on the day on which it is handed in.
    const early = await send<{ errors: { field: string }[] }>(await somebody('湘乡二中'), 'helperPlan', '湘乡二中', {
      ...plan,
      on: '2026-09-12',
    });
    expect([early.status, early.body.errors.map(({ field }) => field)]).toEqual([422, ['data.on']]);
    await wrote('湘乡二中', 'helperPlan', '湘乡二中', plan);
    await decideAll(await officer(), { decision: 'confirm' });
    expect(await cell('湘乡二中', 'helperPlan', '2026-2027')).toMatchObject({ confirmed: 0, state: 'overdue' });
    const late = { missing: 0, waiting: 0, returned: 0, filed: 0, late: 1, overdue: 1 };
    expect(await filing('helper', '湘乡二中')).toEqual(late);
    // Given back in time, and handed in again after the day: it keeps the day on which it was handed in.
    const { rows: mine } = await (
      await somebody('金薮中学')
    ).get<{ rows: { id: string; on: string }[] }>(`/api/programmes/${programmeId}/records?form=helpedPlan`);
    const paper = (await (await somebody('金薮中学')).get<{ version: number }>(`/api/records/${mine[0]!.id}`)).version;
    const again = await (
      await somebody('金薮中学')
    ).send<{ on: string }>('PATCH', `/api/records/${mine[0]!.id}`, {
      version: paper,
      json: { data: { ...plan, members: '教务、德育、总务主任和教研组长' } },
    });
    expect([again.status, again.body.on]).toEqual([200, '2026-09-12']);
    await decideAll(await officer(), { decision: 'confirm' });
    expect(await cell('湘乡一中', 'helpedPlan', '2026-2027')).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await filing('helped', '金薮中学')).toMatchObject({ filed: 1, late: 0, overdue: 0 });
  });

  it('counts four kinds of work once confirmed, and says where a teacher’s subject is not in short supply', async () => {
    on('2026-10-14');
    const teacher = (
      await (
        await officer()
      ).post<{ id: string }>('/api/people', { name: '郑老师', kind: 'teacher', organisation: ids.get('湘乡一中') })
    ).id;
    await wrote('湘乡一中', 'visit', '湘乡一中', visit);
    await wrote('金薮中学', 'exchange', '湘乡一中', {
      on: '2026-10-14',
      kind: 'students',
      theme: '城乡少年手拉手',
      content: '书信与互访。',
      attendees: 40,
    });
    const sent = (subject: string) =>
      wrote('湘乡一中', 'staffExchange', '湘乡一中', {
        on: '2026-10-14',
        until: '2027-01-15',
        kind: 'teaching',
        teacher,
        subject,
        hours: 60,
        content: '承担体育课。',
      });
    const soft = async (id: string) =>
      (await (await officer()).get<{ findings: { rule: string; outcome: string }[] }>(`/api/records/${id}`)).findings
        .filter(({ outcome }) => outcome === 'soft')
        .map(({ rule }) => rule);
    expect(await soft(await sent('sports'))).toEqual([]);
    expect(await soft(await sent('mathematics'))).toEqual(['shortage']);
    await wrote('湘乡一中', 'support', '湘乡一中', {
      on: '2026-10-14',
      kind: 'money',
      what: '购置图书',
      amount: 500_000,
    });
    expect(await cell('湘乡一中', 'visit', '2026-2027-1')).toMatchObject({ required: 1, confirmed: 0, claimed: 1 });
    for (const name of ['湘乡一中', '金薮中学']) await decideAll(await somebody(name), { decision: 'confirm' });
    expect(await cell('湘乡一中', 'visit', '2026-2027-1')).toMatchObject({ confirmed: 1, state: 'met' });
    const row = (await report('overview')).find(({ helper }) => helper === '湘乡一中');
    expect(row).toMatchObject({ visit: 1, exchange: 1, staffExchange: 2, support: 1, claimed: 0 });
  });

  it('has what the section finds put right in time, by the school it names', async () => {
    on('2026-11-03');
    const raised = await (
      await officer()
    ).post<{ id: string; dueOn: string }>(`/api/programmes/${programmeId}/rectifications`, {
      pairing: pairings.get('湘乡二中'),
      answeredBy: 'helper',
      content: '工作方案逾期未报',
    });
    // 15 working days from 3 November.
    expect(raised.dueOn).toBe('2026-11-24');
    const agenda = async () =>
      (await (await somebody('湘乡二中')).get<{ rows: Due[] }>('/api/agenda?month=2026-11')).rows
        .filter(({ kind }) => kind === 'phase' || kind === 'rectification')
        .map(({ kind, key, from, to, count, late }) => [kind, key, from, to, count, late]);
    const twinning = ['phase', 'twinning', '2026-10-01', '2027-08-31', 1, false];
    expect(await agenda()).toEqual([['rectification', null, null, '2026-11-24', 1, false], twinning]);
    server.clock.moveTo('2026-11-24T15:59:59Z');
    expect((await agenda())[0]).toEqual(['rectification', null, null, '2026-11-24', 1, false]);
    server.clock.moveTo('2026-11-24T16:00:00Z');
    expect((await agenda())[0]).toEqual(['rectification', null, null, '2026-11-24', 1, true]);
    on('2026-11-03');
    const act = async (who: Client, what: string, json: object) => {
      const { version } = await (await officer()).get<{ version: number }>(`/api/rectifications/${raised.id}`);
      return who.send<{ state: string }>('POST', `/api/rectifications/${raised.id}/${what}`, { version, json });
    };
    await act(await somebody('湘乡二中'), 'answer', { measures: '本周内报送', responsible: '王校长' });
    await act(await somebody('湘乡二中'), 'finish', { result: '已报送' });
    expect((await act(await somebody('湘乡二中'), 'inspect', { outcome: 'passed', note: '已核' })).status).not.toBe(
      200,
    );
    const closed = await act(await somebody('教育股', 'sectionMember'), 'inspect', {
      outcome: 'passed',
      note: '方案已收',
    });
    expect(closed.body.state).toBe('closed');
  });

  it('takes the year into the appraisal of school, head and teachers; an admonition comes before a sanction', async () => {
    on('2027-06-25');
    const evaluation = { on: '2027-06-25', school: 'good', head: 'excellent', teachers: 'pass', reasons: '送教扎实。' };
    expect((await send(await officer(), 'helperEvaluation', '湘乡一中', evaluation)).status).toBe(201);
    const notice = { kind: 'sanctioned', document: '湘教发〔2027〕3号', grounds: '两学期未开展活动', on: '2027-06-25' };
    const refusal = await send<{ errors: { field: string }[] }>(await officer(), 'helperNotice', '湘乡三中', {
      ...notice,
      before: '2027-06-25',
    });
    expect([refusal.status, refusal.body.errors.map(({ field }) => field)]).toEqual([422, ['data.before']]);
    expect((await send(await officer(), 'helperNotice', '湘乡三中', { ...notice, before: '2027-06-24' })).status).toBe(
      201,
    );
    const admonished = { kind: 'admonished', document: '湘教发〔2027〕4号', grounds: '方案未报', on: '2027-06-25' };
    expect((await send(await officer(), 'helpedNotice', '湘乡二中', admonished)).status).toBe(201);
    // Sanctioned on the 25th, admonished on record: 三中 never, 四中 on the same day only, 进修附小 the day before.
    for (const [name, first] of [
      ['湘乡四中', '2027-06-25'],
      ['进修附小', '2027-06-24'],
    ] as const) {
      expect((await send(await officer(), 'helperNotice', name, { ...admonished, on: first })).status).toBe(201);
      const sanctioned = { ...notice, before: '2027-06-24' };
      expect((await send(await officer(), 'helperNotice', name, sanctioned)).status).toBe(201);
    }
    const orders = (await report('noticeOrder')).map(({ helper, kind, before }) => [helper, kind, before]);
    expect(orders).toEqual(
      expect.arrayContaining([
        ['湘乡三中', '惩诫', '无告诫记录'],
        ['湘乡四中', '惩诫', '无告诫记录'],
        ['进修附小', '惩诫', '2027-06-24 已告诫'],
        ['湘乡二中', '告诫', null],
      ]),
    );
    expect(orders).toHaveLength(6);
    expect((await report('considered')).find(({ helper }) => helper === '湘乡一中')).toMatchObject({
      helperSchool: '良好',
      helperHead: '优秀',
      helperTeachers: '合格',
      helpedSchool: null,
      notices: 0,
    });
    const outcome = `/api/programmes/${programmeId}/outcomes/appraisal`;
    const settled = await (
      await officer()
    ).post<{ settlement: { id: string; version: number } }>(`${outcome}/settlements`, { period: '2026-2027' });
    await (await officer()).post(`/api/settlements/${settled.settlement.id}/accept`, undefined, settled.settlement);
    const { rows } = await (await officer()).get<{ rows: Judged[] }>(`${outcome}/awards?size=50`);
    const order = (name: string) =>
      rows
        .find(({ party }) => party.name === name)!
        .findings.filter(({ rule }) => rule === 'admonishedFirst')
        .map(({ outcome: kept }) => kept);
    expect(['湘乡三中', '湘乡四中', '进修附小', '壶天中学'].map(order)).toEqual([['fail'], ['fail'], ['pass'], []]);
    expect(Object.fromEntries(rows.map(({ party, level }) => [party.name, level]))).toEqual({
      湘乡一中: 'good',
      湘乡三中: 'sanctioned',
      湘乡四中: 'sanctioned',
      进修附小: 'sanctioned',
      壶天中学: 'admonished',
    });
  });

  it('knows nothing of the campaign’s forms', async () => {
    const { manifest } = await (
      await officer()
    ).get<{ manifest: { forms: { key: string; inUse: boolean }[]; reports: { key: string }[] } }>(
      `/api/programmes/${programmeId}`,
    );
    const unused = manifest.forms.filter(({ inUse }) => !inUse).map(({ key }) => key);
    expect(unused).toEqual(expect.arrayContaining(['cleaning', 'siteInspection', 'exposure', 'baseline', 'topic']));
    expect(manifest.reports.map(({ key }) => key)).not.toContain('bulletin');
    expect((await send(await officer(), 'siteInspection', '湘乡一中', { on: '2027-06-25' })).status).toBe(404);
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(await officer(), programmeId);
    await expect(papers).toMatchFileSnapshot('golden/plan-06-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(await officer(), programmeId, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-06-tables.txt');
  });
});
