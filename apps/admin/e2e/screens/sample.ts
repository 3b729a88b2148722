import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fillTemplate } from '@xieshou/testing';
import { desk, type Platform, type Seat, signIn, sitDown } from '../platform.js';
import type { Account, Places } from './screens.js';
import { ask } from './visiting.js';

type Rows<T> = { readonly rows: readonly T[] };
interface Found {
  readonly id: string;
  readonly form: string;
  readonly state: string;
  readonly mayCorrect: boolean;
}

const importSchools = async (page: Page): Promise<string> => {
  await page.goto('/organisations/import');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载模板' }).click(),
  ]);
  const rows = [
    { 单位名称: '云川区河西小学', 办学性质: '公办', 学段: '小学', 标识码: '2161030199' },
    { 单位名称: '错行小学', 办学性质: '民办', 学段: '小学', 标识码: '123' },
  ];
  await page.locator('input[type=file]').setInputFiles({
    name: 'schools.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await fillTemplate(readFileSync(await download.path()), rows),
  });
  await page.waitForURL(/\/imports\//);
  return new URL(page.url()).pathname.split('/').at(-1)!;
};

/** A programme of teams: one founder waits for the audit, and one sign-up was returned. */
const makeTeam = async ({ college, tutor, tutee }: Record<'college' | 'tutor' | 'tutee', Page>) => {
  const { assignment } = await ask<{ assignment: { organisation: { id: string } } }>(college, 'GET', '/api/session');
  const { rows } = await ask<Rows<{ schoolYear: string }>>(college, 'GET', '/api/programmes');
  const plugins = await ask<{ id: string; presets: { settings: object }[] }[]>(college, 'GET', '/api/plugins');
  const gifts = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((group) => [`gift${group}`, 'storybook']);
  const { id: volunteers } = await ask<{ id: string }>(college, 'POST', '/api/programmes', {
    plugin: 'volunteer-groups',
    preset: 'plan19',
    title: '志愿小分队关爱行动',
    schoolYear: rows[0]!.schoolYear,
    settings: {
      ...plugins.find(({ id }) => id === 'volunteer-groups')!.presets[0]!.settings,
      ...Object.fromEntries(gifts),
    },
    organisations: [{ id: assignment.organisation.id, subtree: true }],
  });
  const { id: team } = await ask<{ id: string }>(tutee, 'POST', `/api/programmes/${volunteers}/teams`, {
    name: '星火小分队',
    statement: '会弹吉他，每周三下午有空。',
  });
  await ask(tutor, 'POST', `/api/teams/${team}/members`, { statement: '做过两年社区志愿者。' });
  const { people } = await ask<{ people: { id: string; version: number }[] }>(college, 'GET', `/api/teams/${team}`);
  const decide = (member: { id: string; version: number }, body: object) =>
    ask(college, 'POST', `/api/team-members/${member.id}/decide`, body, member.version);
  await decide(people[0]!, { decision: 'approve' });
  await decide(people[1]!, { decision: 'return', reason: '请写明每周可以参加的时间' });
  return { volunteers, team };
};

