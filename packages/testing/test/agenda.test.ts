import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  engines,
  makeDistrict,
  openWord,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { withPhases } from './fixtures/with-phases.js';
import { gist, makeSchool } from './office.js';

interface Agenda {
  readonly month: string;
  readonly rows: readonly {
    readonly kind: string;
    readonly key: string | null;
    readonly title: { readonly zh: string };
    readonly note: { readonly zh: string } | null;
    readonly from: string | null;
    readonly to: string;
  }[];
  readonly programmes: readonly { readonly title: string }[];
  readonly failed: readonly string[];
}
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe.each(engines)('the calendar of a programme on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let school: Client;
  let stranger: Client;
  let bureau: string;
  let programme: { readonly id: string; readonly version: number };
  const days = async (month: string, client = officer) =>
    (await client.get<Agenda>(`/api/programmes/${programme.id}/agenda?month=${month}`)).rows.map(
      ({ kind, key, from, to }) => [kind, key, from, to],
    );

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withPhases] });
    const district = await makeDistrict(server);
    officer = await district.signIn();
    bureau = district.id;
    const [helper, helped] = [
      await makeSchool(officer, district.id, '实验小学', 'public'),
      await makeSchool(officer, district.id, '城东小学', 'private'),
    ];
    programme = await officer.post('/api/programmes', {
      plugin: withPhases.id,
      preset: 'plain',
      title: '结对帮扶',
      schoolYear: '2026-2027',
      settings: { reviewed: 0 },
      organisations: [{ id: district.id, subtree: true }],
    });
    await officer.post(`/api/programmes/${programme.id}/pairings`, { helper, helped, startsOn: '2026-09-01' });
    school = await signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: helped, district_id: district.id },
    });
    stranger = await (await makeDistrict(server)).signIn();
  });
  afterAll(() => server.close());

  it('lists the phases that touch a month, and what is due in it, by last day', async () => {
    const window = (month: string, last: string) => ['duty', 'note', `${month}-21`, `${month}-${last}`];
    expect(await days('2026-08')).toEqual([]);
    expect(await days('2026-09')).toEqual([window('2026-09', '30'), ['phase', 'start', '2026-09-01', '2026-10-15']]);
    expect(await days('2026-10')).toEqual([['phase', 'start', '2026-09-01', '2026-10-15'], window('2026-10', '31')]);
    expect(await days('2026-11')).toEqual([window('2026-11', '30')]);
    expect(await days('2026-11', school)).toEqual([window('2026-11', '30')]);
    expect(await days('2027-09')).toEqual([]);
  });

  it('is that of the present month unless told, over the programmes that run for me', async () => {
    const mine = await school.get<Agenda>('/api/agenda');
    expect(mine).toMatchObject({ month: '2026-11', programmes: [{ title: '结对帮扶' }], failed: [] });
    expect(mine.rows.map(({ title, note }) => [title.zh, note?.zh])).toEqual([['小结', '2026年11月']]);
    expect(await stranger.get<Agenda>('/api/agenda')).toMatchObject({ rows: [], programmes: [] });
    expect((await stranger.send('GET', `/api/programmes/${programme.id}/agenda`)).status).toBe(404);
    for (const month of ['2026-13', '2026-00', '2026-1', '0999-12', ''])
      expect(gist(await officer.send('GET', `/api/agenda?month=${month}`))).toEqual([422, 'invalid', 'month']);
  });

  it('has a phase only where the settings say so, up to the last day of the programme', async () => {
    expect(await days('2027-08')).toEqual([['duty', 'note', '2027-08-21', '2027-08-31']]);
    const other = await officer.post<{ id: string; version: number }>('/api/programmes', {
      plugin: withPhases.id,
      preset: 'plain',
      title: '另一个项目',
      schoolYear: '2026-2027',
      settings: { reviewed: 1 },
      organisations: [{ id: bureau, subtree: true }],
    });
    programme = other;
    expect(await days('2027-08')).toEqual([
      ['phase', 'look', '2027-08-01', '2027-08-31'],
      ['duty', 'note', '2027-08-21', '2027-08-31'],
    ]);
  });

  it('prints the same phases in the plan document', async () => {
    const { bytes } = await officer.send('GET', `/api/programmes/${programme.id}/documents/plan`, {
      headers: { accept: docx },
    });
    const text = JSON.stringify(openWord(bytes));
    expect(text).toContain('阶段安排');
    for (const part of [
      '启动',
      '2026-09-01 至 2026-10-15',
      '回顾',
      '2027-08-01 至 2027-08-31',
      '2026-11-21 至 2026-11-30',
    ])
      expect(text).toContain(part);
  });
});
