import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';

interface Row {
  readonly id: string;
  readonly form: string;
  readonly state: string;
  readonly mayCorrect: boolean;
  readonly mayVoid: boolean;
}

describe('the life of a record in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let writer: Seat;
  let other: Seat;
  let officer: Seat;
  let programme: string;
  let record: string;

  const ask = <T>(page: Page, url: string) =>
    page.evaluate(async (path) => (await fetch(path)).json() as Promise<unknown>, url) as Promise<T>;
  const records = async (page: Page, query: string) =>
    (await ask<{ rows: Row[] }>(page, `/api/programmes/${programme}/records?size=200${query}`)).rows;

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string, viewport: typeof desk = desk) => {
      const seat = await sitDown(browser, { url: platform.url, viewport });
      await signIn(seat.page, username, password);
      return seat;
    };
    [writer, other, officer] = [await sit('shiyan'), await sit('boya'), await sit('officer')];
    programme = (await ask<{ rows: { id: string }[] }>(writer.page, '/api/programmes')).rows[0]!.id;
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('keeps what is begun as a draft, shows it on the workbench, and goes on with it', async () => {
    const { page } = writer;
    await page.goto(`/records/new?programme=${programme}&form=researchEvent`);
    const box = page.locator('.form-view textarea').first();
    await box.fill('还没有写完');
    await page.getByText('已保存草稿').waitFor({ timeout: 15_000 });
    await look(page, '20-draft-kept');
    expect(new URL(page.url()).searchParams.get('draft')).toBeTruthy();
    // Left without a question, and with the last words.
    await box.fill('还没有写完，先到这里');
    await page.goBack();
    await page.goto('/');
    const panel = page.locator('.drafts');
    await panel.waitFor();
    await look(page, '21-drafts-on-the-workbench');
    await panel.getByRole('link').first().click();
    await page.locator('.form-view textarea').first().waitFor();
    expect(await page.locator('.form-view textarea').first().inputValue()).toContain('还没有写完');
    await page.reload();
    await page.locator('.form-view textarea').first().waitFor();
    await page.goto(`/records?programme=${programme}&state=draft`);
    await page.locator('.data-table').waitFor();
    await look(page, '22-drafts-in-the-list');
    await page.locator('.data-table tbody a').first().click();
    await page.getByRole('button', { name: '删除草稿' }).click();
    await page.locator('.ant-modal').getByRole('button', { name: '删除草稿' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(await records(page, '&state=draft')).toEqual([]);
  });

  it('corrects what is confirmed, once the other side agrees', async () => {
    const { page } = writer;
    const mine = (await records(page, '&state=confirmed')).filter((r) => r.mayCorrect);
    const partner = await records(other.page, '&state=confirmed');
    record = mine.find((r) => partner.some((p) => p.id === r.id))!.id;
    await page.goto(`/records/${record}`);
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.getByRole('button', { name: '提交更正' }).waitFor();
    const texts = page.locator('.form-view textarea');
    await texts.first().fill('更正后的内容');
    await texts.last().fill('原内容写错');
    await look(page, '23-correcting');
    await page.getByRole('button', { name: '提交更正' }).click();
    await page.getByText('第 1 次更正，待对方确认').waitFor();
    await look(page, '24-correction-waits');
    await other.page.goto('/reviews');
    await other.page
      .getByText(/^更正：/)
      .first()
      .click();
    await other.page.getByText('对方申请第 1 次更正').waitFor();
    await look(other.page, '25-correction-at-the-desk');
    await other.page.goto(`/records/${record}`);
    await other.page.locator('.open-correction').getByRole('button', { name: '确认' }).click();
    await other.page.getByText('更正 1 次').waitFor();
    await look(other.page, '26-corrected');
  });

  it('seals a month, and voids for a reason', async () => {
    const { page } = officer;
    await page.goto(`/ledgers?programme=${programme}`);
    await page.getByRole('button', { name: '封存' }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, '27-sealing');
    await page.getByRole('dialog').getByRole('button', { name: '封存' }).click();
    await page.getByText(/已封存 \d+ 条记录/).waitFor();
    const [sealed] = await records(page, '&state=sealed');
    await page.goto(`/records/${sealed!.id}`);
    await page.locator('.step', { hasText: '已封存' }).waitFor();
    await look(page, '28-sealed');
    await page.getByRole('button', { name: '作废' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '作废' }).click();
    await dialog.getByText('请填写作废原因').waitFor();
    await look(page, '29-voiding');
    await dialog.getByRole('textbox').fill('核查不实');
    await dialog.getByRole('button', { name: '作废' }).click();
    await page.getByText('作废原因：核查不实').waitFor();
    await page.setViewportSize(phone);
    await look(page, '30-void-phone');
    for (const seat of [writer, other, officer]) expect(seat.complaints).toEqual([]);
  });
});
