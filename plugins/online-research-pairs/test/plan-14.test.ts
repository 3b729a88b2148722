import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schoolSubjects } from '@xieshou/sdk';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  officialPapers,
  officialTables,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import programme from '../src/index.js';

/** How many teachers of each subject: 64 help, and the two other schools have 63 who fit and one who does not. */
const helping = { chinese: 12, mathematics: 12, english: 12, physics: 8, chemistry: 8, history: 6, music: 6 } as const;
const yuhu = {
  chinese: 6,
  mathematics: 6,
  english: 6,
  physics: 4,
  chemistry: 4,
  history: 3,
  music: 2,
  art: 1,
} as const;
const lantian = { chinese: 6, mathematics: 6, english: 6, physics: 4, chemistry: 4, history: 3, music: 3 } as const;

interface Answer {
  readonly id: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}
interface Cell {
  readonly duty: string;
  readonly period: string;
  readonly required: number;
  readonly confirmed: number;
  readonly state: string;
  readonly opensOn: string;
  readonly overdueFrom: string;
}
interface Pair {
  readonly pairing: string;
  readonly kind: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
}
interface Offer extends Pair {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

describe.each(engines)('plan 14: a year of online research pairs on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programmeId: string;
  const ids = new Map<string, string>();
  const pairings = new Map<string, string>();
  let users = 0;
  let pairOf: (name: string, kind?: string) => Promise<string>;

  const on = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);
  const officer = () => district.signIn();
  const account = (role: 'schoolAdministrator' | 'teacher' | 'sectionMember', name: string) =>
    signedIn(server, {
      role,
      at: { id: ids.get(name)!, district_id: district.district_id },
      username: `plan14-${engine}-${(users += 1)}`,
    });
  const school = (name: string) => account('schoolAdministrator', name);
  const send = (who: Client, form: string, subjects: readonly string[], data: object) =>
    who.send<Answer>('POST', `/api/programmes/${programmeId}/records`, { json: { form, pairings: subjects, data } });
  const wrote = async (who: Client, form: string, subjects: readonly string[], data: object) => {
    const { status, body } = await send(who, form, subjects, data);
    expect([status, body.errors]).toEqual([201, undefined]);
    return body.id;
  };
  const decideAll = async (who: Client) => {
    const { rows } = await who.get<{ rows: { id: string }[] }>('/api/reviews?state=open&size=100');
    for (const { id } of rows) await who.post(`/api/reviews/${id}/decision`, { decision: 'confirm' });
    return rows.length;
  };
  const both = () => ['玉湖学校', '蓝田中学'].map((name) => pairings.get(name)!);
  const cell = async (of: string, duty: string, period: string) =>
    (
      await (
        await officer()
      ).get<{ rows: { pairing: string; cells: Cell[] }[] }>(`/api/programmes/${programmeId}/duties?period=${period}`)
    ).rows
      .find((row) => row.pairing === of)
      ?.cells.find((one) => one.duty === duty && one.period === period);
  const report = async (key: string, who?: Client, days = 'from=2026-09-01&to=2027-08-31') =>
    (
      await (who ?? (await officer())).get<{ rows: { cells: Record<string, string | number | null> }[] }>(
        `/api/programmes/${programmeId}/reports/${key}?${days}`,
      )
    ).rows.map(({ cells }) => cells);
  const inside = (name: string, who: Client) =>
    who.get<{ rows: (Pair & { id: string; version: number })[]; offers: Offer[] }>(
      `/api/pairings/${pairings.get(name)}/inside?size=200`,
    );
  const proposals = (who: Client) =>
    who.get<{ pairs: Pair[]; unmatched: { side: string; kind: string | null; person: { id: string } }[] }>(
      `/api/programmes/${programmeId}/inside-proposals?inside=teachers`,
    );
  const settle = async (change: object) => {
    const client = await officer();
    const { settings, version } = await client.get<{ settings: object; version: number }>(
      `/api/programmes/${programmeId}`,
    );
    const changed = await client.send('PATCH', `/api/programmes/${programmeId}`, {
      json: { settings: { ...settings, ...change } },
      version,
    });
    expect(changed.status).toBe(200);
  };

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-01T02:00:00Z')),
    });
    district = await makeDistrict(server, { name: '泉州市教育局' });
    const client = await officer();
    for (const name of ['溪安八中', '玉湖学校', '蓝田中学', '旁观中学'])
      ids.set(
        name,
        (
          await client.post<{ id: string }>('/api/organisations', {
            name,
            kind: 'school',
            ownership: 'public',
            schoolKind: 'junior',
            parent: district.id,
          })
        ).id,
      );
    const station = { name: '生产装备站', kind: 'section', parent: district.id };
    ids.set('生产装备站', (await client.post<{ id: string }>('/api/organisations', station)).id);
    for (const [name, staff] of [
      ['溪安八中', helping],
      ['玉湖学校', yuhu],
      ['蓝田中学', lantian],
    ] as const)
      for (const [key, n] of Object.entries(staff))
        for (let i = 1; i <= n; i++) {
          const subject = schoolSubjects.find(({ value }) => value === key)!.title.zh;
          const body = { name: `${subject}${i}`, kind: 'teacher', subject, organisation: ids.get(name) };
          await client.post('/api/people', body);
        }
    pairOf = async (name, kind = 'physics') =>
      (await inside(name, await officer())).rows.find((row) => row.kind === kind)!.id;
  }, 180_000);
  afterAll(() => server.close());

  it('cannot be enabled until the vice-head who compiles is named', async () => {
    const client = await officer();
    const plugins = await client.get<{ presets: { key: string; settings: object }[] }[]>('/api/plugins');
    const { settings } = plugins[0]!.presets[0]!;
    const start = (more: object) =>
      client.send<Answer>('POST', '/api/programmes', {
        json: {
          plugin: programme.id,
          preset: 'plan14',
          title: '溪安八中网络教研结对',
          schoolYear: '2026-2027',
          settings: { ...settings, ...more },
          organisations: [{ id: district.id, subtree: true }],
        },
      });
    const refused = await start({});
    expect([refused.status, refused.body.errors.map(({ field }) => field)]).toEqual([422, ['settings.compiler']]);
    const made = await start({ compiler: '谢副校长', openedOn: '2026-09-21', teachers: 64 });
    expect(made.status).toBe(201);
    programmeId = made.body.id;
    for (const name of ['玉湖学校', '蓝田中学'])
      pairings.set(
        name,
        (
          await client.post<{ id: string }>(`/api/programmes/${programmeId}/pairings`, {
            helper: ids.get('溪安八中'),
            helped: ids.get(name),
            startsOn: '2026-09-01',
            appointed: { station: ids.get('生产装备站') },
          })
        ).id,
      );
  });

  it('has an agreement for each pair of schools, which stands once both have signed', async () => {
    const helper = await school('溪安八中');
    const paper = { on: '2026-09-01', heads: '谢校长、林校长', content: '按学科一对一结对。' };
    const id = await wrote(helper, 'agreement', [pairings.get('玉湖学校')!], paper);
    const state = async () => (await helper.get<{ state: string }>(`/api/records/${id}`)).state;
    expect(await decideAll(await school('玉湖学校'))).toBe(1);
    expect(await state()).toBe('submitted');
    expect(await decideAll(await school('溪安八中'))).toBe(1);
    expect(await state()).toBe('confirmed');
  });

  it('keeps the plan and each of its revisions, which says why', async () => {
    const helper = await school('溪安八中');
    const plan = { on: '2026-09-01', edition: 'first', leader: '谢校长', measures: '分三个阶段。' };
    await wrote(helper, 'schemePlan', both(), plan);
    const bare = await send(helper, 'schemePlan', both(), { ...plan, edition: 'revised' });
    expect(bare.body.errors.map(({ field }) => field)).toEqual(['data.why']);
    await wrote(helper, 'schemePlan', both(), { ...plan, edition: 'revised', why: '增加音乐学科。' });
    const rows = (await report('planRevisions')).filter(({ helped }) => helped === '玉湖学校');
    expect(rows.map(({ number, edition, why }) => [number, edition, why])).toEqual([
      [1, '首次制定', null],
      [2, '修订', '增加音乐学科。'],
    ]);
  });

  it('proposes 64 teachers one to one by subject, and nobody is forced upon two', async () => {
    const helper = await school('溪安八中');
    const found = await proposals(helper);
    const byKind = (kind: string) => found.pairs.filter((pair) => pair.kind === kind).length;
    expect(Object.keys(helping).map((kind) => [kind, byKind(kind)])).toEqual([
      ['chinese', 12],
      ['mathematics', 12],
      ['english', 12],
      ['physics', 8],
      ['chemistry', 8],
      ['history', 6],
      ['music', 5],
    ]);
    expect(found.pairs).toHaveLength(63);
    const people = found.pairs.flatMap((pair) => [pair.helper.id, pair.helped.id]);
    expect(new Set(people).size).toBe(126);
    expect(found.unmatched.map(({ side, kind }) => [side, kind])).toEqual([
      ['helper', 'music'],
      ['helped', 'art'],
    ]);
    expect(await proposals(helper)).toEqual(found);
    const body = {
      inside: 'teachers',
      startsOn: '2026-09-01',
      pairs: found.pairs.map((p) => ({ pairing: p.pairing, kind: p.kind, helper: p.helper.id, helped: p.helped.id })),
    };
    expect(await helper.post(`/api/programmes/${programmeId}/inside-proposals`, body)).toEqual({ arranged: 63 });
    // One side's word is no pair.
    expect((await report('bySubject')).length).toBe(0);
    for (const name of ['玉湖学校', '蓝田中学']) {
      const own = await school(name);
      const { rows, offers } = await inside(name, own);
      expect([rows.length, offers.length]).toEqual([0, name === '玉湖学校' ? 31 : 32]);
      for (const { id, version } of offers) await own.post(`/api/inside-offers/${id}/agree`, undefined, { version });
    }
    expect((await report('bySubject')).map(({ subject, pairs }) => [subject, pairs])).toEqual([
      ['语文', 12],
      ['数学', 12],
      ['英语', 12],
      ['物理', 8],
      ['化学', 8],
      ['历史', 6],
      ['音乐', 5],
    ]);
    expect(await report('unmatched')).toMatchObject([
      { side: '帮扶学校', school: '溪安八中', subject: '音乐' },
      { side: '受援学校', school: '玉湖学校', subject: '美术', teacher: '美术1' },
    ]);
    // Each school reads its own who are left, and nobody else's.
    expect((await report('unmatched', await school('玉湖学校'))).map(({ teacher }) => teacher)).toEqual(['美术1']);
    expect(await report('unmatched', await school('旁观中学'))).toEqual([]);
  });

  it('makes reserves before the opening and everything else from that day on', async () => {
    const reserve = async (day: string) =>
      send(await school('溪安八中'), 'reserve', both(), { on: day, subject: 'physics', pieces: 30 });
    const befriend = async (day: string) =>
      send(await school('溪安八中'), 'friendship', [await pairOf('玉湖学校')], { on: day });
    on('2026-09-20');
    expect((await reserve('2026-09-20')).status).toBe(201);
    const early = await befriend('2026-09-20');
    expect(early.body.errors).toEqual([{ field: 'data.on', message: '网络学习空间 2026-09-21 开通，此前不能登记' }]);
    on('2026-09-21');
    expect((await reserve('2026-09-21')).body.errors.map(({ field }) => field)).toEqual(['data.on']);
    await settle({ openedOn: null });
    expect((await befriend('2026-09-21')).body.errors[0]!.message).toContain('尚未开通');
    await settle({ openedOn: '2026-09-21' });
    expect((await befriend('2026-09-21')).status).toBe(201);
  });

  it('has friends once the other side confirms, which silence never does, each pair for itself', async () => {
    const pair = await pairOf('玉湖学校');
    on('2026-10-20');
    expect(await cell(pair, 'friendship', '2026-2027')).toMatchObject({ required: 1, confirmed: 0, state: 'open' });
    expect(await decideAll(await school('蓝田中学'))).toBe(0);
    expect(await decideAll(await school('玉湖学校'))).toBe(1);
    expect(await cell(pair, 'friendship', '2026-2027')).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await cell(await pairOf('蓝田中学'), 'friendship', '2026-2027')).toMatchObject({ confirmed: 0 });
  });

  it('counts resources asked for and given, and research of all pairs between two schools together', async () => {
    on('2026-11-09');
    const [near, far] = [await pairOf('玉湖学校'), await pairOf('蓝田中学')];
    const helper = await school('溪安八中');
    const given = { on: '2026-11-09', subject: 'physics', kind: 'video', name: '电功率', pieces: 2, asked: 'asked' };
    await wrote(await school('玉湖学校'), 'wanted', [near], {
      on: '2026-11-09',
      subject: 'physics',
      what: '电学微课',
      pieces: 3,
    });
    await wrote(helper, 'resource', [near], given);
    expect((await report('resources'))[0]).toMatchObject({ reserve: 30, wanted: 3, given: 0, asked: 0, open: 3 });
    await decideAll(await school('玉湖学校'));
    expect((await report('resources'))[0]).toMatchObject({ subject: '物理', given: 2, asked: 2, open: 1 });
    const studied = {
      on: '2026-11-09',
      kind: 'preparation',
      subject: 'physics',
      theme: '欧姆定律',
      minutes: 60,
      result: '共用教学设计一份。',
    };
    const tree = () => cell(pairings.get('玉湖学校')!, 'research', '2026-q4');
    const music = await pairOf('玉湖学校', 'music');
    await wrote(helper, 'research', [near, music], studied);
    await decideAll(await school('玉湖学校'));
    expect(await tree()).toMatchObject({ required: 3, confirmed: 2, state: 'open' });
    await wrote(helper, 'research', [near], studied);
    await decideAll(await school('玉湖学校'));
    expect(await tree()).toMatchObject({ confirmed: 3, state: 'met' });
    expect(await cell(pairings.get('蓝田中学')!, 'research', '2026-q4')).toMatchObject({ confirmed: 0 });
    expect(await cell(near, 'resource', '2026-2027-1')).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await cell(far, 'resource', '2026-2027-1')).toMatchObject({ confirmed: 0, state: 'open' });
  });

  it('lets the schools and teachers of a pair read and write its records, and nobody of another', async () => {
    const near = await pairOf('玉湖学校');
    const teacher = await account('teacher', '玉湖学校');
    const id = await wrote(teacher, 'wanted', [near], {
      on: '2026-11-09',
      subject: 'physics',
      what: '实验视频',
      pieces: 1,
    });
    expect((await (await account('teacher', '溪安八中')).send('GET', `/api/records/${id}`)).status).toBe(200);
    for (const name of ['蓝田中学', '旁观中学']) {
      const stranger = await account('teacher', name);
      expect((await stranger.send('GET', `/api/records/${id}`)).status).toBe(404);
      expect((await stranger.send('GET', `/api/pairings/${pairings.get('玉湖学校')}/inside`)).status).toBe(404);
      expect(
        (await send(stranger, 'wanted', [near], { on: '2026-11-09', subject: 'physics', what: '无', pieces: 1 }))
          .status,
      ).toBe(422);
      const listed = await stranger.get<{ total: number }>(`/api/programmes/${programmeId}/records?form=wanted`);
      expect(listed.total).toBe(0);
    }
  });

  it('is filed in the last third of the quarter by the named vice-head, signed, and received', async () => {
    const sheet = { compiler: '谢副校长', logins: 5230, summary: '更新正常。' };
    const mine = () => cell(pairings.get('蓝田中学')!, 'usageSheet', '2026-q4');
    const filed = async () => (await report('quarterlySheets')).find(({ helped }) => helped === '蓝田中学');
    const file = async () => wrote(await school('溪安八中'), 'usageSheet', both(), sheet);
    const sign = async () => {
      // Whoever compiled it does not sign it: a colleague does, and then the station receives it.
      await decideAll(await school('溪安八中'));
      await decideAll(await account('sectionMember', '生产装备站'));
    };
    on('2026-12-20');
    expect(await mine()).toMatchObject({
      required: 1,
      opensOn: '2026-12-21',
      overdueFrom: '2027-01-01',
      state: 'open',
    });
    const stranger = await send(await school('溪安八中'), 'usageSheet', both(), {
      ...sheet,
      compiler: '王老师',
    });
    expect(stranger.body.errors).toEqual([{ field: 'data.compiler', message: '应用情况表由谢副校长汇总填报' }]);
    await file();
    await sign();
    expect(await mine()).toMatchObject({ confirmed: 0 });
    on('2026-12-21');
    await file();
    expect(await mine()).toMatchObject({ confirmed: 0 });
    await decideAll(await school('溪安八中'));
    expect(await mine()).toMatchObject({ confirmed: 0 });
    await decideAll(await account('sectionMember', '生产装备站'));
    expect(await mine()).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await cell(pairings.get('玉湖学校')!, 'usageSheet', '2026-q4')).toMatchObject({
      confirmed: 1,
      state: 'met',
    });
    // What came the day before the window is late for the quarter that nobody filed, and makes up for nothing in this one.
    expect(await filed()).toMatchObject({ missing: 0, waiting: 0, returned: 0, filed: 1, late: 1, overdue: 1 });
    // The written report: on the last day in time, on the first of the next month late.
    const written = (period: string) => cell(pairings.get('蓝田中学')!, 'progressReport', period);
    server.clock.moveTo('2026-12-31T15:59:00Z');
    expect((await written('2026-q4'))!.state).toBe('open');
    server.clock.moveTo('2026-12-31T16:00:00Z');
    expect((await written('2026-q4'))!.state).toBe('overdue');
    const text = { progress: '进展正常。', next: '继续。' };
    await wrote(await school('溪安八中'), 'progressReport', both(), text);
    await sign();
    expect(await written('2026-q4')).toMatchObject({ confirmed: 0, state: 'overdue' });
    expect((await report('quarterlyReports')).find(({ helped }) => helped === '蓝田中学')).toMatchObject({
      missing: 1,
      filed: 0,
      late: 1,
      overdue: 2,
    });
    // Nobody makes it earlier by writing another day, not even one who hands it in at once.
    const dated = await send(await school('溪安八中'), 'progressReport', both(), { on: '2026-12-31', ...text });
    expect([dated.status, dated.body.errors.map(({ field }) => field)]).toEqual([422, ['data.on']]);
    expect(await written('2026-q4')).toMatchObject({ confirmed: 0, state: 'overdue' });
    for (const [period, from, late] of [
      ['2026-q3', '2026-09-21', '2026-10-01'],
      ['2027-q1', '2027-03-21', '2027-04-01'],
      ['2027-q2', '2027-06-21', '2027-07-01'],
    ])
      expect(await written(period!)).toMatchObject({ opensOn: from, overdueFrom: late });
  });

  it('asks for the list of teachers from February to March, training in July and August, a review in December', async () => {
    const of = (duty: string) => cell(pairings.get('玉湖学校')!, duty, '2026-2027');
    expect(await of('spaceAccounts')).toMatchObject({ opensOn: '2027-02-01', overdueFrom: '2027-04-01' });
    expect(await of('spaceTraining')).toMatchObject({ opensOn: '2027-07-01', overdueFrom: '2027-09-01' });
    expect(await of('yearReview')).toMatchObject({ opensOn: '2026-12-01', overdueFrom: '2027-01-01' });
    const list = { own: 64, partner: 63 };
    const report_ = async (day: string) => {
      on(day);
      await wrote(await school('溪安八中'), 'spaceAccounts', both(), list);
      return (await of('spaceAccounts'))!;
    };
    expect(await report_('2027-01-31')).toMatchObject({ confirmed: 0, state: 'open' });
    expect(await report_('2027-02-01')).toMatchObject({ confirmed: 1, state: 'met' });
    on('2027-07-01');
    const trained = { on: '2027-07-01', theme: '空间应用', expected: 64 };
    const many = await send(await school('溪安八中'), 'spaceTraining', both(), { ...trained, came: 65 });
    expect(many.body.errors.map(({ field }) => field)).toEqual(['data.came']);
    await wrote(await school('溪安八中'), 'spaceTraining', both(), { ...trained, came: 64 });
    expect(await of('spaceTraining')).toMatchObject({ confirmed: 1, state: 'met' });
  });

  it('goes through its phases on evidence', async () => {
    const client = await officer();
    const stages = await client.get<{
      current: string;
      stages: { key: string; needs: { key: string; have: number; missing: number }[] }[];
    }>(`/api/pairings/${pairings.get('玉湖学校')}/stages`);
    expect(stages.current).toBe('start');
    expect(stages.stages.map(({ key }) => key)).toEqual(['start', 'friends', 'use', 'summary']);
    expect(
      stages.stages.flatMap(({ needs }) => needs.filter(({ missing }) => missing > 0).map(({ key }) => key)),
    ).toEqual(['yearReview']);
  });

  it('prints the list of pairs and annex 2 as Word', async () => {
    const client = await officer();
    for (const key of ['pairList', 'usage', 'plan']) {
      const answer = await client.send('GET', `/api/programmes/${programmeId}/documents/${key}?period=2026-q4`);
      expect(answer.status).toBe(200);
    }
  });

  it('lists the accounts by name, school and subject, out of the pairs and who is left', async () => {
    const rows = await report('accounts');
    const of = (school: string) => rows.filter((row) => row['school'] === school);
    expect(['溪安八中', '玉湖学校', '蓝田中学'].map((school) => of(school).length)).toEqual([64, 32, 32]);
    expect(of('玉湖学校')[0]).toMatchObject({ subject: '语文', teacher: '语文1', partner: '语文1（溪安八中）' });
    const alone = rows.filter((row) => row['partner'] === null);
    expect(alone.map((row) => [row['school'], row['subject'], row['teacher']])).toEqual([
      ['溪安八中', '音乐', '音乐6'],
      ['玉湖学校', '美术', '美术1'],
    ]);
    // A school that is helped lists its own with whom it is paired, and nobody of the other.
    const theirs = await report('accounts', await school('玉湖学校'));
    expect(theirs.filter((row) => row['school'] === '蓝田中学')).toEqual([]);
  });

  it('counts the visits of both schools in a term', async () => {
    const of = () => cell(pairings.get('玉湖学校')!, 'mutualVisit', '2026-2027-2');
    const visit = { on: '2027-07-01', theme: '同课异构', attendees: 12, problems: '音乐学科教师不足。' };
    await settle({ visitsPerTerm: 2 });
    expect(await of()).toMatchObject({ required: 2, confirmed: 0, state: 'open' });
    for (const [confirmed, state] of [
      [1, 'open'],
      [2, 'met'],
    ] as const) {
      await wrote(await school('玉湖学校'), 'mutualVisit', [pairings.get('玉湖学校')!], visit);
      await decideAll(await school('溪安八中'));
      expect(await of()).toMatchObject({ confirmed, state });
    }
    await settle({ visitsPerTerm: 1 });
    const review = { on: '2027-07-01', results: '共享资源六百余件。', onwards: '保持结对，增加互访。' };
    await wrote(await school('溪安八中'), 'yearReview', both(), review);
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(await officer(), programmeId, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-14-tables.txt');
  });

  it('prints its documents as they were looked at', async () => {
    // The school fills in annex 2, and its name stands at the head.
    const papers = await officialPapers(await school('溪安八中'), programmeId, { period: '2026-q4' });
    await expect(papers).toMatchFileSnapshot('golden/plan-14-papers.txt');
  });
});
