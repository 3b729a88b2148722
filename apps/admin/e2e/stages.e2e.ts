import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look } from './looking.js';
import { desk, openBrowser, phone, type Platform, type Seat, signIn, sitDown, startPlatform } from './platform.js';
import { ask } from './screens/visiting.js';

const paper = (kind: string, title: string, more: object = {}) => ({
  on: '2026-09-18',
  kind,
  title,
  content: '按方案分四个阶段帮扶一学年，双方各指定一名联系人。',
  ...more,
});

describe('four stages of kindergartens in a browser', () => {
  let platform: Platform;
  let browser: Browser;
  let officer: Seat;
  let school: Seat;
  let hand: Seat;
  let programme: string;
  let pairings: readonly string[];

  const post = <T = { id: string }>(seat: Seat, path: string, json?: unknown) => ask<T>(seat.page, 'POST', path, json);
  const board = () => officer.page.locator('.stage-board');

  beforeAll(async () => {
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    const password = readFileSync(join(platform.dataDir, 'sample-password.txt'), 'utf8').trim();
    const sit = async (username: string, secret: string, viewport = desk) => {
      const seat = await sitDown(browser, { url: platform.url, viewport, touch: viewport === phone });
      await signIn(seat.page, username, secret);
      return seat;
    };
    officer = await sit('officer', password);
    const { rows } = await ask<{ rows: readonly { id: string; kind: string }[] }>(
      officer.page,
      'GET',
      '/api/organisations?kind=bureau&size=1',
    );
    const bureau = rows[0]!.id;
    const kindergarten = async (name: string) =>
      (
        await post(officer, '/api/organisations', {
          name,
          kind: 'school',
          ownership: 'public',
          schoolKind: 'kindergarten',
          parent: bureau,
        })
      ).id;
    const helper = await kindergarten('云川区机关幼儿园');
    const helped = [
      await kindergarten('安平镇中心幼儿园'),
      await kindergarten('北街幼儿园'),
      await kindergarten('柳林乡中心幼儿园'),
    ];
    const [plugin] = (
      await ask<readonly { id: string; presets: readonly { settings: object }[] }[]>(
        officer.page,
        'GET',
        '/api/plugins',
      )
    ).filter(({ id }) => id === 'kindergarten-mentoring');
    const { rows: programmes } = await ask<{ rows: readonly { schoolYear: string; startsOn: string }[] }>(
      officer.page,
      'GET',
      '/api/programmes',
    );
    const { schoolYear, startsOn: starts } = programmes[0]!;
    programme = (
      await post(officer, '/api/programmes', {
        plugin: 'kindergarten-mentoring',
        preset: 'plan04',
        title: '幼儿园结对帮扶',
        schoolYear,
        settings: { ...plugin!.presets[0]!.settings, partnersPerHelper: 3, confirmWithin: 0, firstUntil: starts },
        organisations: [{ id: bureau, subtree: true }],
      })
    ).id;
    const made: string[] = [];
    for (const other of helped)
      made.push(
        (await post(officer, `/api/programmes/${programme}/pairings`, { helper, helped: other, startsOn: starts })).id,
      );
    pairings = made;
    const on = starts;
    const open = async (username: string, name: string, organisation: string) => {
      const { oneTimePassword } = await post<{ oneTimePassword: string }>(officer, '/api/users', {
        username,
        name,
        role: 'schoolAdministrator',
        organisation,
      });
      const seat = await sitDown(browser, { url: platform.url, viewport: desk });
      await signIn(seat.page, username, oneTimePassword);
      await post(seat, '/api/session/password', { current: oneTimePassword, next: 'Hand-in-hand-2026' });
      await seat.context.close();
      return sit(username, 'Hand-in-hand-2026', username === 'anping' ? phone : desk);
    };
    school = await open('shuhe', '林园长', helper);
    hand = await open('anping', '安园长', helped[0]!);
    const write = (seat: Seat, form: string, to: readonly string[], data: object) =>
      post(seat, `/api/programmes/${programme}/records`, { form, pairings: to, data: { ...data, on } });
    const [first, second] = pairings as [string, string, string];
    await write(school, 'paper', [first, second], paper('leadingGroup', '帮扶领导小组', { members: '组长林园长' }));
    await write(school, 'paper', [first, second], paper('survey', '结对园园情摸底'));
    await write(school, 'paper', [first], paper('plan', '2026 年帮扶计划'));
    await write(school, 'paper', [first], paper('agreement', '结对帮扶协议', { signers: '林园长、安园长' }));
    await write(school, 'systemsCheck', [first], {
      systems: ['research', 'finance', 'safety', 'families'],
      bodies: ['council', 'staffCongress', 'parents', 'safetyGroup'],
    });
    await write(school, 'guidanceVisit', [first], {
      aspects: ['teaching', 'management'],
      content: '查看保教计划，送课并随堂听课。',
      lessonsSent: 1,
      lessonsHeard: 1,
    });
    const { rows: waiting } = await ask<{ rows: readonly { id: string }[] }>(hand.page, 'GET', '/api/reviews?size=100');
    for (const { id } of waiting) await post(hand, `/api/reviews/${id}/decision`, { decision: 'confirm' });
    for (const pairing of [first, second])
      await write(officer, 'aspectScore', [pairing], {
        moment: 'before',
        ideas: 60,
        teaching: 55,
        environment: 50,
        management: 58,
      });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('shows where each pair stands, and what is missing', async () => {
    const { page } = officer;
    await page.goto(`/programmes/${programme}?tab=stages`);
    await board().waitFor();
    expect(await board().locator('.stage-column').count()).toBe(5);
    expect(await board().locator('.stage-card').count()).toBe(3);
    await look(page, '90-stages-board');
    await page.getByRole('link', { name: '安平镇中心幼儿园' }).click();
    await page.getByRole('heading', { name: '阶段', exact: true }).waitFor();
    await look(page, '91-stages-of-a-pairing');
  });

  it('closes a stage with the reason for what is missing, and says at the field what it lacks', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: '关闭阶段' }).click();
    const drawer = page.locator('.form-drawer').filter({ visible: true });
    await drawer.getByText('逐项写明理由后仍可关闭').waitFor();
    await drawer.getByRole('button', { name: '关闭阶段' }).click();
    await drawer.locator('.error-summary').waitFor();
    await look(page, '92-closing-a-stage');
    await drawer.locator('textarea').fill('本学年未举办运动会，改为家长开放日。');
    await drawer.getByRole('button', { name: '关闭阶段' }).click();
    await page.getByText('阶段已关闭').waitFor();
    await page.getByText('不再要求：本学年未举办运动会').first().waitFor();
    await page.locator('.stage-trace summary').click();
    await look(page, '93-stage-closed');
  });

  it('opens it again with a reason', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: '重新打开' }).click();
    const drawer = page.locator('.form-drawer').filter({ visible: true });
    await drawer.locator('textarea').fill('运动会补办，重新核对。');
    await look(page, '94-opening-a-stage');
    await drawer.getByRole('button', { name: '重新打开' }).click();
    await page.getByText('阶段已重新打开').waitFor();
    await page.getByText('运动会补办，重新核对。').first().waitFor();
    await page.getByRole('button', { name: '关闭阶段' }).click();
    await drawer.locator('textarea').fill('本学年未举办运动会，改为家长开放日。');
    await drawer.getByRole('button', { name: '关闭阶段' }).click();
    await page.getByRole('button', { name: '重新打开' }).waitFor();
  });

  it('narrows the board by stage and lateness', async () => {
    const { page } = officer;
    await page.goto(`/programmes/${programme}?tab=stages`);
    await page.getByRole('button', { name: /^理念与园务管理/ }).click();
    await page.locator('.stage-column').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.stage-card').count()).toBe(2);
    await page.getByLabel('只看逾期').check();
    await page.locator('.stage-card .status.late').first().waitFor();
    await page.getByRole('button', { name: /^全部 / }).click();
    await look(page, '95-stages-late');
  });

  it('shows a kindergarten its own stages on a phone, and in English', async () => {
    const { page } = hand;
    await page.goto(`/programmes/${programme}?tab=stages`);
    await page.locator('.stage-card').first().waitFor();
    expect(await page.locator('.stage-card').count()).toBe(1);
    await look(page, '96-stages-on-a-phone');
    await page.getByRole('link', { name: '安平镇中心幼儿园' }).click();
    await page.locator('.stages').waitFor();
    expect(await page.getByRole('button', { name: '关闭阶段' }).count()).toBe(0);
    await look(page, '97-pairing-stages-on-a-phone');
    for (const seat of [officer, hand]) {
      await seat.page.evaluate(() => localStorage.setItem('xieshou.language', 'en'));
      await seat.page.goto(`/programmes/${programme}?tab=stages`);
      await seat.page.locator('.stage-card').first().waitFor();
      await look(seat.page, `98-stages-english-${seat === hand ? 'phone' : 'desk'}`);
      await seat.page.goto(`/pairings/${pairings[0]}`);
      await seat.page.locator('.stages').waitFor();
      await look(seat.page, `99-pairing-stages-english-${seat === hand ? 'phone' : 'desk'}`);
    }
    for (const { complaints } of [officer, school, hand]) expect(complaints).toEqual([]);
  });
});
