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
}
interface Field {
  readonly key: string;
  readonly widget: string;
  readonly title: { readonly zh: string };
  readonly required: boolean;
  readonly min?: number;
  readonly choices?: readonly { readonly title: { readonly zh: string } }[];
}

describe('tables and lists in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let school: Seat;
  let officer: Seat;
  let programme: string;
  let password: string;

  const ask = <T>(page: Page, url: string) =>
    page.evaluate(async (path) => (await fetch(path)).json() as Promise<unknown>, url) as Promise<T>;
  const count = async (page: Page, form: string) =>
    (await ask<{ total: number }>(page, `/api/programmes/${programme}/records?size=1&form=${form}`)).total;

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string) => {
      const seat = await sitDown(browser, { url: platform.url, viewport: desk });
      await seat.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: platform.url });
      await signIn(seat.page, username, password);
      return seat;
    };
    [school, officer] = [await sit('shiyan'), await sit('officer')];
    programme = (await ask<{ rows: { id: string }[] }>(school.page, '/api/programmes')).rows[0]!.id;
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('takes 40 rows from Excel with three clicks, four where the form is chosen, and Ctrl+V', async () => {
    const { page } = school;
    const desks = await ask<{ programmes: { id: string; forms: { key: string; title: { zh: string } }[] }[] }>(
      page,
      '/api/workbench',
    );
    const mine = desks.programmes.find(({ id }) => id === programme)!.forms.map(({ key }) => key);
    const { manifest } = await ask<{
      manifest: {
        forms: { key: string; title: { zh: string }; fields: Field[] }[];
        ledgers: { key: string; from: string[] }[];
      };
    }>(page, `/api/programmes/${programme}`);
    const ledger = manifest.ledgers.find(({ from }) => from.some((key) => mine.includes(key)))!;
    const form = manifest.forms.find(({ key }) => ledger.from.includes(key) && mine.includes(key))!;
    const start = await ask<{ pairings: { id: string; helped: { name: string } }[] }>(
      page,
      `/api/programmes/${programme}/forms/${form.key}/start`,
    );
    const { people } = await ask<{ people: Record<string, { name: string }[]> }>(
      page,
      `/api/programmes/${programme}/forms/${form.key}/start?pairing=${start.pairings[0]!.id}`,
    );
    const several = start.pairings.length > 1;
    const valueOf = (field: Field, n: number): string => {
      switch (field.widget) {
        case 'day':
          return field.key === 'on' ? `2026/11/${(n % 20) + 2}` : '2026-11-20';
        case 'integer':
        case 'decimal':
        case 'share':
        case 'money':
          return String((field.min ?? 0) + 1);
        case 'choice':
        case 'choices':
          return field.choices?.[0]?.title.zh ?? '';
        case 'yesNo':
          return '是';
        case 'person':
          return people[field.key]?.[0]?.name ?? '';
        default:
          return `第 ${n + 1} 次活动`;
      }
    };
    const head = [...(several ? ['结对'] : []), ...form.fields.map(({ title }) => title.zh)];
    const lines = Array.from({ length: 40 }, (_, n) => [
      ...(several ? [start.pairings[0]!.helped.name] : []),
      ...form.fields.map((field) => valueOf(field, n)),
    ]);
    await page.goto(`/ledgers?programme=${programme}&ledger=${ledger.key}`);
    await look(page, '30-ledger-with-views');
    const before = await count(page, form.key);

    let clicks = 0;
    const click = async (name: RegExp) => {
      clicks += 1;
      await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click();
    };
    await click(/^批量填报/);
    const choice = page.getByRole('menuitem', { name: form.title.zh });
    const grid = page.getByRole('grid');
    await choice.or(grid).waitFor();
    const asksWhich = await choice.isVisible(); // a ledger of several forms: one click more
    if (asksWhich) {
      clicks += 1;
      await choice.click();
    }
    await grid.waitFor();
    await look(page, '31-batch-empty');
    await page.evaluate(
      (text) => navigator.clipboard.writeText(text),
      [head, ...lines].map((line) => line.join('\t')).join('\r\n') + '\r\n',
    );
    await page.keyboard.press('Control+V');
    await page.getByText('已填 40 行').waitFor();
    await look(page, '32-batch-pasted');
    await click(/^检查/);
    await page.getByText('40 行检查无误').waitFor();
    await click(/^提交 40 条/);
    await page.getByText('已提交 40 条记录').waitFor();
    await look(page, '33-batch-done');
    expect(clicks).toBe(asksWhich ? 4 : 3);
    expect((await count(page, form.key)) - before).toBe(40);

    // Once more: what has been handed in is named, row by row, and stays on the screen over a reload.
    await page.getByRole('button', { name: '继续批量填报' }).click();
    await page.keyboard.press('Control+V');
    await page.getByText('已填 40 行').waitFor();
    await page.getByRole('button', { name: /^检查/ }).click();
    await page.getByText('完全相同的记录').first().waitFor();
    await page
      .getByText('第 1/40 处')
      .waitFor({ timeout: 10_000 })
      .catch(() => undefined);
    await look(page, '34-batch-twice');
    await page.reload();
    await page.getByText('已恢复上次没有提交的 40 行').waitFor();

    // By keyboard alone: a wrong day is said where it stands, taken back, and the step after it is a choice.
    await page.locator('[data-at="0:0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('某某某');
    await page.keyboard.press('Enter');
    await page
      .getByText(/有 1 处需要修改|第 2 行/)
      .first()
      .waitFor();
    await look(page, '35-batch-error');
    await page.keyboard.press('Control+Z');
    await page.getByText(/方向键移动/).waitFor();
    await page.evaluate(() => localStorage.setItem('xieshou.language', 'en'));
    await page.reload();
    await page.getByRole('grid').waitFor();
    await look(page, '36-batch-en');
    await page.evaluate(() => localStorage.setItem('xieshou.language', 'zh'));
    await page.reload();
    await page.getByRole('grid').waitFor();
    await page.getByRole('button', { name: '清空重填' }).click();
  });

  it('says on a phone that tables are for computers', async () => {
    const seat = await sitDown(browser, { url: platform.url, viewport: phone, touch: true });
    await signIn(seat.page, 'shiyan', password);
    const { page } = seat;
    const [form] = (await ask<{ programmes: { forms: { key: string }[] }[] }>(page, '/api/workbench')).programmes[0]!
      .forms;
    await page.goto(`/records/batch?programme=${programme}&form=${form!.key}`);
    await page.getByText('批量填报请在电脑上使用').waitFor();
    await look(page, '37-batch-phone');
    await page.goto(`/records?programme=${programme}`);
    await page.getByRole('navigation', { name: '视图' }).waitFor();
    await look(page, '38-records-phone');
    await seat.context.close();
  });

  it('repeats last week’s record with three clicks', async () => {
    const { page } = school;
    await page.goto(`/records?programme=${programme}`);
    const list = await ask<{ rows: Row[] }>(page, `/api/programmes/${programme}/records?size=1`);
    const form = list.rows[0]!.form;
    const before = await count(page, form);
    await page
      .getByRole('button', { name: /^更多操作/ })
      .first()
      .click();
    await look(page, '39-copy-menu');
    await page.getByRole('menuitem', { name: '复制为新' }).click();
    await page.getByText('请核对后提交').waitFor();
    await look(page, '40-copied');
    await page.getByRole('button', { name: /^提交/ }).first().click();
    await page.waitForURL(/done=/);
    expect((await count(page, form)) - before).toBe(1);
  });

  it('keeps columns and views on the server, for another computer too', async () => {
    const { page } = officer;
    await page.goto(`/records?programme=${programme}&state=submitted`);
    await page.getByRole('button', { name: '列设置' }).click();
    await page.getByLabel('填写人', { exact: true }).uncheck();
    await page.getByRole('button', { name: '“日期”前移' }).press('Enter');
    await page.getByLabel('固定列').selectOption('2');
    await page.getByLabel('行高').selectOption('standard');
    await page.waitForTimeout(400);
    await look(page, '41-columns');
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('columnheader', { name: '填写人' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '视图', exact: true }).click();
    await page.getByRole('menuitem', { name: '保存为我的视图' }).click();
    await page.getByLabel('视图名称').fill('本月待确认');
    await page.getByLabel('作为公共视图').check();
    await page.waitForTimeout(400);
    await look(page, '42-save-view');
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('navigation', { name: '视图' }).getByText('本月待确认').waitFor();
    await page.waitForTimeout(4000);
    await look(page, '43-view-tabs');

    const other = await sitDown(browser, { url: platform.url, viewport: desk });
    await signIn(other.page, 'officer', password);
    await other.page.goto(`/records?programme=${programme}`);
    await other.page.getByRole('columnheader', { name: '状态' }).waitFor();
    await other.page.getByRole('columnheader', { name: '填写人' }).waitFor({ state: 'detached' });
    await other.page.evaluate(() => localStorage.setItem('xieshou.language', 'en'));
    await other.page.reload();
    await other.page.getByRole('navigation', { name: 'Views' }).getByText('本月待确认').click();
    await other.page.waitForURL(/state=submitted/);
    await look(other.page, '44-view-en');
    await other.context.close();

    await school.page.goto(`/records?programme=${programme}`);
    await school.page.getByRole('navigation', { name: '视图' }).getByText('本月待确认').click();
    await school.page.waitForURL(/state=submitted/);
    await look(school.page, '45-shared-view');
  });

  it('leaves no complaint in any console', () => {
    expect([...school.complaints, ...officer.complaints]).toEqual([]);
  });
});