/** What the sample district lacks for every screen to have something to show; and who looks at them. */
export const prepare = async (browser: Browser, platform: Platform) => {
  const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
  const sit = async (username: string, word = password): Promise<Seat> => {
    const seat = await sitDown(browser, { url: platform.url, viewport: desk });
    await signIn(seat.page, username, word);
    return seat;
  };
  const [officer, shiyan, boya] = [await sit('officer'), await sit('shiyan'), await sit('boya')];

  const { rows: programmes } = await ask<Rows<{ id: string; plugin: string }>>(officer.page, 'GET', '/api/programmes');
  const of = (plugin: string) => programmes.find((one) => one.plugin === plugin)!.id;
  const [programme, research] = [of('public-private-supervision'), of('online-research-pairs')];
  const { rows: researching } = await ask<Rows<{ id: string; helped: { name: string } }>>(
    officer.page,
    'GET',
    `/api/programmes/${research}/pairings`,
  );
  const organisation = (await ask<Rows<{ id: string }>>(officer.page, 'GET', '/api/organisations?kind=school&size=1'))
    .rows[0]!.id;
  const records = async () =>
    (await ask<Rows<Found>>(shiyan.page, 'GET', `/api/programmes/${programme}/records?size=200`)).rows;
  const pairing = (
    await ask<Rows<{ id: string; helped: { name: string } }>>(
      shiyan.page,
      'GET',
      `/api/programmes/${programme}/pairings`,
    )
  ).rows[0]!.id;

  const waiting = (
    await ask<Rows<{ id: string; record: string; correction: number | null }>>(boya.page, 'GET', '/api/reviews?size=50')
  ).rows.filter((one) => !one.correction);
  const returned = waiting[0]!;
  await ask(boya.page, 'POST', `/api/reviews/${returned.id}/decision`, {
    decision: 'return',
    reason: '请补充听课人数',
  });
  // Another of the same, so that one still waits.
  const { form: again, data } = await ask<{ form: string; data: Record<string, unknown> }>(
    shiyan.page,
    'GET',
    `/api/records/${returned.record}`,
  );
  await ask(shiyan.page, 'POST', `/api/programmes/${programme}/records`, {
    form: again,
    pairings: [pairing],
    data: { ...data, theme: '《落花生》第二课时' },
  });
  const all = await records();
  const corrected = all.find((one) => one.mayCorrect)!;
  const rectification = await ask<{ id: string }>(shiyan.page, 'POST', `/api/programmes/${programme}/rectifications`, {
    pairing,
    content: '二楼东侧疏散指示灯不亮，请检修。',
  });
  await ask(shiyan.page, 'POST', `/api/programmes/${programme}/records`, {
    form: corrected.form,
    pairings: [pairing],
    data: {},
    draft: true,
  });
  const newcomer = await ask<{ oneTimePassword: string }>(officer.page, 'POST', '/api/users', {
    username: 'newcomer',
    name: '新来的',
    role: 'schoolAdministrator',
    organisation,
  });
  const leaving = (
    await ask<Rows<{ id: string; assignments: { id: string; organisation: { id: string } }[] }>>(
      officer.page,
      'GET',
      '/api/users?q=shiyan',
    )
  ).rows[0]!;
  const held = leaving.assignments[0]!;
  const heir = await ask<{ user: { id: string } }>(officer.page, 'POST', '/api/users', {
    username: 'heir',
    name: '接手的',
    role: 'teacher',
    organisation: held.organisation.id,
  });
  const handOver = await ask<{ id: string }>(officer.page, 'POST', `/api/users/${leaving.id}/hand-over`, {
    assignment: held.id,
    to: heir.user.id,
  });
  const sheet = await ask<{ id: string }>(officer.page, 'POST', `/api/programmes/${programme}/filed-sheets`, {
    kind: 'ledger',
    name: 'leading',
    title: '引领台账',
    filter: {},
  });
  const { manifest } = await ask<{ manifest: { reports: { key: string }[] } }>(
    officer.page,
    'GET',
    `/api/programmes/${programme}`,
  );
  const [college, tutor] = [await sit('college'), await sit('tutor')];
  const tutoring = (await ask<Rows<{ id: string }>>(college.page, 'GET', '/api/programmes')).rows[0]!.id;
  const students = (await ask<Rows<{ id: string }>>(tutor.page, 'GET', `/api/programmes/${tutoring}/pairings`)).rows[0]!
    .id;
  const { periods } = await ask<{ periods: { id: string }[] }>(
    college.page,
    'GET',
    `/api/programmes/${tutoring}/eligible?side=helped&size=1`,
  );
  await ask(college.page, 'POST', `/api/programmes/${tutoring}/proposals`, { period: periods[0]!.id });
  const tutee = await sit('tutee');
  const teams = await makeTeam({ college: college.page, tutor: tutor.page, tutee: tutee.page });
  const places: Places = {
    ...teams,
    kindergartens: of('kindergarten-mentoring'),
    research,
    researchPairing: researching.find(({ helped }) => helped.name === '河西镇初级中学')!.id,
    members: of('peer-tutoring'),
    tutoring,
    students,
    report: manifest.reports[0]!.key,
    sheet: sheet.id,
    user: leaving.id,
    handOver: handOver.id,
    programme,
    pairing,
    organisation,
    record: corrected.id,
    returned: returned.record,
    corrected: corrected.id,
    rectification: rectification.id,
    form: corrected.form,
    import: await importSchools(officer.page),
  };
  const people: Record<Account, Seat> = {
    officer,
    shiyan,
    boya,
    college,
    tutor,
    yizhong: await sit('yizhong'),
    fudao: await sit('fudao'),
    newcomer: await sit('newcomer', newcomer.oneTimePassword),
  };
  return { places, people };
};
