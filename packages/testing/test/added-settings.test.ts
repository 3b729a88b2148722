import { choice, integer, type ProgrammeDefinition, t } from '@xieshou/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, PASSWORD, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

const asked = { min: 0, max: 9, place: '三', explain: t('每月至少几张便条。', 'Notes a month, at least.') };
const ways = [
  { value: 'paper', title: t('纸质', 'On paper') },
  { value: 'screen', title: t('电子', 'On screen') },
] as const;

/** The same programme after the plugin got more settings: one that a rule needs, one left open, one that is hidden. */
const grown: ProgrammeDefinition = {
  ...schoolPairs,
  settings: {
    notes: integer({ title: t('便条', 'Notes'), default: 3, ...asked }),
    ...schoolPairs.settings,
    spare: integer({ title: t('备用', 'Spare'), default: 4, ...asked, optional: true }),
    way: choice(ways, { title: t('方式', 'Way'), default: 'paper', place: '四', explain: t('怎样记。', 'How.') }),
    screens: integer({ title: t('屏数', 'Screens'), default: 2, ...asked, when: { field: 'way', is: ['screen'] } }),
  },
  duties: { ...schoolPairs.duties, note: { per: 'month', atLeast: (s) => s['notes'] as number } },
};

interface Detail {
  readonly version: number;
  readonly settingsVersion: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

describe.each(engines)('settings that a plugin got since on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  const read = () => officer.get<Detail>(`/api/programmes/${meeting.programme}`);

  beforeAll(async () => {
    const before = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(before, { visits: 2, silence: 5 });
    const { user } = await (await meeting.office()).get<{ user: { username: string } }>('/api/session');
    server = await before.restart({ programmes: [grown] });
    officer = server.client();
    await officer.signIn(user.username, PASSWORD);
  });
  afterAll(() => server.close());

  it('have their defaults in a programme that runs, unless they may be blank or are hidden', async () => {
    const { settings, settingsVersion } = await read();
    expect(settings).toEqual({ notes: 3, visits: 2, silence: 5, way: 'paper' });
    expect(settingsVersion).toBe(1);
  });

  it('count in periods under settings that were stored without them', async () => {
    const matrix = await officer.get<{ rows: { cells: { duty: string; required: number }[] }[] }>(
      `/api/programmes/${meeting.programme}/duties?period=2026-10`,
    );
    const required = matrix.rows[0]!.cells.map((cell) => cell.required);
    expect(required.toSorted()).toEqual([2, 3]);
  });

  it('make no new version when they are saved unchanged, and one when they are changed', async () => {
    const { settings, version } = await read();
    const save = (v: number, to: object) =>
      officer.send('PATCH', `/api/programmes/${meeting.programme}`, { version: v, json: { settings: to } });
    expect(await save(version, settings)).toMatchObject({ status: 200, body: { settingsVersion: 1 } });
    const changed = await save(version + 1, { ...settings, way: 'screen', screens: 1 });
    expect(changed).toMatchObject({ status: 200, body: { settingsVersion: 2 } });
    expect((await read()).settings).toEqual({ notes: 3, visits: 2, silence: 5, way: 'screen', screens: 1 });
  });
});
