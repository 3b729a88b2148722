import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  engines,
  fillTemplate,
  makeDistrict,
  openWorkbook,
  PASSWORD,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeWorld, type World } from './world.js';

interface Calendar {
  readonly days: readonly {
    readonly day: string;
    readonly kind: string;
    readonly note: string | null;
    readonly own: boolean;
  }[];
  readonly knownYears: readonly number[];
  readonly years: readonly { readonly year: number; readonly source: string; readonly days: number }[];
}
interface Import {
  readonly id: string;
  readonly state: string;
  readonly refusal: string | null;
  readonly counts: { readonly add: number; readonly change: number; readonly same: number; readonly error: number };
  readonly rows: readonly {
    readonly row: number;
    readonly outcome: string;
    readonly name: string;
    readonly reasons: readonly string[];
  }[];
}
type Line = readonly [day: string, kind: string, note?: string];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const year2027: readonly Line[] = [
  ['2027/1/1', '放假', '元旦'],
  ['2027年5月1日', '放假', '劳动节'],
  ['2027-10-01', '放假', '国庆节'],
  ['2027-10-09', '调休上班'],
];

describe.each(engines)('days off and make-up days on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let other: Client;
  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    officer = await (await makeDistrict(server)).signIn();
    other = await (await makeDistrict(server)).signIn();
  });
  afterAll(() => server.close());

  const calendar = (client = officer) => client.get<Calendar>('/api/calendar');
  const source = async (year: number, client = officer) =>
    (await calendar(client)).years.find((one) => one.year === year)?.source;
  const settled = async (id: string): Promise<Import> => {
    for (;;) {
      const found = await officer.get<Import>(`/api/imports/${id}`);
      if (found.state !== 'reading' && found.state !== 'applying') return found;
      await sleep(30);
    }
  };
  const upload = async (lines: readonly Line[]): Promise<Import> => {
    const template = await officer.send('GET', '/api/calendar/import-template');
    const bytes = await fillTemplate(
      template.bytes,
      lines.map(([day, kind, note]) => ({ 日期: day, 类型: kind, 说明: note ?? '' })),
    );
    const sent = await officer.send<Import>('POST', '/api/calendar/import', { bytes, type: XLSX });
    return settled(sent.body.id);
  };
  const apply = async ({ id }: Import) => {
    await officer.post(`/api/imports/${id}/apply`, { rows: 'all' });
    return settled(id);
  };

  it('knows the built-in years, and says of 2027 that it is unknown', async () => {
    expect(await source(2026)).toBe('builtIn');
    expect(await source(2027)).toBe('unknown');
    const [sheet] = await openWorkbook((await officer.send('GET', '/api/calendar/import-template')).bytes);
    expect(sheet!.rows[0]!.map((title) => title.replace(/[*＊\s]/g, ''))).toEqual(['日期', '类型', '说明']);
  });

  it('names faulty rows by their number in the file: no such day, twice, no weekend day, far away', async () => {
    const read = await upload([
      ['2027-02-30', '放假'],
      ['2027-06-09', '放假', '端午节'],
      ['2027-06-09', '放假'],
      ['2027-06-10', '调休上班'],
      ['2029-12-31', '放假'],
      ['2030-01-01', '放假'],
      ['2023-01-01', '放假'],
      ['2022-12-31', '放假'],
      ['2027-06-12', '休假'],
    ]);
    expect(read.rows.filter((r) => r.outcome === 'error').map((r) => r.row)).toEqual([2, 4, 5, 7, 9, 10]);
    expect(read.rows.find((r) => r.row === 4)!.reasons[0]).toContain('第 3 行');
    expect(read.rows.find((r) => r.row === 5)!.reasons[0]).toContain('不是周末');
    expect(read.rows.find((r) => r.row === 7)!.reasons[0]).toContain('2023 年至 2029 年');
    expect(await source(2027)).toBe('unknown');
  });

  it('does not call a year known while one of its national days off is missing', async () => {
    const read = await upload(year2027.slice(0, 2));
    expect(read.rows[0]).toMatchObject({ outcome: 'add', name: '2027/1/1' });
    expect(read.rows[0]!.reasons.join()).toContain('2027-10-01');
    expect((await apply(read)).state).toBe('applied');
    expect(await source(2027)).toBe('unknown');
    expect((await calendar()).days.filter((d) => d.own).map((d) => d.day)).toEqual(['2027-01-01', '2027-05-01']);
  });

  it('knows the year once the table is whole, for this district alone', async () => {
    const read = await upload(year2027);
    expect(read.counts).toEqual({ add: 2, change: 0, same: 2, error: 0 });
    await apply(read);
    expect(await source(2027)).toBe('imported');
    expect((await calendar()).knownYears).toEqual([2025, 2026, 2027]);
    expect(await source(2027, other)).toBe('unknown');
    expect((await calendar()).days.find((d) => d.day === '2027-10-09')).toEqual({
      day: '2027-10-09',
      kind: 'working',
      note: null,
      own: true,
    });
  });

  it('changes and takes back a single day; without a national day off the year is unknown again', async () => {
    const put = (day: string, json: object) =>
      officer.send<{ code?: string }>('PUT', `/api/calendar/days/${day}`, { json });
    expect((await put('2027-10-09', { kind: 'holiday', note: '运动会' })).body).toMatchObject({ kind: 'holiday' });
    expect((await put('2027-13-01', { kind: 'holiday' })).status).toBe(404);
    expect((await put('2027-10-08', { kind: 'holiday', note: '一'.repeat(41) })).status).toBe(422);
    expect((await put('2027-10-08', { kind: 'holiday', note: '一'.repeat(40) })).status).toBe(200);
    expect(await source(2027)).toBe('imported');
    expect((await officer.send('DELETE', '/api/calendar/days/2027-10-01')).status).toBe(200);
    expect(await source(2027)).toBe('unknown');
    await put('2027-10-01', { kind: 'holiday' });
    expect(await source(2027)).toBe('imported');
    // A day of the built-in table is set otherwise, and stands again when that is taken back.
    await put('2026-10-07', { kind: 'working' });
    const kind = async () => (await calendar()).days.find((d) => d.day === '2026-10-07')?.kind;
    expect(await kind()).toBe('working');
    await officer.send('DELETE', '/api/calendar/days/2026-10-07');
    expect(await kind()).toBe('holiday');
    // Nothing is set for it any more, nor for a day that does not exist.
    for (const day of ['2026-10-07', '2026-10-08', '2026-02-30']) {
      const again = await officer.send<{ title: string }>('DELETE', `/api/calendar/days/${day}`);
      expect([day, again.status]).toEqual([day, 404]);
    }
    const refusal = await officer.send<{ title: string }>('DELETE', '/api/calendar/days/2026-10-07');
    expect(refusal.body.title).toBe('本区县没有单独设置 2026-10-07，无需撤回');
  });
});

