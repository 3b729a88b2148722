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
import { confirm, giveBack, reviewOf } from './deciding.js';
import { withHandInDay } from './fixtures/with-hand-in-day.js';
import type { RecordView } from './meeting.js';
import { makeSchool } from './office.js';

interface Answer extends RecordView {
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

const theme = '本学年工作方案';
const refusal = (day: string) => ({
  field: 'data.on',
  message: `日期即提交之日（${day}），由系统记录，请不要填写其他日期`,
});

describe.each(engines)('a form that is dated by its handing in on %s', (engine) => {
  const clock = new TestClock(new Date('2026-09-01T01:00:00Z'));
  let server: TestServer;
  let district: District;
  let officer: Client;
  let writer: Client;
  let programme: string;
  let helper: string;
  const pairings: string[] = [];

  /** Sessions end meanwhile. */
  const now = async (instant: string) => {
    clock.moveTo(instant);
    officer = await district.signIn();
    writer = await signedIn(server, { role: 'schoolAdministrator', at: { id: helper, district_id: district.id } });
  };
  const send = (pairing: string, data: object, draft = false) =>
    writer.send<Answer>('POST', `/api/programmes/${programme}/records`, {
      json: { form: 'workPlan', pairings: [pairing], data, ...(draft ? { draft } : {}) },
    });
  const write = async (pairing: string, data: object = {}) => {
    const { status, body } = await send(pairing, { theme, ...data });
    expect([status, body.errors]).toEqual([201, undefined]);
    return body;
  };
  const read = (id: string) => writer.get<Answer>(`/api/records/${id}`);
  const change = async (id: string, data: object, version?: number) =>
    writer.send<Answer>('PATCH', `/api/records/${id}`, {
      version: version ?? (await read(id)).version,
      json: { data },
    });
  const correct = async (id: string, data: object) =>
    writer.send<Answer>('POST', `/api/records/${id}/corrections`, {
      version: (await read(id)).version,
      json: { data, reason: '措辞有误' },
    });
  const cell = async (pairing: string) => {
    const { rows } = await officer.get<{
      rows: { pairing: string; cells: { duty: string; confirmed: number; claimed: number; state: string }[] }[];
    }>(`/api/programmes/${programme}/duties?period=2026-2027`);
    return rows.find((row) => row.pairing === pairing)!.cells.find(({ duty }) => duty === 'workPlan')!;
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withHandInDay], clock });
    district = await makeDistrict(server);
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withHandInDay.id,
        preset: 'plain',
        title: '方案备案',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    helper = await makeSchool(officer, district.id, '城关小学', 'public');
    for (const name of ['下王庄小学', '河口小学', '石桥小学', '柳林小学', '东塬小学'])
      pairings.push(
        (
          await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
            helper,
            helped: await makeSchool(officer, district.id, name, 'private'),
            startsOn: '2026-09-01',
          })
        ).id,
      );
  });
  afterAll(() => server.close());

  it('says so, asks nobody for the day, and begins without it', async () => {
    await now('2026-09-10T01:00:00Z');
    const { manifest } = await officer.get<{
      manifest: { forms: { dated?: string; schema: { required: string[]; properties: object } }[] };
    }>(`/api/programmes/${programme}`);
    expect(manifest.forms[0]).toMatchObject({ dated: 'handIn', schema: { required: ['theme'] } });
    const begun = await writer.get<{ data: object }>(
      `/api/programmes/${programme}/forms/workPlan/start?pairing=${pairings[0]}`,
    );
    expect(begun.data).toEqual({});
  });

  it('dates a draft by the day on which it is kept, and the record by the day on which it is handed in', async () => {
    const pairing = pairings[3]!;
    await now('2026-09-20T01:00:00Z');
    const refused = await send(pairing, { theme, on: '2026-09-19' }, true);
    expect([refused.status, refused.body.errors]).toEqual([422, [refusal('2026-09-20')]]);
    const draft = (await send(pairing, { theme, on: '2026-09-20' }, true)).body;
    expect([draft.on, draft.data]).toEqual(['2026-09-20', { theme }]);
    await now('2026-09-21T01:00:00Z');
    expect((await change(draft.id, { theme, on: '2026-09-20' })).body.errors).toEqual([refusal('2026-09-21')]);
    const kept = (await change(draft.id, { theme: '方案（二稿）' })).body;
    expect([kept.on, kept.data]).toEqual(['2026-09-21', { theme: '方案（二稿）' }]);
    await now('2026-09-25T01:00:00Z');
    const { body } = await writer.send<Answer>('POST', `/api/records/${draft.id}/submit`, { version: kept.version });
    expect([body.state, body.on, body.data]).toEqual([
      'submitted',
      '2026-09-25',
      { on: '2026-09-25', theme: '方案（二稿）' },
    ]);
  });

  it('counts what is handed in on the last day, and not what is handed in on the day after it', async () => {
    const [inTime, late] = [pairings[0]!, pairings[1]!];
    await now('2026-09-30T15:59:59Z');
    const first = await write(inTime);
    expect(first.on).toBe('2026-09-30');
    await now('2026-09-30T16:00:00Z');
    expect(await cell(inTime)).toMatchObject({ claimed: 1, confirmed: 0 });
    const back = await send(late, { theme, on: '2026-09-30' });
    expect([back.status, back.body.errors]).toEqual([422, [refusal('2026-10-01')]]);
    // Everything that is wrong is said at once.
    expect((await send(late, { theme: '', on: '2026-09-30' })).body.errors!.map(({ field }) => field)).toEqual([
      'data.on',
      'data.theme',
    ]);
    const second = await write(late, { on: '2026-10-01' });
    expect(second.on).toBe('2026-10-01');
    for (const { id } of [first, second]) await confirm(officer, await reviewOf(officer, id));
    expect(await cell(inTime)).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await cell(late)).toMatchObject({ confirmed: 0, claimed: 0, state: 'overdue' });
  });

  it('keeps its first day when it is given back and handed in again, and when it is corrected', async () => {
    const pairing = pairings[2]!;
    // Handed in on the last day; given back, and again in, after it.
    clock.moveTo('2026-09-30T02:00:00Z');
    await now('2026-09-30T02:00:00Z');
    const { id } = await write(pairing);
    await now('2026-10-05T02:00:00Z');
    await giveBack(officer, await reviewOf(officer, id), '请补充人员安排');
    await now('2026-10-08T02:00:00Z');
    expect((await change(id, { theme, on: '2026-10-08' })).body.errors).toEqual([refusal('2026-09-30')]);
    const again = await change(id, { theme: '补充后的方案' });
    expect([again.status, again.body.on, again.body.data]).toEqual([
      200,
      '2026-09-30',
      { on: '2026-09-30', theme: '补充后的方案' },
    ]);
    await confirm(officer, await reviewOf(officer, id));
    expect(await cell(pairing)).toMatchObject({ confirmed: 1, state: 'met' });
    await now('2026-10-12T02:00:00Z');
    expect((await correct(id, { theme: '改正的方案', on: '2026-10-12' })).body.errors).toEqual([refusal('2026-09-30')]);
    // As it was read: the day stands there already.
    expect((await correct(id, { theme: '改正的方案', on: '2026-09-30' })).status).toBe(201);
    await confirm(officer, await reviewOf(officer, id));
    const corrected = await read(id);
    expect([corrected.on, corrected.data]).toEqual(['2026-09-30', { on: '2026-09-30', theme: '改正的方案' }]);
    expect(await cell(pairing)).toMatchObject({ confirmed: 1, state: 'met' });
  });

  it('does not say that the day differs where somebody else has changed the record meanwhile', async () => {
    const { id } = await write(pairings[4]!);
    const { status, body } = await change(id, { theme: '另一稿' }, 7);
    expect([status, body]).toMatchObject([409, { difference: [{ field: 'data.theme' }] }]);
  });

  it('is entered many at a time without a day', async () => {
    await now('2026-10-20T02:00:00Z');
    const batch = (data: object) =>
      writer.send<{ records: string[]; errors?: { field: string }[] }>(
        'POST',
        `/api/programmes/${programme}/records/batch`,
        { json: { form: 'workPlan', rows: [{ pairings: [pairings[4]], data }] } },
      );
    expect((await batch({ theme: '成批', on: '2026-10-19' })).body.errors).toMatchObject([{ field: 'rows.0.data.on' }]);
    const made = await batch({ theme: '成批' });
    expect((await read(made.body.records[0]!)).on).toBe('2026-10-20');
  });
});
