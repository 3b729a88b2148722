import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { giveBack, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly programme: { readonly id: string; readonly title: string } | null;
  readonly at: string;
  readonly readAt: string | null;
}

describe.each(engines)('notifications on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let school: Client;
  const list = async (client: Client, query = '') =>
    (await client.get<{ rows: Told[] }>(`/api/notifications?size=200${query}`)).rows;
  const readAll = (client: Client, json: Record<string, unknown>) =>
    client.send<{ read: number }>('POST', '/api/notifications/read', { json });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [writer, school] = [await meeting.at('h'), await meeting.at('a')];
  });
  afterAll(() => server.close());

  it('say what they are about, and which programme', async () => {
    await meeting.visit(writer, ['a'], '2026-11-02');
    const [told] = await list(school, '&kind=confirmation');
    expect(told).toMatchObject({ kind: 'confirmation', programme: { id: meeting.programme }, readAt: null });
    expect(told!.programme!.title).not.toBe('');
  });

  it('are narrowed by kind, by programme and by whether they are read', async () => {
    const office = await meeting.office();
    await office.post(`/api/programmes/${meeting.programme}/duties/remind`, {
      cells: [{ pairing: meeting.pairings.b, duty: 'visit', period: '2026-10' }],
    });
    const made = await meeting.visit(writer, ['a'], '2026-11-01');
    await giveBack(school, await reviewOf(school, made.id), '人数不对');
    const all = await list(writer);
    expect(all.map(({ kind }) => kind).sort()).toEqual(['reminder', 'returned']);
    for (const kind of ['reminder', 'returned', 'pairing'])
      expect(await list(writer, `&kind=${kind}`)).toEqual(all.filter((one) => one.kind === kind));
    expect(await list(writer, `&programme=${meeting.programme}`)).toEqual(all);
    expect(await list(writer, '&programme=01980000-0000-7000-8000-000000000000')).toEqual([]);
    for (const query of ['&kind=everything', '&programme=x', '&unread=no'])
      expect({ query, status: (await writer.send('GET', `/api/notifications?size=20${query}`)).status }).toEqual({
        query,
        status: 422,
      });
  });

  it('are all read at once as far as they were seen: what came a moment later stays unread', async () => {
    const [seen] = await list(school);
    server.clock.forward(1);
    await meeting.visit(writer, ['a'], '2026-11-03');
    const [later] = await list(school);
    expect(later!.at > seen!.at).toBe(true);
    const unread = (await list(school, '&unread=yes')).length;
    expect((await readAll(school, { upTo: seen!.at })).body).toEqual({ read: unread - 1 });
    expect((await list(school, '&unread=yes')).map(({ id }) => id)).toEqual([later!.id]);
    // Read is read: the moment stays, and nothing is read twice.
    expect((await readAll(school, { upTo: seen!.at })).body).toEqual({ read: 0 });
  });

  it('are read of one kind or one programme only, where that is what was listed', async () => {
    server.clock.forward(1);
    await meeting.visit(writer, ['a'], '2026-11-04');
    const upTo = server.clock.instant();
    expect((await readAll(school, { upTo, kind: 'pairing' })).body).toEqual({ read: 0 });
    expect((await readAll(school, { upTo, programme: '01980000-0000-7000-8000-000000000000' })).status).toBe(404);
    expect((await readAll(school, { upTo, kind: 'confirmation', programme: meeting.programme })).body.read).toBe(2);
    expect(await list(school, '&unread=yes')).toEqual([]);
  });

  it('are one’s own: whoever reads all of them reads nobody else’s', async () => {
    server.clock.forward(1);
    await meeting.visit(writer, ['a'], '2026-11-05');
    const before = (await list(school, '&unread=yes')).length;
    expect(before).toBe(1);
    await readAll(await meeting.at('b'), { upTo: server.clock.instant() });
    expect((await list(school, '&unread=yes')).length).toBe(before);
  });

  it('refuse a moment that is none', async () => {
    for (const upTo of ['yesterday', '2026-13-01T00:00:00Z', 7, null])
      expect({ upTo, status: (await readAll(school, { upTo })).status }).toEqual({ upTo, status: 422 });
  });
});
