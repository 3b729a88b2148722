import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Digests, sql } from '@xieshou/core';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly programme: unknown;
  readonly text: { readonly zh: string };
  readonly link: string | null;
  readonly at: string;
}

describe.each(engines)('the daily digest on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let school: Client;
  const sweep = () => server.app.get(Digests).sweep();
  /** Moves to a moment in Shanghai. */
  const moveTo = (moment: string) => server.clock.moveTo(`${moment}+08:00`);
  // Sessions end within the days of these tests: what stands in the database is looked at.
  const digests = (who: string) =>
    server.database.all<Told>(sql`select n.id, n.kind, n.text, n.link, n.created_at as at from notification n
      where n.kind = 'digest' and n.user_id = ${who} order by n.created_at, n.id`);
  const idOf = async (client: Client) => (await client.get<{ user: { id: string } }>('/api/session')).user.id;
  let [helper, helped] = ['', ''];
  const texts = async (who: string) =>
    (await digests(who)).map(({ text }) => (JSON.parse(String(text)) as Told['text']).zh);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs], digests: true });
    moveTo('2026-11-24T07:50:00');
    meeting = await makeMeeting(server);
    [writer, school] = [await meeting.at('h'), await meeting.at('a')];
    [helper, helped] = [await idOf(writer), await idOf(school)];
    await meeting.visit(writer, ['a'], '2026-11-02');
  });
  afterAll(() => server.close());

  it('is written in office hours, once, and to nobody who has nothing new', async () => {
    moveTo('2026-11-24T07:59:59.999');
    expect(await sweep()).toBe(0);
    moveTo('2026-11-24T08:00:00');
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await digests(helper)).toEqual([]);
    const [told] = await digests(helped);
    expect(told).toMatchObject({ kind: 'digest', link: '/' });
    // November's visit is to be confirmed and not met before, within seven days; earlier months are over without one.
    expect((await texts(helped))[0]).toBe('未读消息 1 条\n“结对项目”：待办 1 项，7 天内到期 1 项，已逾期 1 项');
  });

  it('stands among the notifications as a kind of its own, and counts as none of what is new', async () => {
    const rows = (await school.get<{ rows: Told[] }>('/api/notifications?size=20&kind=digest')).rows;
    expect(rows).toMatchObject([{ kind: 'digest', programme: null, link: '/' }]);
    moveTo('2026-11-25T09:00:00');
    expect(await sweep()).toBe(0);
    expect(await digests(helped)).toHaveLength(1);
  });

  it('comes again when something new is unread, and not when it was read before', async () => {
    writer = await meeting.at('h');
    await meeting.visit(writer, ['a'], '2026-11-03');
    moveTo('2026-11-26T17:59:59.999');
    expect(await sweep()).toBe(1);
    expect((await texts(helped))[1]).toMatch(/^未读消息 2 条\n/);
    moveTo('2026-11-27T09:00:00');
    writer = await meeting.at('h');
    school = await meeting.at('a');
    await meeting.visit(writer, ['a'], '2026-11-04');
    await server.database.write((tx) => tx.run(sql`update notification set read_at = ${server.clock.instant()}`));
    expect(await sweep()).toBe(0);
    expect(await digests(helped)).toHaveLength(2);
  });

  it('waits over the weekend and from six in the evening', async () => {
    writer = await meeting.at('h');
    await meeting.visit(writer, ['a'], '2026-11-05');
    for (const moment of ['2026-11-27T18:00:00', '2026-11-28T10:00:00', '2026-11-29T10:00:00', '2026-11-30T07:59:00']) {
      moveTo(moment);
      expect({ moment, written: await sweep() }).toEqual({ moment, written: 0 });
    }
    moveTo('2026-11-30T08:00:00');
    // The account that signed in anew on Friday has the same school: both are told.
    expect(await sweep()).toBe(2);
  });

  it('is written by one of two servers that look in the same moment', async () => {
    writer = await meeting.at('h');
    await meeting.visit(writer, ['b'], '2026-11-06');
    const other = await meeting.at('b');
    const b = await idOf(other);
    writer = await meeting.at('h');
    await meeting.visit(writer, ['b'], '2026-11-07');
    moveTo('2026-12-01T10:00:00');
    const before = (await digests(b)).length;
    await Promise.all([sweep(), sweep()]);
    expect(await digests(b)).toHaveLength(before + 1);
  });

  it('is not written to an account that may not sign in', async () => {
    const gone = await idOf(await meeting.at('a'));
    await meeting.visit(await meeting.at('h'), ['a'], '2026-11-08');
    await server.database.write((tx) => tx.run(sql`update account set state = 'suspended' where id = ${gone}`));
    moveTo('2026-12-02T10:00:00');
    await sweep();
    expect(await digests(gone)).toEqual([]);
  });
});
