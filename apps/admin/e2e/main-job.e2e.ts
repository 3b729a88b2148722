import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { fillTemplate, openWorkbook } from '@xieshou/testing';
import { look as lookAt, lookBoth } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';

const OFFICER = 'Hand-in-hand-2026';
const SCHOOL = 'Village-school-7';

const schools = (
  [
    ['云川区实验小学', '公办', '小学', '2161030101'],
    ['云川区第一小学', '公办', '小学', '2161030102'],
    ['博雅实验学校', '民办', '九年一贯制', '2161030111'],
    ['启明小学', '民办', '小学', '2161030112'],
  ] as const
).map(([name, ownership, kind, code]) => ({ 单位名称: name, 办学性质: ownership, 学段: kind, 标识码: code }));

describe('the main job in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let officer: Seat;
  const passwords = new Map<string, string>();

  const look = (page: Page, name: string) => lookAt(page, `${name}-zh`);
  const goto = async (page: Page, item: string) => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(`^${item}`) })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: item }).waitFor();
  };
  const importFile = async (page: Page, rows: readonly Record<string, string>[]) => {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 90_000 }),
      page.getByRole('button', { name: '下载模板' }).click(),
    ]);
    const file = await fillTemplate(await readFile(await download.path()), rows);
    await page.locator('input[type=file]').setInputFiles({
      name: 'schools.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: file,
    });
  };

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '0', XIESHOU_ADMIN_PASSWORD: OFFICER });
    browser = await openBrowser();
    officer = await sitDown(browser, { url: platform.url, viewport: desk });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('sends pages whose scripts come from here only, and never from text', async () => {
    for (const path of ['/', '/login', '/nowhere', '/api/session']) {
      const policy = (await fetch(platform.url + path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe-eval');
      expect(/script-src[^;]*unsafe-inline/.test(policy)).toBe(false);
    }
  });

  it('signs the officer in, and says in one sentence when it cannot', async () => {
    const { page } = officer;
    await page.goto('/login');
    await look(page, '01-sign-in');
    await page.getByLabel('账号').fill('admin');
    await page.getByLabel('密码', { exact: true }).fill('wrong-password');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('用户名或密码不正确').waitFor();
    await signIn(page, 'admin', OFFICER);
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
  });

  it('imports the district’s schools from a workbook, the good rows first', async () => {
    const { page } = officer;
    await goto(page, '组织');
    await page.getByRole('link', { name: /导入/ }).first().click();
    await importFile(page, [...schools, { 单位名称: '错行小学', 办学性质: '民办', 学段: '小学', 标识码: '123' }]);
    await page.getByRole('button', { name: '只导入正确的 4 行' }).waitFor();
    await lookBoth(page, '02-import-preview');
    await page.getByRole('button', { name: '只导入正确的 4 行' }).click();
    await page.getByText('已导入 4 行').waitFor();
    await goto(page, '人员');
    await page.getByRole('link', { name: /导入/ }).first().click();
    await importFile(page, [
      { 姓名: '韩雪梅', 单位: '云川区实验小学', 类别: '教师', 工号或学号: 'T1', 任教学科: '语文' },
      { 姓名: '陆建华', 单位: '云川区实验小学', 类别: '教师', 工号或学号: 'T2', 任教学科: '数学' },
    ]);
    await page.getByRole('button', { name: /导入全部/ }).click();
    await page.getByText('已导入 2 行').waitFor();
    await goto(page, '组织');
    await page.getByText('博雅实验学校').first().waitFor();
    await lookBoth(page, '03-organisations');
  });

  it('starts the programme from its preset in five clicks', async () => {
    const { page } = officer;
    await goto(page, '项目');
    await lookBoth(page, '04-programmes');
    // 启用 → the whole district → 启用项目, after 项目: four clicks.
    await page
      .getByRole('button', { name: /^启用(?!矩阵)/ })
      .or(page.getByRole('link', { name: /^启用(?!矩阵)/ }))
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: '启用项目' }).waitFor();
    await page.getByRole('checkbox', { name: /教育局/ }).check();
    await page.getByText('将向 4 所学校显示 11 个表单').first().waitFor();
    await lookBoth(page, '05-enable');
    if (!(await page.getByRole('checkbox', { name: /教育局/ }).isChecked()))
      await page.getByRole('checkbox', { name: /教育局/ }).check();
    await page.getByRole('button', { name: '启用项目' }).click();
    await page
      .getByText(/已启用/)
      .first()
      .waitFor();
  });

  it('pairs public with private schools', async () => {
    const { page } = officer;
    await goto(page, '结对');
    await page
      .getByRole('button', { name: '新建结对' })
      .or(page.getByRole('link', { name: '新建结对' }))
      .first()
      .click();
    for (const [helper, helped] of [
      ['云川区实验小学', '博雅实验学校'],
      ['云川区第一小学', '启明小学'],
    ] as const) {
      await page.getByRole('option', { name: new RegExp(helper) }).click();
      await page.getByRole('option', { name: new RegExp(helped) }).click();
      if (helper === '云川区实验小学') await look(page, '06-new-pairing');
      await page.getByRole('button', { name: '结对', exact: true }).click();
      await page.getByText(`已结对：${helper} 与 ${helped}`).first().waitFor();
    }
    await goto(page, '结对');
    await lookBoth(page, '07-pairings');
  });

  it('gives the schools accounts with one-time passwords', async () => {
    const { page } = officer;
    await goto(page, '账号');
    for (const [username, name, school] of [
      ['shiyan', '周文远', '云川区实验小学'],
      ['boya', '沈一鸣', '博雅实验学校'],
      ['yixiao', '吴立群', '云川区第一小学'],
    ] as const) {
      await page.getByRole('button', { name: '创建账号' }).first().click();
      const form = page.getByRole('dialog');
      await form.getByLabel(/用户名/).fill(username);
      await form.getByLabel(/姓名/).fill(name);
      await form.getByLabel(/单位/).fill(school);
      await page.locator('.ant-select-item-option', { hasText: school }).first().click();
      await form.getByRole('button', { name: '创建账号' }).click();
      const slip = page.getByRole('dialog').filter({ hasText: '一次性密码' });
      const text = await slip
        .getByText(/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/)
        .first()
        .textContent();
      passwords.set(username, /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(text!)![0]);
      if (username === 'shiyan') await look(page, '08-one-time-password');
      await slip.getByRole('button', { name: '已交给本人，关闭' }).click();
    }
  });

  /** First sign-in: the one-time password must be changed. */
  const firstSignIn = async (page: Page, username: string) => {
    await signIn(page, username, passwords.get(username)!);
    await page.getByLabel('当前密码').fill(passwords.get(username)!);
    await page.getByLabel('新密码', { exact: true }).fill(SCHOOL);
    await page.getByLabel('再次输入新密码').fill(SCHOOL);
    await page.getByRole('button', { name: '保存新密码' }).click();
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
  };

  it('lets a school log a sent lesson on a phone in five typed fields', async () => {
    const seat = await sitDown(browser, { url: platform.url, viewport: phone, touch: true });
    const { page } = seat;
    await firstSignIn(page, 'shiyan');
    await lookBoth(page, '09-phone-workbench');
    await page.locator('.actions').getByRole('link', { name: '名师送教' }).click();
    await page.getByRole('heading', { level: 1, name: /名师送教/ }).waitFor();
    await page.getByRole('button', { name: '提交记录' }).click();
    await page.getByText(/有 \d 处需要修改/).waitFor();
    await look(page, '10-phone-form-errors');
    await page.getByLabel('主讲教师').selectOption('韩雪梅');
    await page.getByLabel('学科').selectOption('语文');
    await page.getByLabel('年级班级').fill('五年级2班');
    await page.getByLabel('课题').fill('《草原》第一课时');
    await page.getByLabel('听课人数').fill('24');
    await page.getByLabel('课时长度').fill('40');
    await look(page, '11-phone-form');
    await page.getByRole('button', { name: '提交记录' }).click();
    await page.getByText('等待博雅实验学校确认').waitFor();
    await look(page, '12-phone-done');
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  });

  it('lets the other side confirm it', async () => {
    const seat = await sitDown(browser, { url: platform.url, viewport: desk });
    const { page } = seat;
    await firstSignIn(page, 'boya');
    await goto(page, '待办');
    await page.getByText('《草原》第一课时').first().waitFor();
    await lookBoth(page, '13-review-desk');
    await page
      .getByRole('button', { name: /^确认属实/ })
      .first()
      .click();
    await page
      .getByText(/剩余 0 条|没有待您确认/)
      .first()
      .waitFor();
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  });

  it('shows the officer who is below duty, and reminds them in three clicks', async () => {
    const { page } = officer;
    await goto(page, '履责');
    await page.getByText('启明小学').first().waitFor();
    await lookBoth(page, '14-duties');
    await page.getByRole('button', { name: /全选未达标/ }).click();
    await page.getByRole('button', { name: /^催办/ }).last().click();
    await page.getByText(/已发出 \d+ 条催办/).waitFor();
    await look(page, '15-reminded');
    await page.getByRole('button', { name: '关闭' }).first().click();
  });

  it('exports the ledger in the official layout', async () => {
    const { page } = officer;
    await goto(page, '台账');
    await page.getByText('《草原》第一课时').first().waitFor();
    await lookBoth(page, '16-ledger');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    const entry = page.getByRole('menuitem', { name: '中文表头' });
    await entry.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), entry.click()]);
    const [sheet] = await openWorkbook(await readFile(await download.path()));
    const lines = sheet!.rows.map((row) => row.filter(Boolean).join('|'));
    expect(lines[1]).toContain('填报单位（盖章）：教育局');
    expect(
      lines.some((line) =>
        line.includes('云川区实验小学|博雅实验学校|名师送教|《草原》第一课时|语文|五年级2班|韩雪梅|24'),
      ),
    ).toBe(true);
    expect(lines.some((line) => line.includes('单位负责人（签名）'))).toBe(true);
  });

  it('draws the report, and leads from a number to the records behind it', async () => {
    const { page } = officer;
    await goto(page, '统计');
    await page.getByRole('link', { name: /结对活动总览/ }).click();
    await page.getByRole('heading', { level: 1, name: '结对活动总览' }).waitFor();
    const row = page.getByRole('row', { name: /博雅实验学校/ });
    await row.waitFor();
    await page.locator('.chart-canvas svg').waitFor();
    await lookBoth(page, '17-report');
    await row.getByRole('link', { name: '1', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: '记录' }).waitFor();
    await page.getByText('《草原》第一课时').first().waitFor();
    await lookBoth(page, '18-behind-the-number');
    expect(officer.complaints).toEqual([]);
  });
});
