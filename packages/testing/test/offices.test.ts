import type { Role } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, type Place, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { confirm, reviewOf, waiting } from './deciding.js';
import { withReviewSteps } from './fixtures/with-review-steps.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';
import { gist, makeSchool, type Refusal } from './office.js';

interface Party {
  readonly id: string;
  readonly name: string;
}
interface Pairing {
  readonly id: string;
  readonly version: number;
  readonly appointed: Readonly<Record<string, Party>>;
  readonly offices: readonly {
    readonly role: string;
    readonly from: Party | null;
    readonly to: Party | null;
    readonly on: string;
    readonly reason: string;
    readonly by: string;
  }[];
}

describe.each(engines)('offices of a standing pairing on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  let centre: Place;
  let first: Place;
  let second: Place;
  let school: Place;
  let pairing: string;
  const at = (place: Place, role: Role) => signedIn(server, { role, at: place });
  const place = async (name: string, kind: string): Promise<Place> => ({
    id: (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent: meeting.district.id })).id,
    district_id: meeting.district.id,
  });
  const read = (client = officer) => client.get<Pairing>(`/api/pairings/${pairing}`);
  const appoint = async (organisation: string | null, o: object = {}, client = officer, version?: number) =>
    client.send<Pairing & Refusal>('POST', `/api/pairings/${pairing}/offices/section`, {
      version: version ?? (await read()).version,
      json: { organisation, on: '2026-11-24', reason: '股室分工调整', ...o },
    });
  const hand = async () =>
    (await at(school, 'schoolAdministrator')).send<RecordView & Refusal>(
      'POST',
      `/api/programmes/${meeting.programme}/records`,
      { json: { form: 'report', pairings: [pairing], data: { on: '2026-11-20', theme: '总结' } } },
    );
  const told = async (client: Client) =>
    (await client.get<{ rows: { text: { zh: string } }[] }>('/api/notifications?size=50')).rows.map(
      ({ text }) => text.zh,
    );

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withReviewSteps] });
    meeting = await makeMeeting(server, { fileWithin: 3, silence: 3 }, withReviewSteps.id);
    officer = await meeting.office();
    centre = await place('城关中心校', 'centreSchool');
    first = await place('基教股', 'section');
    second = await place('督导股', 'section');
    school = { id: await makeSchool(officer, centre.id, '丙小学', 'private'), district_id: meeting.district.id };
    pairing = (
      await officer.post<{ id: string }>(`/api/programmes/${meeting.programme}/pairings`, {
        helper: meeting.schools.h.id,
        helped: school.id,
        startsOn: '2026-09-01',
      })
    ).id;
  });
  afterAll(() => server.close());

  it('are appointed later, and what nobody could decide goes on', async () => {
    expect(gist(await hand())).toEqual([422, 'invalid', 'pairings']);
    const liaison = await at(first, 'sectionMember');
    const done = await appoint(first.id);
    expect(done.status).toBe(200);
    expect(done.body.appointed['section']!.name).toBe('基教股');
    expect(done.body.offices).toMatchObject([
      { role: 'section', from: null, to: { name: '基教股' }, on: '2026-11-24', reason: '股室分工调整' },
    ]);
    expect(await told(liaison)).toEqual(['“结对项目”：贵单位为“帮扶小学⟨帮扶小学⟩—丙小学”的包联股室']);
    const made = await hand();
    expect(made.status).toBe(201);
    const inspector = await at(centre, 'centreSchoolInspector');
    expect((await confirm(inspector, await reviewOf(inspector, made.body.id))).status).toBe(200);
    expect((await waiting(liaison)).map(({ record }) => record)).toEqual([made.body.id]);
  });

  it('are changed: what waits goes to the new one, and the old one decides nothing more', async () => {
    const [before, after] = [await at(first, 'sectionMember'), await at(second, 'sectionMember')];
    const [asked] = await waiting(before);
    expect(gist(await appoint(null))).toEqual([422, 'invalid', 'organisation']);
    expect((await appoint(second.id, { on: '2026-11-23' })).status).toBe(200);
    expect(await waiting(before)).toEqual([]);
    expect((await confirm(before, asked!.id)).status).toBe(404);
    expect((await told(after))[0]).toBe('“结对项目”：贵单位为“帮扶小学⟨帮扶小学⟩—丙小学”的包联股室，有 1 项待办转来');
    expect((await told(before))[0]).toBe('“结对项目”：贵单位不再担任“帮扶小学⟨帮扶小学⟩—丙小学”的包联股室');
    expect((await confirm(after, asked!.id)).status).toBe(200);
    expect((await read()).offices.map(({ from, to }) => [from?.name ?? null, to?.name ?? null])).toEqual([
      ['基教股', '督导股'],
      [null, '基教股'],
    ]);
    // Whoever is not appointed any more does not see the pairing either.
    expect((await before.send('GET', `/api/pairings/${pairing}`)).status).toBe(404);
  });

  it('are taken off: the step before theirs is held until somebody is appointed again', async () => {
    const made = await hand();
    expect((await appoint(null)).status).toBe(200);
    expect((await read()).appointed).toEqual({});
    const inspector = await at(centre, 'centreSchoolInspector');
    const asked = await reviewOf(inspector, made.body.id);
    const held = await confirm(inspector, asked);
    expect([held.status, held.body.code]).toEqual([422, 'invalid']);
    expect((await appoint(first.id)).status).toBe(200);
    expect((await confirm(inspector, asked)).status).toBe(200);
    const liaison = await at(first, 'sectionMember');
    const [last] = await waiting(liaison);
    expect(last!.record).toBe(made.body.id);
    expect((await confirm(liaison, last!.id)).status).toBe(200);
  });

  it('take effect from the first day of the pairing to today, and are offices of the district', async () => {
    const refused = async (organisation: string | null, o?: object) => gist(await appoint(organisation, o));
    expect(await refused(second.id, { on: '2026-08-31' })).toEqual([422, 'invalid', 'on']);
    expect(await refused(second.id, { on: '2026-11-25' })).toEqual([422, 'invalid', 'on']);
    expect(await refused(second.id, { on: '2026-11-31' })).toEqual([422, 'invalid', 'on']);
    expect(await refused(second.id, { reason: ' 一 ' })).toEqual([422, 'invalid', 'reason']);
    expect(await refused(first.id)).toEqual([422, 'invalid', 'organisation']);
    expect(await refused(school.id)).toEqual([422, 'invalid', 'organisation']);
    expect((await appoint(second.id, { on: '2026-09-01' })).status).toBe(200);
    expect((await appoint(null)).status).toBe(200);
    expect(await refused(null)).toEqual([422, 'invalid', 'organisation']);
    const stale = await appoint(first.id, {}, officer, (await read()).version - 1);
    expect([stale.status, stale.body.code]).toEqual([409, 'stale']);
    const other = (role: string) =>
      officer.send('POST', `/api/pairings/${pairing}/offices/${role}`, {
        version: 1,
        json: { organisation: first.id, on: '2026-11-24', reason: '测试' },
      });
    for (const role of ['centre', 'toString', 'nobody']) expect((await other(role)).status).toBe(404);
    const helped = await at(school, 'schoolAdministrator');
    expect((await appoint(first.id, {}, helped)).status).toBe(404);
    const { version } = await read();
    await officer.post(`/api/pairings/${pairing}/end`, { on: '2026-11-24', reason: '任务完成' }, { version });
    expect((await appoint(first.id)).body.code).toBe('ended');
  });
});
