import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines, PASSWORD, type Place, type TestServer } from '../src/index.js';
import { account, attempt, cookiesOf, type Doors, knownOf, look, MINUTE, openDoors, statusOf } from './doors.js';

const DAY = 24 * 60 * MINUTE;

describe.each(engines)('known browsers on %s', (engine) => {
  let doors: Doors;
  let server: TestServer;
  let school: Place;
  beforeAll(async () => {
    doors = await openDoors({ engine });
    ({ server, school } = doors);
  });
  afterAll(() => server.close());

  const trying = (username: string, password: string, cookie?: string, from?: string) =>
    attempt(server, { username, password, ...(cookie ? { headers: { cookie } } : {}), ...(from ? { from } : {}) });
  const guess = (username: string, cookie?: string, from?: string) =>
    statusOf(trying(username, 'wrong password', cookie, from));
  const enter = (username: string, cookie?: string, from?: string) => trying(username, PASSWORD, cookie, from);
  const owner = async () => {
    const username = await account(server, school);
    return { username, cookie: knownOf(await enter(username)) };
  };
  /** Pauses an account everywhere but in its known browsers. */
  const attack = async (username: string) => {
    for (let n = 1; n <= 5; n++) expect(await guess(username)).toBe(401);
    expect(await guess(username)).toBe(429);
  };

  it('let the owner in while guesses from anywhere else pause the account', async () => {
    const { username, cookie } = await owner();
    await attack(username);
    expect((await enter(username)).status).toBe(429);
    const inside = await enter(username, cookie);
    expect(inside.status).toBe(200);
    // That gave the guesser no further tries, and the mark is a new one.
    expect(await guess(username)).toBe(429);
    expect(knownOf(inside)).not.toBe(cookie);
    expect((await enter(username, cookie)).status).toBe(429);
    expect((await enter(username, knownOf(inside))).status).toBe(200);
  });

  it('are paused by their own five wrong passwords, for fifteen minutes, and pause no other', async () => {
    const { username, cookie } = await owner();
    const other = knownOf(await enter(username));
    for (let n = 1; n <= 4; n++) expect(await guess(username, cookie)).toBe(401);
    const renewed = knownOf(await enter(username, cookie));
    for (let n = 1; n <= 4; n++) expect(await guess(username, renewed)).toBe(401);
    server.clock.forward(MINUTE);
    expect(await guess(username, renewed)).toBe(401);
    const sixth = await enter(username, renewed);
    expect(look(sixth)).toMatchObject({ status: 429, body: { code: 'too-many-tries' }, retry: '900' });
    expect((await enter(username)).status).toBe(200);
    expect((await enter(username, other)).status).toBe(200);
    server.clock.forward(15 * MINUTE - 1);
    expect((await enter(username, renewed)).status).toBe(429);
    server.clock.forward(1);
    expect((await enter(username, renewed)).status).toBe(200);
  });

  it('say when to try again and who can help, the same for a name that nobody has', async () => {
    const username = await account(server, school);
    const nobody = `nobody-${randomUUID()}`;
    for (const name of [username, nobody]) await attack(name);
    server.clock.forward(5 * MINUTE - 1000);
    const seen = [await enter(username), await enter(nobody)].map(look);
    expect(seen[0]).toMatchObject({ status: 429, retry: '601' });
    expect(JSON.stringify(seen[0])).toContain('请 11 分钟后再试；如急需登录，请本校管理员或教育局重置密码');
    expect(seen[1]).toEqual(seen[0]);
    server.clock.forward(15 * MINUTE);
  });

  it('tell no stranger who exists: somebody else’s mark changes no answer', async () => {
    const { cookie } = await owner();
    const name = await account(server, school);
    const seen = async (username: string) => {
      const all: unknown[] = [];
      for (let n = 1; n <= 6; n++) all.push(look(await trying(username, 'wrong password', cookie)));
      return all;
    };
    expect(await seen(`nobody-${randomUUID()}`)).toEqual(await seen(name));
    server.clock.forward(15 * MINUTE);
  });

  it('are nothing that can be made up, altered, borrowed, or kept beyond a year', async () => {
    const { username, cookie } = await owner();
    const foreign = (await owner()).cookie;
    const [id, signature] = cookie.split('=')[1]!.split('.') as [string, string];
    const [foreignId, foreignSignature] = foreign.split('=')[1]!.split('.') as [string, string];
    await attack(username);
    const made = [
      `${id}.${foreignSignature}`,
      `${foreignId}.${signature}`,
      `${id}.${'A'.repeat(43)}`,
      id,
      `${id}.`,
      `${id}.${signature}x`,
      "' or 1=1 --",
      '~~~~~~~~~~',
    ];
    for (const mark of made) expect((await enter(username, `xieshou-known=${mark}`)).status, mark).toBe(429);
    expect((await enter(username, foreign)).status).toBe(429);
    expect((await enter(username, cookie.replace('xieshou-known', 'xieshou'))).status).toBe(429);
    // A mark whose row was written by somebody without the key.
    const accomplice = (await owner()).username;
    const forged = `${'B'.repeat(22)}.${'B'.repeat(43)}`;
    await server.database.write((tx) =>
      tx.run(sql`update known_browser set token_hash = ${createHash('sha256').update(forged).digest('hex')}
        where account_id in (select id from account where username = ${accomplice})`),
    );
    await attack(accomplice);
    expect((await enter(accomplice, `xieshou-known=${forged}`)).status).toBe(429);
    server.clock.forward(365 * DAY - 1);
    await attack(username);
    const last = await enter(username, cookie);
    expect(last.status).toBe(200);
    server.clock.forward(365 * DAY);
    await attack(username);
    expect((await enter(username, knownOf(last))).status).toBe(429);
    server.clock.forward(15 * MINUTE);
  });

  it('give no sign-in by themselves, and are no session', async () => {
    const { username, cookie } = await owner();
    expect(await guess(username, cookie)).toBe(401);
    const answer = await server.fastify.inject({
      url: '/api/workbench',
      headers: { host: 'localhost', cookie: `${cookie}; xieshou=${cookie.split('=')[1]}` },
    });
    expect(answer.statusCode).toBe(401);
  });

  it('are forgotten with a reset of the password, which ends the pause at once', async () => {
    const { username, cookie } = await owner();
    await attack(username);
    const row = await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
    const officer = await doors.office();
    const { oneTimePassword } = await officer.post<{ oneTimePassword: string }>(`/api/users/${row!.id}/password`);
    expect((await trying(username, oneTimePassword)).status).toBe(200);
    await attack(username);
    expect((await trying(username, oneTimePassword, cookie)).status).toBe(429);
    server.clock.forward(15 * MINUTE);
  });

  it('are not outrun: of twenty guesses at once five are looked at, in a known browser as elsewhere', async () => {
    const { username, cookie } = await owner();
    for (const mark of [cookie, undefined]) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => guess(username, mark)));
      expect(answers.filter((status) => status === 401)).toHaveLength(5);
      expect(answers.filter((status) => status === 429)).toHaveLength(15);
      expect((await enter(username, mark)).status).toBe(429);
    }
    server.clock.forward(15 * MINUTE);
  });

  it('get in behind an address that a neighbour got paused', async () => {
    const { username, cookie } = await owner();
    const from = '10.7.0.1';
    for (let n = 1; n <= 30; n++) expect(await guess(`nobody-${randomUUID()}`, undefined, from)).toBe(401);
    expect((await enter(username, undefined, from)).status).toBe(429);
    expect((await enter(username, cookie, from)).status).toBe(200);
    server.clock.forward(15 * MINUTE);
  });

  it('know eight people each, and an account twenty browsers', async () => {
    const first = await owner();
    let cookie = first.cookie;
    for (let n = 2; n <= 8; n++) cookie = knownOf(await enter(await account(server, school), cookie));
    expect(cookie.split('~')).toHaveLength(8);
    await attack(first.username);
    const again = await enter(first.username, cookie);
    expect([again.status, knownOf(again).split('~').length]).toEqual([200, 8]);
    // Somebody else comes ninth: the one who was away longest is forgotten.
    let more = knownOf(again);
    for (let n = 1; n <= 7; n++) more = knownOf(await enter(await account(server, school), more));
    expect((await enter(first.username, more)).status).toBe(200);
    more = knownOf(again);
    for (let n = 1; n <= 8; n++) more = knownOf(await enter(await account(server, school), more));
    expect((await enter(first.username, more)).status).toBe(429);
    server.clock.forward(15 * MINUTE);

    const { username, cookie: oldest } = await owner();
    const marks: string[] = [oldest];
    for (let n = 2; n <= 20; n++) {
      server.clock.forward(1);
      marks.push(cookiesOf(await enter(username))[1]!.split(';', 1)[0]!);
    }
    await attack(username);
    marks[0] = knownOf(await enter(username, marks[0]));
    server.clock.forward(15 * MINUTE);
    await enter(username);
    await attack(username);
    expect((await enter(username, marks[1])).status).toBe(429);
    expect((await enter(username, marks[2])).status).toBe(200);
    expect((await enter(username, marks[0])).status).toBe(200);
    server.clock.forward(15 * MINUTE);
  });
});
