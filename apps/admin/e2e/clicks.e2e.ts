import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counting } from './counting.js';
import { desk, openBrowser, type Platform, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

interface Rows<T> {
  readonly rows: readonly T[];
}
interface Lesson {
  readonly form: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How many clicks the most frequent tasks take from the workbench; typing is not counted. */
describe('the frequent tasks', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;
  let programme: string;

  const visit = async (
    username: string,
    act: (page: Page, taken: Awaited<ReturnType<typeof counting>>) => Promise<void>,
  ) => {
    const { page, context, complaints } = await sitDown(browser, { url: platform.url, viewport: desk });
    await signIn(page, username, password);
    const taken = await counting(page);
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
    await act(page, taken);
    expect(complaints).toEqual([]);
    await context.close();
  };
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    browser = await openBrowser();
    await visit('officer', async (page) => {
      programme = (await ask<Rows<{ id: string }>>(page, 'GET', '/api/programmes')).rows[0]!.id;
    });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('enable a programme for the schools of a district: at most five', () =>
    visit('officer', async (page, taken) => {
      await follow(page, /^项目/);
      await follow(page, /^启用 /);
      await page.getByRole('checkbox', { name: /教育局/ }).click();
      const impact = await page
        .getByText(/将向 \d+ 所学校显示/)
        .first()
        .textContent();
      expect(Number(/将向 (\d+) 所/.exec(impact!)![1])).toBeGreaterThanOrEqual(12);
      await page.getByRole('button', { name: '启用项目' }).click();
      await heading(page, /学年/);
      expect((await taken()).clicks).toBeLessThanOrEqual(5);
    }));

  it('chase the schools that are late: three', () =>
    visit('officer', async (page, taken) => {
      await page.getByRole('main').getByRole('link', { name: '履责逾期的结对' }).click();
      await page.getByRole('button', { name: /全选未达标/ }).click();
      await page.getByRole('button', { name: '催办', exact: true }).click();
      await page
        .getByText(/已发出 \d+ 条催办/)
        .first()
        .waitFor();
      expect((await taken()).clicks).toBeLessThanOrEqual(3);
    }));

  it('log one sent lesson: two, and at most five fields to fill in', () =>
    visit('shiyan', async (page, taken) => {
      await page.locator('.actions a', { hasText: '名师送教' }).first().click();
      await heading(page, /名师送教/);
      let filled = 0;
      /** Fills in what is not prefilled: text is typed, and from a list the first entry is taken with two keys. */
      const fill = async (name: string, text?: string) => {
        const field = page.getByLabel(new RegExp(name)).first();
        const value = await field.evaluate((one) => {
          const list = one.closest('.ant-select');
          return list ? (list.querySelector('[title]')?.getAttribute('title') ?? '') : (one as HTMLInputElement).value;
        });
        if (value !== '') return;
        filled++;
        if (text !== undefined) return field.fill(text);
        if ((await field.evaluate((one) => one.tagName)) === 'SELECT') return void field.selectOption({ index: 1 });
        await field.focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      };
      await fill('主讲教师');
      await fill('学科');
      await fill('年级班级', '五年级2班');
      await fill('课题', '《草原》第一课时');
      await fill('听课人数', '24');
      await fill('课时长度', '40');
      expect(filled).toBeLessThanOrEqual(5);
      await page.getByRole('button', { name: '提交记录' }).click();
      await page
        .getByText(/等待.+确认/)
        .first()
        .waitFor();
      expect((await taken()).clicks).toBe(2);
    }));

  it('review twenty submissions: one, and a key each', async () => {
    await visit('shiyan', async (page) => {
      const { rows } = await ask<Rows<{ id: string }>>(
        page,
        'GET',
        `/api/programmes/${programme}/records?form=masterLesson&size=1`,
      );
      const lesson = await ask<Lesson>(page, 'GET', `/api/records/${rows[0]!.id}`);
      const pairings = await ask<Rows<{ id: string }>>(page, 'GET', `/api/programmes/${programme}/pairings`);
      for (let n = 0; n < 20; n++)
        await ask(page, 'POST', `/api/programmes/${programme}/records`, {
          form: lesson.form,
          pairings: [pairings.rows[0]!.id],
          data: { ...lesson.data, on: `2026-11-${String(n + 1).padStart(2, '0')}` },
        });
    });
    await visit('boya', async (page, taken) => {
      await follow(page, /^待办/);
      await page.locator('.review-entry').first().waitFor();
      const before = (await ask<{ total: number }>(page, 'GET', '/api/reviews')).total;
      expect(before).toBeGreaterThanOrEqual(20);
      for (let n = 1; n <= 20; n++) {
        await page.locator('.desk-shown .decision-bar').waitFor();
        const shown = await page.locator('.review-entry.shown').getAttribute('href');
        await page.keyboard.press('a');
        await page.waitForFunction(
          (href) => document.querySelector('.review-entry.shown')?.getAttribute('href') !== href,
          shown,
        );
      }
      expect(await taken()).toEqual({ clicks: 1, keys: 20 });
      await expect
        .poll(async () => (await ask<{ total: number }>(page, 'GET', '/api/reviews')).total, { timeout: 30_000 })
        .toBe(before - 20);
    });
  });

  it('go on with a draft: one', () =>
    visit('shiyan', async (page, taken) => {
      await ask(page, 'POST', `/api/programmes/${programme}/records`, {
        form: 'masterLesson',
        data: {},
        draft: true,
      });
      await page.reload();
      await page.locator('.drafts a').first().click();
      await page.getByRole('button', { name: '提交记录' }).waitFor();
      expect((await taken()).clicks).toBe(1);
    }));
});
