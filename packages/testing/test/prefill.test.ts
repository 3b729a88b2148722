import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

describe.each(engines)('what a new record starts with on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let teacher: Client;
  const keeper = async (client: Client) =>
    (
      await client.get<{ data: Record<string, unknown> }>(
        `/api/programmes/${meeting.programme}/forms/note/start?pairing=${meeting.pairings.a}`,
      )
    ).data['keeper'];
  const personAt = async (key: 'h' | 'a', name: string) =>
    (
      await (
        await meeting.at(key)
      ).post<{ id: string }>('/api/people', {
        name,
        kind: 'teacher',
        organisation: meeting.schools[key].id,
      })
    ).id;
  const link = (username: string, person: string | null) =>
    server.database.write((tx) => tx.run(sql`update account set person_id = ${person} where username = ${username}`));

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    teacher = await signedIn(server, { role: 'teacher', at: meeting.schools.h, username: 'me' });
  });
  afterAll(() => server.close());

  it('is whoever writes where they are offered, else whoever stood there last', async () => {
    const [me, other] = [await personAt('h', '我自己'), await personAt('h', '同事')];
    expect(await keeper(teacher)).toBeUndefined();
    await link('me', me);
    expect(await keeper(teacher)).toBe(me);
    await (
      await meeting.at('h')
    ).post(`/api/programmes/${meeting.programme}/records`, {
      form: 'note',
      pairings: [meeting.pairings.a],
      data: { on: '2026-11-20', theme: '上次', keeper: other },
    });
    expect(await keeper(teacher)).toBe(me);
    // An account that is linked to nobody, or to somebody who is not offered.
    expect(await keeper(await meeting.at('h'))).toBe(other);
    await link('me', await personAt('a', '外校的人'));
    expect(await keeper(teacher)).toBe(other);
    await link('me', null);
    expect(await keeper(teacher)).toBe(other);
  });

  it('is nobody who has left', async () => {
    const me = await personAt('h', '将要离开');
    await link('me', me);
    expect(await keeper(teacher)).toBe(me);
    await server.database.write((tx) => tx.run(sql`update person set left_on = '2026-11-23' where id = ${me}`));
    expect(await keeper(teacher)).not.toBe(me);
  });

  it('offers the people of the other school, its children by their mask, and one’s own by name', async () => {
    const pupil = (key: 'h' | 'a', name: string, code: string) =>
      meeting
        .at(key)
        .then((client) =>
          client.post('/api/people', { name, kind: 'student', code, organisation: meeting.schools[key].id }),
        );
    await pupil('a', '周小满', 'C12');
    await pupil('h', '孙小雪', 'C13');
    await personAt('a', '接待老师');
    const offered = async (form: string, field: string) =>
      (
        await (
          await meeting.at('h')
        ).get<{ people: Record<string, { name: string }[]> }>(
          `/api/programmes/${meeting.programme}/forms/${form}/start?pairing=${meeting.pairings.a}`,
        )
      ).people[field]!.map(({ name }) => name);
    const theirs = await offered('visit', 'guide');
    expect(theirs).toEqual(expect.arrayContaining(['接待老师', '周同学 C12']));
    expect(theirs.join()).not.toContain('小满');
    expect(await offered('note', 'keeper')).toContain('孙小雪');
  });
});
