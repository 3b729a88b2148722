import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '../src/index.js';
import { withWindow } from './fixtures/with-window.js';
import { makeSchool } from './office.js';

interface Duties {
  readonly rows: readonly {
    readonly cells: readonly {
      readonly period: string;
      readonly confirmed: number;
      readonly opensOn: string;
      readonly overdueFrom: string;
      readonly state: string;
    }[];
  }[];
}

describe.each(engines)('a duty with a window on %s', (engine) => {
  const clock = new TestClock(new Date('2026-12-01T01:00:00Z'));
  const quarter = '2026-q4';
  let server: TestServer;
  let officer: Client;
  let writer: Client;
  let district: District;
  let programme: string;
  let helper: string;
  let pairing: string;

  const duties = (more = '') =>
    officer.get<Duties>(`/api/programmes/${programme}/duties?period=${quarter}${more}`).then((answer) => answer.rows);
  const cell = async () => (await duties())[0]!.cells.find((one) => one.period === quarter)!;
  const remind = () =>
    officer.post<{ sent: number; skipped: { reason: { zh: string } }[] }>(
      `/api/programmes/${programme}/duties/remind`,
      { cells: [{ pairing, duty: 'summary', period: quarter }] },
    );
  const write = (on: string) =>
    writer.post(`/api/programmes/${programme}/records`, {
      form: 'summary',
      pairings: [pairing],
      data: { on, theme: '季度小结' },
    });
  /** Sessions end meanwhile. */
  const now = async (instant: string) => {
    clock.moveTo(instant);
    officer = await district.signIn();
    writer = await signedIn(server, { role: 'schoolAdministrator', at: { id: helper, district_id: district.id } });
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withWindow], clock });
    district = await makeDistrict(server);
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withWindow.id,
        preset: 'plain',
        title: '季度小结',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    helper = await makeSchool(officer, district.id, '城关小学', 'public');
    const helped = await makeSchool(officer, district.id, '下王庄小学', 'private');
    pairing = (
      await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
        helper,
        helped,
        startsOn: '2026-09-01',
      })
    ).id;
  });
  afterAll(() => server.close());

  it('is described to the admin app in words', async () => {
    const { manifest } = await officer.get<{ manifest: { duties: { window?: unknown }[] } }>(
      `/api/programmes/${programme}`,
    );
    expect(manifest.duties[0]!.window).toEqual(withWindow.duties['summary']!.window!.title);
  });

  it('asks nobody before it opens, midnight Shanghai time', async () => {
    await now('2026-12-20T15:59:59Z');
    expect(await cell()).toMatchObject({ state: 'open', opensOn: '2026-12-21', overdueFrom: '2027-01-01' });
    expect(await duties('&below=yes')).toEqual([]);
    expect(await remind()).toMatchObject({
      sent: 0,
      skipped: [{ reason: { zh: expect.stringContaining('2026-12-21') } }],
    });
    await now('2026-12-20T16:00:00Z');
    expect(await duties('&below=yes')).toHaveLength(1);
    expect(await remind()).toMatchObject({ sent: 1, skipped: [] });
  });

  it('counts what happens in it only', async () => {
    await write('2026-12-20');
    expect(await cell()).toMatchObject({ confirmed: 0, state: 'open' });
    await now('2026-12-31T16:00:00Z');
    expect(await cell()).toMatchObject({ confirmed: 0, state: 'overdue' });
    await write('2026-12-31');
    expect(await cell()).toMatchObject({ confirmed: 1, state: 'met' });
  });
});
