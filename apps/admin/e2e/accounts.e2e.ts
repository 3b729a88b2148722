import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look as lookAt, lookBoth as lookAtBoth } from './looking.js';
import { desk, openBrowser, phone, picture, type Platform, signIn, sitDown, startPlatform } from './platform.js';

const NEXT = 'Chosen-by-me-2026';

describe('accounts of a school', () => {
  let platform: Platform;
  let browser: Browser;
  let password: string;
  let slip: { username: string; password: string };

  const look = (page: Page, name: string) => lookAt(page, `accounts-${name}-zh`);
  const lookBoth = (page: Page, name: string) => lookAtBoth(page, `accounts-${name}`);
  const visit = async (
    who: { username: string; password: string },
    viewport: typeof desk,
    act: (page: Page) => Promise<void>,
  ) => {
    const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
    await signIn(seat.page, who.username, who.password);
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

  it('are opened in bulk by its own administrator, who prints the slips', () =>
    visit({ username: 'shiyan', password }, desk, async (page) => {
      await page.goto('/users');
      await page.getByRole('heading', { level: 1, name: '账号' }).waitFor();
      await lookBoth(page, '01-list');
      await page.getByRole('button', { name: '批量开户' }).click();
      await page.getByLabel('用户名前缀').fill('sy');
      const submit = page.getByRole('button', { name: /^开通 \d+ 个账号$/ });
      await submit.waitFor();
      await look(page, '02-open');
      await submit.click();
      await page.getByText(/^密码条（\d+ 张）$/).waitFor();
      await look(page, '03-slips');
      const cells = page.getByRole('dialog').getByRole('row').nth(1).getByRole('cell');
      slip = { username: (await cells.nth(2).textContent())!, password: (await cells.nth(3).textContent())! };
      expect([slip.username.startsWith('sy'), /^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/.test(slip.password)]).toEqual([
        true,
        true,
      ]);
      // The paper, as the printer would get it.
      await page.evaluate(() => document.body.classList.add('printing-slip'));
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 718, height: 1046 });
      await picture(page, 'accounts-04-paper-zh');
      expect(await page.locator('.slips-one').first().isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize(desk);
      await page.evaluate(() => document.body.classList.remove('printing-slip'));
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '下载 Excel' }).click(),
      ]);
      expect(saved.suggestedFilename()).toMatch(/^密码条-\d{4}-\d\d-\d\d\.xlsx$/);
      const [sheet] = (await readXlsx(await readFile(await saved.path()))).sheets;
      expect(sheet!.rows[0]).toEqual(['姓名', '单位', '角色', '用户名', '一次性密码', '登录地址']);
      expect(sheet!.rows.map((row) => [row[3], row[4]])).toContainEqual([slip.username, slip.password]);
      await page.getByRole('button', { name: '已发放，关闭' }).click();
      await page.getByText(slip.password).waitFor({ state: 'detached' });
    }));

  it('may hold a second role, given by the bureau', () =>
    visit({ username: 'officer', password }, desk, async (page) => {
      await page.goto(`/users?q=${slip.username}`);
      await page.getByRole('button', { name: slip.username }).click();
      await page.getByLabel('单位', { exact: true }).last().click();
      await page.getByLabel('单位', { exact: true }).last().fill('博雅');
      await page.getByTitle('博雅实验学校').click();
      await page.getByRole('button', { name: '增加身份' }).click();
      await page.getByText('博雅实验学校 · 教师').waitFor();
      await look(page, '05-roles');
    }));

  it('are created for a person of the register, whose name is filled in', () =>
    visit({ username: 'officer', password }, desk, async (page) => {
      await page.goto('/users');
      await page.getByRole('button', { name: '创建账号' }).click();
      const person = page.getByRole('combobox', { name: '人员' });
      expect(await person.isDisabled()).toBe(true);
      const place = page.getByRole('dialog').getByRole('combobox', { name: '单位' });
      await place.click();
      await place.fill('博雅');
      await page.getByTitle('博雅实验学校').click();
      await person.click();
      const first = page.locator('.ant-select-dropdown:visible .ant-select-item-option').first();
      const name = (await first.textContent())!.split(' · ')[0]!;
      await first.click();
      expect(await page.getByLabel('姓名').inputValue()).toBe(name);
      await page.getByLabel('用户名').fill('boya-linked');
      await look(page, '09-new-with-person');
      await page.getByRole('dialog').getByRole('button', { name: '创建账号' }).click();
      await page.getByText('账号已创建').waitFor();
      const made = await page.request.get('/api/users?q=boya-linked');
      expect(((await made.json()) as { rows: { person: { name: string } }[] }).rows[0]!.person.name).toBe(name);
    }));

  it('open with the slip: a new password, then the role, then the workbench', () =>
    visit(slip, phone, async (page) => {
      await page.waitForURL((url) => url.pathname === '/password');
      await page.getByLabel('当前密码').fill(slip.password);
      await page.getByLabel('新密码', { exact: true }).fill(NEXT);
      await page.getByLabel('再次输入新密码').fill(NEXT);
      await page.getByRole('button', { name: '保存新密码' }).click();
      await page.waitForURL((url) => url.pathname === '/role');
      await page.getByRole('heading', { name: '请选择单位和角色' }).waitFor();
      await lookBoth(page, '06-phone-choose');
      await page.getByRole('button', { name: /云川区实验小学/ }).click();
      await page.waitForURL((url) => url.pathname === '/');
      await page.goto('/delegations');
      await page.getByRole('heading', { level: 1, name: '委托代理' }).waitFor();
      await lookBoth(page, '07-phone-delegations');
    }));

  it('let an administrator see an ID number for a reason', () =>
    visit({ username: 'shiyan', password }, desk, async (page) => {
      await page.goto('/people');
      await page.locator('.row-entry button').first().click();
      await page.getByLabel('身份证号').fill('11010519491231002x');
      await page.getByRole('button', { name: '保存修改' }).click();
      await page.getByText(/^已保存/).waitFor();
      await page.locator('.row-entry button').first().click();
      await page.getByText('110***********002X').first().waitFor();
      await page.getByRole('button', { name: '查看' }).click();
      await page.getByLabel(/^查看事由/).fill('核对报名');
      await look(page, '08-reveal');
      await page.getByRole('dialog').last().getByRole('button', { name: '查看' }).click();
      await page.getByText('11010519491231002X').waitFor();
    }));
});
