import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

interface Listed {
  readonly rows: readonly { readonly id: string; readonly name: string; readonly schoolYear: string }[];
}
interface Plugin {
  readonly id: string;
  readonly presets: readonly { readonly key: string; readonly settings: Readonly<Record<string, unknown>> }[];
}

describe('the help of a college in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let college: Seat;
  let adviser: Seat;
  let tutor: Seat;
  let tutee: Seat;
  const programme: Record<string, string> = {};
  const pairing: Record<string, string> = {};
  let today: string;

  /** A programme of a preset, with the pair of the two students of the sample. */
  const begin = async (preset: string, settings: object) => {
    const { page } = college;
    const plugins = await ask<readonly Plugin[]>(page, 'GET', '/api/plugins');
    const plugin = plugins.find(({ id }) => id === 'peer-tutoring')!;
    const { rows } = await ask<Listed>(page, 'GET', '/api/programmes');
    const { rows: organisations } = await ask<Listed>(page, 'GET', '/api/organisations?kind=college');
    const made = await ask<{ id: string }>(page, 'POST', '/api/programmes', {
      plugin: plugin.id,
      preset,
      title: `${preset} 学业帮扶`,
      schoolYear: rows[0]!.schoolYear,
      settings: { ...plugin.presets.find(({ key }) => key === preset)!.settings, ...settings },
      organisations: [{ id: organisations[0]!.id, subtree: true }],
    });
    const { rows: people } = await ask<Listed>(page, 'GET', '/api/people?size=100');
    const of = (name: string) => people.find((one) => one.name === name)!.id;
    const pair = await ask<{ id: string }>(page, 'POST', `/api/programmes/${made.id}/pairings`, {
      helper: of('叶清和'),
      helped: of('邵子墨'),
      startsOn: today,
      reason: '学院研究确定，双方自愿',
    });
    programme[preset] = made.id;
    pairing[preset] = pair.id;
  };
  const form = (page: Page, preset: string, key: string) =>
    page.goto(`/records/new?programme=${programme[preset]}&form=${key}&pairing=${pairing[preset]}`);

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string, viewport: typeof desk, touch = false) => {
      const seat = await sitDown(browser, { url: platform.url, viewport, touch });
      await signIn(seat.page, username, password);
      return seat;
    };
    college = await sit('college', desk);
    adviser = await sit('adviser', desk);
    tutor = await sit('tutor', phone, true);
    tutee = await sit('tutee', phone, true);
    today = await college.page.evaluate(() => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }));
    await begin('plan15', { studentSeats: 1 });
    await begin('plan18', {});
    await begin('plan21', { changeDays: 0 });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('lets the helped evaluate the helper on a phone, who does not see it', async () => {
    const { page } = tutee;
    await form(page, 'plan18', 'helperRating');
    await page.getByLabel('评分').fill('92');
    await page.getByLabel('意见和建议').fill('讲得清楚，也很有耐心。');
    const handIn = page.getByRole('button', { name: '提交记录' });
    const place = await handIn.boundingBox();
    // That it is kept as a draft meanwhile moves nothing from under a thumb.
    await page.getByText('已保存草稿').waitFor();
    expect(await handIn.boundingBox()).toEqual(place);
    await look(page, '90-evaluation-on-a-phone');
    await handIn.click();
    await page.getByRole('link', { name: '查看这条记录' }).click();
    await page.getByText('讲得清楚，也很有耐心。').waitFor();
    const { pathname } = new URL(page.url());
    expect(await page.evaluate(async (path) => (await fetch(`/api${path}`)).status, pathname)).toBe(200);
    expect(await tutor.page.evaluate(async (path) => (await fetch(`/api${path}`)).status, pathname)).toBe(404);
  });

  it('tells the adviser alone of what may be a risk', async () => {
    await ask(tutor.page, 'POST', `/api/programmes/${programme['plan18']}/records`, {
      form: 'contactTalk',
      pairings: [pairing['plan18']],
      data: { on: today, way: 'faceToFace', partners: ['helped'], theme: '近况', said: '他说最近不想活，睡不好。' },
    });
    const { page } = adviser;
    await page.goto(`/programmes/${programme['plan18']}?tab=alerts`);
    await page.locator('.data-view').getByText('不想活').waitFor();
    await look(page, '91-risk-alerts');
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await college.page.goto(`/programmes/${programme['plan18']}`);
    await college.page.getByRole('heading', { level: 1, name: 'plan18 学业帮扶' }).waitFor();
    expect(await college.page.getByRole('link', { name: '风险提示' }).count()).toBe(0);
  });

  it('refuses the assessment before the marks are out, and keeps what was written', async () => {
    const { page } = college;
    await form(page, 'plan21', 'effectReview');
    await page.getByText('第一学期', { exact: true }).click();
    await page.getByLabel('本学期通过门数').fill('6');
    await page.getByLabel('本学期不及格门数').fill('1');
    await page.getByLabel('成绩分析').fill('高等数学由 42 分提高到 68 分。');
    await page.getByText('遵守辅导纪律', { exact: true }).click();
    await page.getByText('合格', { exact: true }).click();
    await page.getByRole('button', { name: '提交记录' }).click();
    await page.getByText('期末成绩公布日尚未填写，成绩公布后才能考核').first().waitFor();
    await look(page, '92-assessment-too-early');
    expect(await page.getByLabel('成绩分析').inputValue()).toContain('68 分');
  });

  it('shows the awards in the order of their places, and leaves the college to decide', async () => {
    const { page } = college;
    await page.goto(`/programmes/${programme['plan15']}?tab=outcomes`);
    await page.getByRole('button', { name: /^结\s*算$/ }).click();
    await page.getByText('第 1 次结算').waitFor();
    await page.getByRole('button', { name: '确认结算' }).click();
    await page.getByText('结算已确认').waitFor();
    // Nothing has been achieved yet, and so nobody is named.
    await page.locator('.data-table').getByText('未入选').waitFor();
    await page.getByRole('columnheader', { name: '名次' }).waitFor();
    await look(page, '93-awards-desk');
    for (const { complaints } of [college, adviser, tutor, tutee]) expect(complaints).toEqual([]);
  });
});
