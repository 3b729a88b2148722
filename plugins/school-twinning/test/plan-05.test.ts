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

const schools = Array.from({ length: 12 }, (_, i) => `第${String(i + 1).padStart(2, '0')}村小`);
const centre = '乡中心完小';
const kept = ['goods', 'gambling', 'feasting', 'amusement', 'trouble'];
const looked = { inspectors: '学区督查组', findings: '操场整洁，食堂留样齐全。', kept };
const areas = {
  culture: '无违规读物。',
  traffic: '上放学有值守。',
  security: '未发现异常。',
  food: '小卖部证照齐全。',
  teaching: '周边无施工。',
};

describe.each(engines)('plan 5: a township’s year on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programmeId: string;
  let leader: string;
  const ids = new Map<string, string>();
  const pairings = new Map<string, string>();
  let users = 0;

  const on = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);
  const officer = () => district.signIn();
  const school = (name: string) =>
    signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: ids.get(name)!, district_id: district.district_id },
      username: `plan05-${(users += 1)}`,
    });
  const send = (who: Client, form: string, name: string, data: object) =>
    who.send<{ id: string; errors: { field: string; message: string }[] }>(
      'POST',
      `/api/programmes/${programmeId}/records`,
      { json: { form, pairings: [pairings.get(name)!], data } },
    );
  const inspect = async (name: string, day: string, score: number, way = 'open') =>
    expect((await send(await officer(), 'siteInspection', name, { ...looked, on: day, way, score })).status).toBe(201);
  const cells = async (name: string, period: string) =>
    (
      await (
        await officer()
      ).get<{
        rows: { pairing: string; cells: { duty: string; period: string; required: number; state: string }[] }[];
      }>(`/api/programmes/${programmeId}/duties?period=${period}`)
    ).rows.find((row) => row.pairing === pairings.get(name))!.cells;
  const report = async (key: string, month = '2026-11') =>
    (await officer()).send<{ rows: { cells: Record<string, unknown> }[] }>(
      'GET',
      `/api/programmes/${programmeId}/reports/${key}?from=${month}-01&to=${month}-30`,
    );
  const rows = async (key: string) => (await report(key)).body.rows.map(({ cells: row }) => row);

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-01T02:00:00Z')),
    });
    district = await makeDistrict(server, { name: '乡学区' });
    const client = await officer();
    for (const name of [centre, ...schools])
      ids.set(
        name,
        (
          await client.post<{ id: string }>('/api/organisations', {
            name,
            kind: 'school',
            ownership: 'public',
            schoolKind: 'primary',
            parent: district.id,
          })
        ).id,
      );
    leader = (
      await client.post<{ id: string }>('/api/people', {
        name: '周副校长',
        kind: 'teacher',
        organisation: ids.get(centre),
      })
    ).id;
    const [plugin] = await client.get<{ presets: { key: string; settings: object }[] }[]>('/api/plugins');
    programmeId = (
      await client.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan05',
        title: '城乡同建同治',
        schoolYear: '2026-2027',
        settings: plugin!.presets.find(({ key }) => key === 'plan05')!.settings,
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    for (const name of schools)
      pairings.set(
        name,
        (
          await client.post<{ id: string }>(`/api/programmes/${programmeId}/pairings`, {
            helper: ids.get(centre),
            helped: ids.get(name),
            startsOn: '2026-09-01',
          })
        ).id,
      );
  }, 120_000);
  afterAll(() => server.close());

  it('has a central school answer for twelve village schools, and not for a thirteenth', async () => {
    const client = await officer();
    const { id: helped } = await client.post<{ id: string }>('/api/organisations', {
      name: '第13村小',
      kind: 'school',
      ownership: 'public',
      schoolKind: 'primary',
      parent: district.id,
    });
    const more = await client.send<{ errors: { field: string }[] }>('POST', `/api/programmes/${programmeId}/pairings`, {
      json: { helper: ids.get(centre), helped, startsOn: '2026-09-01' },
    });
    expect([more.status, more.body.errors.map(({ field }) => field)]).toEqual([422, ['helper']]);
  });

  it('asks for cleaning each teaching week, and for all five areas in each half-year', async () => {
    on('2026-09-16');
    const writer = await school(schools[0]!);
    const cleaned = { on: '2026-09-16', places: ['teaching', 'toilets'], disinfected: true };
    expect((await send(writer, 'cleaning', schools[0]!, cleaned)).status).toBe(201);
    const missing = await send(writer, 'surrounding', schools[0]!, { on: '2026-09-16', ...areas, food: '' });
    expect([missing.status, missing.body.errors.map(({ field }) => field)]).toEqual([422, ['data.food']]);
    expect((await send(writer, 'surrounding', schools[0]!, { on: '2026-09-16', ...areas })).status).toBe(201);
    on('2026-09-21');
    const of = async (name: string) => (await cells(name, '2026-2027-1')).filter(({ state }) => state !== 'notDue');
    const weeks = (await of(schools[0]!)).filter(({ duty }) => duty === 'cleaning');
    expect(weeks.find(({ period }) => period === '2026-2027-1-w03')).toMatchObject({ required: 1, state: 'met' });
    expect(weeks.find(({ period }) => period === '2026-2027-1-w02')).toMatchObject({ state: 'overdue' });
    const half = async (name: string, period: string) =>
      (await cells(name, '2026-2027')).find((one) => one.duty === 'surrounding' && one.period === period);
    expect(await half(schools[0]!, '2026-h2')).toMatchObject({ required: 1, state: 'met' });
    expect(await half(schools[0]!, '2027-h1')).toMatchObject({ required: 1, state: 'open' });
    expect(await half(schools[1]!, '2026-h2')).toMatchObject({ state: 'open' });
    // July and August belong to the campaign of the next school year: two are asked, and no third.
    const halves = (await cells(schools[1]!, '2026-2027')).filter(
      ({ duty, state }) => duty === 'surrounding' && state !== 'notDue',
    );
    expect(halves.map(({ period, required }) => [period, required])).toEqual([
      ['2026-h2', 1],
      ['2027-h1', 1],
    ]);
    server.clock.moveTo('2026-12-31T16:00:00Z');
    expect(await half(schools[1]!, '2026-h2')).toMatchObject({ state: 'overdue' });
    on('2026-11-20');
  });

  it('has inspectors keep all five rules, and tells a school nothing before an inspection', async () => {
    const short = await send(await officer(), 'siteInspection', schools[0]!, {
      ...looked,
      on: '2026-11-20',
      way: 'open',
      score: 90,
      kept: kept.slice(0, 4),
    });
    expect([short.status, short.body.errors]).toEqual([
      422,
      [{ field: 'data.kept', message: '五不准须全部遵守，现为 4 项' }],
    ]);
    const told = async () =>
      JSON.stringify((await (await school(schools[0]!)).get<{ rows: unknown[] }>('/api/notifications?size=100')).rows);
    expect(await told()).not.toContain('督查');
    await inspect(schools[0]!, '2026-11-20', 91, 'unannounced');
    await inspect(schools[0]!, '2026-11-20', 90);
    await inspect(schools[1]!, '2026-11-20', 95);
    await inspect(schools[2]!, '2026-11-20', 95);
    // The school reads its own inspection afterwards, and no other’s.
    const own = await (
      await school(schools[0]!)
    ).get<{ total: number }>(`/api/programmes/${programmeId}/records?form=siteInspection`);
    expect(own.total).toBe(2);
  });

  it('marks the school and the leader who answers for it when it is exposed', async () => {
    const client = await officer();
    const made = await send(client, 'exposure', schools[3]!, {
      on: '2026-11-20',
      by: 'media',
      matter: '校门口占道',
      leader,
    });
    expect(made.status).toBe(201);
    const penalty = { on: '2026-11-20', kind: 'accountability', whom: '联系领导', grounds: '所联系学校被曝光' };
    expect((await send(client, 'measure', schools[3]!, penalty)).status).toBe(201);
    const record = await client.get<{ people: Record<string, string> }>(`/api/records/${made.body.id}`);
    expect(record.people).toEqual({ [leader]: '周副校长' });
  });

  it('holds an exposure against the leader who answers for the school, and says where another was named', async () => {
    const client = await officer();
    const person = async (name: string, at: string) =>
      (await client.post<{ id: string }>('/api/people', { name, kind: 'teacher', organisation: ids.get(at) })).id;
    const other = await person('吴主任', centre);
    for (const name of [schools[3]!, schools[4]!])
      await client.post(`/api/pairings/${pairings.get(name)}/inside`, {
        inside: 'leaders',
        kind: 'liaison',
        helper: leader,
        helped: await person(`${name}负责人`, name),
        startsOn: '2026-09-01',
      });
    for (const [name, named] of [
      [schools[4]!, other],
      [schools[5]!, leader],
    ] as const) {
      const data = { on: '2026-11-20', by: 'county', matter: '周边乱停乱放', leader: named };
      expect((await send(client, 'exposure', name, data)).status).toBe(201);
    }
    expect((await rows('exposed')).map(({ helped, leader: answers, check }) => [helped, answers, check])).toEqual([
      [schools[3], `周副校长（${centre}）`, '一致'],
      [schools[4], `周副校长（${centre}）`, '所记领导不是包校联系领导'],
      [schools[5], null, '未建立包校联系'],
    ]);
  });

  it('names the months without an inspection once they are over', async () => {
    const of = async (name: string) =>
      (
        await (
          await officer()
        ).get<{ rows: { cells: Record<string, unknown> }[] }>(
          `/api/programmes/${programmeId}/reports/inspectionMonths?from=2026-09-01&to=2027-08-31`,
        )
      ).rows.find(({ cells: row }) => row['helped'] === name)!.cells;
    expect(await of(schools[0]!)).toMatchObject({
      m09: 0,
      m11: 2,
      m12: null,
      total: 2,
      missing: '2026年9月、2026年10月',
    });
    server.clock.moveTo('2026-11-30T15:59:59Z');
    expect((await of(schools[3]!))['missing']).toBe('2026年9月、2026年10月');
    server.clock.moveTo('2026-11-30T16:00:00Z');
    expect((await of(schools[3]!))['missing']).toBe('2026年9月、2026年10月、2026年11月');
    expect((await of(schools[0]!))['missing']).toBe('2026年9月、2026年10月');
    on('2026-11-20');
  });

  it('shows which of the eight tasks a school has not begun', async () => {
    const work = { on: '2026-11-20', theme: '校园行动', content: '师生共同开展。', attendees: 60 };
    for (const [name, lines] of [
      [schools[0]!, ['education', 'manners', 'villages', 'hygiene', 'green', 'culture', 'livelihood']],
      [schools[1]!, ['green', 'green']],
    ] as const) {
      const writer = await school(name);
      for (const task of lines) expect((await send(writer, 'task', name, { ...work, task })).status).toBe(201);
    }
    const lines = await rows('taskLines');
    expect(lines[0]).toMatchObject({ green: 1, discipline: 0, total: 7, missing: '校风校纪整治' });
    expect(lines[1]).toMatchObject({ green: 2, total: 2 });
    expect(lines[1]!['missing']).toBe(
      '宣传教育、礼仪规劝、洁净村小、环境卫生整治、校园文化建设、教育民生、校风校纪整治',
    );
    expect((await rows('bulletin'))[0]).toMatchObject({ task: 7, missingTasks: '校风校纪整治', missingAreas: null });
    expect((await rows('bulletin'))[1]).toMatchObject({
      missingAreas: '2026年下半年：文化市场、交通、治安、食品卫生、教学环境',
    });
  });

  it('bulletins by name and without ranks, with means rounded half up', async () => {
    const all = await rows('bulletin');
    expect(all.map(({ helped }) => helped)).toEqual(schools);
    expect(all[0]).toMatchObject({ inspections: 2, unannounced: 1, mean: 91, exposed: 0 });
    expect(all[3]).toMatchObject({ inspections: 0, mean: null, exposed: 1, measures: 1 });
    expect(Object.keys(all[0]!)).not.toContain('rank');
  });

  it('ranks only where the bureau switches it on, and equal scores share a rank', async () => {
    expect((await report('ranking')).status).toBe(404);
    const client = await officer();
    const { settings, version } = await client.get<{ settings: object; version: number }>(
      `/api/programmes/${programmeId}`,
    );
    const on_ = await client.send('PATCH', `/api/programmes/${programmeId}`, {
      json: { settings: { ...settings, ranking: 'on' } },
      version,
    });
    expect(on_.status).toBe(200);
    expect((await rows('ranking')).slice(0, 4).map(({ helped, rank, mean }) => [helped, rank, mean])).toEqual([
      [schools[1], 1, 95],
      [schools[2], 1, 95],
      [schools[0], 3, 91],
      [schools[3], null, null],
    ]);
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(await officer(), programmeId);
    await expect(papers).toMatchFileSnapshot('golden/plan-05-papers.txt');
  });

  it('takes the inspections of the year into the school’s appraisal, with their numbers', async () => {
    const client = await officer();
    const judged = { on: '2026-11-20', school: 'good', head: 'good', teachers: 'good', reasons: '整改及时。' };
    for (const name of [schools[0]!, schools[3]!])
      expect((await send(client, 'helpedEvaluation', name, judged)).status).toBe(201);
    const outcome = `/api/programmes/${programmeId}/outcomes/appraisal`;
    const { settlement } = await client.post<{ settlement: { id: string; version: number } }>(
      `${outcome}/settlements`,
      { period: '2026-2027' },
    );
    await client.post(`/api/settlements/${settlement.id}/accept`, undefined, settlement);
    const awards = await client.get<{
      rows: { party: { name: string }; level: string; findings: { rule: string; numbers: object }[] }[];
    }>(`${outcome}/awards?size=50`);
    const of = (name: string) => awards.rows.find(({ party }) => party.name === name)!;
    expect(of(schools[0]!)).toMatchObject({
      level: 'good',
      findings: [
        { rule: 'judged' },
        { rule: 'inspected', numbers: { inspections: 2, mean: 91, exposed: 0, measures: 0 } },
      ],
    });
    // Nobody inspected it: nothing is said, and nothing is taken for a score of 0.
    expect(of(schools[3]!).findings.map(({ rule }) => rule)).toEqual(['judged']);
  });

  it('tells twelve points, two halves and five areas apart', async () => {
    for (const [day, absent] of [
      ['2026-12-10', schools[10]!],
      ['2027-05-12', schools[11]!],
    ] as const) {
      on(day);
      for (const name of schools.filter((one) => one !== absent))
        expect((await send(await school(name), 'surrounding', name, { on: day, ...areas })).status).toBe(201);
    }
    const table = await (
      await officer()
    ).get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${programmeId}/reports/surroundingHalves?from=2026-09-01&to=2027-08-31`,
    );
    const all = table.rows.map(({ cells: row }) => row);
    expect(all).toHaveLength(24);
    const five = '文化市场、交通、治安、食品卫生、教学环境';
    expect(
      all.filter(({ missing }) => missing !== null).map((row) => [row['half'], row['helped'], row['missing']]),
    ).toEqual([
      ['2026年下半年', schools[10], five],
      ['2027年上半年', schools[11], five],
    ]);
    // The first school had one in September already.
    expect(all[0]).toMatchObject({ half: '2026年下半年', times: 2, culture: 2, teaching: 2 });
    expect(all.reduce((sum, { food }) => sum + Number(food), 0)).toBe(23);
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(await officer(), programmeId, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-05-tables.txt');
  });
});
