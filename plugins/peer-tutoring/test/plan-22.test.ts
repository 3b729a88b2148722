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
  PASSWORD,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import programme from '../src/index.js';
import { hardshipSamples } from './hardship-samples.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const talk = hardshipSamples.heartTalk.valid;
const secret = /住院|studies|family|实训课/;

interface Rows<T> {
  readonly rows: readonly T[];
  readonly total: number;
}
interface Rec {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly withheld: readonly string[];
}
interface Refusal {
  readonly title: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
interface Cell {
  readonly duty: string;
  readonly period: string;
  readonly state: string;
  readonly confirmed: number;
  readonly overdueFrom: string;
}

describe.each(engines)('a year of helping students in hardship on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let id: string;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const who: Record<string, Client> = {};
  const pairing: Record<string, string> = {};
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });

  const make = async (parent: string, kind: string, name: string) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  };
  const enrol = async (where: string, kind: string, name: string, code?: string) => {
    const json = { organisation: place[where], kind, name, ...(code ? { code } : {}) };
    person[name] = (await officer.post<{ id: string }>('/api/people', json)).id;
    const role = kind === 'student' ? ('student' as const) : ('personalHelper' as const);
    who[name] = await signedIn(server, { role, at: at(where), person: person[name], username: name });
  };
  /** Everybody signs in anew on a later day. */
  const onDay = async (day: string) => {
    server.clock.moveTo(`${day}T02:00:00Z`);
    for (const [name, client] of Object.entries(who)) await client.signIn(name, PASSWORD);
    await officer.signIn(district.username, PASSWORD);
  };
  const pair = (helper: string, helped: string, o: object = {}) =>
    who['系办公室']!.send<{ id: string } & Refusal>('POST', `/api/programmes/${id}/pairings`, {
      json: { helper: person[helper], helped: person[helped], startsOn: '2026-09-25', ...o },
    });
  const write = (by: string, form: string, helped: string, data: object) =>
    who[by]!.send<Rec & Refusal>('POST', `/api/programmes/${id}/records`, {
      json: { form, pairings: [pairing[helped]], data },
    });
  const fields = ({ status, body }: { readonly status: number; readonly body: Refusal }) => [
    status,
    ...(body.errors?.map(({ field }) => field) ?? []),
  ];
  const cells = async (by: string, period: string, duty: string) => {
    const { rows } = await who[by]!.get<Rows<{ pairing: string; cells: readonly Cell[] }>>(
      `/api/programmes/${id}/duties?period=${period}`,
    );
    const shown = rows.flatMap((row) => row.cells.map((cell) => ({ ...cell, pairing: row.pairing })));
    return (helped: string) => shown.find((cell) => cell.pairing === pairing[helped] && cell.duty === duty);
  };
  const done = async (client: Client, job: string) => {
    for (;;) {
      const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done') return;
      if (state === 'failed') throw new Error('the job failed');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-25T02:00:00Z')),
    });
    district = await makeDistrict(server);
    officer = await district.signIn();
    await make(district.id, 'college', '机电系');
    for (const name of ['第一党支部', '第二党支部']) await make(place['机电系']!, 'section', name);
    for (const name of ['机电2501班', '机电2502班']) await make(place['机电系']!, 'class', name);
    await enrol('第一党支部', 'teacher', '顾明');
    await enrol('第一党支部', 'staff', '严真');
    await enrol('第二党支部', 'teacher', '田野');
    await enrol('机电2501班', 'student', '丁小禾', '250101');
    await enrol('机电2501班', 'student', '于晴', '250102');
    await enrol('机电2502班', 'student', '米可', '250201');
    for (const [name, role, where] of [
      ['系办公室', 'collegeOffice', '机电系'],
      ['辅导员', 'adviser', '机电2501班'],
      ['第一支部书记', 'sectionMember', '第一党支部'],
      ['第二支部书记', 'sectionMember', '第二党支部'],
    ] as const)
      who[name] = await signedIn(server, { role, at: at(where), username: name });
    id = (
      await who['系办公室']!.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan22',
        title: '困难学生结对帮扶',
        schoolYear: '2026-2027',
        settings: exampleSettings(programme, 'plan22'),
        organisations: [{ id: place['机电系'], subtree: true }],
      })
    ).id;
  });
  afterAll(() => server.close());

  it('asks for nothing of what classmates write', async () => {
    const { manifest } = await who['系办公室']!.get<{
      manifest: {
        forms: { key: string; inUse: boolean }[];
        duties: { key: string }[];
        registers: { key: string }[];
        outcomes: object[];
      };
    }>(`/api/programmes/${id}`);
    expect(manifest.forms.filter(({ inUse }) => inUse).map(({ key }) => key)).toEqual([
      'helpGiven',
      'heartTalk',
      'studyMeasures',
      'careReport',
      'handoverSheet',
    ]);
    expect(manifest.duties.map(({ key }) => key)).toEqual(['heartTalk', 'careReport']);
    expect(manifest.registers.map(({ key }) => key)).toEqual(['needs']);
    expect(manifest.outcomes).toEqual([]);
    const { programmes } = await who['系办公室']!.get<{ programmes: { duties: { duty: string }[] }[] }>(
      '/api/workbench',
    );
    expect(programmes[0]!.duties.map(({ duty }) => duty)).toEqual(['heartTalk', 'careReport']);
  });

  it('keeps the grounds, several for one student, for the college and the counsellor alone', async () => {
    const path = `/api/programmes/${id}/registers/needs`;
    const office = who['系办公室']!;
    const { bytes } = await office.send('GET', `${path}/import-template`);
    const filled = await fillTemplate(bytes, [
      { 学号: '250101', 姓名: '丁小禾', 帮扶事由: '父母丧失劳动能力、心理或情感问题', 情况说明: '父亲长期卧床' },
      { 学号: '250201', 姓名: '米可', 帮扶事由: '特困家庭' },
    ]);
    const upload = (client: Client) =>
      client.send<{ id: string; job: string }>('POST', `${path}/import?name=needs.xlsx&period=2026-2027`, {
        bytes: filled,
        type: xlsx,
      });
    // Who may not read the grounds does not import them.
    expect((await upload(officer)).status).toBeGreaterThanOrEqual(400);
    for (const name of ['第一支部书记', '顾明', '辅导员']) expect((await upload(who[name]!)).status).toBe(404);
    const { body } = await upload(office);
    await done(office, body.job);
    const read = await office.get<{ counts: object; rows: { reasons: string[] }[] }>(`/api/imports/${body.id}`);
    expect([read.counts, read.rows.map(({ reasons }) => reasons)]).toMatchObject([{ add: 2, error: 0 }, [[], []]]);
    await done(office, (await office.post<{ job: string }>(`/api/imports/${body.id}/apply`, { rows: 'all' })).job);
    const entries = (client: Client) => client.send<Rows<{ data: object }>>('GET', `${path}/entries`);
    const known = { grounds: ['parentsUnable', 'mindAndFeelings'], situation: '父亲长期卧床' };
    expect((await entries(office)).body.rows.map(({ data }) => data)).toEqual([known, { grounds: ['poorFamily'] }]);
    expect((await entries(who['辅导员']!)).body.rows.map(({ data }) => data)).toEqual([known]);
    expect(JSON.stringify((await entries(officer)).body)).not.toMatch(/parentsUnable|poorFamily|卧床/);
    for (const name of ['第一支部书记', '顾明', '丁小禾']) expect((await entries(who[name]!)).status).toBe(404);
    // What the rule finds says that there is a ground, and not which.
    const eligible = await office.get<Rows<{ person: { name: string }; outcome: string }>>(
      `/api/programmes/${id}/eligible?side=helped`,
    );
    expect(eligible.rows.map(({ person: { name }, outcome }) => [name, outcome])).toEqual([
      ['丁小禾', 'eligible'],
      ['于晴', 'withReason'],
      ['米可', 'eligible'],
    ]);
    expect(JSON.stringify(eligible)).not.toMatch(/parentsUnable|poorFamily|劳动能力|特困/);
  });

  it('pairs teachers and staff with students, one to one, and the unregistered with a reason', async () => {
    pairing['丁小禾'] = (await pair('顾明', '丁小禾')).body.id;
    pairing['米可'] = (await pair('田野', '米可')).body.id;
    expect(fields(await pair('于晴', '米可'))).toEqual([422, 'helper', 'helped']);
    expect(fields(await pair('顾明', '于晴', { reason: '家中突发变故' }))).toEqual([422, 'helper']);
    expect(fields(await pair('严真', '于晴'))).toEqual([422, 'reason']);
    pairing['于晴'] = (await pair('严真', '于晴', { reason: '家中突发变故' })).body.id;
    expect(Object.values(pairing).every(Boolean)).toBe(true);
  });

  it('logs the four kinds of help; material help has no least amount', async () => {
    const help = (data: object) =>
      write('顾明', 'helpGiven', '丁小禾', { on: '2026-09-25', content: '教材三本。', ...data });
    for (const kind of ['study', 'life', 'thought']) expect((await help({ help: kind })).status).toBe(201);
    for (const value of [undefined, 0, 1, 10_000_000])
      expect([value, (await help({ help: 'material', value })).status]).toEqual([value, 201]);
    for (const value of [-1, 10_000_001])
      expect(fields(await help({ help: 'material', value }))).toEqual([422, 'data.value']);
    expect(fields(await help({ help: 'money' }))).toEqual([422, 'data.help']);
    const agreed = { ...hardshipSamples.studyMeasures.valid, on: '2026-09-25' };
    expect((await write('顾明', 'studyMeasures', '丁小禾', agreed)).status).toBe(201);
    for (const missing of ['counsellor', 'subjectTeachers'])
      expect(fields(await write('顾明', 'studyMeasures', '丁小禾', { ...agreed, [missing]: '' }))).toEqual([
        422,
        `data.${missing}`,
      ]);
    const report = await who['系办公室']!.get<Rows<Record<string, unknown>>>(
      `/api/programmes/${id}/reports/helpByPair?from=2026-09-01&to=2027-01-31`,
    );
    expect(report.rows.find((row) => row['pairing'] === pairing['丁小禾'])).toMatchObject({
      cells: { material: 4, study: 1, life: 1, thought: 1, talks: 0 },
    });
  });

  it('flags a quarter without a talk the day after its last one, and counts talks on its first and last day', async () => {
    await onDay('2026-10-01');
    expect((await write('顾明', 'heartTalk', '丁小禾', { ...talk, on: '2026-10-01' })).status).toBe(201);
    await onDay('2026-12-31');
    const [q4, open] = ['2026-q4', await cells('系办公室', '2026-q4', 'heartTalk')];
    expect([open('丁小禾')!.state, open('米可')!.state, open('于晴')!.state]).toEqual(['met', 'open', 'open']);
    expect((await write('严真', 'heartTalk', '于晴', { ...talk, on: '2026-12-31' })).status).toBe(201);
    await onDay('2027-01-01');
    const closed = await cells('系办公室', q4, 'heartTalk');
    expect(closed('米可')).toMatchObject({ state: 'overdue', confirmed: 0, overdueFrom: '2027-01-01' });
    expect([closed('丁小禾')!.state, closed('于晴')!.state]).toEqual(['met', 'met']);
    // A talk of the new year is none of the quarter before.
    expect((await write('田野', 'heartTalk', '米可', { ...talk, on: '2027-01-01' })).status).toBe(201);
    expect((await cells('系办公室', q4, 'heartTalk'))('米可')!.state).toBe('overdue');
    expect((await cells('系办公室', '2027-q1', 'heartTalk'))('米可')!.state).toBe('met');
    const below = await who['第二支部书记']!.get<Rows<Record<string, unknown>>>(
      `/api/programmes/${id}/reports/belowDuty?from=2026-09-01&to=2027-01-31`,
    );
    expect(below.rows.some((row) => row['pairing'] === pairing['米可'])).toBe(true);
  });

  it('asks for a report each term', async () => {
    expect((await cells('顾明', '2026-2027-1', 'careReport'))('丁小禾')).toMatchObject({ state: 'open', confirmed: 0 });
    await write('顾明', 'careReport', '丁小禾', { ...hardshipSamples.careReport.valid, on: '2027-01-01' });
    expect((await cells('顾明', '2026-2027-1', 'careReport'))('丁小禾')).toMatchObject({ state: 'met', confirmed: 1 });
  });

  it('tells the counsellor alone of words of risk, each once, and neither the helper nor the branch', async () => {
    const alerts = async () =>
      (
        await who['辅导员']!.get<Rows<{ record: string; words: readonly string[]; helped: { name: string } }>>(
          `/api/programmes/${id}/alerts`,
        )
      ).rows;
    const told = async (by: string) =>
      (await who[by]!.get<Rows<{ kind: string; text: { zh: string } }>>('/api/notifications')).rows.filter(
        ({ kind }) => kind === 'alert',
      );
    const heard = (said: string) => write('严真', 'heartTalk', '于晴', { ...talk, on: '2027-01-01', said });
    expect((await heard('聊了跳楼价的促销和假期安排。')).status).toBe(201);
    expect(await alerts()).toEqual([]);
    const { body } = await heard('她说不想活了，夜里反复说不想活。');
    expect(await alerts()).toMatchObject([{ record: body.id, words: ['不想活'], helped: { name: '于晴' } }]);
    expect(await told('辅导员')).toHaveLength(1);
    expect((await told('辅导员'))[0]!.text.zh).not.toContain('不想活');
    // A correction that says the same again, and something new: the new word alone.
    const { version } = await who['严真']!.get<{ version: number }>(`/api/records/${body.id}`);
    const corrected = await who['严真']!.send('POST', `/api/records/${body.id}/corrections`, {
      json: {
        data: { ...talk, on: '2027-01-01', said: '她说不想活了，提到遗书，已请学院联系家长。' },
        reason: '补充内容',
      },
      version,
    });
    expect(corrected.status).toBe(201);
    expect((await alerts()).map(({ words }) => words).sort()).toEqual([['不想活'], ['遗书']].sort());
    expect(await told('辅导员')).toHaveLength(2);
    for (const name of ['严真', '于晴', '第一支部书记', '系办公室']) {
      expect([name, await told(name)]).toEqual([name, []]);
      expect([name, (await who[name]!.send('GET', `/api/programmes/${id}/alerts`)).status]).toEqual([name, 404]);
    }
    expect(JSON.stringify(body)).not.toMatch(/alert|risk/);
  });

  it('shows each branch its own pairs and nothing of another’s; the college sees all', async () => {
    const books = ['records', 'ledgers/helpsGiven', 'ledgers/talksHeld'];
    const seen = async (by: string) => {
      const texts: string[] = [];
      for (const part of [
        'pairings',
        'records',
        'duties',
        'ledgers/helpsGiven',
        'ledgers/talksHeld',
        'reports/helpByPair',
      ])
        texts.push(JSON.stringify(await who[by]!.get(`/api/programmes/${id}/${part}`)));
      for (const part of books) {
        const { bytes } = await who[by]!.send('GET', `/api/programmes/${id}/${part}`, { headers: { accept: xlsx } });
        texts.push(JSON.stringify(await openWorkbook(bytes)));
      }
      return texts.join('\n');
    };
    const [first, second, all] = [await seen('第一支部书记'), await seen('第二支部书记'), await seen('系办公室')];
    expect([/丁小禾/.test(first), /于晴/.test(first), /米可|田野/.test(first)]).toEqual([true, true, false]);
    expect([/丁小禾|于晴|顾明|严真/.test(second), /米可/.test(second)]).toEqual([false, true]);
    for (const name of ['丁小禾', '于晴', '米可']) expect(all).toContain(name);
    const [talked] = (await who['系办公室']!.get<Rows<Rec>>(`/api/programmes/${id}/records?form=heartTalk&sort=on`))
      .rows;
    for (const url of [`/api/pairings/${pairing['丁小禾']!}`, `/api/records/${talked!.id}`]) {
      expect((await who['第二支部书记']!.send('GET', url)).status).toBe(404);
      expect((await who['第一支部书记']!.send('GET', url)).status).toBe(200);
    }
  });

  it('tells a branch that there was a talk, and those whom it concerns what was said', async () => {
    const [talked] = (await who['系办公室']!.get<Rows<Rec>>(`/api/programmes/${id}/records?form=heartTalk&sort=on`))
      .rows;
    const read = (by: string) => who[by]!.get<Rec>(`/api/records/${talked!.id}`);
    for (const name of ['顾明', '丁小禾', '系办公室', '辅导员'])
      expect([name, (await read(name)).data]).toEqual([name, { ...talk, on: '2026-10-01' }]);
    const branch = await read('第一支部书记');
    expect(branch).toMatchObject({ withheld: ['topics', 'said'], data: { on: '2026-10-01', place: '教研室' } });
    expect(JSON.stringify(branch)).not.toMatch(secret);
    const paper = await who['顾明']!.send(
      'GET',
      `/api/programmes/${id}/documents/careFile?pairing=${pairing['丁小禾']!}`,
      {
        headers: { accept: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
      },
    );
    expect(paper.status).toBe(200);
    const printed = openWord(paper.bytes).lines.join('\n');
    expect(printed).toMatch(/2026-10-01 \| 教研室/);
    expect(printed).not.toMatch(secret);
  });

  it('replaces a helper by a handover sheet alone', async () => {
    const sheet = { ...hardshipSamples.handoverSheet.valid, on: '2027-01-01', successor: person['严真'] };
    // One to one: whoever holds a pair already cannot take over.
    expect(fields(await write('顾明', 'handoverSheet', '丁小禾', sheet))).toEqual([422, 'data.successor']);
    await enrol('第一党支部', 'teacher', '方远');
    for (const missing of ['done', 'open'])
      expect(fields(await write('顾明', 'handoverSheet', '丁小禾', { ...sheet, [missing]: '' }))).toEqual([
        422,
        `data.${missing}`,
      ]);
    const { body } = await write('顾明', 'handoverSheet', '丁小禾', { ...sheet, successor: person['方远'] });
    const decide = async (by: string) => {
      const { rows } = await who[by]!.get<Rows<{ id: string }>>('/api/reviews?state=open');
      expect(rows).toHaveLength(1);
      await who[by]!.post(`/api/reviews/${rows[0]!.id}/decision`, { decision: 'confirm' });
    };
    const url = `/api/pairings/${pairing['丁小禾']!}`;
    await decide('方远');
    expect((await who['顾明']!.send('GET', url)).status).toBe(200);
    server.clock.forward(60_000);
    await decide('系办公室');
    expect((await who['顾明']!.send('GET', url)).status).toBe(404);
    expect((await who['顾明']!.send('GET', `/api/records/${body.id}`)).status).toBe(404);
    expect(await who['方远']!.get(url)).toMatchObject({
      helper: { name: '方远（第一党支部）' },
      former: [{ side: 'helper', name: '顾明（第一党支部）', until: '2027-01-01' }],
    });
    const { rows } = await who['方远']!.get<Rows<Rec>>(`/api/programmes/${id}/records?sort=on&size=50`);
    // Four kinds of help (seven), measures, a talk, a report, the sheet.
    expect(rows).toHaveLength(11);
    expect(JSON.stringify(rows)).not.toMatch(secret);
    for (const row of rows)
      expect(JSON.stringify(await who['方远']!.get(`/api/records/${row.id}/history`))).not.toMatch(secret);
    expect((await write('方远', 'heartTalk', '丁小禾', { ...talk, on: '2027-01-01' })).status).toBe(201);
  });

  it('adds up on paper what was given, in yuan, and has the handover signed by all three', async () => {
    const word = async (key: string, query: string) => {
      const { bytes } = await who['系办公室']!.send('GET', `/api/programmes/${id}/documents/${key}?${query}`, {
        headers: { accept: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
      });
      return openWord(bytes).lines.join('\n');
    };
    // Nothing, 0, 1 fen and 100,000 yuan.
    const file = await word('careFile', `pairing=${pairing['丁小禾']!}`);
    expect(file).toContain('| 合计 |  |  | 100,000.01 |');
    expect(file).toContain('沈静（机械制图）、卢平（高等数学）');
    const [sheet] = (await who['系办公室']!.get<Rows<Rec>>(`/api/programmes/${id}/records?form=handoverSheet`)).rows;
    const paper = await word('handoverPaper', `record=${sheet!.id}`);
    expect(paper).toContain('| 移交人 | 顾明 | 接手人 | 方远 |');
    for (const name of ['移交人', '接手人']) expect(paper).toContain(`${name}（签名）：`);
    expect(paper).toContain('学院（签章）：');
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(who['系办公室']!, id);
    await expect(papers).toMatchFileSnapshot('golden/plan-22-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(who['系办公室']!, id, { from: '2026-09-01', to: '2027-01-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-22-tables.txt');
  });
});
