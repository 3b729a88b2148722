import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  officialPapers,
  officialTables,
  openWorkbook,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import programme from '../src/index.js';
import {
  agreement,
  aspectScore,
  donation,
  event,
  guidanceVisit,
  observation,
  sentActivity,
  systemsCheck,
  teacherStay,
} from './samples.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Standing {
  readonly current: string | null;
  readonly version: number;
  readonly stages: readonly {
    readonly key: string;
    readonly late: boolean;
    readonly differs: boolean;
    readonly needs: readonly { readonly key: string; readonly have: number; readonly missing: number }[];
  }[];
  readonly errors?: readonly { readonly field: string }[];
  readonly trace: readonly { readonly act: string; readonly reason: string | null }[];
}

/** One kindergarten with two others, through all four stages. */
describe.each(engines)('plan 4 over a school year on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programmeId: string;
  const ids = new Map<string, string>();
  const pairings = new Map<string, string>();
  const people = new Map<string, string>();
  let users = 0;

  const somebody = (name: string) =>
    signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: ids.get(name)!, district_id: district.district_id },
      username: `plan04-${(users += 1)}`,
    });
  /** Ten in the morning in Shanghai. */
  const on = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);
  const write = async (who: string | Client, form: string, to: readonly string[], data: object) => {
    const client = typeof who === 'string' ? await somebody(who) : who;
    return client.post<{ id: string }>(`/api/programmes/${programmeId}/records`, {
      form,
      pairings: to.map((name) => pairings.get(name)!),
      data,
    });
  };
  const confirmAll = async (name: string): Promise<void> => {
    const client = await somebody(name);
    const { rows } = await client.get<{ rows: { id: string }[] }>('/api/reviews?size=200');
    for (const { id } of rows) await client.post(`/api/reviews/${id}/decision`, { decision: 'confirm' });
  };
  const standing = async (name: string) =>
    (await district.signIn()).get<Standing>(`/api/pairings/${pairings.get(name)}/stages`);
  const missing = async (name: string, stage: string) =>
    (await standing(name)).stages
      .find(({ key }) => key === stage)!
      .needs.filter((need) => need.missing > 0)
      .map(({ key }) => key);
  const close = async (name: string, stage: string, waived: object = {}) =>
    (await district.signIn()).send<Standing>('POST', `/api/pairings/${pairings.get(name)}/stages/${stage}/close`, {
      json: { waived },
      version: (await standing(name)).version,
    });
  const paper = (kind: string) => {
    const { signers: _signers, ...rest } = { ...agreement, kind };
    return kind === 'leadingGroup' ? { ...rest, members: '组长林园长，组员三人' } : rest;
  };
  const arrange = async (name: string, master: string, apprentice: string) => {
    const officer = await district.signIn();
    const made = await officer.post<{ id: string }>(`/api/pairings/${pairings.get(name)}/inside`, {
      inside: 'apprentices',
      kind: 'language',
      helper: people.get(master),
      helped: people.get(apprentice),
      startsOn: '2026-10-09',
    });
    pairings.set(apprentice, made.id);
  };

  beforeAll(async () => {
    server = await startTestServer({
      engine,
      programmes: [programme],
      clock: new TestClock(new Date('2026-09-01T02:00:00Z')),
    });
    district = await makeDistrict(server, { name: '云川区教育局' });
    const officer = await district.signIn();
    for (const [name, teachers] of [
      ['城关幼儿园', ['方师傅', '高师傅']],
      ['安平幼儿园', ['小安', '小平']],
      ['北街幼儿园', ['小北']],
    ] as const) {
      const { id } = await officer.post<{ id: string }>('/api/organisations', {
        name,
        kind: 'school',
        ownership: 'public',
        schoolKind: 'kindergarten',
        parent: district.id,
      });
      ids.set(name, id);
      for (const teacher of teachers)
        people.set(
          teacher,
          (await officer.post<{ id: string }>('/api/people', { name: teacher, kind: 'teacher', organisation: id })).id,
        );
    }
    const [plugin] = await officer.get<{ presets: { settings: object }[] }[]>('/api/plugins');
    programmeId = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan04',
        title: '幼儿园结对帮扶',
        schoolYear: '2026-2027',
        settings: { ...plugin!.presets[0]!.settings, firstFrom: '2026-09-07', firstUntil: '2026-09-30' },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    for (const name of ['安平', '北街'])
      pairings.set(
        name,
        (
          await officer.post<{ id: string }>(`/api/programmes/${programmeId}/pairings`, {
            helper: ids.get('城关幼儿园'),
            helped: ids.get(`${name}幼儿园`),
            startsOn: '2026-09-01',
          })
        ).id,
      );
  });
  afterAll(() => server.close());

  it('lets one kindergarten help two, and no third', async () => {
    const officer = await district.signIn();
    const third = await officer.post<{ id: string }>('/api/organisations', {
      name: '南桥幼儿园',
      kind: 'school',
      ownership: 'public',
      schoolKind: 'kindergarten',
      parent: district.id,
    });
    const answer = await officer.send<Standing>('POST', `/api/programmes/${programmeId}/pairings`, {
      json: { helper: ids.get('城关幼儿园'), helped: third.id, startsOn: '2026-09-01' },
    });
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, 'helper']);
  });

  it('closes the first stage of one kindergarten, while the other’s stays open', async () => {
    on('2026-09-28');
    const both = ['安平', '北街'];
    for (const kind of ['leadingGroup', 'survey', 'plan']) await write('城关幼儿园', 'paper', both, paper(kind));
    for (const name of both) {
      await write('城关幼儿园', 'paper', [name], agreement);
      await write('城关幼儿园', 'systemsCheck', [name], systemsCheck);
      await write(await district.signIn(), 'aspectScore', [name], aspectScore);
    }
    await write('城关幼儿园', 'event', both, { ...event, on: '2026-09-26' });
    // 安平: on one visit. 北街: sent on one, heard on another.
    await write('城关幼儿园', 'guidanceVisit', ['安平'], guidanceVisit);
    await write('城关幼儿园', 'guidanceVisit', ['北街'], { ...guidanceVisit, lessonsHeard: 0 });
    await write('城关幼儿园', 'guidanceVisit', ['北街'], { ...guidanceVisit, on: '2026-09-27', lessonsSent: 0 });
    expect(await missing('安平', 'ideas')).toHaveLength(8);
    await confirmAll('安平幼儿园');
    await confirmAll('北街幼儿园');
    expect(await missing('安平', 'ideas')).toEqual([]);
    expect(await missing('北街', 'ideas')).toEqual(['exchanged']);
    expect(await close('安平', 'ideas')).toMatchObject({ status: 200, body: { current: 'masters' } });
    const refused = await close('北街', 'ideas');
    expect([refused.status, refused.body.errors!.map(({ field }) => field)]).toEqual([422, ['waived.exchanged']]);
    expect((await standing('北街')).current).toBe('ideas');
  });

  it('is late after its day, and may be closed all the same, with the reason for what is missing', async () => {
    on('2026-09-30');
    expect((await standing('北街')).stages[0]).toMatchObject({ late: false });
    on('2026-10-01');
    expect((await standing('北街')).stages[0]).toMatchObject({ late: true });
    expect(await close('北街', 'ideas', { exchanged: '听课当天停电，另择日补听' })).toMatchObject({
      status: 200,
      body: { current: 'masters', trace: [{ act: 'closed', waived: [{ need: 'exchanged' }] }] },
    });
  });

  it('asks for two activities and two apprentices of each kindergarten', async () => {
    on('2026-10-26');
    const teacher = people.get('方师傅');
    await arrange('安平', '方师傅', '小安');
    await write('城关幼儿园', 'sentActivity', ['安平'], { ...sentActivity, teacher });
    await write('城关幼儿园', 'observation', ['小安'], observation);
    await write('城关幼儿园', 'observation', ['小安'], { ...observation, on: '2026-10-24' });
    await confirmAll('安平幼儿园');
    expect(await missing('安平', 'masters')).toEqual(['lessonsSent', 'apprentices']);
    await arrange('安平', '高师傅', '小平');
    await write('城关幼儿园', 'sentActivity', ['安平'], { ...sentActivity, teacher, on: '2026-10-17' });
    await confirmAll('安平幼儿园');
    expect(await close('安平', 'masters')).toMatchObject({ status: 200, body: { current: 'environment' } });
    await arrange('北街', '方师傅', '小北');
    expect(await missing('北街', 'masters')).toEqual(['lessonsSent', 'apprentices', 'observations']);
  });

  it('lets one or two teachers follow, and opens a stage again whose evidence was void', async () => {
    on('2026-11-12');
    const stay = await write('安平幼儿园', 'teacherStay', ['安平'], teacherStay);
    await write('城关幼儿园', 'event', ['安平'], { ...event, on: '2026-11-05', kind: 'training', theme: '自制玩教具' });
    await confirmAll('城关幼儿园');
    await confirmAll('安平幼儿园');
    expect(await close('安平', 'environment')).toMatchObject({ status: 200, body: { current: 'features' } });
    const officer = await district.signIn();
    const { version } = await officer.get<{ version: number }>(`/api/records/${stay.id}`);
    await officer.post(`/api/records/${stay.id}/void`, { reason: '人数填错' }, { version });
    const differing = await standing('安平');
    expect(differing.stages[2]).toMatchObject({ differs: true, needs: [{ have: 2, now: 0 }, {}] });
    await officer.post(
      `/api/pairings/${pairings.get('安平')}/stages/environment/reopen`,
      { reason: '跟班记录作废' },
      { version: differing.version },
    );
    expect(await missing('安平', 'environment')).toEqual(['stay']);
    await write('安平幼儿园', 'teacherStay', ['安平'], { ...teacherStay, teachers: 1, names: '陈晓' });
    await confirmAll('城关幼儿园');
    expect(await close('安平', 'environment')).toMatchObject({ status: 200, body: { current: 'features' } });
    expect((await standing('安平')).trace.slice(0, 3)).toMatchObject([
      { act: 'closed' },
      { act: 'reopened', reason: '跟班记录作废' },
      { act: 'closed' },
    ]);
  });

  it('ends with features, gifts and the scores afterwards', async () => {
    on('2026-12-20');
    await write('安平幼儿园', 'paper', ['安平'], { ...paper('featurePlan'), on: '2026-12-01' });
    await write('安平幼儿园', 'event', ['安平'], { ...event, on: '2026-12-11', kind: 'themed', theme: '乡土绘本节' });
    await write('城关幼儿园', 'donation', ['安平'], donation);
    await confirmAll('城关幼儿园');
    await confirmAll('安平幼儿园');
    expect(await missing('安平', 'features')).toEqual(['after']);
    const after = { ...aspectScore, on: '2026-12-18', moment: 'after', ideas: 75, teaching: 72, environment: 80 };
    await write(await district.signIn(), 'aspectScore', ['安平'], after);
    expect(await close('安平', 'features')).toMatchObject({ status: 200, body: { current: null } });
  });

  it('stands in the reports and the ledgers', async () => {
    const officer = await district.signIn();
    const report = async (key: string) =>
      (await officer.get<{ rows: { cells: object }[] }>(`/api/programmes/${programmeId}/reports/${key}`)).rows.map(
        ({ cells }) => cells,
      );
    expect(await report('stageOverview')).toMatchObject([
      { helped: '北街幼儿园', stage: 2, closed: 1, waived: 1, late: 0, ideas: '2026-10-01' },
      { helped: '安平幼儿园', stage: null, closed: 4, waived: 0, ideas: '2026-09-28', features: '2026-12-20' },
    ]);
    expect(await report('progress')).toMatchObject([
      { helped: '北街幼儿园', before: 223, after: null, change: null },
      { helped: '安平幼儿园', ideasAfter: 75, before: 223, after: 285, change: 62 },
    ]);
    const sheet = await officer.send('GET', `/api/programmes/${programmeId}/ledgers/donations`, {
      headers: { accept: XLSX },
    });
    const text = JSON.stringify(await openWorkbook(sheet.bytes));
    expect(text).toContain('幼儿绘本');
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(await district.signIn(), programmeId);
    await expect(papers).toMatchFileSnapshot('golden/plan-04-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(await district.signIn(), programmeId, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-04-tables.txt');
  });

  it('takes nobody’s silence for the signature of an agreement', async () => {
    on('2027-01-04');
    const signed = await write('城关幼儿园', 'paper', ['北街'], { ...agreement, on: '2027-01-04', title: '续签协议' });
    const visited = await write('城关幼儿园', 'guidanceVisit', ['北街'], { ...guidanceVisit, on: '2027-01-04' });
    // Silence confirms a visit after five working days, and no paper, however many pass.
    const waiting = async (record: { readonly id: string }) => {
      const { rows } = await (
        await somebody('北街幼儿园')
      ).get<{ rows: { record: string; silence: boolean; dueOn: string | null }[] }>('/api/reviews?size=200');
      const found = rows.find((row) => row.record === record.id);
      return [found?.silence, found?.dueOn];
    };
    expect(await waiting(visited)).toEqual([true, '2027-01-11']);
    expect(await waiting(signed)).toEqual([false, null]);
    on('2027-03-01');
    expect(await waiting(signed)).toEqual([false, null]);
    const state = async () =>
      (await (await somebody('城关幼儿园')).get<{ state: string }>(`/api/records/${signed.id}`)).state;
    expect(await state()).toBe('submitted');
    await confirmAll('北街幼儿园');
    expect(await state()).toBe('confirmed');
  });

  it('keeps to each kindergarten what is its own', async () => {
    const school = await somebody('北街幼儿园');
    const board = await school.get<{ rows: { pairing: string }[] }>(`/api/programmes/${programmeId}/stages`);
    expect(board.rows.map(({ pairing }) => pairing)).toEqual([pairings.get('北街')]);
    const own = await standing('北街');
    const refused = await school.send('POST', `/api/pairings/${pairings.get('北街')}/stages/masters/close`, {
      json: {},
      version: own.version,
    });
    expect(refused.status).toBe(404);
  });
});
