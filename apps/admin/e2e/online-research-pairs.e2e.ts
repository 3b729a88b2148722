import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

describe('online research pairs in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let officer: Seat;
  let helper: Seat;
  let helped: Seat;
  let programme: string;
  let pairing: string;
  let proposed: number;

  const drawer = (page: Page) => page.locator('.form-drawer').filter({ visible: true });

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string, viewport: typeof desk) => {
      const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
      await signIn(seat.page, username, password);
      return seat;
    };
    officer = await sit('officer', desk);
    helper = await sit('shiyan', desk);
    helped = await sit('boya', phone);
    const get = <T>(path: string) => ask<T>(officer.page, 'GET', path);
    const post = (path: string, json: unknown) => ask<{ id: string }>(officer.page, 'POST', path, json);
    const { rows: schools } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=school&size=100');
    const { rows: bureaus } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=bureau&size=1');
    const { rows: sections } = await get<{ rows: readonly Named[] }>('/api/organisations?kind=section&size=1');
    const at = (name: string) => schools.find((school) => school.name === name)!.id;
    const [from, to] = [at('云川区实验小学'), at('博雅实验学校')];
    for (const [organisation, names] of [
      [from, ['林奏', '林鸣', '林弦']],
      [to, ['许韵', '许律']],
    ] as const)
      for (const name of names) await post('/api/people', { name, kind: 'teacher', subject: '化学', organisation });
    // A colleague signs the quarterly form, and the station receives it.
    for (const [username, role, organisation] of [
      ['journey-signs', 'schoolAdministrator', from],
      ['journey-receives', 'sectionMember', sections[0]!.id],
    ])
      await post('/api/users', { username, name: '签收人', role, organisation });
    const plugins = await get<readonly { id: string; presets: readonly { settings: object }[] }[]>('/api/plugins');
    const { settings } = plugins.find(({ id }) => id === 'online-research-pairs')!.presets[0]!;
    const { rows: running } = await get<{
      rows: readonly { schoolYear: string; startsOn: string }[];
    }>('/api/programmes');
    const { schoolYear, startsOn } = running[0]!;
    programme = (
      await post('/api/programmes', {
        plugin: 'online-research-pairs',
        preset: 'plan14',
        title: '网络教研结对',
        schoolYear,
        settings: { ...settings, compiler: '谢副校长', openedOn: startsOn },
        organisations: [{ id: bureaus[0]!.id, subtree: true }],
      })
    ).id;
    pairing = (
      await post(`/api/programmes/${programme}/pairings`, {
        helper: from,
        helped: to,
        startsOn,
        appointed: { station: sections[0]!.id },
      })
    ).id;
    const found = await get<{ pairs: readonly unknown[] }>(
      `/api/programmes/${programme}/inside-proposals?inside=teachers`,
    );
    proposed = found.pairs.length;
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('proposes pairs by subject, says who is left and why, and names all of them at once', async () => {
    const { page } = helper;
    await page.goto(`/pairings/${pairing}`);
    await page.getByRole('button', { name: '按学科生成建议', exact: true }).click();
    await drawer(page).getByText('林奏（云川区实验小学）').first().waitFor();
    await drawer(page).getByText('对方未结对的化学受援教师（2 人）已全部安排给排在前面的人，不作一对多').waitFor();
    await look(page, '80-proposals-by-subject');
    await drawer(page)
      .getByRole('button', { name: `提出全部 ${proposed} 对`, exact: true })
      .click();
    await page.getByText(`已提出 ${proposed} 对，双方同意后结对`).waitFor();
    await page.getByText('还没有结对的人员。').waitFor();
    await page.getByText('待受援教师一方同意').first().waitFor();
    await page.getByText('还没有结对的人员。').scrollIntoViewIfNeeded();
    await look(page, '81-one-side-only');
  });

  it('lets the other school agree on a phone, or decline with a reason', async () => {
    const { page } = helped;
    await page.goto(`/pairings/${pairing}`);
    const offer = page.locator('.inside-offers li').filter({ hasText: '许韵（博雅实验学校）' });
    await offer.getByText('待同意', { exact: true }).waitFor();
    await offer.scrollIntoViewIfNeeded();
    await look(page, '82-offers-on-a-phone');
    await offer.getByRole('button', { name: /^同意 .*许韵（博雅实验学校） 结对$/ }).click();
    await page.getByText('双方已同意，结对成立').waitFor();
    await page.locator('.inside-pairs:not(.inside-offers) li').filter({ hasText: '许韵（博雅实验学校）' }).waitFor();
    const other = page.locator('.inside-offers li').filter({ hasText: '许律（博雅实验学校）' });
    await other.getByRole('button', { name: /^谢绝 .*许律（博雅实验学校） 结对$/ }).click();
    await drawer(page).getByLabel('谢绝原因').fill('许律老师本学期外出进修');
    await drawer(page).getByRole('button', { name: '谢绝', exact: true }).click();
    await page.getByText('已谢绝并告知对方').waitFor();
    await other.getByText('谢绝原因：许律老师本学期外出进修').waitFor();
    await other.scrollIntoViewIfNeeded();
    await look(page, '83-agreed-and-declined');
  });

  it('writes the quarterly form, by the named vice-head', async () => {
    const { page } = helper;
    await page.goto(`/records/new?programme=${programme}&form=usageSheet&pairing=${pairing}`);
    await page.getByLabel('填表人').fill('王老师');
    await page.getByLabel('应用情况说明').fill('各学科空间按周更新，结对教师互访正常。');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('应用情况表由谢副校长汇总填报').first().waitFor();
    await page.getByLabel('填表人').fill('谢副校长');
    await look(page, '84-quarterly-form');
    await page.getByRole('button', { name: '提交' }).click();
    await page
      .getByText(/已提交/)
      .first()
      .waitFor();
  });

  it('shows the bureau who is left without a pair, and what is asked of each pair', async () => {
    const { page } = officer;
    await page.goto(`/reports?programme=${programme}&report=unmatched`);
    await page.getByRole('row').filter({ hasText: '林弦' }).waitFor();
    await look(page, '85-without-a-pair');
    await page.goto(`/duties?programme=${programme}`);
    await page
      .getByRole('link', { name: /许韵（博雅实验学校）/ })
      .first()
      .waitFor();
    await look(page, '86-duties-of-each-pair');
  });
});
