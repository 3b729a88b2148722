import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const helper = '天禄阁小学';
const helped = '马家寨小学';
const other = '东屯小学';
const profile = { staff: 16, classes: 6, pupils: 300 };

describe.each(engines)('plan 13: two schools co-building on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programmeId: string;
  const ids = new Map<string, string>();
  const pairings = new Map<string, string>();
  const teachers = new Map<string, string>();
  let users = 0;

  const on = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);
  const officer = () => district.signIn();
  const school = (name: string) =>
    signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: ids.get(name)!, district_id: district.district_id },
      username: `plan13-${(users += 1)}`,
    });
  const send = (who: Client, form: string, data: object, pair = helped) =>
    who.send<{ id: string; errors: { field: string }[] }>('POST', `/api/programmes/${programmeId}/records`, {
      json: { form, pairings: [pairings.get(pair)!], data },
    });
  const wrote = async (name: string, form: string, data: object, pair = helped) =>
    expect((await send(await school(name), form, data, pair)).status).toBe(201);
  const waiting = async (client: Client) =>
    (await client.get<{ rows: { id: string; dueOn: string | null }[] }>('/api/reviews?size=200')).rows;
  const confirmAll = async (name: string) => {
    const client = await school(name);
    for (const { id } of await waiting(client))
      await client.post(`/api/reviews/${id}/decision`, { decision: 'confirm' });
  };
  const report = async (key: string) =>
    (
      await (
        await officer()
      ).get<{ rows: { cells: Record<string, unknown> }[] }>(
        `/api/programmes/${programmeId}/reports/${key}?from=2026-09-01&to=2027-08-31`,
      )
    ).rows.map(({ cells }) => cells);

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-01T02:00:00Z')),
    });
    district = await makeDistrict(server, { name: '未央区教育体育局' });
    const client = await officer();
    for (const name of [helper, helped, other]) {
      const body = { name, kind: 'school', ownership: 'public', schoolKind: 'primary', parent: district.id };
      ids.set(name, (await client.post<{ id: string }>('/api/organisations', body)).id);
      const person = { name: `${name}教师`, kind: 'teacher', organisation: ids.get(name) };
      teachers.set(name, (await client.post<{ id: string }>('/api/people', person)).id);
    }
    const [plugin] = await client.get<{ presets: { key: string; settings: object }[] }[]>('/api/plugins');
    programmeId = (
      await client.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan13',
        title: '两校共建',
        schoolYear: '2026-2027',
        settings: { ...plugin!.presets.find(({ key }) => key === 'plan13')!.settings, schoolsPerHelper: 2 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    for (const name of [helped, other])
      pairings.set(
        name,
        (
          await client.post<{ id: string }>(`/api/programmes/${programmeId}/pairings`, {
            helper: ids.get(helper),
            helped: ids.get(name),
            startsOn: '2026-09-01',
          })
        ).id,
      );
  }, 120_000);
  afterAll(() => server.close());

  it('begins with a leading group that is filled in, and with how the helped school stands', async () => {
    on('2026-09-10');
    const plan = {
      on: '2026-09-10',
      members: '教务、德育主任',
      goals: '互助共进',
      measures: '五项',
      timetable: '逐月',
    };
    const none = await send(await school(helper), 'helperPlan', plan);
    expect([none.status, none.body.errors.map(({ field }) => field)]).toEqual([422, ['data.leader']]);
    await wrote(helper, 'helperPlan', { ...plan, leader: '周校长' });
    await wrote(helped, 'baseline', {
      on: '2026-09-10',
      ...profile,
      needs: '青年教师少，教育技术应用不够。',
      balance: 55,
      profession: 50,
      vigour: 60,
      together: 58,
    });
    // The helping school does not say how the other stands.
    expect(
      (await send(await school(helper), 'baseline', { on: '2026-09-10', ...profile, needs: '无' })).status,
    ).not.toBe(201);
  });

  it('counts lessons and staff of both directions alike', async () => {
    on('2026-10-12');
    for (const name of [helper, helped]) {
      await wrote(name, 'lesson', {
        on: '2026-10-12',
        kind: 'discussion',
        teacher: teachers.get(name),
        subject: 'chinese',
        grade: '五年级',
        theme: '单元整体教学',
        attendees: 14,
      });
      await wrote(name, 'staffExchange', {
        on: '2026-10-12',
        until: '2026-11-12',
        kind: name === helper ? 'managing' : 'following',
        teacher: teachers.get(name),
        subject: 'chinese',
        hours: 20,
        content: '参与对方学校日常工作。',
      });
    }
    // Without an answer for five working days, work that was done counts as confirmed.
    expect((await waiting(await school(helper))).map(({ dueOn }) => dueOn)).toEqual(['2026-10-19', '2026-10-19']);
    for (const name of [helper, helped]) await confirmAll(name);
    expect((await report('overview')).find((row) => row['helped'] === helped)).toMatchObject({
      lesson: 2,
      staffExchange: 2,
      claimed: 0,
    });
  });

  it('has a topic declared by both: neither one side’s word nor silence is enough', async () => {
    const topic = { on: '2026-10-12', name: '农村小学阅读课例研究', level: 'district', content: '课例研究。' };
    await wrote(helped, 'topic', { ...topic, leader: teachers.get(helped) });
    const of = async () => (await report('effects')).find((row) => row['helped'] === helped)!['topics'];
    expect(await of()).toBe(0);
    expect((await waiting(await school(helper))).map(({ dueOn }) => dueOn)).toEqual([null]);
    // Five working days from 12 October end with the 19th.
    on('2026-10-20');
    expect(await of()).toBe(0);
    expect(await waiting(await school(helper))).toHaveLength(1);
    await confirmAll(helper);
    expect(await of()).toBe(1);
  });

  it('compares five effects with the start, and leaves blank what has no start', async () => {
    on('2027-06-20');
    const scores = { balance: 70, profession: 66, vigour: 60, together: 50, quality: 80 };
    for (const name of [helped, other])
      await wrote(name, 'yearEnd', { on: '2027-06-20', ...profile, results: '课程开齐。', ...scores }, name);
    const rows = await report('effects');
    expect(rows.find((row) => row['helped'] === helped)).toMatchObject({
      staff: 16,
      classes: 6,
      pupils: 300,
      balance: 15,
      profession: 16,
      vigour: 0,
      together: -8,
      // It had not judged this at the start.
      quality: null,
    });
    expect(rows.find((row) => row['helped'] === other)).toMatchObject({
      staff: null,
      balance: null,
      profession: null,
      vigour: null,
      together: null,
      quality: null,
    });
  });

  it('names the five lines of work, and not those of the other plans', async () => {
    const { manifest } = await (
      await officer()
    ).get<{
      manifest: { forms: { key: string; inUse: boolean; fields: { key: string; choices?: { value: string }[] }[] }[] };
    }>(`/api/programmes/${programmeId}`);
    const used = manifest.forms.filter(({ inUse }) => inUse);
    const kinds = used.find(({ key }) => key === 'exchange')!.fields.find(({ key }) => key === 'kind')!.choices!;
    expect(kinds.map(({ value }) => value)).toEqual(['management', 'research', 'preparation', 'training', 'features']);
    expect(used.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['support']));
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(await officer(), programmeId);
    await expect(papers).toMatchFileSnapshot('golden/plan-13-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(await officer(), programmeId, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-13-tables.txt');
  });
});
