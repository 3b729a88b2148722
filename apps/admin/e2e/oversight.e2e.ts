import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWorkbook } from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look as lookAt, speak } from './looking.js';
import { desk, openBrowser, phone, type Platform, signIn, sitDown, startPlatform } from './platform.js';

describe('searching and looking back', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;

  const look = (page: Page, name: string) => lookAt(page, `oversight-${name}`);
  const visit = async (username: string, viewport: typeof desk, act: (page: Page) => Promise<void>) => {
    const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
    await signIn(seat.page, username, password);
    await act(seat.page);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  };

  beforeAll(async () => {
    platform = await startPlatform({});
    password = (await readFile(join(platform.dataDir, 'sample-password.txt'), 'utf8')).trim();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('finds a school by its initials from the keyboard alone', () =>
    visit('officer', desk, async (page) => {
      const button = page.getByRole('button', { name: /^搜索/ });
      await button.focus();
      await page.keyboard.press('Control+k');
      const box = page.getByRole('combobox', { name: '搜索' });
      await box.waitFor();
      await look(page, '01-search-empty-zh');
      await page.keyboard.type('syxx');
      await page.getByRole('option').first().waitFor();
      await look(page, '02-search-zh');
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
      expect(await button.evaluate((b) => b === document.activeElement)).toBe(true);
      await page.keyboard.press('Control+k');
      await box.waitFor();
      const first = await page.getByRole('option').first().locator('.search-name').textContent();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: first! }).waitFor();
    }));

  it('leads from a school to what was done to it, and tells who did it', () =>
    visit('officer', desk, async (page) => {
      await page.getByRole('navigation').getByRole('link', { name: '审计日志' }).click();
      await page.getByRole('heading', { level: 1, name: '审计日志' }).waitFor();
      await page.getByRole('table').waitFor();
      await look(page, '03-audit-zh');
      await page.getByRole('row').nth(1).getByRole('button').click();
      await page.getByRole('dialog').getByText('链序号', { exact: true }).waitFor();
      await look(page, '04-audit-entry-zh');
      await page.getByRole('button', { name: '此人的全部操作' }).click();
      await page.waitForURL(/user=/);
      await page.getByText(/只看操作人/).waitFor();
      await page.getByRole('button', { name: '导出 Excel' }).click();
      const entry = page.getByRole('menuitem', { name: '中文表头' });
      await entry.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), entry.click()]);
      const [sheet] = await openWorkbook(await readFile(await download.path()));
      expect(sheet!.rows.flat()).toContain('登录');
      await page.goto('/programmes');
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('link', { name: '本条修改记录' }).click();
      await page.waitForURL(/subject=/);
      await speak(page, 'en');
      await look(page, '05-audit-subject-en');
    }));

  it('works on a phone', () =>
    visit('officer', phone, async (page) => {
      await page.getByRole('button', { name: '搜索' }).click();
      await page.getByRole('combobox', { name: '搜索' }).fill('小学');
      await page.getByRole('option').first().waitFor();
      await look(page, '06-phone-search-zh');
      await page.goto('/audit');
      await page.getByRole('button', { name: '登录' }).first().waitFor();
      await look(page, '07-phone-audit-zh');
    }));
});
