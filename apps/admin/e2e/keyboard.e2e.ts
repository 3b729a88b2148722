import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focused, follow, tabTo } from './keyboard.js';
import { desk, openBrowser, type Platform, sitDown, startPlatform } from './platform.js';

/** The main job without a mouse: nothing here but `page.keyboard`. */
describe('with the keyboard alone', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;
  const topic = '《草原》第二课时';

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const press = (page: Page, ...keys: readonly string[]) =>
    keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

  const visit = async (username: string, act: (page: Page) => Promise<void>) => {
    const { page, context, complaints } = await sitDown(browser, { url: platform.url, viewport: desk });
    await page.addInitScript(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes');
    });
    await page.goto('/login');
    await page.getByRole('button', { name: '登录' }).waitFor();
    await tabTo(page, /^input: .*账号/);
    await page.keyboard.type(username);
    await tabTo(page, /^input: 密码/);
    await page.keyboard.type(password);
    await press(page, 'Enter');
    await heading(page, '工作台');
    await act(page);
    expect(complaints).toEqual([]);
    await context.close();
  };

  it('a school logs a lesson', () =>
    visit('shiyan', async (page) => {
      await follow(page, /^a: 名师送教.*\(\/records\/new/);
      await heading(page, /名师送教/);
      // Handed in too early: the focus goes to what is to be mended.
      await tabTo(page, /^button: 提交记录/);
      await press(page, 'Enter');
      await page.getByText(/有 \d+ 处需要修改/).waitFor();
      await tabTo(page, /^(select|combobox): .*主讲教师/);
      await press(page, 'ArrowDown', 'Enter');
      await tabTo(page, /^(select|combobox): .*学科/);
      await press(page, 'ArrowDown', 'Enter');
      await tabTo(page, /^input: .*年级班级/);
      await page.keyboard.type('五年级2班');
      await tabTo(page, /^(input|textarea): .*课题/);
      await page.keyboard.type(topic);
      await tabTo(page, /^(input|spinbutton): .*听课人数/);
      await page.keyboard.type('24');
      await tabTo(page, /^(input|spinbutton): .*课时长度/);
      await press(page, 'Control+A');
      await page.keyboard.type('40');
      await press(page, 'Control+Enter');
      await page
        .getByText(/等待.+确认/)
        .first()
        .waitFor();
    }));

  it('the other school confirms it at its desk', () =>
    visit('boya', async (page) => {
      await follow(page, /^a: 待办/);
      await heading(page, '待办');
      const entry = page.locator('.review-entry.shown', { hasText: topic });
      for (let n = 0; n < 60 && !(await entry.isVisible()); n++) await press(page, 'j');
      await page.locator('.desk-shown').getByText(topic).first().waitFor();
      // Returning asks for a reason; Esc leaves it, and single keys work again.
      await press(page, 'r');
      await page.locator('.return-box').waitFor();
      await press(page, 'Escape');
      await page.locator('.return-box').waitFor({ state: 'detached' });
      await press(page, 'a');
      await page.locator('.review-entry', { hasText: topic }).waitFor({ state: 'detached' });
    }));

  it('an officer chases a duty and prints a ledger', () =>
    visit('officer', async (page) => {
      await follow(page, /^a: 履责/);
      await heading(page, /履责/);
      await page.getByRole('grid').waitFor();
      await tabTo(page, /^gridcell: /);
      await press(page, 'ArrowRight', 'ArrowDown');
      expect(await focused(page)).toMatch(/^gridcell: /);
      await tabTo(page, /^button: 全选未达标/, 'Shift+Tab');
      await press(page, 'Enter');
      await follow(page, /^button: 催办/);
      await page.getByText(/已发出 \d+ 条催办/).waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await expect.poll(() => focused(page)).toMatch(/^button: 全选未达标/);

      await tabTo(page, /^a: 台账/, 'Shift+Tab');
      await press(page, 'Enter');
      await heading(page, '台账');
      await page.locator('table').first().waitFor();
      await follow(page, /^button: 打印/);
      await page.locator('body[data-printed]').waitFor();
    }));

  it('an officer enables a programme and pairs two schools', () =>
    visit('officer', async (page) => {
      await follow(page, /^a: 项目/);
      await heading(page, '项目');
      await follow(page, /^a: 启用 /);
      await heading(page, '启用项目');
      await tabTo(page, /^input: .*教育局/);
      await press(page, 'Space');
      await page
        .getByText(/将向 \d+ 所学校显示/)
        .first()
        .waitFor();
      // A choice from a list: opened, left with Esc, and the focus is where it was.
      await tabTo(page, /^combobox: .*学年/);
      const before = await focused(page);
      await press(page, 'ArrowDown', 'Escape');
      expect(await focused(page)).toBe(before);
      await follow(page, /^button: 启用项目/);
      await page
        .getByText(/已启用/)
        .first()
        .waitFor();
      await page.waitForURL(/\/programmes\/[0-9a-f-]{36}/);
      const programme = new URL(page.url()).pathname.split('/').at(-1)!;

      await page.goto(`/pairings/new?programme=${programme}`);
      await heading(page, '新建结对');
      await page.getByRole('option').first().waitFor();
      await tabTo(page, /^combobox: .*公办学校/);
      await press(page, 'ArrowDown', 'Enter');
      await tabTo(page, /^combobox: .*民办学校/);
      await press(page, 'Enter');
      // A day: arrows step through days, words are understood.
      await tabTo(page, /^input: .*(开始|起始|起)/);
      const field = page.locator('#starts-on');
      const day = await field.inputValue();
      await press(page, 'ArrowUp');
      expect(await field.inputValue()).not.toBe(day);
      await press(page, 'ArrowDown');
      expect(await field.inputValue()).toBe(day);
      await follow(page, /^button: 结对/);
      await page
        .getByText(/已结对：/)
        .first()
        .waitFor();
    }));

  it('drawers hold the focus while open, close with Esc and give it back', () =>
    visit('officer', async (page) => {
      await follow(page, /^button: .*消息/);
      await page.getByRole('dialog').waitFor();
      await press(page, 'Tab', 'Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog], .ant-drawer') !== null)).toBe(
        true,
      );
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await expect.poll(() => focused(page)).toMatch(/^button: .*消息/);

      // The matrix: one stop of Tab, arrows inside; nothing is saved.
      await page.goto('/programmes/matrix');
      await page.getByRole('grid').waitFor();
      await tabTo(page, /^gridcell: /);
      await press(page, 'ArrowDown', 'Space');
      await page.getByText(/已改动 1 个项目/).waitFor();
      await follow(page, /^button: 核对影响并保存/);
      await page
        .getByRole('dialog')
        .getByText(/移出 \d+ 所/)
        .first()
        .waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await expect.poll(() => focused(page)).toMatch(/^button: 核对影响并保存/);
      await follow(page, /^button: 放弃改动/);
    }));
});
