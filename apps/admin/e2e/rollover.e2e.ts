import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look as lookAt, speak } from './looking.js';
import { desk, openBrowser, phone, picture, type Platform, signIn, sitDown, startPlatform } from './platform.js';

describe('going on into the next school year', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;

  const look = (page: Page, name: string) => lookAt(page, `rollover-${name}`);

  beforeAll(async () => {
    platform = await startPlatform({});
    password = (await readFile(join(platform.dataDir, 'sample-password.txt'), 'utf8')).trim();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('shows what goes on, makes the next year’s programme, and ties both together', async () => {
    const { page, complaints, context } = await sitDown(browser, { url: platform.url, viewport: desk });
    await signIn(page, 'officer', password);
    await page.goto('/programmes');
    await page.locator('tbody a').first().click();
    await page.getByRole('heading', { name: '基本情况' }).waitFor();
    await look(page, '01-programme-zh');
    // Long before the year ends, the way stands under 更多; with the keyboard alone.
    await page.getByRole('button', { name: '更多' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: '结转到下一学年' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /结转到 \d{4}-\d{4} 学年/ }).waitFor();
    await look(page, '02-preview-zh');
    await page.setViewportSize(phone);
    await look(page, '03-preview-phone-zh');
    await page.evaluate(() => document.documentElement.scrollTo(0, 700));
    await picture(page, 'rollover-03b-preview-phone-zh');
    await speak(page, 'en');
    await look(page, '04-preview-phone-en');
    await page.setViewportSize(desk);
    await look(page, '05-preview-en');
    await page.evaluate(() => document.documentElement.scrollTo(0, 99_999));
    await picture(page, 'rollover-05b-preview-en');
    await speak(page, 'zh');

    const boxes = page.locator('.rollover-box input');
    const all = await boxes.count();
    expect(all).toBeGreaterThan(1);
    await boxes.last().focus();
    await page.keyboard.press('Space');
    await page.getByText(`${all - 1} 对结对延续，1 对不延续。`).waitFor();
    await page.evaluate(() => document.documentElement.scrollTo(0, 99_999));
    await picture(page, 'rollover-06-unticked-zh');
    await page.getByRole('button', { name: '确认结转' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('新项目随即启用').waitFor();
    await look(page, '07-confirm-zh');
    await dialog.getByRole('button', { name: '确认结转' }).click();
    await page.getByRole('heading', { name: /^已结转：/ }).waitFor();
    await look(page, '08-done-zh');

    await page.getByRole('link', { name: '查看新项目' }).click();
    await page.getByRole('link', { name: /^上一学年：/ }).waitFor();
    await look(page, '09-new-programme-zh');
    await page.getByRole('link', { name: `进行中 ${all - 1} 对` }).click();
    await page.locator('tbody tr a').first().click();
    await page.getByRole('link', { name: /学年的结对$/ }).waitFor();
    await page.getByRole('heading', { name: '最近记录' }).waitFor();
    await picture(page, 'rollover-10-pairing-zh');
    await page.getByRole('link', { name: /学年的结对$/ }).click();
    await page.getByText('延续为').waitFor();

    await page.goto('/programmes');
    await look(page, '11-list-zh');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
