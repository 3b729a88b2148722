import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

describe('town and village schools in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let officer: Seat;
  let school: Seat;
  let programme: string;
  let pairing: string;

  const drawer = (page: Page) => page.locator('.form-drawer').filter({ visible: true });

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string, viewport: typeof desk) => {
      const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
      await signIn(seat.page, username, password);
      return seat;
    };
    officer = await sit('officer', desk);
    school = await sit('shiyan', phone);
    const get = <T>(path: string) => ask<T>(officer.page, 'GET', path);
    const post = (path: string, json: unknown) => ask<{ id: string }>(officer.page, 'POST', path, json);
    const { rows: schools } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=school&size=100');
    const { rows: bureaus } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=bureau&size=1');
    const helper = schools.find(({ name }) => name === '云川区实验小学')!.id;
    const { id: helped } = await post('/api/organisations', {
      name: '(?)完小',
      kind: 'school',
      ownership: 'public',
      schoolKind: 'primary',
      parent: bureaus[0]!.id,
    });
    const plugins =
      await get<readonly { id: string; presets: readonly { key: string; settings: object }[] }[]>('/api/plugins');
    const preset = plugins.find(({ id }) => id === 'school-twinning')!.presets.find(({ key }) => key === 'plan06')!;
    const { rows: running } = await get<{
      rows: readonly { schoolYear: string; startsOn: string; endsOn: string }[];
    }>('/api/programmes');
    const { schoolYear, startsOn, endsOn } = running[0]!;
    programme = (
      await post('/api/programmes', {
        plugin: 'school-twinning',
        preset: 'plan06',
        title: '城乡学校结对帮扶',
        schoolYear,
        settings: { ...preset.settings, filedBy: endsOn },
        organisations: [{ id: bureaus[0]!.id, subtree: true }],
      })
    ).id;
    pairing = (await post(`/api/programmes/${programme}/pairings`, { helper, helped, startsOn })).id;
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('publishes a pair with what must still be verified', async () => {
    const { page } = officer;
    await page.goto(`/pairings/${pairing}`);
    await page.getByRole('button', { name: '核实结对信息' }).click();
    await drawer(page).locator('textarea').fill('公布名单中校名不全，正在核实');
    await look(page, '70-doubt');
    await drawer(page).getByRole('button', { name: '保存' }).click();
    await page.getByText('已注明待核事项').waitFor();
    await page.goto(`/programmes/${programme}?tab=pairings`);
    await page.getByText('公布名单中校名不全，正在核实').first().waitFor();
    await look(page, '71-pairings-to-verify');
  });

  it('lets a school file its work plan on a phone', async () => {
    const { page } = school;
    await page.goto(`/records/new?programme=${programme}&form=helperPlan`);
    await page.getByLabel('领导小组组长').fill('周校长');
    await page.getByLabel('成员').fill('教务、德育、总务主任');
    await page.getByLabel('目标').fill('课堂常规达到区里的要求。');
    await page.getByLabel('活动内容与措施').fill('每学期送课两次，体育教师支教一名。');
    await page.getByLabel('步骤与人员安排').fill('九月对接，十月起逐月落实。');
    await look(page, '72-plan-on-a-phone');
    await page.getByRole('button', { name: '提交' }).click();
    await page
      .getByText(/已提交/)
      .first()
      .waitFor();
    await look(page, '73-plan-handed-in');
  });

  it('lets the bureau file it, and counts it as filed', async () => {
    const { page } = officer;
    await page.goto('/reviews');
    await page.getByText('帮扶学校工作方案').first().waitFor();
    await look(page, '74-desk');
    await page
      .getByRole('link', { name: /帮扶学校工作方案|周校长|云川区实验小学/ })
      .first()
      .click();
    await page.locator('.review-record').getByText('课堂常规达到区里的要求。').waitFor();
    await look(page, '75-plan-at-the-bureau');
    await page.getByRole('button', { name: '同意', exact: false }).click();
    await page.getByText(/^已办理 .*帮扶学校工作方案/).waitFor();
    await page.goto(`/reports?programme=${programme}&report=helperFilings`);
    await page.getByRole('row', { name: /\(\?\)完小/ }).waitFor();
    await look(page, '76-filings');
  });

  it('lets the bureau name a problem, and who has to put it right', async () => {
    const { page } = officer;
    await page.goto(`/rectifications?programme=${programme}`);
    await page.getByRole('button', { name: '提出整改' }).first().click();
    await drawer(page).getByRole('radio', { name: '受帮学校' }).check();
    await drawer(page).getByLabel('问题内容').fill('工作方案逾期未报，请三日内补报。');
    await look(page, '77-raise');
    await drawer(page).getByRole('button', { name: '提出整改' }).click();
    await page
      .getByText(/已提出整改/)
      .first()
      .waitFor();
    await page
      .getByRole('row', { name: /工作方案逾期未报/ })
      .getByText('(?)完小')
      .first()
      .waitFor();
  });

  it('speaks English too', async () => {
    for (const [seat, path] of [
      [officer, `/programmes/${programme}?tab=requirements`],
      [school, `/programmes/${programme}?tab=pairings`],
    ] as const) {
      await seat.page.evaluate(() => localStorage.setItem('xieshou.language', 'en'));
      await seat.page.goto(path);
      await seat.page.getByRole('heading', { level: 1 }).waitFor();
      await look(seat.page, `78-english-${seat === school ? 'phone' : 'desk'}`);
    }
    for (const { complaints } of [officer, school]) expect(complaints).toEqual([]);
  });
});
