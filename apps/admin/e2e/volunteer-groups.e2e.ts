import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillTemplate } from '@xieshou/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

const SECRET = 'Xiao-fen-dui-2026';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const programmeTitle = '志愿小分队关爱行动';
const name = '启航小分队';
const child = { full: '张小雨（云川区实验小学）', masked: '张同学 C07（云川区实验小学）' };

/** Sends a workbook as the page would, and waits for what the server makes of it. */
const upload = async (page: Page, url: string, bytes: Buffer): Promise<string> => {
  const { id, job } = await page.evaluate(
    async (o) => {
      const session = (await (await fetch('/api/session')).json()) as { csrf: string };
      const answer = await fetch(o.url, {
        method: 'POST',
        headers: {
          'content-type': o.type,
          'x-csrf-token': session.csrf,
          'idempotency-key': crypto.randomUUID(),
        },
        body: Uint8Array.from(atob(o.base64), (one) => one.charCodeAt(0)),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${o.url}: ${answer.status} ${text}`);
      return JSON.parse(text) as { id: string; job: string };
    },
    { url, type: xlsx, base64: bytes.toString('base64') },
  );
  await ended(page, job);
  return id;
};

const ended = async (page: Page, job: string): Promise<void> => {
  for (;;) {
    const { state } = await ask<{ state: string }>(page, 'GET', `/api/jobs/${job}`);
    if (state === 'failed') throw new Error('the job failed');
    if (state === 'done') return;
    await page.waitForTimeout(100);
  }
};

describe('teams of volunteers in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let officer: Seat;
  let college: Seat;
  let founder: Seat;
  let joiner: Seat;
  let programme: string;
  let team: string;

  const drawer = (page: Page) => page.locator('.form-drawer').filter({ visible: true });
  const person = (page: Page, who: string) => page.locator('.team-people > li').filter({ hasText: who });
  /** Gives a reason and waits until the drawer has gone. */
  const because = async (page: Page, o: { reason: string; submit: string; done: string }) => {
    await drawer(page).getByLabel('理由').fill(o.reason);
    await drawer(page).getByRole('button', { name: o.submit, exact: true }).click();
    await page.getByText(o.done, { exact: true }).waitFor();
    await drawer(page).waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    officer = await sitDown(browser, { url: platform.url, viewport: desk });
    const { page } = officer;
    await signIn(page, 'officer', password);
    const get = <T>(path: string) => ask<T>(page, 'GET', path);
    const post = <T = { id: string }>(path: string, json: unknown) => ask<T>(page, 'POST', path, json);
    const { rows: bureaus } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=bureau&size=1');
    const { rows: schools } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=school&size=100');
    const bureau = bureaus[0]!.id;
    const school = schools.find((one) => one.name === '云川区实验小学')!.id;
    const place = (await post('/api/organisations', { name: '船舶工程学院', kind: 'college', parent: bureau })).id;
    const group = (await post('/api/organisations', { name: '船舶2401班', kind: 'class', parent: place })).id;
    await post('/api/people', { name: '张小雨', kind: 'student', code: 'C07', organisation: school });
    const sit = async (o: { who: string; username: string; role: string; at: string; viewport: typeof desk }) => {
      const enrolled =
        o.role === 'student'
          ? { person: (await post('/api/people', { name: o.who, kind: 'student', organisation: o.at })).id }
          : {};
      const { oneTimePassword } = await post<{ oneTimePassword: string }>('/api/users', {
        username: o.username,
        name: o.who,
        role: o.role,
        organisation: o.at,
        ...enrolled,
      });
      const seat = await sitDown(browser, { url: platform.url, viewport: o.viewport, touch: o.viewport === phone });
      await signIn(seat.page, o.username, oneTimePassword);
      await ask(seat.page, 'POST', '/api/session/password', { current: oneTimePassword, next: SECRET });
      return seat;
    };
    college = await sit({ who: '夏书宁', username: 'chuanbo', role: 'collegeOffice', at: place, viewport: desk });
    founder = await sit({ who: '程远', username: 'chengyuan', role: 'student', at: group, viewport: phone });
    joiner = await sit({ who: '罗兰', username: 'luolan', role: 'student', at: group, viewport: phone });

    const plugins = await get<readonly { id: string; presets: readonly { settings: object }[] }[]>('/api/plugins');
    const { settings } = plugins.find(({ id }) => id === 'volunteer-groups')!.presets[0]!;
    const { rows: running } = await get<{ rows: readonly { schoolYear: string }[] }>('/api/programmes');
    const { schoolYear } = running[0]!;
    programme = (
      await post('/api/programmes', {
        plugin: 'volunteer-groups',
        preset: 'plan19',
        title: programmeTitle,
        schoolYear,
        settings: {
          ...settings,
          giftOne: 'toy',
          giftTwo: 'storybook',
          giftThree: 'pen',
          giftFour: 'pen',
          giftFive: 'pen',
          giftSix: 'pen',
        },
        organisations: [{ id: bureau, subtree: true }],
      })
    ).id;
    const register = `/api/programmes/${programme}/registers/children`;
    const template = await page.request.get(`${register}/import-template`);
    const rows = [
      { 学号: 'C07', 姓名: '张小雨', 年级: '二年级', 性别: '女', 监护人同意入户: '是', 监护人同意拍照: '是' },
    ];
    const imported = await upload(
      page,
      `${register}/import?name=children.xlsx&period=${schoolYear}`,
      await fillTemplate(await template.body(), rows),
    );
    await ended(page, (await post<{ job: string }>(`/api/imports/${imported}/apply`, { rows: 'all' })).job);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('lets a student found a team on a phone', async () => {
    const { page } = founder;
    await page.goto('/');
    await page.getByText('还没有报名，可以组建小分队，也可以加入已有的小分队。').waitFor();
    await look(page, '96-sign-up-on-the-workbench');
    await page.getByRole('link', { name: `去报名：${programmeTitle}`, exact: true }).click();
    await page.getByText('您还没有报名。可以组建一支小分队，也可以在下面选择一支加入。').waitFor();
    await page.getByRole('button', { name: '组建小分队', exact: true }).click();
    await drawer(page).getByLabel('小分队名称').fill(name);
    await drawer(page).getByLabel('特长和可参加的时间').fill('会弹吉他，每周三下午有空。');
    await look(page, '97-founding-a-team');
    await drawer(page).getByRole('button', { name: '提交报名', exact: true }).click();
    await page.getByText('已报名，等待学院筛选。').waitFor();
    await drawer(page).waitFor({ state: 'detached' });
    await look(page, '98-waiting-for-the-college');
    await page.locator('.own-team').getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name: '办理记录', exact: true }).waitFor();
    team = new URL(page.url()).pathname.split('/').at(-1)!;
  });

  it('lets another student join', async () => {
    const { page } = joiner;
    await page.goto(`/programmes/${programme}?tab=teams`);
    await page.locator('.cards').getByRole('link', { name, exact: true }).click();
    await page.getByRole('button', { name: '报名加入', exact: true }).click();
    await drawer(page).getByLabel('特长和可参加的时间').fill('做过社区志愿者。');
    await drawer(page).getByRole('button', { name: '提交报名', exact: true }).click();
    await page.getByText('已报名，等待学院筛选。').waitFor();
    await drawer(page).waitFor({ state: 'detached' });
    await look(page, '99-joined-on-a-phone');
  });

  it('lets the college screen both, from its workbench', async () => {
    const { page } = college;
    await page.goto('/');
    const waiting = page.getByRole('link', { name: /^待办的小分队报名/ });
    await waiting.getByText('2 人', { exact: true }).waitFor();
    await waiting.click();
    await page.locator('.data-table').getByRole('link', { name, exact: true }).waitFor();
    await look(page, '100-teams-of-a-college');
    await page.locator('.data-table').getByRole('link', { name, exact: true }).click();
    await page.getByRole('button', { name: '通过筛选：罗兰', exact: true }).waitFor();
    await look(page, '101-screening');
    for (const who of ['程远', '罗兰']) {
      await page.getByRole('button', { name: `通过筛选：${who}`, exact: true }).click();
      await person(page, who).getByText('待主办单位审核', { exact: true }).waitFor();
    }
  });

  it('lets the owner audit one, and return the other with a reason', async () => {
    const { page } = officer;
    await page.goto(`/programmes/${programme}?tab=teams&waiting=audit`);
    await page.locator('.data-table').getByRole('link', { name, exact: true }).click();
    await page.getByRole('button', { name: '通过审核：程远', exact: true }).click();
    await person(page, '程远').getByText('成员', { exact: true }).waitFor();
    await page.getByRole('button', { name: '退回罗兰的报名', exact: true }).click();
    await because(page, { reason: '请写明每周可用的时间', submit: '退回', done: '已退回罗兰的报名' });
    await person(page, '罗兰').getByText('已退回', { exact: true }).waitFor();
    await look(page, '102-audited-and-returned');
  });

  it('makes the pair, and names the child in full to the audited member alone', async () => {
    const { page } = officer;
    await page.goto(`/pairings/new?programme=${programme}`);
    await page.getByRole('option', { name: /启航小分队/ }).click();
    await page.getByRole('option', { name: /张小雨/ }).click();
    await page.getByRole('button', { name: '结对', exact: true }).click();
    await page.getByRole('heading', { name: /^本次已结对/ }).waitFor();
    await founder.page.goto(`/teams/${team}`);
    await founder.page.getByRole('link', { name: child.full, exact: true }).waitFor();
  });

  it('shows the reason to whoever was returned, and no child until the sign-up is corrected and audited', async () => {
    const { page } = joiner;
    await page.goto(`/programmes/${programme}?tab=teams`);
    await page.getByText('退回理由：请写明每周可用的时间').waitFor();
    await look(page, '103-returned-with-a-reason');
    await page.getByRole('button', { name: '修改后重新报名', exact: true }).click();
    const said = drawer(page).getByLabel('特长和可参加的时间');
    expect(await said.inputValue()).toBe('做过社区志愿者。');
    await said.fill('做过社区志愿者，每周三、周五下午有空。');
    await drawer(page).getByRole('button', { name: '提交报名', exact: true }).click();
    await page.getByText('已报名，等待学院筛选。').waitFor();
    await drawer(page).waitFor({ state: 'detached' });
    await page.goto(`/teams/${team}`);
    await page.getByText('已报名，等待学院筛选。').waitFor();
    for (const name of [child.masked, '张小雨', '实验小学'])
      expect(await page.locator('body').innerText()).not.toContain(name);
    await look(page, '104-no-child-yet');

    await college.page.goto(`/teams/${team}`);
    await college.page.getByRole('button', { name: '通过筛选：罗兰', exact: true }).click();
    await person(college.page, '罗兰').getByText('待主办单位审核', { exact: true }).waitFor();
    expect(await college.page.locator('body').innerText()).not.toContain('张小雨');
    await officer.page.goto(`/teams/${team}`);
    await officer.page.getByRole('button', { name: '通过审核：罗兰', exact: true }).click();
    await person(officer.page, '罗兰').getByText('成员', { exact: true }).waitFor();

    await page.goto(`/teams/${team}`);
    await page.getByRole('link', { name: child.full, exact: true }).waitFor();
    await look(page, '105-child-in-full');
  });

  it('refuses a gift unlike that of the group, says which it is, and takes it corrected', async () => {
    const { page } = founder;
    await page.goto(`/records/new?programme=${programme}&form=gift`);
    await page.getByRole('radio', { name: '钢笔', exact: true }).check();
    await page.getByRole('radio', { name: '成员分担', exact: true }).check();
    await page.getByLabel('礼物费用').fill('100');
    const signs = page.getByLabel('签收交接的负责人');
    await signs.locator('option', { hasText: '程远' }).waitFor({ state: 'attached' });
    expect(await signs.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text)).toContain('程远');
    await page.getByRole('radio', { name: '学校教师', exact: true }).check();
    await page.getByRole('button', { name: '提交记录', exact: true }).click();
    await page.locator('.field-error').getByText('二年级所在组的礼物统一为故事书', { exact: true }).waitFor();
    await look(page, '106-unequal-gift-refused');
    await page.getByRole('radio', { name: '故事书', exact: true }).check();
    await page.getByRole('button', { name: '提交记录', exact: true }).click();
    await page.getByRole('heading', { name: '礼物交接已提交', exact: true }).waitFor();
    await look(page, '107-gift-corrected');
  });

  it('names another leader with the reason, and lets the former one leave', async () => {
    const { page } = founder;
    await page.goto(`/teams/${team}`);
    await page.getByRole('button', { name: '设为负责人：罗兰', exact: true }).click();
    await because(page, { reason: '外出实习', submit: '设为负责人', done: '已由罗兰担任负责人' });
    await page.getByRole('button', { name: '退出小分队', exact: true }).click();
    await because(page, { reason: '外出实习', submit: '退出小分队', done: '程远已退出' });
    await page.getByText('您已退出这支小分队。').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('张小雨');
    await look(page, '108-left-the-team');
  });
});
