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
    // The school that was written to, and with it whoever sees what is due for the pairs: the other and the office.
    expect(await sweep()).toBe(3);
    expect(await sweep()).toBe(0);
    expect(await texts(helper)).toEqual(['“结对项目”：7 天内到期 2 项，已逾期 2 项']);
    const [told] = await digests(helped);
    expect(told).toMatchObject({ kind: 'digest', link: '/' });
    // November's visit is to be confirmed and not met before, within seven days; earlier months are over without one.
    expect((await texts(helped))[0]).toBe('未读消息 1 条\n“结对项目”：待办 1 项，7 天内到期 1 项，已逾期 1 项');
  });

  it('stands among the notifications as a kind of its own, and counts as none of what is new', async () => {
    const rows = (await school.get<{ rows: Told[] }>('/api/notifications?size=20&kind=digest')).rows;
    expect(rows).toMatchObject([{ kind: 'digest', programme: null, link: '/' }]);
    // What is said to count by silence on 1 December comes within seven days; that a digest is unread is not news.
    moveTo('2026-11-25T09:00:00');
    expect(await sweep()).toBe(1);
    expect((await texts(helped))[1]).toBe('未读消息 1 条\n“结对项目”：待办 1 项，7 天内到期 2 项，已逾期 1 项');
    moveTo('2026-11-26T09:00:00');
    expect(await sweep()).toBe(0);
  });

  it('comes again when something new is unread, and not when it was read before', async () => {
    writer = await meeting.at('h');
    await meeting.visit(writer, ['a'], '2026-11-03');
    moveTo('2026-11-26T17:59:59.999');
    // With the account that signed in anew, which is told what is due.
    expect(await sweep()).toBe(2);
    expect((await texts(helped))[2]).toMatch(/^未读消息 2 条\n/);
    moveTo('2026-11-27T09:00:00');
    writer = await meeting.at('h');
    school = await meeting.at('a');
    await meeting.visit(writer, ['a'], '2026-11-04');
    await server.database.write((tx) => tx.run(sql`update notification set read_at = ${server.clock.instant()}`));
    // Told of what comes within seven days, and of nothing unread.
    await sweep();
    expect(await texts(helped)).toHaveLength(4);
    expect((await texts(helped))[3]).toMatch(/^“结对项目”：/);
  });

  it('waits over the weekend and from six in the evening', async () => {
    writer = await meeting.at('h');
    await meeting.visit(writer, ['a'], '2026-11-05');
    for (const moment of ['2026-11-27T18:00:00', '2026-11-28T10:00:00', '2026-11-29T10:00:00', '2026-11-30T07:59:00']) {
      moveTo(moment);
      expect({ moment, written: await sweep() }).toEqual({ moment, written: 0 });
    }
    moveTo('2026-11-30T08:00:00');
    // Both accounts of the school that was written to, and the one of the other that was not looked at yet.
    expect(await sweep()).toBe(3);
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

describe.each(engines)('what comes nearer without anything happening, on %s', (engine) => {
  let server: TestServer;
  const sweep = () => server.app.get(Digests).sweep();
  const moveTo = (day: string) => server.clock.moveTo(`${day}T09:00:00+08:00`);
  const told = async () =>
    (
      await server.database.all<{
        text: string;
      }>(sql`select n.text from notification n join account a on a.id = n.user_id
        where n.kind = 'digest' and n.created_at = ${server.clock.instant()} order by a.created_at, a.id`)
    ).map(({ text }) => (JSON.parse(text) as Told['text']).zh);
  /** The other two read what they are told; nobody writes anything. */
  const looksAt = async (day: string) => {
    moveTo(day);
    await sweep();
    return told();
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs], digests: true });
    moveTo('2026-11-20');
    const meeting = await makeMeeting(server);
    await meeting.at('a');
  });
  afterAll(() => server.close());

  it('is told whoever was not told of it yet, what was late before among it', async () => {
    expect(await looksAt('2026-11-20')).toEqual(['“结对项目”：已逾期 2 项', '“结对项目”：已逾期 1 项']);
  });

  it('is told on the day on which it is within seven days, today among them, not the day before, and once', async () => {
    expect(await looksAt('2026-11-23')).toEqual([]);
    expect(await looksAt('2026-11-24')).toEqual([
      '“结对项目”：7 天内到期 2 项，已逾期 2 项',
      '“结对项目”：7 天内到期 1 项，已逾期 1 项',
    ]);
    expect(await looksAt('2026-11-25')).toEqual([]);
  });

  it('is told again when it comes again, after it was not so for a while', async () => {
    expect(await looksAt('2026-12-01')).toEqual([]);
    expect(await looksAt('2026-12-24')).toEqual([]);
    expect(await looksAt('2026-12-25')).toEqual([
      '“结对项目”：7 天内到期 2 项，已逾期 2 项',
      '“结对项目”：7 天内到期 1 项，已逾期 1 项',
    ]);
  });

  it('is told when it becomes late where nothing was', async () => {
    await server.database.write((tx) => tx.run(sql`update account set digest_overdue = 0, digest_due = 2`));
    expect(await looksAt('2026-12-28')).toHaveLength(2);
    expect(await looksAt('2026-12-29')).toEqual([]);
  });
});
