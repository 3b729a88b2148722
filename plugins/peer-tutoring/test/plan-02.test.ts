import { exampleSettings } from '@xieshou/sdk';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  officialPapers,
  officialTables,
  openWord,
  openWorkbook,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import programme from '../src/index.js';
import { pupilsSamples } from './pupils-samples.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const year = '2026-2027';
const term = '2026-2027-1';

/** What nobody is to be called. */
const label = /学困|学习困难|后进|差生|潜能生|困难学生|struggling|in difficulty/i;
const reason = '期末数学 48 分，课上跟不上，家长也希望有人帮一把';
/** What teachers write for each other: the reason, the material, measures, checks and the family. */
const forTeachers =
  /跟不上|单位“1”|取倒数|第一、二大题|分层提问|分数除法（一）|祖母照看|careMeasure|lessonPlanCheck|mentorLesson/;

interface Rows<T> {
  readonly rows: readonly T[];
  readonly total: number;
}
interface Rec {
  readonly id: string;
  readonly form: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly withheld: readonly string[];
  readonly findings: readonly { readonly rule: string; readonly outcome: string }[];
}
interface Refusal {
  readonly title: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
interface Pairing {
  readonly id: string;
  readonly helper: { readonly name: string };
  readonly helped: { readonly name: string };
  readonly findings: readonly object[];
  readonly reason: string | null;
}

describe.each(engines)('a term of plan 2 at a school on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let id: string;
  let peers: string;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const who: Record<string, Client> = {};
  const pairing: Record<string, string> = {};
  const written: Record<string, string> = {};
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });

  const make = async (parent: string, kind: string, name: string, more: object = {}) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent, ...more })).id;
  };
  const enrol = async (where: string, kind: string, name: string, code: string) => {
    const json = { organisation: place[where], kind, name, code };
    person[name] = (await officer.post<{ id: string }>('/api/people', json)).id;
    const role = kind === 'student' ? ('student' as const) : ('personalHelper' as const);
    who[name] = await signedIn(server, { role, at: at(where), person: person[name], username: username() });
  };
  /** As wide on every engine: who wrote something stands in a column of the tables. */
  const username = () => `user-${100 + Object.keys(who).length}`;
  const fields = ({ status, body }: { readonly status: number; readonly body: Refusal }) => [
    status,
    ...(body.errors?.map(({ field }) => field) ?? []),
  ];
  const pair = (by: string, helper: string, helped: string, o: { of?: string; reason?: string } = {}) =>
    who[by]!.send<{ id: string } & Refusal>('POST', `/api/programmes/${o.of ?? id}/pairings`, {
      json: {
        helper: person[helper],
        helped: person[helped],
        startsOn: '2026-09-07',
        ...(o.reason ? { reason: o.reason } : {}),
      },
    });
  const write = (by: string, form: string, pair: string, data: object, of = id) =>
    who[by]!.send<Rec & Refusal>('POST', `/api/programmes/${of}/records`, {
      json: { form, pairings: [pairing[pair]], data },
    });
  const done = async (client: Client, job: string) => {
    for (;;) {
      const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done') return;
      if (state === 'failed') throw new Error('the job failed');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const importRows = async (of: string, register: string, rows: Record<string, string>[]) => {
    const office = who['教务处']!;
    const path = `/api/programmes/${of}/registers/${register}`;
    const { bytes } = await office.send('GET', `${path}/import-template`);
    const { body } = await office.send<{ id: string; job: string }>(
      'POST',
      `${path}/import?name=rows.xlsx&period=${year}`,
      { bytes: await fillTemplate(bytes, rows), type: xlsx },
    );
    await done(office, body.job);
    expect(await office.get(`/api/imports/${body.id}`)).toMatchObject({ counts: { error: 0, add: rows.length } });
    await done(office, (await office.post<{ job: string }>(`/api/imports/${body.id}/apply`, { rows: 'all' })).job);
  };
  const namesOf = async (by: Client, of = id) =>
    (await by.get<Rows<Pairing>>(`/api/programmes/${of}/pairings?size=50`)).rows.map(({ helped }) => helped.name);
  const formsOf = async (by: string) =>
    [
      ...new Set((await who[by]!.get<Rows<Rec>>(`/api/programmes/${id}/records?size=50`)).rows.map((r) => r.form)),
    ].sort();
  const report = async (name: string) =>
    (
      await who['教务处']!.get<Rows<{ cells: Readonly<Record<string, unknown>> }>>(
        `/api/programmes/${id}/reports/${name}?from=2026-09-01&to=2027-01-31`,
      )
    ).rows.map(({ cells }) => cells);

  beforeAll(async () => {
    const clock = new TestClock(new Date('2026-10-30T02:00:00Z'));
    server = await startTestServer({ engine, programmes: [programme], clock });
    district = await makeDistrict(server, { name: '青山区教育局' });
    officer = await district.signIn();
    await make(district.id, 'centreSchool', '青山中心校');
    await make(place['青山中心校']!, 'school', '青山小学', { ownership: 'public', schoolKind: 'primary' });
    for (const name of ['四（1）班', '四（2）班']) await make(place['青山小学']!, 'class', name);
    for (const [n, name] of ['宋岚', '彭越', '邵真'].entries()) await enrol('青山小学', 'teacher', name, `T${n + 1}`);
    await enrol('四（1）班', 'student', '高小帆', 'C01');
    await enrol('四（1）班', 'student', '何苗', 'C02');
    await enrol('四（2）班', 'student', '陆一鸣', 'D01');
    for (const [name, role, where] of [
      ['教务处', 'collegeOffice', '青山小学'],
      ['学校管理员', 'schoolAdministrator', '青山小学'],
      ['班主任', 'adviser', '四（1）班'],
      ['班级', 'teacher', '四（1）班'],
      ['二班班主任', 'adviser', '四（2）班'],
      ['督导', 'centreSchoolInspector', '青山中心校'],
    ] as const)
      who[name] = await signedIn(server, { role, at: at(where), username: username() });
    who['审计'] = await signedIn(server, { role: 'auditor', at: { id: district.id, district_id: district.id } });
    const start = async (preset: 'plan02' | 'plan02Peers', title: string, settings: object) =>
      (
        await who['教务处']!.post<{ id: string }>('/api/programmes', {
          plugin: programme.id,
          preset,
          title,
          schoolYear: year,
          settings: { ...exampleSettings(programme, preset), ...settings },
          organisations: [{ id: place['青山小学'], subtree: true }],
        })
      ).id;
    id = await start('plan02', '青山小学学科成长', { teachersPerPupil: 2, marksPerTerm: 3 });
    peers = await start('plan02Peers', '青山小学同班互助', {});
  });
  afterAll(() => server.close());

  it('uses its own parts, and calls nobody anything', async () => {
    const read = async (of: string) => {
      const { manifest } = await who['高小帆']!.get<{
        manifest: Record<'forms' | 'duties' | 'registers' | 'outcomes', { key: string; inUse?: boolean }[]>;
      }>(`/api/programmes/${of}`);
      // What is not in use is of other plans, and in no screen of this programme.
      const used = [manifest.forms.filter(({ inUse }) => inUse), manifest.duties, manifest.registers];
      expect(JSON.stringify(used)).not.toMatch(label);
      return {
        forms: manifest.forms.filter(({ inUse }) => inUse).map(({ key }) => key),
        duties: manifest.duties.map(({ key }) => key),
        registers: manifest.registers.map(({ key }) => key),
        outcomes: manifest.outcomes.length,
      };
    };
    expect(await read(id)).toEqual({
      forms: [
        'growthPlan',
        'subjectTutoring',
        'progressMark',
        'homeVisit',
        'contest',
        'careMeasure',
        'lessonPlanCheck',
        'mentorLesson',
      ],
      duties: ['growthPlan', 'subjectTutoring', 'progressMark', 'homeVisit'],
      registers: ['guardians', 'talents'],
      outcomes: 0,
    });
    expect(await read(peers)).toEqual({
      forms: ['peerTask'],
      duties: ['peerTask'],
      registers: ['guardians'],
      outcomes: 0,
    });
  });

  it('keeps the consent of guardians and the talents that pupils have chosen', async () => {
    const consent = (学号: string, 姓名: string) => ({
      学号,
      姓名,
      已告知并同意: '是',
      与学生关系: '祖辈',
      签署日期: '2026-09-02',
      告知书版本: '2026-1',
    });
    for (const of of [id, peers]) await importRows(of, 'guardians', [consent('C01', '高小帆'), consent('C02', '何苗')]);
    await importRows(id, 'talents', [
      { 学号: 'C01', 姓名: '高小帆', 类别: '体育', 一技之长: '跳远', 兴趣小组: '田径组' },
      { 学号: 'C02', 姓名: '何苗', 类别: '体育', 一技之长: '短跑', 兴趣小组: '田径组' },
      { 学号: 'D01', 姓名: '陆一鸣', 类别: '美术', 一技之长: '剪纸' },
    ]);
    expect(await report('interestGroups')).toEqual([
      { group: '未分组', members: 1, talents: '剪纸', areas: '美术' },
      { group: '田径组', members: 2, talents: '短跑、跳远', areas: '体育' },
    ]);
    for (const name of ['高小帆', '何苗', '宋岚', '班级'])
      expect([name, (await who[name]!.send('GET', `/api/programmes/${id}/registers/talents/entries`)).status]).toEqual([
        name,
        404,
      ]);
  });

  it('takes a pupil in by the class teacher’s nomination with its reason, and by nobody’s marks', async () => {
    const nominate = (by: string, name: string, note?: string) =>
      who[by]!.send<{ id: string; origin: string; version: number } & Refusal>(
        'POST',
        `/api/programmes/${id}/proposals/special`,
        { json: { period: year, helped: person[name], ...(note === undefined ? {} : { note }) } },
      );
    expect(fields(await nominate('班主任', '高小帆'))).toEqual([422, 'note']);
    expect(fields(await nominate('二班班主任', '高小帆', reason))).toEqual([422, 'helped']);
    const { status, body } = await nominate('班主任', '高小帆', reason);
    expect([status, body.origin]).toEqual([201, 'special']);
    await who['教务处']!.send('PATCH', `/api/proposals/${body.id}`, {
      json: { helper: person['宋岚'] },
      version: body.version,
    });
    expect(
      await who['教务处']!.post(`/api/programmes/${id}/proposals/publish`, { period: year, startsOn: '2026-09-07' }),
    ).toEqual({ made: 1 });
    const [math] = (await who['宋岚']!.get<Rows<Pairing>>(`/api/programmes/${id}/pairings`)).rows;
    pairing['数学'] = math!.id;
    // Another subject is another pair of its own, up to so many as the school has set.
    expect(fields(await pair('教务处', '彭越', '高小帆'))).toEqual([422, 'reason']);
    pairing['语文'] = (await pair('教务处', '彭越', '高小帆', { reason })).body.id;
    expect(fields(await pair('教务处', '邵真', '高小帆', { reason }))).toEqual([422, 'helped']);
    pairing['二班'] = (await pair('教务处', '邵真', '陆一鸣', { reason: '英语单词默写常不及格' })).body.id;
  });

  it('asks for a goal above the present mark, and points out one that is out of reach', async () => {
    const plan = pupilsSamples.growthPlan.valid;
    const aimed = async (aim: number) => {
      const answer = await write('宋岚', 'growthPlan', '数学', { ...plan, aim });
      return answer.status === 201
        ? answer.body.findings.filter(({ outcome }) => outcome !== 'pass').map(({ rule }) => rule)
        : fields(answer);
    };
    expect(await aimed(47)).toEqual([422, 'data.aim']);
    expect(await aimed(48)).toEqual([422, 'data.aim']);
    expect(await aimed(49)).toEqual([]);
    expect(await aimed(62)).toEqual([]);
    expect(await aimed(63)).toEqual([]);
    expect(await aimed(64)).toEqual(['withinReach']);
    const { body } = await write('宋岚', 'growthPlan', '数学', plan);
    written['plan'] = body.id;
  });

  it('logs measures in five areas; homework may be halved, rounded up, or be the class notes', async () => {
    const homework = pupilsSamples.careMeasure.valid;
    const measure = async (data: object) => fields(await write('宋岚', 'careMeasure', '数学', data));
    expect(await measure({ ...homework, given: 4 })).toEqual([422, 'data.given']);
    const { status, body } = await write('宋岚', 'careMeasure', '数学', homework);
    written['measure'] = body.id;
    expect(status).toBe(201);
    expect(await measure({ ...homework, given: 6 })).toEqual([201]);
    expect(await measure({ ...homework, given: 8 })).toEqual([201]);
    expect(await measure({ ...homework, given: 9 })).toEqual([422, 'data.given']);
    expect(await measure({ ...homework, basicOnly: undefined })).toEqual([422, 'data.basicOnly']);
    const on = '2026-09-18';
    const content = '记清例题步骤。';
    for (const data of [
      { area: 'homework', homework: 'classNotes' },
      { area: 'preparation' },
      { area: 'teaching', part: ['question', 'notes'] },
      { area: 'tutoring', minutes: 20 },
      { area: 'marking', first: true, faceToFace: true },
    ])
      expect([data, await measure({ on, content, ...data })]).toEqual([data, [201]]);
    expect(await measure({ on, content, area: 'teaching' })).toEqual([422, 'data.part']);
    const late = await write('宋岚', 'careMeasure', '数学', {
      on,
      content,
      area: 'marking',
      first: true,
      faceToFace: false,
    });
    expect(late.body.findings).toMatchObject([{ rule: 'markedFirst', outcome: 'soft' }]);
  });

  it('has the teacher’s lesson plans inspected, and teachers learn from each other', async () => {
    const check = pupilsSamples.lessonPlanCheck.valid;
    const inspect = async (data: object) => {
      const answer = await write('教务处', 'lessonPlanCheck', '数学', data);
      written['check'] = answer.body.id;
      return fields(answer);
    };
    expect(fields(await write('宋岚', 'lessonPlanCheck', '数学', check))[0]).toBe(422);
    expect(await inspect({ ...check, items: ['hard'] })).toEqual([422, 'data.verdict']);
    expect(await inspect({ ...check, items: [], verdict: 'amend' })).toEqual([422, 'data.advice']);
    expect(await inspect({ ...check, items: [], verdict: 'amend', advice: '补写分层作业。' })).toEqual([201]);
    expect(await inspect(check)).toEqual([201]);
    const lesson = { ...pupilsSamples.mentorLesson.valid, mentor: person['邵真'], young: person['宋岚'] };
    expect(fields(await write('宋岚', 'mentorLesson', '数学', { ...lesson, young: person['邵真'] }))).toEqual([
      422,
      'data.mentor',
    ]);
    expect((await write('宋岚', 'mentorLesson', '数学', lesson)).status).toBe(201);
  });

  it('records tutoring, marks, visits and competitions, and draws a line for each subject', async () => {
    const { subjectTutoring, progressMark, homeVisit, contest } = pupilsSamples;
    expect((await write('宋岚', 'subjectTutoring', '数学', subjectTutoring.valid)).status).toBe(201);
    const marked = async (by: string, pair: string, data: object) =>
      fields(await write(by, 'progressMark', pair, { ...progressMark.valid, ...data }));
    expect(await marked('宋岚', '数学', { mark: 101 })).toEqual([422, 'data.mark']);
    expect(await marked('宋岚', '数学', {})).toEqual([201]);
    expect(await marked('宋岚', '数学', { on: '2026-10-23', occasion: 'mid', mark: 80, full: 120 })).toEqual([201]);
    expect(await marked('彭越', '语文', { subject: 'chinese', on: '2026-10-20', mark: 100 })).toEqual([201]);
    const points = await report('progressLines');
    expect(points.map((cells) => [cells['subject'], cells['on'], cells['percent'], cells['risen']])).toEqual([
      ['语文', '2026-10-20', 100, null],
      ['数学', '2026-09-25', 58, null],
      ['数学', '2026-10-23', 66, 8],
    ]);
    expect(points[0]!['point']).toBe('高同学 C01（四（1）班） 语文 10-20');
    written['visit'] = (await write('班级', 'homeVisit', '数学', homeVisit.valid)).body.id;
    expect((await write('教务处', 'contest', '数学', contest.valid)).status).toBe(201);
    const { rows } = await who['教务处']!.get<
      Rows<{ pairing: string; cells: { duty: string; state: string; required: number; confirmed: number }[] }>
    >(`/api/programmes/${id}/duties?period=${term}`);
    const of = (pair: string, duty: string) =>
      rows.find((row) => row.pairing === pairing[pair])!.cells.find((cell) => cell.duty === duty);
    expect(of('数学', 'homeVisit')).toMatchObject({ required: 1, confirmed: 1, state: 'met' });
    expect(of('语文', 'homeVisit')).toMatchObject({ required: 1, confirmed: 0, state: 'open' });
    expect(of('数学', 'progressMark')).toMatchObject({ required: 3, confirmed: 2, state: 'open' });
    expect(await marked('宋岚', '数学', { on: '2026-10-30', mark: 70 })).toEqual([201]);
    expect((await report('belowDuty')).length).toBeGreaterThan(0);
  });

  it('shows teachers of the pupil everything, each in the pairs that they stand in', async () => {
    const open = ['contest', 'growthPlan', 'homeVisit', 'progressMark', 'subjectTutoring'];
    const everything = [...open, 'careMeasure'].sort();
    const inspected = [...everything, 'lessonPlanCheck', 'mentorLesson'].sort();
    expect(await formsOf('宋岚')).toEqual(inspected);
    expect(await formsOf('教务处')).toEqual(inspected);
    for (const name of ['班级', '班主任']) expect([name, await formsOf(name)]).toEqual([name, everything]);
    expect(await formsOf('彭越')).toEqual(['progressMark']);
    for (const name of ['宋岚', '班级', '班主任', '教务处']) {
      const plan = await who[name]!.get<Rec>(`/api/records/${written['plan']!}`);
      expect([name, plan.withheld, plan.data['hard']]).toEqual([name, [], pupilsSamples.growthPlan.valid.hard]);
    }
    for (const name of ['二班班主任', '邵真', '彭越', '陆一鸣', '何苗'])
      expect([name, (await who[name]!.send('GET', `/api/records/${written['plan']!}`)).status]).toEqual([name, 404]);
  });

  it('shows the pupil the plan, in lists, history, export and print, without a label and without what teachers note', async () => {
    const pupil = who['高小帆']!;
    expect(await formsOf('高小帆')).toEqual(['contest', 'growthPlan', 'homeVisit', 'progressMark', 'subjectTutoring']);
    const plan = await pupil.get<Rec>(`/api/records/${written['plan']!}`);
    expect(plan.withheld).toEqual(['hard', 'mistakes']);
    expect([plan.data['goal'], plan.findings]).toEqual([pupilsSamples.growthPlan.valid.goal, []]);
    const own = `/api/programmes/${id}`;
    const texts: string[] = [];
    for (const path of [
      own,
      `${own}/pairings`,
      `${own}/records?size=50`,
      `${own}/duties`,
      `${own}/ledgers/growthPlans`,
      `${own}/documents`,
      `${own}/documents/guardianLetter?pairing=${pairing['数学']!}`,
      `${own}/documents/record?record=${written['plan']!}`,
      `/api/pairings/${pairing['数学']!}`,
      `/api/records/${written['plan']!}`,
      `/api/records/${written['plan']!}/history`,
      `/api/records/${written['plan']!}/trail`,
      `/api/records/${written['visit']!}`,
      '/api/notifications',
      '/api/programmes',
    ]) {
      const { status, body } = await pupil.send('GET', path);
      expect([path, status]).toEqual([path, 200]);
      // The manifest describes the forms of every plan, and not what stands in them.
      const said = JSON.stringify({ ...(body as object), manifest: undefined });
      texts.push(said);
      expect([path, said.match(label)?.[0]]).toEqual([path, undefined]);
    }
    const { bytes } = await pupil.send('GET', `${own}/records`, { headers: { accept: xlsx } });
    texts.push(JSON.stringify(await openWorkbook(bytes)));
    const paper = `${own}/documents/guardianLetter?pairing=${pairing['数学']!}`;
    texts.push(JSON.stringify(openWord((await pupil.send('GET', paper, { headers: { accept: docx } })).bytes)));
    const sheet = `${own}/documents/teachingSheet?pairing=${pairing['数学']!}`;
    const sheetFor = async (client: Client) =>
      openWord((await client.send('GET', sheet, { headers: { accept: docx } })).bytes).lines.join('\n');
    texts.push(await sheetFor(pupil));
    for (const heading of ['教学环节措施', '教案检查', '师徒研课'])
      expect([heading, (await sheetFor(pupil)).includes(heading)]).toEqual([heading, false]);
    const office = await sheetFor(who['教务处']!);
    for (const heading of ['教学环节措施', '教案检查'])
      expect([heading, office.includes(heading)]).toEqual([heading, true]);
    expect(texts.join('\n').match(forTeachers)?.[0]).toBeUndefined();
    expect(texts.join('\n')).toContain(pupilsSamples.growthPlan.valid.goal);
    for (const hidden of ['measure', 'check'])
      for (const path of ['', '/history', '/trail'])
        expect((await pupil.send('GET', `/api/records/${written[hidden]!}${path}`)).status).toBe(404);
    expect(await pupil.get<Pairing>(`/api/pairings/${pairing['数学']!}`)).toMatchObject({ findings: [], reason: null });
    // Children write nothing: their class does.
    expect((await write('高小帆', 'homeVisit', '数学', pupilsSamples.homeVisit.valid)).status).toBe(422);
    expect((await pupil.send('GET', `${own}/proposals`)).status).toBe(404);
  });

  it('gives the guardian, who has no account, everything but the family on paper', async () => {
    const paper = `/api/programmes/${id}/documents/guardianLetter?pairing=${pairing['数学']!}`;
    for (const name of ['宋岚', '班级', '班主任']) {
      const { bytes } = await who[name]!.send('GET', paper, { headers: { accept: docx } });
      const said = JSON.stringify(openWord(bytes));
      expect([name, /五、教学环节措施/.test(said), /第一、二大题/.test(said)]).toEqual([name, true, true]);
      expect(said).toContain(pupilsSamples.homeVisit.valid.agreed);
      expect([name, said.match(/跟不上|祖母照看|lessonPlan|分数除法（一）/)?.[0], said.match(label)?.[0]]).toEqual([
        name,
        undefined,
        undefined,
      ]);
    }
    for (const name of ['彭越', '何苗', '陆一鸣', '二班班主任'])
      expect([name, (await who[name]!.send('GET', paper)).status]).toEqual([name, 404]);
  });

  it('names the child to its own school alone, and nobody else what teachers note', async () => {
    const full = ['高小帆（四（1）班）', '高小帆（四（1）班）'];
    for (const name of ['班主任', '班级']) expect([name, await namesOf(who[name]!)]).toEqual([name, full]);
    for (const name of ['学校管理员', '教务处'])
      expect([name, (await namesOf(who[name]!)).filter((n) => n.startsWith('高'))]).toEqual([name, full]);
    expect(await namesOf(who['高小帆']!)).toEqual(full);
    const masked = ['高同学 C01（四（1）班）', '高同学 C01（四（1）班）'];
    for (const [name, client] of Object.entries({ bureau: officer, 审计: who['审计']!, 督导: who['督导']! })) {
      expect([name, (await namesOf(client)).filter((n) => n.startsWith('高'))]).toEqual([name, masked]);
      const { rows } = await client.get<Rows<Rec>>(`/api/programmes/${id}/records?size=50`);
      expect([name, JSON.stringify(rows).match(/小帆/)?.[0]]).toEqual([name, undefined]);
      expect([name, rows.some(({ form }) => form === 'careMeasure')]).toEqual([name, false]);
      expect((await client.get<Rec>(`/api/records/${written['plan']!}`)).withheld).toEqual(['hard', 'mistakes']);
    }
  });

  it('lets a classmate see the task and nothing else', async () => {
    expect(fields(await pair('班主任', '何苗', '高小帆', { of: peers }))).toEqual([422, 'reason']);
    // Another class is not the class teacher’s to pair.
    expect((await pair('班主任', '陆一鸣', '高小帆', { of: peers, reason })).status).toBe(422);
    pairing['互助'] = (await pair('班主任', '何苗', '高小帆', { of: peers, reason })).body.id;
    const task = pupilsSamples.peerTask.valid;
    const set = async (by: string, until: string) =>
      fields(await write(by, 'peerTask', '互助', { ...task, until }, peers));
    expect(await set('班级', '2026-10-13')).toEqual([422, 'data.until']);
    expect(await set('班级', '2026-10-14')).toEqual([201]);
    expect(await set('班级', '2026-10-15')).toEqual([201]);
    for (const name of ['何苗', '高小帆']) expect([name, (await set(name, '2026-10-15'))[0]]).toEqual([name, 422]);
    for (const name of ['何苗', '高小帆']) {
      const client = who[name]!;
      const texts: string[] = [];
      const list = await client.get<Rows<Rec>>(`/api/programmes/${peers}/records?size=50`);
      expect([name, list.total, list.rows[0]!.form]).toEqual([name, 2, 'peerTask']);
      for (const path of [
        `/api/programmes/${peers}`,
        `/api/programmes/${peers}/pairings`,
        `/api/programmes/${peers}/duties`,
        `/api/programmes/${peers}/documents/taskSheet?pairing=${pairing['互助']!}`,
        `/api/pairings/${pairing['互助']!}`,
        `/api/records/${list.rows[0]!.id}`,
        `/api/records/${list.rows[0]!.id}/history`,
        '/api/notifications',
      ]) {
        const { status, body } = await client.send('GET', path);
        expect([path, status]).toEqual([path, 200]);
        texts.push(JSON.stringify({ ...(body as object), manifest: undefined }));
      }
      const { bytes } = await client.send('GET', `/api/programmes/${peers}/records`, { headers: { accept: xlsx } });
      texts.push(JSON.stringify([list, await openWorkbook(bytes)]));
      expect([name, texts.join('\n').match(label)?.[0], texts.join('\n').match(forTeachers)?.[0]]).toEqual([
        name,
        undefined,
        undefined,
      ]);
      expect(await client.get<Pairing>(`/api/pairings/${pairing['互助']!}`)).toMatchObject({
        findings: [],
        reason: null,
        helper: { name: '何苗（四（1）班）' },
      });
    }
    // Of the plan the classmate finds nothing at all.
    const peer = who['何苗']!;
    expect(await namesOf(peer)).toEqual([]);
    for (const path of [
      ...['records', 'duties', 'documents', 'ledgers/growthPlans'].map((part) => `/api/programmes/${id}/${part}`),
      `/api/programmes/${id}/documents/record?record=${written['plan']!}`,
      `/api/programmes/${id}/documents/guardianLetter?pairing=${pairing['数学']!}`,
      `/api/pairings/${pairing['数学']!}`,
      ...['plan', 'measure', 'visit'].flatMap((key) => [
        `/api/records/${written[key]!}`,
        `/api/records/${written[key]!}/history`,
      ]),
    ])
      expect([path, (await peer.send('GET', path)).status]).toEqual([path, 404]);
    // Why a child is in it, is for those who know the child; whoever reaches the district finds no nominations.
    const why = async (by: Client, pair: string) => (await by.get<Pairing>(`/api/pairings/${pairing[pair]!}`)).reason;
    for (const pair of ['数学', '互助']) {
      for (const name of ['班主任', '教务处']) expect([name, await why(who[name]!, pair)]).toEqual([name, reason]);
      expect(await why(officer, pair)).toBeNull();
    }
    const nominated = (by: Client) => by.send<Rows<{ note: string }>>('GET', `/api/programmes/${id}/proposals`);
    expect((await nominated(officer)).status).toBe(404);
    expect((await nominated(who['班主任']!)).body.rows).toMatchObject([{ note: reason }]);
    expect((await nominated(who['二班班主任']!)).body.rows).toEqual([]);
    for (const [path, json] of Object.entries({
      proposals: { period: year },
      'proposals/special': { period: year, helped: person['何苗'], note: reason },
      'proposals/publish': { period: year, startsOn: '2026-09-07' },
    }))
      expect([path, (await officer.send('POST', `/api/programmes/${id}/${path}`, { json })).status]).toEqual([
        path,
        404,
      ]);
    // Both are children.
    expect(await officer.get<Pairing>(`/api/pairings/${pairing['互助']!}`)).toMatchObject({
      helper: { name: '何同学 C02（四（1）班）' },
      helped: { name: '高同学 C01（四（1）班）' },
    });
  });

  it('asks for nothing where a frequency is 0', async () => {
    const office = who['教务处']!;
    const asked = async () =>
      (
        await office.get<Rows<{ cells: { duty: string; required: number }[] }>>(
          `/api/programmes/${peers}/duties?period=2026-10`,
        )
      ).rows.flatMap(({ cells }) => cells.map(({ required }) => required));
    expect(await asked()).toEqual([1]);
    const { settings, version } = await office.get<{ settings: object; version: number }>(`/api/programmes/${peers}`);
    const json = { settings: { ...settings, tasksPerMonth: 0 } };
    expect((await office.send('PATCH', `/api/programmes/${peers}`, { json, version })).status).toBe(200);
    expect(await asked()).toEqual([0]);
  });

  it('prints its tables as they were looked at', async () => {
    const days = { from: '2026-09-01', to: '2027-01-31' };
    const tables = [
      await officialTables(who['教务处']!, id, days),
      await officialTables(who['教务处']!, peers, days),
    ].join('\n');
    expect(tables).not.toMatch(/小帆|一鸣|何苗/);
    await expect(tables).toMatchFileSnapshot('golden/plan-02-tables.txt');
  });

  it('prints its documents as they were looked at', async () => {
    const papers = [await officialPapers(who['教务处']!, id), await officialPapers(who['教务处']!, peers)].join('\n');
    await expect(papers).toMatchFileSnapshot('golden/plan-02-papers.txt');
  });
});
