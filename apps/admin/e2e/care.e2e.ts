import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

const SECRET = 'Liu-shui-bu-fu-2026';

const statusOf = (page: Page, url: string): Promise<number> =>
  page.evaluate(async (path) => (await fetch(path)).status, url);

describe('helping students in hardship, in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let college: Seat;
  let former: Seat;
  let next: Seat;
  let programme: string;
  let pairing: string;
  let today: string;

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    college = await sitDown(browser, { url: platform.url, viewport: desk });
    await signIn(college.page, 'college', password);
    const { page } = college;
    const post = <T = { id: string }>(url: string, json: unknown) => ask<T>(page, 'POST', url, json);
    const { assignment } = await ask<{ assignment: { organisation: { id: string } } }>(page, 'GET', '/api/session');
    const home = assignment.organisation.id;
    const branch = await post('/api/organisations', { name: '航空机电党支部', kind: 'section', parent: home });
    const people: Record<string, string> = {};
    for (const name of ['顾明远', '严真'])
      people[name] = (await post('/api/people', { organisation: branch.id, kind: 'teacher', name })).id;
    const sit = async (name: string, username: string) => {
      const { oneTimePassword } = await post<{ oneTimePassword: string }>('/api/users', {
        username,
        name,
        role: 'personalHelper',
        organisation: branch.id,
        person: people[name],
      });
      const seat = await sitDown(browser, { url: platform.url, viewport: phone, touch: true });
      await signIn(seat.page, username, oneTimePassword);
      await ask(seat.page, 'POST', '/api/session/password', { current: oneTimePassword, next: SECRET });
      return seat;
    };
    former = await sit('顾明远', 'gumingyuan');
    next = await sit('严真', 'yanzhen');
    const before = await ask<{ rows: { id: string; schoolYear: string; startsOn: string }[] }>(
      page,
      'GET',
      '/api/programmes',
    );
    const plugins = await ask<{ id: string; presets: { key: string; settings: object }[] }[]>(
      page,
      'GET',
      '/api/plugins',
    );
    const preset = plugins.find(({ id }) => id === 'peer-tutoring')!.presets.find(({ key }) => key === 'plan22')!;
    programme = (
      await post('/api/programmes', {
        plugin: 'peer-tutoring',
        preset: preset.key,
        title: '困难学生结对帮扶',
        schoolYear: before.rows[0]!.schoolYear,
        settings: preset.settings,
        organisations: [{ id: home, subtree: true }],
      })
    ).id;
    const made = await ask<{ startsOn: string }>(page, 'GET', `/api/programmes/${programme}`);
    const student = await ask<{ rows: { id: string }[] }>(
      page,
      'GET',
      `/api/people?kind=student&q=${encodeURIComponent('简宁')}`,
    );
    pairing = (
      await post(`/api/programmes/${programme}/pairings`, {
        helper: people['顾明远'],
        helped: student.rows[0]!.id,
        startsOn: made.startsOn,
        reason: '家中突发变故',
      })
    ).id;
    today = await page.evaluate(() => new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(new Date()));
    await ask(former.page, 'POST', `/api/programmes/${programme}/records`, {
      form: 'heartTalk',
      pairings: [pairing],
      data: { on: today, place: '教研室', topics: ['family'], said: '父亲住院，周末要回家。' },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('lets a helper in person see the pair on a phone, and hand it over with a sheet', async () => {
    const { page } = former;
    await page.goto('/');
    await page.getByRole('heading', { name: '我的结对' }).waitFor();
    await look(page, '90-helper-in-person-on-a-phone');
    await page.goto(`/records/new?programme=${programme}&form=handoverSheet`);
    await page.getByLabel('接手人').selectOption('严真');
    await page.getByLabel('更换原因').fill('调到教务处工作');
    await page.getByLabel('已做的帮扶').fill('谈心一次，送教材三本。');
    await page.getByLabel('未了事项').fill('助学贷款材料还差一份证明。');
    await look(page, '91-handover-sheet-on-a-phone');
    await page.getByRole('button', { name: '提交记录' }).click();
    await page.getByRole('heading', { name: '帮扶交接单已提交' }).waitFor();
  });

  it('asks whoever takes over, who reads the sheet and nothing else', async () => {
    const { page } = next;
    await page.goto('/reviews');
    await page.locator('main').getByText('剩余 1 条').waitFor();
    await page.locator('main').getByText('帮扶交接单').first().click();
    await page.getByText('助学贷款材料还差一份证明。').waitFor();
    await look(page, '92-sheet-to-agree-to-on-a-phone');
    expect(await statusOf(page, `/api/pairings/${pairing}`)).toBe(404);
    await page.getByRole('button', { name: '同意' }).click();
    await page.getByText('剩余 1 条').waitFor({ state: 'detached' });
  });

  it('puts them in the place once the college agrees: what was said before is not theirs to read', async () => {
    const { page } = college;
    await page.goto('/reviews');
    await page.getByText('助学贷款材料还差一份证明。').waitFor();
    await look(page, '93-sheet-before-the-college');
    await page.getByRole('button', { name: '同意' }).click();
    await page.getByText('助学贷款材料还差一份证明。').waitFor({ state: 'detached' });
    await page.goto(`/pairings/${pairing}`);
    await page.getByRole('heading', { level: 1, name: /严真/ }).waitFor();
    await look(page, '94-pairing-after-the-change');

    await next.page.goto(`/pairings/${pairing}`);
    await next.page.getByRole('heading', { level: 1, name: /严真/ }).waitFor();
    await look(next.page, '95-pairing-of-the-successor');
    expect(await next.page.locator('body').innerText()).not.toContain('父亲住院');
    expect(await statusOf(former.page, `/api/pairings/${pairing}`)).toBe(404);
    expect(await statusOf(next.page, `/api/pairings/${pairing}`)).toBe(200);
    for (const { complaints } of [college, former, next]) expect(complaints).toEqual([]);
  });
});
