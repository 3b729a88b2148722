import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look as lookAt, speak } from './looking.js';
import { desk, openBrowser, phone, picture, type Platform, signIn, sitDown, startPlatform } from './platform.js';

describe('what becomes of organisations and people', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;

  const look = (page: Page, name: string) => lookAt(page, `organisation-life-${name}`);
  /** The officer's visit, during which the page may complain about nothing. */
  const visit = async (viewport: typeof desk, act: (page: Page) => Promise<void>) => {
    const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
    await signIn(seat.page, 'officer', password);
    await act(seat.page);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  };
  const open = async (page: Page, school: string) => {
    await page.goto(`/organisations?q=${encodeURIComponent(school)}`);
    await page
      .getByRole('link', { name: new RegExp(school) })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: school }).waitFor();
  };
  const choose = async (page: Page, act: string) => {
    await page.getByRole('button', { name: '更名、合并等' }).click();
    await page.getByRole('menuitem', { name: act, exact: true }).click();
  };
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

  it('renames a school, which its former name still finds', () =>
    visit(desk, async (page) => {
      await open(page, '新蕾小学');
      await choose(page, '更名');
      await page.getByRole('dialog').getByRole('textbox', { name: '新名称' }).fill('新蕾实验小学');
      await look(page, '01-rename-zh');
      await press(page, '确认更名');
      await page.getByText('“新蕾小学”已更名。').waitFor();
      await page.getByRole('heading', { level: 1, name: '新蕾实验小学' }).waitFor();
      await page.getByText('更名，原名“新蕾小学”').waitFor();
      await look(page, '02-page-zh');
      await page.goto(`/organisations?q=${encodeURIComponent('新蕾小学')}`);
      await page.getByText('曾用名：新蕾小学').waitFor();
      await look(page, '03-list-zh');
    }));

  it('shows what hangs on a school before it is moved or closed', () =>
    visit(desk, async (page) => {
      await open(page, '启明小学');
      await choose(page, '停办');
      await page.getByText(/进行中的结对/).waitFor();
      await look(page, '04-close-zh');
      await page.reload();
      await choose(page, '调整隶属');
      await page.getByText(/进行中的结对/).waitFor();
      await look(page, '05-move-zh');
    }));

  it('merges a school after showing everything that would happen', () =>
    visit(desk, async (page) => {
      await open(page, '文昌小学');
      await choose(page, '合并到其他单位');
      await page.getByRole('combobox', { name: '并入单位' }).fill('启明');
      // What a screen reader is told of stands there as well, and is never visible.
      await page.locator('.ant-select-item-option').filter({ hasText: '启明小学' }).click();
      await page.getByRole('heading', { name: '2. 核对变动' }).waitFor();
      await look(page, '06-merge-zh');
      await page.evaluate(() => document.documentElement.scrollTo(0, 9999));
      await picture(page, 'organisation-life-06b-merge-zh');
      await speak(page, 'en');
      await page.getByRole('heading', { name: '2. What would happen' }).waitFor();
      await look(page, '07-merge-en');
      await page.setViewportSize(phone);
      await look(page, '08-merge-phone-en');
      await speak(page, 'zh');
      await page.getByRole('heading', { name: '2. 核对变动' }).waitFor();
      await look(page, '09-merge-phone-zh');
      await page.setViewportSize(desk);
      await page.getByRole('textbox', { name: '理由' }).fill('布局调整，云教〔2026〕18 号');
      await page.getByRole('button', { name: '确认并入“启明小学”' }).click();
      await page.getByText('“文昌小学”已并入“启明小学”。').waitFor();
      await page.getByRole('heading', { level: 1, name: '启明小学' }).waitFor();
      await page.getByText('“文昌小学”并入').waitFor();
      await look(page, '10-merged-zh');
    }));

  it('transfers somebody, and settles who was registered twice', () =>
    visit(desk, async (page) => {
      await page.goto('/people');
      await page.getByRole('button', { name: '登记人员' }).first().click();
      await page.goto('/people/duplicates');
      await page.waitForLoadState('networkidle');
      await look(page, '11-duplicates-zh');
      await page.setViewportSize(phone);
      await look(page, '12-duplicates-phone-zh');
      await page.setViewportSize(desk);
      await page.goto('/people');
      await page.locator('tbody tr').first().click();
      await page.getByRole('dialog').getByRole('button', { name: '调动' }).waitFor();
      await look(page, '13-person-zh');
      await page.getByRole('dialog').getByRole('button', { name: '调动' }).click();
      await page.getByRole('dialog').getByText('调入单位').waitFor();
      await look(page, '14-transfer-zh');
    }));
});
