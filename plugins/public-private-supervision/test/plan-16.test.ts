import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  officialTables,
  openWorkbook,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import programme from '../src/index.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Cell {
  readonly duty: string;
  readonly period: string;
  readonly required: number;
  readonly confirmed: number;
  readonly claimed: number;
  readonly basis: number | null;
  readonly state: string;
}
interface Problem {
  readonly id: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly dueOn: string;
  readonly version: number;
}

/** One public school with three private ones, of 41, 40 and 9 teachers, over a school year. */
describe.each(engines)('plan 16 over a school year on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programmeId: string;
  const ids = new Map<string, string>();
  const pairings = new Map<string, string>();
  const teachers = new Map<string, string[]>();
  const sizes = { 甲校: 41, 乙校: 40, 丙校: 9 } as const;
  type School = keyof typeof sizes;
  const privates = Object.keys(sizes) as School[];
  let users = 0;

  const at = (name: string) => ({ id: ids.get(name)!, district_id: district.district_id });
  /** Somebody new at an organisation: months pass, and sessions end. */
  const somebody = (name: string, role: 'schoolAdministrator' | 'centreSchoolInspector' | 'sectionMember') =>
    signedIn(server, { role, at: at(name), username: `plan16-${(users += 1)}` });
  const school = (name: string) => somebody(name, 'schoolAdministrator');
  /** Ten in the morning in Shanghai. */
  const on = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);
  const write = async (who: Client, form: string, to: readonly School[], data: object) => {
    const made = await who.post<{ id: string }>(`/api/programmes/${programmeId}/records`, {
      form,
      pairings: to.map((name) => pairings.get(name)!),
      data,
    });
    return made.id;
  };
  const confirmAll = async (name: string): Promise<number> => {
    const client = await school(name);
    const { rows } = await client.get<{ rows: { id: string }[] }>('/api/reviews?size=200');
    for (const { id } of rows) await client.post(`/api/reviews/${id}/decision`, { decision: 'confirm' });
    return rows.length;
  };
  const cells = async (name: School, duty: string, period: string): Promise<Cell[]> => {
    const officer = await district.signIn();
    const found = await officer.get<{ rows: { pairing: string; cells: Cell[] }[] }>(
      `/api/programmes/${programmeId}/duties?period=${period}`,
    );
    return found.rows.find((row) => row.pairing === pairings.get(name))!.cells.filter((c) => c.duty === duty);
  };
  const cell = async (name: School, duty: string, period: string): Promise<Cell> => {
    const all = await cells(name, duty, period);
    return all.find((c) => c.period === period) ?? all[0]!;
  };
  const meeting = (day: string) => ({
    on: day,
    theme: '共建学校管理队伍联席会议',
    dimensions: ['management', 'teaching', 'evaluation'],
    content: '逐项研究三所民办学校的管理。',
    attendees: 15,
  });

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-01T02:00:00Z')),
    });
    district = await makeDistrict(server, { name: '云川区教育局' });
    const officer = await district.signIn();
    const organisation = async (name: string, body: object) => {
      const { id } = await officer.post<{ id: string }>('/api/organisations', { name, ...body });
      ids.set(name, id);
      return id;
    };
    const centre = await organisation('城关中心校', { kind: 'centreSchool', parent: district.id });
    const section = await organisation('民管股', { kind: 'section', parent: district.id });
    const helper = await organisation('实验学校', {
      kind: 'school',
      ownership: 'public',
      schoolKind: 'nineYear',
      parent: centre,
    });
    for (const name of privates) {
      const id = await organisation(name, {
        kind: 'school',
        ownership: 'private',
        schoolKind: 'primary',
        parent: centre,
      });
      const own: string[] = [];
      for (let n = 0; n < sizes[name]; n++)
        own.push(
          (
            await officer.post<{ id: string }>('/api/people', {
              name: `${name}教师${n + 1}`,
              kind: 'teacher',
              code: `T${n + 1}`,
              organisation: id,
            })
          ).id,
        );
      teachers.set(name, own);
    }
    const [plugin] = await officer.get<{ presets: { settings: object }[] }[]>('/api/plugins');
    programmeId = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan16',
        title: '公民办学校一对一帮扶',
        schoolYear: '2026-2027',
        settings: { ...plugin!.presets[0]!.settings, schoolsPerHelper: 3 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    for (const name of privates)
      pairings.set(
        name,
        (
          await officer.post<{ id: string }>(`/api/programmes/${programmeId}/pairings`, {
            helper,
            helped: ids.get(name),
            startsOn: '2026-09-01',
            appointed: { section },
          })
        ).id,
      );
  }, 120_000);
  afterAll(() => server.close());

  it('begins with a list of problems, a survey, and one plan a year, agreed by both and filed by the bureau', async () => {
    on('2026-09-03');
    await write(await school('甲校'), 'problemList', ['甲校'], {
      on: '2026-09-03',
      areas: ['teaching'],
      problems: '新教师多，课堂常规不稳。',
    });
    on('2026-09-10');
    const helper = await school('实验学校');
    const survey = await write(helper, 'survey', ['甲校'], {
      on: '2026-09-10',
      areas: ['teaching'],
      findings: '听课八节。',
    });
    const officer = await district.signIn();
    const stateOf = async (id: string) => (await officer.get<{ state: string }>(`/api/records/${id}`)).state;
    const toFile = async () =>
      (await officer.get<{ rows: { id: string; record: string; dueOn: string; step: number }[] }>('/api/reviews')).rows;
    const file = async (record: string) => {
      const { id } = (await toFile()).find((one) => one.record === record)!;
      await officer.post(`/api/reviews/${id}/decision`, { decision: 'confirm', note: '同意备案' });
    };
    // Ten working days from 10 September; the 25th is Mid-Autumn, and the 20th is worked for the holidays.
    expect(await toFile()).toMatchObject([{ record: survey, dueOn: '2026-09-23', step: 1 }]);
    expect(await stateOf(survey)).toBe('submitted');
    await file(survey);
    expect(await stateOf(survey)).toBe('confirmed');
    const plan = {
      on: '2026-09-10',
      leader: '周校长',
      members: '教务、德育主任',
      contact: '韩老师',
      goals: '课堂常规达标',
      timetable: '逐月落实',
    };
    const none = await helper.send<{ errors: { message: string }[] }>(
      'POST',
      `/api/programmes/${programmeId}/records`,
      {
        json: { form: 'yearlyPlan', pairings: [pairings.get('甲校')], data: plan },
      },
    );
    expect([none.status, none.body.errors.map((e) => e.message)]).toEqual([422, ['六个方面至少写一个']]);
    const yearly = await write(helper, 'yearlyPlan', ['甲校'], { ...plan, teaching: '每月送课一次' });
    expect(await toFile()).toEqual([]);
    expect(await cell('甲校', 'yearlyPlan', '2026-2027')).toMatchObject({ confirmed: 0, claimed: 1, state: 'open' });
    expect(await confirmAll('甲校')).toBe(1);
    expect(await cell('甲校', 'yearlyPlan', '2026-2027')).toMatchObject({ confirmed: 0, claimed: 1, state: 'open' });
    expect(await toFile()).toMatchObject([{ record: yearly, step: 2 }]);
    await file(yearly);
    expect(await cell('甲校', 'yearlyPlan', '2026-2027')).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await cell('乙校', 'yearlyPlan', '2026-2027')).toMatchObject({ confirmed: 0, state: 'open' });
  });

  it('makes one meeting with three schools one record, which each confirms for itself', async () => {
    on('2026-09-18');
    await write(await school('实验学校'), 'jointMeeting', privates, meeting('2026-09-18'));
    expect(await confirmAll('甲校')).toBe(1);
    expect(await cell('甲校', 'jointMeeting', '2026-2027-1')).toMatchObject({ required: 2, confirmed: 1, claimed: 0 });
    expect(await cell('乙校', 'jointMeeting', '2026-2027-1')).toMatchObject({ required: 2, confirmed: 0, claimed: 1 });
    const officer = await district.signIn();
    expect(await officer.get(`/api/programmes/${programmeId}/records?form=jointMeeting`)).toMatchObject({
      total: 1,
      rows: [{ subjects: [{}, {}, {}] }],
    });
    await confirmAll('乙校');
    await confirmAll('丙校');
  });

  it('asks a tenth of the teachers each term, rounded up, and counts a teacher once', async () => {
    on('2026-10-12');
    const followed = await Promise.all(privates.map((name) => cell(name, 'followStudy', '2026-2027-1')));
    expect(followed.map((c) => [c.basis, c.required])).toEqual([
      [41, 5],
      [40, 4],
      [9, 1],
    ]);
    const [first, second] = teachers.get('甲校')!;
    const writer = await school('甲校');
    for (const teacher of [first, second, first])
      await write(writer, 'followStudy', ['甲校'], {
        on: '2026-10-12',
        teacher,
        subject: 'chinese',
        days: 10,
        content: '跟班听课。',
      });
    await confirmAll('实验学校');
    expect(await cell('甲校', 'followStudy', '2026-2027-1')).toMatchObject({
      required: 5,
      confirmed: 2,
      state: 'open',
    });
  });

  it('lets a problem be overdue at midnight in Shanghai, and closes it by somebody else only', async () => {
    on('2026-10-19');
    const raised = await (
      await school('实验学校')
    ).post<Problem>(`/api/programmes/${programmeId}/rectifications`, {
      pairing: pairings.get('丙校'),
      content: '实验室危险药品没有双人双锁',
    });
    expect(raised).toMatchObject({ state: 'open', dueOn: '2026-11-02' });
    const read = async () => (await district.signIn()).get<Problem>(`/api/rectifications/${raised.id}`);
    server.clock.moveTo('2026-11-02T15:59:59.999Z');
    expect(await read()).toMatchObject({ overdue: false });
    server.clock.moveTo('2026-11-02T16:00:00.000Z');
    expect(await read()).toMatchObject({ overdue: true });
    const step = async (who: Client, what: string, json: object) =>
      who.send<Problem>('POST', `/api/rectifications/${raised.id}/${what}`, { version: (await read()).version, json });
    await step(await school('丙校'), 'answer', { measures: '加装双锁', responsible: '钱主任' });
    await step(await school('丙校'), 'finish', { result: '已加装' });
    expect((await step(await school('丙校'), 'inspect', { outcome: 'passed', note: '合格' })).status).toBe(422);
    const centre = await somebody('城关中心校', 'centreSchoolInspector');
    expect((await step(centre, 'inspect', { outcome: 'passed', note: '现场复查合格' })).body).toMatchObject({
      state: 'closed',
      overdue: false,
    });
    const officer = await district.signIn();
    const report = await officer.get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${programmeId}/reports/rectificationAgeing?from=2026-09-01&to=2027-01-31`,
    );
    expect(report.rows.map((row) => row.cells)).toEqual([
      expect.objectContaining({ helped: '丙校', closed: 1, overdue: 0, oldest: null }),
    ]);
  });

  it('counts a meeting on the last day of the term in it, and the next day’s in the next term', async () => {
    const officer = await district.signIn();
    const { terms } = await officer.get<{ terms: { id: string; starts: string; ends: string }[] }>('/api/calendar');
    const [one, two] = ['2026-2027-1', '2026-2027-2'].map((id) => terms.find((term) => term.id === id)!);
    expect(two!.starts > one!.ends).toBe(true);
    on(one!.ends);
    await write(await school('实验学校'), 'jointMeeting', ['甲校'], meeting(one!.ends));
    await confirmAll('甲校');
    expect(await cell('甲校', 'jointMeeting', '2026-2027-1')).toMatchObject({ confirmed: 2, state: 'met' });
    on(two!.starts);
    await write(await school('实验学校'), 'jointMeeting', ['甲校', '乙校'], meeting(two!.starts));
    await confirmAll('甲校');
    await confirmAll('乙校');
    expect(await cell('甲校', 'jointMeeting', '2026-2027-1')).toMatchObject({ confirmed: 2 });
    expect(await cell('乙校', 'jointMeeting', '2026-2027-1')).toMatchObject({ confirmed: 1, state: 'overdue' });
    expect(await cell('乙校', 'jointMeeting', '2026-2027-2')).toMatchObject({ confirmed: 1, state: 'open' });
  });

  it('asks nothing of a month with fewer than ten teaching days', async () => {
    const months = await cells('甲校', 'masterLesson', '2026-2027');
    expect(months.filter((c) => c.required > 0).map((c) => c.period)).toContain('2026-11');
    for (const month of ['2027-07', '2027-08']) {
      const found = months.find((c) => c.period === month);
      expect(found === undefined || found.required === 0).toBe(true);
    }
  });

  it('excuses a school for a month under a document, and asks the others', async () => {
    on('2027-03-15');
    const officer = await district.signIn();
    await officer.post(`/api/programmes/${programmeId}/duties/excuses`, {
      pairings: [pairings.get('丙校')],
      duty: 'masterLesson',
      period: '2027-03',
      document: '云教办〔2027〕9号',
      reason: '校舍加固，三月停课',
    });
    on('2027-04-01');
    expect(await cell('丙校', 'masterLesson', '2027-03')).toMatchObject({ state: 'excused' });
    expect(await cell('乙校', 'masterLesson', '2027-03')).toMatchObject({ state: 'overdue' });
    const below = await (
      await district.signIn()
    ).get<{ rows: { cells: { helped: string } }[] }>(
      `/api/programmes/${programmeId}/reports/belowDuty?from=2027-03-01&to=2027-03-31`,
    );
    expect(below.rows.map((row) => row.cells.helped)).toContain('乙校');
  });

  it('pairs leaders and masters inside the pairing, and counts what they do in eight kinds', async () => {
    on('2027-04-02');
    const officer = await district.signIn();
    const master = await officer.post<{ id: string }>('/api/people', {
      name: '郑名师',
      kind: 'teacher',
      organisation: ids.get('实验学校'),
    });
    const writer = await school('甲校');
    const arrange = (helped: string | undefined, kind: string) =>
      writer.send<{ id: string; helper: { name: string }; helped: { name: string } }>(
        'POST',
        `/api/pairings/${pairings.get('甲校')}/inside`,
        { json: { inside: 'masters', kind, helper: master.id, helped, startsOn: '2027-04-02' } },
      );
    const [first, second] = teachers.get('甲校')!;
    const one = await arrange(first, 'chinese');
    const two = await arrange(second, 'chinese');
    expect([one.status, one.body.helper.name, one.body.helped.name]).toEqual([
      201,
      '郑名师（实验学校）',
      '甲校教师1（甲校）',
    ]);
    const helper = await school('实验学校');
    await helper.post(`/api/programmes/${programmeId}/records`, {
      form: 'masterWork',
      pairings: [one.body.id, two.body.id],
      data: { on: '2027-04-02', kind: 'sameTopic', theme: '背影', attendees: 9, content: '各上一节。' },
    });
    expect(await confirmAll('甲校')).toBe(2);
    const report = await (
      await district.signIn()
    ).get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${programmeId}/reports/mechanisms?from=2027-03-01&to=2027-04-30`,
    );
    expect(report.rows.map((row) => row.cells)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ helped: '甲校', teams: 0, masters: 2, idle: 0, sameTopic: 2, preparation: 0 }),
        expect.objectContaining({ helped: '乙校', teams: 0, masters: 0, sameTopic: 0 }),
      ]),
    );
    // It is in the leading ledger, and counts for no duty of the schools.
    const ledger = await helper.get<{ rows: { cells: { theme: string } }[] }>(
      `/api/programmes/${programmeId}/ledgers/leading?from=2027-04-01&to=2027-04-30`,
    );
    expect(ledger.rows.map((row) => row.cells.theme)).toEqual(['背影', '背影']);
    expect(await cell('甲校', 'researchEvent', '2027-04')).toMatchObject({ confirmed: 0 });
  });

  it('changes a sealed record by a correction that the other side agrees to: the ledger changes, what was filed has a difference', async () => {
    on('2027-04-06');
    const visit = { on: '2027-04-06', areas: ['safety'], content: '检查消防通道', effect: '已清理' };
    const id = await write(await school('实验学校'), 'guidance', ['丙校'], visit);
    await confirmAll('丙校');
    on('2027-05-04');
    await (await district.signIn()).post(`/api/programmes/${programmeId}/seal`, { through: '2027-04-30' });
    const read = async () =>
      (await district.signIn()).get<{ state: string; version: number; data: { content: string } }>(
        `/api/records/${id}`,
      );
    const sealed = await read();
    expect(sealed.state).toBe('sealed');
    const filed = await (
      await district.signIn()
    ).post<{ id: string; rowCount: number }>(`/api/programmes/${programmeId}/filed-sheets`, {
      kind: 'ledger',
      name: 'guidance',
      title: '2026-2027学年第二学期指导台账',
      filter: { to: '2027-04-30' },
    });
    expect(filed.rowCount).toBe(1);
    const helper = await school('实验学校');
    const data = { ...visit, content: '检查消防通道和应急照明' };
    expect((await helper.send('PATCH', `/api/records/${id}`, { version: sealed.version, json: { data } })).status).toBe(
      409,
    );
    const correction = await helper.send('POST', `/api/records/${id}/corrections`, {
      version: sealed.version,
      json: { data, reason: '漏写了应急照明' },
    });
    expect(correction.status).toBeLessThan(300);
    const ledger = async () =>
      (
        await (
          await district.signIn()
        ).get<{ rows: { cells: { content: string } }[] }>(`/api/programmes/${programmeId}/ledgers/guidance`)
      ).rows.map((row) => row.cells.content);
    expect(await ledger()).toEqual(['检查消防通道']);
    expect(await confirmAll('丙校')).toBe(1);
    expect(await ledger()).toEqual(['检查消防通道和应急照明']);
    expect((await read()).state).toBe('sealed');
    const officer = await district.signIn();
    const kept = await officer.get<{ rows: { cells: { content: string } }[] }>(`/api/filed-sheets/${filed.id}`);
    expect(kept.rows.map((row) => row.cells.content)).toEqual(['检查消防通道']);
    expect(await officer.get<Record<string, unknown>>(`/api/filed-sheets/${filed.id}/differences`)).toMatchObject({
      counts: { added: 0, gone: 0, changed: 1 },
      rows: [
        {
          record: id,
          changed: [{ column: 'content', before: '检查消防通道', after: '检查消防通道和应急照明' }],
          because: [{ action: 'correct', correction: 1, reason: '漏写了应急照明' }],
        },
      ],
    });
  });

  it('evaluates the private school by its standard and the public school by itself; only the bureau does', async () => {
    on('2027-06-10');
    const result = { on: '2027-06-10', standard: 'compulsory', items: 60, reached: 60 };
    const send = (who: Client, form: string, data: object) =>
      who.send<{ id: string; state: string; errors: { field: string }[] }>(
        'POST',
        `/api/programmes/${programmeId}/records`,
        { json: { form, pairings: [pairings.get('甲校')], data } },
      );
    for (const who of ['实验学校', '甲校'])
      expect((await send(await school(who), 'evaluation', result)).body.errors.map((e) => e.field)).toEqual([
        'pairings',
      ]);
    const officer = await district.signIn();
    const wrong = await send(officer, 'evaluation', { ...result, standard: 'senior' });
    expect([wrong.status, wrong.body.errors.map((e) => e.field)]).toEqual([422, ['data.standard']]);
    const lacking = await send(officer, 'evaluation', { ...result, reached: 58, unmet: '图书册数、实验员' });
    expect([lacking.status, lacking.body.state]).toEqual([201, 'confirmed']);
    const grade = { on: '2027-06-10', grade: 'good', commended: true, reasons: '活动扎实' };
    expect((await send(officer, 'supportEvaluation', grade)).status).toBe(201);
    const row = async () =>
      (
        await (
          await district.signIn()
        ).get<{ rows: { cells: Record<string, unknown> }[] }>(
          `/api/programmes/${programmeId}/reports/evaluations?from=2026-09-01&to=2027-08-31`,
        )
      ).rows.map(({ cells: c }) => c);
    expect(await row()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ helped: '甲校', reached: 58, passed: 0, notPassed: 1, points: 0, commended: 1 }),
        expect.objectContaining({ helped: '乙校', passed: 0, notPassed: 0, open: 1, points: null }),
      ]),
    );
    const outcome = `/api/programmes/${programmeId}/outcomes/appraisal`;
    const settle = async () =>
      (await district.signIn()).post<{ settlement: { id: string; version: number } | null; counts: object }>(
        `${outcome}/settlements`,
        { period: '2026-2027' },
      );
    const accept = async ({ settlement }: Awaited<ReturnType<typeof settle>>) =>
      (await district.signIn()).post(`/api/settlements/${settlement!.id}/accept`, undefined, settlement!);
    const awards = async () =>
      (
        await (
          await district.signIn()
        ).get<{ rows: { party: { name: string }; level: string; points: number }[] }>(`${outcome}/awards`)
      ).rows.map(({ party, level, points }) => [party.name, level, points]);
    const first = await settle();
    expect(first.counts).toEqual({ new: 2, changed: 0, gone: 0, same: 0 });
    await accept(first);
    expect(await awards()).toEqual(
      expect.arrayContaining([
        ['实验学校', 'good', 0],
        ['甲校', 'notReached', 0],
      ]),
    );
    expect(await settle()).toMatchObject({ settlement: null, counts: { same: 2 } });
    on('2027-06-20');
    await send(await district.signIn(), 'evaluation', { ...result, on: '2027-06-20' });
    const again = await settle();
    expect(again.counts).toEqual({ new: 0, changed: 1, gone: 0, same: 1 });
    expect(await awards()).toContainEqual(['甲校', 'notReached', 0]);
    await accept(again);
    expect(await awards()).toContainEqual(['甲校', 'reached', 0]);
    const sheet = await (await district.signIn()).send('GET', `${outcome}/awards`, { headers: { accept: XLSX } });
    const printed = (await openWorkbook(sheet.bytes))[0]!.rows.map((row) => row.join('|'));
    // Schools have no class and no number: the list has neither column.
    expect(printed).toContain('序号|单位名称|帮扶角色|结对对象|等次|加分|依据');
    expect(printed.find((line) => line.includes('甲校') && line.includes('达标'))).toContain(
      '2027-06-20 按义务教育学校标准化建设督导评估标准评估，达标',
    );
    expect(await row()).toEqual(
      expect.arrayContaining([expect.objectContaining({ helped: '甲校', reached: 60, passed: 1, notPassed: 0 })]),
    );
    // The school reads its own evaluation, and not another's.
    const read = async (name: string) =>
      (await (await school(name)).get<{ total: number }>(`/api/programmes/${programmeId}/records?form=evaluation`))
        .total;
    expect(await read('甲校')).toBe(2);
    expect(await read('乙校')).toBe(0);
  });

  it('fills the three ledgers in the plan’s columns', async () => {
    const officer = await district.signIn();
    const header = async (path: string) => {
      const file = await officer.send('GET', `/api/programmes/${programmeId}/${path}`, { headers: { accept: XLSX } });
      const [sheet] = await openWorkbook(file.bytes);
      return sheet!.rows.map((row) => row.filter(Boolean).join('|')).find((line) => line.startsWith('序号'))!;
    };
    expect(await header('ledgers/guidance')).toContain('指导时间|被指导学校|指导内容|取得效果');
    expect(await header('ledgers/leading')).toContain('活动时间|活动形式');
    expect(await header('ledgers/leading')).toContain('活动效果');
    expect(await header('rectifications')).toContain('问题内容|整改措施|整改期限|责任人|复查人|复查结果|销号日期');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(await district.signIn(), programmeId, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-16-tables.txt');
  });
});