describe.each(engines)('deadlines that run into an unknown year on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(engine);
  });
  afterAll(() => world.server.close());

  it('say so: rectification, silence and duties; a deadline that somebody named does not', async () => {
    const pair = world.pairs.find((p) => p.key === 'A.p1')!;
    const writer = world.server.client();
    await writer.signIn('writer-a-p1', PASSWORD);
    const raise = (o: object = {}) =>
      writer.post<{ dueOn: string; dueUnknownYears: number[] }>(`/api/programmes/${pair.programme}/rectifications`, {
        pairing: pair.id,
        content: '药品过期',
        ...o,
      });
    expect((await raise()).dueUnknownYears).toEqual([]);
    // The last day of 2026 that a deadline still ends on, and the first that runs into 2027.
    const days = (await raise()).dueOn;
    expect(days.slice(0, 4)).toBe('2026');
    world.server.clock.moveTo('2026-12-30T01:00:00Z');
    await writer.signIn('writer-a-p1', PASSWORD);
    const late = await raise();
    expect([late.dueOn.slice(0, 4), late.dueUnknownYears]).toEqual(['2027', [2027]]);
    expect((await raise({ dueOn: '2027-01-08' })).dueUnknownYears).toEqual([]);
    const record = await writer.post<{ id: string }>(`/api/programmes/${pair.programme}/records`, {
      form: 'visit',
      pairings: [pair.id],
      data: { on: '2026-12-29', theme: '年末走访', guests: 1 },
    });
    const bureau = world.orgs.get('A.bureau')!;
    const confirmer = await signedIn(world.server, {
      role: 'schoolAdministrator',
      at: { id: world.orgs.get('A.s2')!.id, district_id: bureau.id },
    });
    const { rows } = await confirmer.get<{ rows: { record: string; dueOn: string; dueUnknownYears: number[] }[] }>(
      '/api/reviews?size=200',
    );
    expect(rows.find((r) => r.record === record.id)!.dueUnknownYears).toEqual([2027]);
    expect(rows.find((r) => r.record === pair.record)!.dueUnknownYears).toEqual([]);
    const fresh = await signedIn(world.server, {
      role: 'bureauOfficer',
      at: { id: bureau.id, district_id: bureau.id },
    });
    const duties = (period: string) =>
      fresh.get<{ unknownYears: number[] }>(`/api/programmes/${pair.programme}/duties?period=${period}`);
    expect((await duties('2026-12')).unknownYears).toEqual([]);
    expect((await duties('2027-01')).unknownYears).toEqual([2027]);
    // Once the year is loaded, nothing is provisional any more.
    for (const day of ['2027-01-01', '2027-05-01', '2027-10-01'])
      await fresh.send('PUT', `/api/calendar/days/${day}`, { json: { kind: 'holiday' } });
    expect((await duties('2027-01')).unknownYears).toEqual([]);
  });
});
