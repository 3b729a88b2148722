import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWorkbook } from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look as lookAt, lookBoth as lookAtBoth } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';

const problem = '二楼东侧疏散指示灯不亮，楼梯间堆放桌椅。请清理并检修，附检修记录。';

describe('putting right, and excusing', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;
  /** Path of the problem that the journey is about. */
  let path: string;

  const look = (page: Page, name: string) => lookAt(page, `rectification-${name}-zh`);
  const lookBoth = (page: Page, name: string) => lookAtBoth(page, `rectification-${name}`);
  /** One person's visit, during which the page may complain about nothing. */
  const visit = async (username: string, viewport: typeof desk, act: (page: Page) => Promise<void>) => {
    const seat: Seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
    await signIn(seat.page, username, password);
    await act(seat.page);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  };
  const type = (page: Page, name: string, text: string) =>
    page.getByRole('dialog').getByRole('textbox', { name }).fill(text);
  const press = (page: Page, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    platform = await startPlatform({});
    password = (await readFile(join(platform.dataDir, 'sample-password.txt'), 'utf8')).trim();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('lets the helping school name a problem', () =>
    visit('shiyan', desk, async (page) => {
      await page.getByRole('navigation').getByRole('link', { name: '整改' }).click();
      await page.getByRole('heading', { level: 1, name: '整改' }).waitFor();
      await lookBoth(page, '01-board');
      await page.getByRole('button', { name: '提出整改' }).click();
      expect(await page.getByRole('radio', { name: '云川区实验小学 → 博雅实验学校' }).isChecked()).toBe(true);
      await press(page, '提出整改');
      await page.getByText('有 1 处需要修改').waitFor();
      await look(page, '02-raise');
      await type(page, '问题内容', problem);
      await press(page, '提出整改');
      await page.getByText(/已提出整改，期限 \d{4}-\d\d-\d\d/).waitFor();
      const row = page.getByRole('row', { name: new RegExp(problem.slice(0, 10)) });
      await row.getByText('待整改').waitFor();
      await page.getByRole('button', { name: '导出 Excel' }).click();
      const entry = page.getByRole('menuitem', { name: '中文表头' });
      await entry.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), entry.click()]);
      const [sheet] = await openWorkbook(await readFile(await download.path()));
      expect(sheet!.rows.some((cells) => cells.includes(problem))).toBe(true);
    }));

  it('lets the other school answer and finish on a phone', () =>
    visit('boya', phone, async (page) => {
      await page.goto('/rectifications');
      await page.getByRole('button', { name: /^待整改/ }).click();
      await page.waitForURL(/state=open/);
      await lookBoth(page, '03-phone-board');
      await page.getByRole('link', { name: new RegExp(problem.slice(0, 10)) }).click();
      await page.getByRole('heading', { level: 1, name: '博雅实验学校整改事项' }).waitFor();
      path = new URL(page.url()).pathname;
      await lookBoth(page, '04-phone-page');
      await page.getByRole('button', { name: '填写整改措施' }).click();
      await type(page, '整改措施', '清空楼梯间，更换指示灯两盏，后勤每周一巡查并登记。');
      await press(page, '提交');
      await page.getByText('有 1 处需要修改').waitFor();
      await look(page, '05-phone-answer');
      await type(page, '责任人', '万里');
      await press(page, '提交');
      await page.getByText('已填写整改措施。').waitFor();
      await page.getByRole('button', { name: '提请复查' }).click();
      await type(page, '整改结果', '指示灯已更换，楼梯间已清空，巡查表已启用。');
      await press(page, '提请复查');
      await page.getByText('已提请复查。').waitFor();
      await page.getByText('待复查', { exact: true }).waitFor();
    }));

  it('lets the centre school close it, from the message that asked for it', () =>
    visit('chengguan', desk, async (page) => {
      await page.getByRole('button', { name: /消息/ }).click();
      await page.getByRole('button', { name: new RegExp(problem.slice(0, 10)) }).click();
      await page.waitForURL((url) => url.pathname === path);
      await lookBoth(page, '06-page');
      await page.getByRole('button', { name: '复查', exact: true }).click();
      await page.getByRole('radio', { name: '通过，销号' }).check();
      await type(page, '意见', '现场查看，指示灯正常，楼梯间通畅，同意销号。');
      await look(page, '07-inspect');
      await press(page, '提交');
      await page.getByText('已通过复查并销号。').waitFor();
      await page.getByText('复查通过，销号').waitFor();
      expect(await page.getByRole('button', { name: '复查', exact: true }).count()).toBe(0);
      await lookBoth(page, '08-closed');
    }));

  it('lets the officer excuse what is missing under a document, and require it again', () =>
    visit('officer', desk, async (page) => {
      await page.goto('/duties');
      const select = page.getByRole('button', { name: /^全选未达标/ });
      await page.locator('.matrix-cell.overdue').first().waitFor();
      const missing = Number(/\d+/.exec((await select.textContent())!)![0]);
      await page.locator('.matrix-cell.overdue').first().click();
      await page.getByRole('button', { name: '免除', exact: true }).click();
      await press(page, '确定免除');
      await page.getByText('有 2 处需要修改').waitFor();
      await look(page, '09-excuse');
      await type(page, '文号', '云教函〔2026〕12号');
      await type(page, '原因', '校舍加固停课，顺延至下学期。');
      await press(page, '确定免除');
      await page.getByText('已免除 1 项要求。').waitFor();
      await page.getByRole('button', { name: `全选未达标（${missing - 1} 项）` }).waitFor();
      await lookBoth(page, '10-excused');
      await page.locator('.matrix-cell.excused').first().click();
      await page.getByRole('dialog').getByText('云教函〔2026〕12号').waitFor();
      await look(page, '11-excuse-details');
      await press(page, '恢复要求');
      await page.locator('.ant-modal-confirm').getByRole('button', { name: '恢复要求' }).click();
      await page.getByRole('button', { name: `全选未达标（${missing} 项）` }).waitFor();
    }));
});
