import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';

describe('attachments in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;
  let writer: Seat;
  let programme: string;
  let record: string;

  const sit = async (username: string, o: { viewport: typeof desk; touch?: boolean }) => {
    const seat = await sitDown(browser, { url: platform.url, ...o });
    await signIn(seat.page, username, password);
    return seat;
  };
  /** A photo larger than what is kept, drawn by the browser itself. */
  const photo = async (page: Page): Promise<Buffer> => {
    const base64 = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [3000, 2000];
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = '#2f6f4f';
      pen.fillRect(0, 0, 3000, 2000);
      pen.fillStyle = '#ffffff';
      pen.font = '400px sans-serif';
      pen.fillText('送教课堂', 500, 1100);
      return canvas.toDataURL('image/jpeg').split(',')[1]!;
    });
    return Buffer.from(base64, 'base64');
  };
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
  const choose = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
    page.locator('.file-adding input[type=file]').first().setInputFiles(files);

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    writer = await sit('shiyan', { viewport: phone, touch: true });
    programme = await writer.page.evaluate(async () => {
      const answer = (await (await fetch('/api/programmes')).json()) as { rows: { id: string }[] };
      return answer.rows[0]!.id;
    });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('go with a sent lesson from a phone, and are seen on its page', async () => {
    const { page } = writer;
    await page.goto(`/records/new?programme=${programme}&form=masterLesson`);
    const pairing = page.locator('.new-record select').first();
    await page.locator('.new-record').waitFor();
    await page.waitForLoadState('networkidle');
    if ((await page.locator('.file-adding').count()) === 0) {
      const value = await pairing.locator('option').nth(1).getAttribute('value');
      await pairing.selectOption(value);
    }
    await page.locator('.file-adding').waitFor();
    expect(await page.getByRole('button', { name: '拍照' }).count()).toBe(1);
    await choose(page, [
      { name: '课堂.jpg', mimeType: 'image/jpeg', buffer: await photo(page) },
      { name: '教案.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: '程序.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]) },
    ]);
    await page.getByText('不能上传这种文件').waitFor();
    await page.locator('.file-adding li img').waitFor();
    await page.locator('.file-adding').scrollIntoViewIfNeeded();
    await look(page, '40-attachments-phone');
    await page.getByRole('button', { name: '移除 程序.jpg' }).click();
    expect(await page.locator('.file-adding li').count()).toBe(2);

    await page.getByLabel('课题').fill('分数的初步认识');
    const fill = async (label: string, words: string) => {
      const box = page.getByLabel(label);
      if ((await box.inputValue()) === '') await box.fill(words);
    };
    await fill('年级班级', '三年级2班');
    await fill('听课人数', '30');
    await fill('课时长度', '40');
    for (const label of ['主讲教师', '学科']) {
      const box = page.getByLabel(label);
      if ((await box.inputValue()) === '') await box.selectOption({ index: 1 });
    }
    // The draft takes them up; what is shown stays.
    await page.getByText('已保存草稿').waitFor({ timeout: 15_000 });
    await page.reload();
    await page.locator('.file-adding li img').waitFor();
    expect(await page.locator('.file-adding li').allInnerTexts()).toEqual([
      expect.stringContaining('课堂.jpg'),
      expect.stringContaining('教案.pdf'),
    ]);
    await page.locator('.form-actions button[type=submit]').click();
    const done = () => new URL(page.url()).searchParams.get('done');
    await expect.poll(done, { timeout: 60_000 }).toBeTruthy();
    record = done()!;
    await page.goto(`/records/${record}`);
    const list = page.locator('.record-fields .file-list');
    await list.waitFor();
    await list.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.file-list img')?.naturalWidth === 320);
    await look(page, '41-record-with-attachments-phone');
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载 教案.pdf' }).click();
    expect(readFileSync(await (await saved).path()).equals(pdf)).toBe(true);
    const width = await page.evaluate(async () => {
      const href = document.querySelector<HTMLAnchorElement>('.file-list a[target=_blank]')!.href;
      return (await createImageBitmap(await (await fetch(href)).blob())).width;
    });
    expect(width).toBe(2560);
  });

  it('are added and taken out on a change, and the history names them', async () => {
    const seat = await sit('shiyan', { viewport: desk });
    const { page } = seat;
    await page.goto(`/records/${record}/change`);
    await page.locator('.file-adding li img').waitFor();
    const remove = page.getByRole('button', { name: '移除 教案.pdf' });
    await remove.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('添加佐证');
    await choose(page, [{ name: '签到表.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([pdf, pdf]) }]);
    await page.getByText('签到表.pdf').first().waitFor();
    await page.getByRole('button', { name: '移除 签到表.pdf' }).waitFor();
    await look(page, '42-attachments-change');
    await page.locator('.form-actions button[type=submit]').click();
    await page.waitForURL((url) => url.pathname === `/records/${record}`);
    const change = page.locator('.record-history .difference-list').first();
    await change.waitFor();
    expect(await change.innerText()).toMatch(/课堂\.jpg、教案\.pdf[\s\S]*课堂\.jpg、签到表\.pdf/);
    await look(page, '43-record-with-attachments');
    await seat.context.close();
  });

  it('are counted in the ledger, and shown in English as well', async () => {
    const { page } = await sit('officer', { viewport: desk });
    await page.goto(`/ledgers?programme=${programme}&ledger=activities`);
    await page.getByText('2 件').first().waitFor();
    await look(page, '44-ledger-counts-attachments');
    await page.evaluate(() => localStorage.setItem('xieshou.language', 'en'));
    await page.goto(`/records/${record}`);
    await page.getByRole('link', { name: 'Download 课堂.jpg' }).waitFor();
    await page.locator('.file-list img').waitFor();
    await look(page, '45-record-with-attachments-en');
    await writer.page.evaluate(() => localStorage.setItem('xieshou.language', 'en'));
    await writer.page.goto(`/records/${record}/change`);
    await writer.page.getByRole('button', { name: 'Take a photo' }).waitFor();
    await writer.page.locator('.file-adding').scrollIntoViewIfNeeded();
    await look(writer.page, '46-attachments-phone-en');
  });
});
