import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look as lookAt } from './looking.js';
import { desk, openBrowser, phone, type Platform, signIn, sitDown, startPlatform } from './platform.js';

describe('all notifications', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;

  const visit = async (username: string, viewport: typeof desk, act: (page: Page) => Promise<void>) => {
    const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
    await signIn(seat.page, username, password);
    await act(seat.page);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  };
  const look = (page: Page, name: string) => lookAt(page, `notifications-${name}`);

  beforeAll(async () => {
    platform = await startPlatform({
      XIESHOU_SMTP_URL: 'smtp://127.0.0.1:9',
      XIESHOU_MAIL_FROM: '携手 <noreply@example.cn>',
    });
    password = (await readFile(join(platform.dataDir, 'sample-password.txt'), 'utf8')).trim();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('are reached from the bell, read, narrowed, and lead to what they are about', () =>
    visit('boya', desk, async (page) => {
      await page.locator('.top-button.bell').click();
      await page.getByRole('dialog').getByRole('link', { name: '查看全部', exact: true }).click();
      await page.waitForURL((url) => url.pathname === '/notifications');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      const table = page.getByRole('table', { name: '消息' });
      // A digest may come at any moment of a working day: only what is looked for counts.
      const row = table.getByRole('row').filter({ hasText: '待确认' }).first();
      await row.getByRole('button', { name: '标为已读', exact: true }).waitFor();
      await look(page, 'all');
      await row.getByRole('button', { name: '标为已读', exact: true }).click();
      await row.getByText('已读', { exact: true }).waitFor();

      await page.getByRole('combobox', { name: '类别' }).click();
      await page.locator('.ant-select-item-option[title="待确认"]').click();
      await page.waitForURL((url) => url.searchParams.get('kind') === 'confirmation');
      await page.getByRole('button', { name: '将筛选结果标为已读', exact: true }).waitFor();
      await look(page, 'of-a-kind');

      await table.locator('tbody tr').first().getByRole('button').first().click();
      await page.waitForURL((url) => url.pathname === '/reviews');
    }));

  it('are marked as read all at once, on a phone', () =>
    visit('tutee', phone, async (page) => {
      await page.goto('/notifications?unread=yes&kind=confirmation');
      const cards = page.getByRole('list', { name: '消息' }).getByRole('listitem');
      await cards.first().getByRole('button', { name: '标为已读', exact: true }).waitFor();
      await look(page, 'on-a-phone');
      await page.getByRole('button', { name: '将筛选结果标为已读', exact: true }).click();
      await page.getByText('没有符合条件的内容。').waitFor();
    }));

  it('have their digest sent by mail to an address of one’s own, until it is taken back', () =>
    visit('boya', desk, async (page) => {
      const drawer = page.locator('.ant-drawer').filter({ visible: true });
      const save = async (address: string) => {
        await page.getByRole('button', { name: '邮件提要', exact: true }).click();
        await drawer.getByLabel('邮箱').fill(address);
        await drawer.getByRole('button', { name: '保存', exact: true }).click();
      };
      await page.goto('/notifications');
      await save('zhao');
      await drawer.getByRole('link', { name: '邮箱须是一个邮箱地址，如 zhang@example.cn' }).waitFor();
      await look(page, 'mail-refused');
      await drawer.getByLabel('邮箱').fill('zhao@example.cn');
      await drawer.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('每日提要将发到 zhao@example.cn').waitFor();
      await drawer.waitFor({ state: 'hidden' });
      await save('');
      await page.getByText('不再发送邮件').waitFor();
    }));
});
