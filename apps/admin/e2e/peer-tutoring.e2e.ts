import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillTemplate, openWorkbook } from '@xieshou/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const major = { 年级: '2024级', 排名范围: '航空物流专业2024级', 排名人数: '36' };
/** From place 31 to 15; and from nine credits owed to none. */
const results = [
  { 学号: '240102', 姓名: '邵子墨', ...major, 智育排名: '15', 积欠学分: '6' },
  { 学号: '240212', 姓名: '尹若兰', ...major, 智育排名: '35', 积欠学分: '0' },
];

describe('a term of peer tutoring in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let college: Seat;
  let tutor: Seat;
  let tutee: Seat;
  let programme: string;

  const open = async (tab: string) => {
    await college.page.goto(`/programmes/${programme}?tab=${tab}`);
    await college.page.locator('.data-view').waitFor();
  };

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string, viewport: typeof desk, touch = false) => {
      const seat = await sitDown(browser, { url: platform.url, viewport, touch });
      await signIn(seat.page, username, password);
      return seat;
    };
    [college, tutor, tutee] = [
      await sit('college', desk),
      await sit('tutor', phone, true),
      await sit('tutee', phone, true),
    ];
    programme = await college.page.evaluate(async () => {
      const answer = (await (await fetch('/api/programmes')).json()) as { rows: { id: string }[] };
      return answer.rows[0]!.id;
    });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('proposes pairs, changes one by keyboard, and publishes them after a preview', async () => {
    const { page } = college;
    await open('proposals');
    await page.getByRole('button', { name: '生成建议' }).click();
    await page.getByText('结对建议已生成').waitFor();
    await look(page, '80-proposals');
    const rows = page.locator('.data-table tbody tr');
    const before = await rows.count();
    expect(before).toBeGreaterThan(2);
    await page.getByRole('button', { name: /^锁定/ }).first().click();
    await page.getByText('已锁定，重新生成时保持不变').waitFor();

    await page.getByRole('button', { name: /^调整/ }).last().focus();
    await page.keyboard.press('Enter');
    const drawer = page.locator('.ant-drawer-section, .ant-drawer-content').filter({ visible: true });
    await drawer.locator('input[role=combobox]').focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.ant-select-item-option').first().waitFor();
    await look(page, '81-proposal-changed');
    await page.keyboard.press('Escape');
    await page.locator('.ant-drawer').getByRole('button', { name: '取消' }).click();

    await page.getByRole('button', { name: /^发\s*布$/ }).click();
    const will = await page.locator('.publish-will strong').textContent();
    const n = Number(/\d+/.exec(will ?? '')?.[0]);
    expect(n).toBeGreaterThan(1);
    await look(page, '82-publish');
    await page.getByRole('button', { name: '确认发布' }).click();
    await page.getByText(`已发布 ${n} 对结对`).waitFor();
    await page.getByRole('link', { name: '查看结对' }).first().click();
    await page.getByRole('heading', { level: 1, name: / 与 / }).waitFor();
    await look(page, '83-pairing-of-people');
  });

  it('lets a student confirm what the other wrote, and write a session on a phone', async () => {
    await tutee.page.goto('/reviews');
    await tutee.page.getByText('剩余 1 条').waitFor();
    await look(tutee.page, '84-to-confirm-on-a-phone');
    await tutee.page
      .locator('main')
      .getByText(/^帮扶记录/)
      .first()
      .click();
    await tutee.page.getByRole('button', { name: '确认属实' }).click();
    await tutee.page.getByText('剩余 1 条').waitFor({ state: 'detached' });

    const { page } = tutor;
    await page.goto('/');
    await page.getByRole('heading', { name: '我的结对' }).waitFor();
    await look(page, '85-student-on-a-phone');
    await page.locator('.actions').getByRole('link', { name: '帮扶记录' }).click();
    await page.getByLabel('课程').fill('高等数学');
    await page.getByLabel('时长').fill('60');
    await page.getByLabel('帮扶内容').fill('复习定积分，订正作业四道');
    await look(page, '86-session-on-a-phone');
    await page.getByRole('button', { name: '提交记录' }).click();
    await page.getByText('高等数学').first().waitFor();
    // What belongs to offices is in no menu.
    await page.getByRole('button', { name: '更多' }).click();
    const words = await page.locator('.ant-drawer').innerText();
    for (const word of ['组织', '人员', '账号', '插件', '项目', '统计']) expect(words).not.toContain(word);
  });

  it('imports the results of the term, settles, accepts and exports', async () => {
    const { page } = college;
    await open('registers');
    await page.getByRole('link', { name: '导入', exact: true }).click();
    await page.locator('.import-period-select').click();
    await page.locator('.ant-select-item-option').first().click();
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载模板' }).click(),
    ]);
    const buffer = await fillTemplate(readFileSync(await template.path()), results);
    await page.locator('input[type=file]').setInputFiles({ name: '成绩.xlsx', mimeType: xlsx, buffer });
    await page.getByRole('button', { name: /导入全部/ }).click();
    await page.getByText('已导入 2 行').waitFor();

    await open('outcomes');
    await page.getByRole('button', { name: /^结\s*算$/ }).click();
    await page.getByText('第 1 次结算').waitFor();
    await page.locator('.changes').getByText('二等，8 分').first().waitFor();
    await page.locator('.changes').getByText('一等，10 分').first().waitFor();
    await look(page, '87-settlement');
    await page.getByRole('button', { name: '确认结算' }).click();
    await page.getByText('结算已确认').waitFor();
    await page.locator('.data-table').waitFor();
    await look(page, '88-awards');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem').first().click()]);
    const sheet = JSON.stringify(await openWorkbook(readFileSync(await file.path())));
    for (const name of ['叶清和', '邵子墨', '费思敏', '尹若兰']) expect(sheet).toContain(name);

    await page.getByRole('button', { name: '重新结算' }).click();
    await page.getByText('与现有结果一致').waitFor();
  });

  it('tells each student the points, and the one who helped nothing of the other’s rank', async () => {
    for (const { page } of [tutor, tutee]) {
      await page.goto('/');
      await page.getByText('二等，加 8 分').waitFor();
    }
    await tutee.page.getByText('提高 16 名').first().waitFor();
    await look(tutor.page, '89-points-on-a-phone');
    expect(await tutor.page.locator('main').innerText()).not.toMatch(/名次|排名|积欠/);
    for (const { complaints } of [college, tutor, tutee]) expect(complaints).toEqual([]);
  });
});
