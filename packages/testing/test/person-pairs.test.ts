import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  programmeContract,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { samples, withPersonPairs } from './fixtures/with-person-pairs.js';
import { gist, type Refusal } from './office.js';

programmeContract(withPersonPairs, { samples });

interface Pairing {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
  readonly findings: readonly { readonly rule: string; readonly text: { readonly zh: string } }[];
  readonly reason: string | null;
  readonly version: number;
}
interface Rec {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly mayChange: boolean;
  readonly subjects: readonly { readonly review: string | null; readonly state: string }[];
}
interface Workbench {
  readonly waiting: number;
  readonly drafts: readonly object[];
  readonly programmes: readonly {
    readonly pairings: number;
    readonly forms: readonly { readonly key: string }[];
    readonly duties: readonly { readonly confirmed: number; readonly claimed: number }[];
  }[];
  readonly latest: readonly { readonly partner: string }[];
}
interface Programme {
  readonly id: string;
  readonly owner: { readonly id: string };
  readonly version: number;
}

describe.each(engines)('pairs of people on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let adviser: Client;
  let programme: Programme;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const student: Record<string, Client> = {};

  const make = async (parent: string, kind: string, name: string) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  };
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });
  const enrol = async (where: string, name: string, code: string) => {
    person[name] = (
      await officer.post<{ id: string }>('/api/people', { organisation: place[where], kind: 'student', name, code })
    ).id;
    student[name] = await signedIn(server, { role: 'student', at: at(where), person: person[name]! });
  };
  const pair = (client: Client, helper: string, helped: string, o: object = {}) =>
    client.send<Pairing & Refusal>('POST', `/api/programmes/${programme.id}/pairings`, {
      json: { helper: person[helper], helped: person[helped], startsOn: '2026-11-01', ...o },
    });
  const pairings = async (client: Client) =>
    (await client.get<{ rows: Pairing[] }>(`/api/programmes/${programme.id}/pairings`)).rows;
  const write = (client: Client, form: string, on: string, o: object = {}) =>
    client.send<Rec & Refusal>('POST', `/api/programmes/${programme.id}/records`, {
      json: { form, pairings: [first.id], data: { on, theme: '高数答疑' }, ...o },
    });
  let first: Pairing;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withPersonPairs] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    await make(district.id, 'college', '民航职业学院');
    await make(district.id, 'college', '艺术职业学院');
    await make(place['民航职业学院']!, 'class', '物流一班');
    await make(place['民航职业学院']!, 'class', '物流二班');
    for (const [n, name] of ['陈晓', '林珊', '何平', '周远'].entries()) await enrol('物流一班', name, `240${n + 1}`);
    await enrol('物流二班', '吴越', '2411');
    college = await signedIn(server, { role: 'collegeOffice', at: at('民航职业学院') });
    adviser = await signedIn(server, { role: 'adviser', at: at('物流一班') });
  });
  afterAll(() => server.close());

  it('lets a college start a programme of its own, for its own classes only', async () => {
    const body = (organisation: string) => ({
      plugin: withPersonPairs.id,
      preset: 'plain',
      title: '学业帮扶',
      schoolYear: '2026-2027',
      settings: {},
      organisations: [{ id: organisation, subtree: true }],
    });
    const preview = await college.post<{ schools: number; helpedCandidates: number }>('/api/programmes/preview', {
      plugin: withPersonPairs.id,
      preset: 'plain',
      organisations: [{ id: place['民航职业学院'], subtree: true }],
    });
    expect(preview).toMatchObject({ schools: 2, helpedCandidates: 5 });
    expect(gist(await college.send('POST', '/api/programmes', { json: body(district.id) }))).toEqual([
      422,
      'invalid',
      'organisations',
    ]);
    programme = await college.post<Programme>('/api/programmes', body(place['民航职业学院']!));
    expect(programme.owner.id).toBe(place['民航职业学院']);
    expect((await college.get<object[]>('/api/plugins/health')).length).toBe(1);
    const others = await officer.post<Programme>('/api/programmes', body(district.id));
    expect((await college.get<Programme>(`/api/programmes/${others.id}`)).owner.id).toBe(district.id);
    const change = { json: { title: '改名' }, version: others.version };
    expect((await college.send('PATCH', `/api/programmes/${others.id}`, change)).status).toBe(404);
    const mine = { json: { title: '学业“一对一”帮扶' }, version: programme.version };
    expect((await college.send('PATCH', `/api/programmes/${programme.id}`, mine)).status).toBe(200);
    expect((await adviser.send('PATCH', `/api/programmes/${programme.id}`, mine)).status).toBe(404);
  });

  it('offers people for a side, by the latest results', async () => {
    const rows = [
      ['学号', '姓名', '排名'],
      ['2401', '陈晓', 1],
      ['2402', '林珊', 2],
      ['2403', '何平', 3],
    ];
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows }] }));
    const sent = await college.send<{ id: string; job: string }>(
      'POST',
      `/api/programmes/${programme.id}/registers/results/import?name=x.xlsx&period=2025-2026-2`,
      { bytes, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    );
    const settled = async (job: string) => {
      while ((await college.get<{ state: string }>(`/api/jobs/${job}`)).state !== 'done')
        await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await settled(sent.body.job);
    await settled((await college.post<{ job: string }>(`/api/imports/${sent.body.id}/apply`, { rows: 'all' })).job);
    const candidates = (client: Client) =>
      client.get<{ rows: { name: string; eligible: boolean; atMost: number }[] }>(
        `/api/programmes/${programme.id}/candidates?side=helper`,
      );
    const found = (await candidates(adviser)).rows;
    expect(Object.fromEntries(found.map((row) => [row.name, row.eligible]))).toEqual({
      '陈晓（物流一班）': true,
      '林珊（物流一班）': true,
      '何平（物流一班）': false,
      '周远（物流一班）': false,
    });
    expect(found.map((row) => row.atMost)).toEqual([2, 2, 2, 2]);
    expect((await candidates(college)).rows).toHaveLength(5);
  });

  it('pairs two people of the adviser’s class; where the rule leaves it open, a reason is needed', async () => {
    const made = await pair(adviser, '陈晓', '何平');
    expect(made.status).toBe(201);
    first = made.body;
    expect(first).toMatchObject({
      helper: { id: person['陈晓'], name: '陈晓（物流一班）' },
      helped: { id: person['何平'] },
      findings: [{ rule: 'top', text: { zh: '排名第 1' } }],
      reason: null,
    });
    expect(gist(await pair(adviser, '陈晓', '吴越'))).toEqual([422, 'invalid', 'helped']);
    expect(gist(await pair(adviser, '陈晓', '陈晓'))).toEqual([422, 'invalid', 'helped']);
    expect(gist(await pair(adviser, '何平', '周远'))).toEqual([422, 'invalid', 'reason']);
    expect(gist(await pair(adviser, '陈晓', '周远', { startsOn: '2026-08-31' }))).toEqual([422, 'invalid', 'startsOn']);
    const special = await pair(college, '何平', '吴越', { reason: '同寝室，本人自愿' });
    expect(special.body).toMatchObject({ reason: '同寝室，本人自愿' });
  });

  it('refuses who does not qualify, whatever the reason', async () => {
    for (const o of [{}, { reason: '班主任推荐' }]) {
      const refused = await pair(adviser, '周远', '林珊', o);
      expect(gist(refused)).toEqual([422, 'invalid', 'helper']);
      expect(refused.body.errors!.map(({ message }) => message)).toEqual(['周远：排名第 —']);
    }
  });

  it('holds to the most that each side may have: below, at and above', async () => {
    expect((await pair(adviser, '陈晓', '周远')).status).toBe(201);
    const full = await pair(adviser, '陈晓', '林珊');
    expect(gist(full)).toEqual([422, 'invalid', 'helper']);
    expect(full.body.errors![0]!.message).toContain('陈晓已结对 2 个，达到上限 2 个');
    expect(gist(await pair(adviser, '林珊', '何平'))).toEqual([422, 'invalid', 'helped']);
  });

  it('tells a student what concerns them, and of nobody’s rank but their own', async () => {
    expect((await pairings(student['何平']!)).map((g) => g.helper.name)).toEqual(
      expect.arrayContaining(['陈晓（物流一班）', '何平（物流一班）']),
    );
    const seen = await student['何平']!.get<Pairing>(`/api/pairings/${first.id}`);
    expect(seen.findings).toEqual([]);
    expect((await student['陈晓']!.get<Pairing>(`/api/pairings/${first.id}`)).findings).toHaveLength(1);
    expect((await adviser.get<Pairing>(`/api/pairings/${first.id}`)).findings).toHaveLength(1);
    expect(await pairings(student['林珊']!)).toEqual([]);
    expect((await student['林珊']!.send('GET', `/api/pairings/${first.id}`)).status).toBe(404);
    const special = (await pairings(student['吴越']!))[0]!;
    expect([special.reason, special.findings]).toEqual([null, []]);
    expect((await student['陈晓']!.send('GET', `/api/programmes/${programme.id}/candidates?side=helper`)).status).toBe(
      404,
    );
    for (const path of ['/api/people', '/api/users', `/api/programmes/${programme.id}/reports/any`])
      expect([path, (await student['陈晓']!.send('GET', path)).status]).toEqual([path, 404]);
  });

  it('has each student write for themself, and the other one confirm', async () => {
    const { body: own } = await write(student['陈晓']!, 'session', '2026-11-10');
    expect(own).toMatchObject({ state: 'submitted', mayChange: true });
    // Not even a classmate, in a pair or in none.
    expect(gist(await write(student['周远']!, 'session', '2026-11-10'))).toEqual([422, 'invalid', 'pairings']);
    expect((await write(student['林珊']!, 'session', '2026-11-10')).status).toBe(404);
    expect((await student['林珊']!.send('GET', `/api/records/${own.id}`)).status).toBe(404);
    expect((await student['周远']!.send('GET', `/api/records/${own.id}`)).status).toBe(404);
    const seen = await student['何平']!.get<Rec>(`/api/records/${own.id}`);
    expect(seen.mayChange).toBe(false);
    const change = { json: { data: { on: '2026-11-10', theme: '改' } }, version: own.version };
    expect((await student['何平']!.send('PATCH', `/api/records/${own.id}`, change)).status).toBe(404);
    const bench = await student['何平']!.get<Workbench>('/api/workbench');
    expect([bench.waiting, bench.latest[0]!.partner]).toEqual([1, '陈晓（物流一班）']);
    expect(bench.programmes.find((p) => p.pairings > 0)!.duties[0]).toMatchObject({ confirmed: 0, claimed: 1 });
    expect((await student['陈晓']!.get<Workbench>('/api/workbench')).waiting).toBe(0);
    const review = seen.subjects[0]!.review!;
    for (const other of ['陈晓', '林珊', '周远'])
      expect(
        (await student[other]!.send('POST', `/api/reviews/${review}/decision`, { json: { decision: 'confirm' } }))
          .status,
      ).toBe(404);
    expect(
      (await adviser.send('POST', `/api/reviews/${review}/decision`, { json: { decision: 'confirm' } })).status,
    ).toBe(404);
    await student['何平']!.post(`/api/reviews/${review}/decision`, { decision: 'confirm' });
    expect((await adviser.get<Rec>(`/api/records/${own.id}`)).state).toBe('confirmed');
    const told = await student['何平']!.get<{ rows: { kind: string }[] }>('/api/notifications');
    expect(told.rows.map((one) => one.kind)).toEqual(expect.arrayContaining(['confirmation', 'pairing']));
    expect((await student['林珊']!.get<{ rows: object[] }>('/api/notifications')).rows).toEqual([]);
  });

  it('offers each side its own forms; what only the helped writes is not the helper’s', async () => {
    const forms = async (client: Client) =>
      (await client.get<Workbench>('/api/workbench')).programmes.find((p) => p.pairings > 0)!.forms.map((f) => f.key);
    expect(await forms(student['陈晓']!)).toEqual(['session']);
    expect(await forms(student['吴越']!)).toEqual(['session', 'goal']);
    expect(gist(await write(student['陈晓']!, 'goal', '2026-11-11'))).toEqual([422, 'invalid', 'pairings']);
    expect((await write(student['何平']!, 'goal', '2026-11-11')).status).toBe(201);
    expect((await write(college, 'verdict', '2026-11-12')).status).toBe(201);
    expect(gist(await write(adviser, 'verdict', '2026-11-12'))[0]).toBe(404);
  });

  it('keeps a draft to its writer, and lets the writer void what is not confirmed', async () => {
    const { body: draft } = await write(student['陈晓']!, 'session', '2026-11-13', { draft: true });
    expect((await student['陈晓']!.get<Workbench>('/api/workbench')).drafts).toHaveLength(1);
    expect((await student['何平']!.get<Workbench>('/api/workbench')).drafts).toHaveLength(0);
    for (const other of ['何平', '林珊'])
      expect((await student[other]!.send('GET', `/api/records/${draft.id}`)).status).toBe(404);
    const handed = await student['陈晓']!.post<Rec>(`/api/records/${draft.id}/submit`, undefined, {
      version: draft.version,
    });
    const voiding = { json: { reason: '写错了日期' }, version: handed.version };
    expect((await student['何平']!.send('POST', `/api/records/${draft.id}/void`, voiding)).status).toBe(404);
    expect((await student['陈晓']!.send('POST', `/api/records/${draft.id}/void`, voiding)).status).toBe(200);
  });

  it('goes with a student who changes class, to the adviser there', async () => {
    const next = await signedIn(server, { role: 'adviser', at: at('物流二班') });
    const before = (await pairings(next)).length;
    const [row] = (await officer.get<{ rows: { version: number }[] }>('/api/people?q=2404')).rows;
    await officer.post(
      `/api/people/${person['周远']}/transfer`,
      { organisation: place['物流二班'], on: '2026-11-20' },
      { version: row!.version },
    );
    expect(await pairings(next)).toHaveLength(before + 1);
    expect(await pairings(student['周远']!)).toHaveLength(1);
  });

  it('is nobody’s of another college, and of another district', async () => {
    const elsewhere = await signedIn(server, { role: 'collegeOffice', at: at('艺术职业学院') });
    expect((await elsewhere.send('GET', `/api/programmes/${programme.id}`)).status).toBe(404);
    const foreign = await (await makeDistrict(server)).signIn();
    expect((await foreign.send('GET', `/api/pairings/${first.id}`)).status).toBe(404);
  });
});
