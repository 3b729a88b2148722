import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines, type Place, type TestServer } from '../src/index.js';
import { account, attempt, type Doors, look, MINUTE, openDoors, statusOf, wrong } from './doors.js';

describe.each(engines)('the door on %s', (engine) => {
  let doors: Doors;
  let server: TestServer;
  let school: Place;
  beforeAll(async () => {
    doors = await openDoors({ engine });
    ({ server, school } = doors);
  });
  afterAll(() => server.close());

  describe('signing in', () => {
    it('tells who is there, and takes the name in any letters', async () => {
      const username = await account(server, school, { username: 'zhang.san' });
      const answer = await attempt(server, { username: '  ZHANG.San ' });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        user: { username, name: '某人', mustChangePassword: false },
        assignment: { role: 'schoolAdministrator', organisation: { id: school.id } },
        district: { id: doors.district.id },
        csrf: expect.stringMatching(/^[\w-]{32}$/),
      });
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('looks the same for a wrong password, an unknown name and a suspended account', async () => {
      const known = await account(server, school);
      const suspended = await account(server, school);
      await server.database.write((tx) =>
        tx.run(sql`update account set state = 'suspended' where username = ${suspended}`),
      );
      for (const language of ['zh', 'en']) {
        const seen = [
          await attempt(server, { username: known, password: 'wrong password', language }),
          await attempt(server, { username: `nobody-${randomUUID()}`, language }),
          await attempt(server, { username: suspended, language }),
          await attempt(server, { username: suspended, password: 'wrong password', language }),
        ].map(look);
        expect(seen[0]).toMatchObject({ status: 401, cookie: undefined, body: { code: 'wrong-sign-in' } });
        for (const one of seen) expect(one).toEqual(seen[0]);
      }
    });

    it('pauses an account after five wrong passwords, not four, for fifteen minutes', async () => {
      const username = await account(server, school);
      for (let n = 1; n <= 4; n++) expect(await statusOf(wrong(server, username))).toBe(401);
      // The fifth would be one too many: the right one forgives the four.
      expect(await statusOf(attempt(server, { username }))).toBe(200);
      for (let n = 1; n <= 4; n++) expect(await statusOf(wrong(server, username))).toBe(401);
      server.clock.forward(MINUTE);
      expect(await statusOf(wrong(server, username))).toBe(401);
      const sixth = await attempt(server, { username });
      expect(look(sixth)).toMatchObject({ status: 429, body: { code: 'too-many-tries' }, retry: '900' });
      server.clock.forward(15 * MINUTE - 1);
      expect(await statusOf(attempt(server, { username }))).toBe(429);
      server.clock.forward(1);
      expect(await statusOf(attempt(server, { username }))).toBe(200);
    });

    it('counts anew after fifteen quiet minutes, and not while it pauses', async () => {
      const username = await account(server, school);
      for (let n = 1; n <= 4; n++) await wrong(server, username);
      server.clock.forward(15 * MINUTE);
      for (let n = 1; n <= 4; n++) expect(await statusOf(wrong(server, username))).toBe(401);
      expect(await statusOf(wrong(server, username))).toBe(401);
      for (let minute = 1; minute <= 14; minute += 1) {
        server.clock.forward(MINUTE);
        expect(await statusOf(wrong(server, username))).toBe(429);
      }
      server.clock.forward(MINUTE);
      expect(await statusOf(attempt(server, { username }))).toBe(200);
    });

    it('pauses a name that nobody has in the same way: the pause does not tell who exists', async () => {
      const known = await account(server, school);
      const unknown = `nobody-${randomUUID()}`;
      const seen = async (username: string) => {
        const all: unknown[] = [];
        for (const wait of [0, 0, 0, 5 * MINUTE, 5 * MINUTE, 0, 15 * MINUTE - 1, 1]) {
          server.clock.forward(wait);
          all.push(look(await wrong(server, username)));
        }
        return all;
      };
      const real = await seen(known);
      server.clock.forward(15 * MINUTE);
      expect(await seen(unknown)).toEqual(real);
      expect(real.map((one) => (one as { status: number }).status)).toEqual([401, 401, 401, 401, 401, 429, 429, 401]);
    });

    it('is not outrun: of twenty guesses at once five are looked at', async () => {
      for (const username of [await account(server, school), `nobody-${randomUUID()}`]) {
        const answers = await Promise.all(Array.from({ length: 20 }, () => statusOf(wrong(server, username))));
        expect(answers.filter((status) => status === 401)).toHaveLength(5);
        expect(answers.filter((status) => status === 429)).toHaveLength(15);
        expect(await statusOf(attempt(server, { username }))).toBe(429);
      }
      server.clock.forward(15 * MINUTE);
    });

    it('lets ten people in who come at once', async () => {
      const usernames = await Promise.all(Array.from({ length: 10 }, () => account(server, school)));
      const answers = await Promise.all(
        usernames.map((username) => statusOf(attempt(server, { username, from: '10.2.0.1' }))),
      );
      expect(answers).toEqual(Array.from({ length: 10 }, () => 200));
    });
  });

  describe('an address', () => {
    const spray = async (one: TestServer, n: number, from: string, forwarded?: (n: number) => string) => {
      const answers: number[] = [];
      for (let i = 1; i <= n; i++)
        answers.push(
          await statusOf(
            attempt(one, {
              username: `nobody-${randomUUID()}`,
              password: 'x',
              from,
              ...(forwarded ? { headers: { 'x-forwarded-for': forwarded(i) } } : {}),
            }),
          ),
        );
      return answers;
    };

    it('is paused after thirty failures whatever it says of itself, and no other with it', async () => {
      const username = await account(server, school);
      // It sends another X-Forwarded-For each time; nobody told this server to believe that.
      const answers = await spray(server, 29, '10.3.0.1', (n) => `203.0.113.${n}`);
      expect(new Set(answers)).toEqual(new Set([401]));
      expect(await statusOf(attempt(server, { username, from: '10.3.0.1' }))).toBe(200);
      expect(await spray(server, 3, '10.3.0.1', (n) => `198.51.100.${n}`)).toEqual([401, 429, 429]);
      const paused = await attempt(server, { username, from: '10.3.0.1' });
      expect(look(paused)).toMatchObject({ status: 429, body: { code: 'too-many-tries' }, retry: '900' });
      expect(await statusOf(attempt(server, { username, from: '10.3.0.2' }))).toBe(200);
      server.clock.forward(15 * MINUTE - 1);
      expect(await statusOf(attempt(server, { username, from: '10.3.0.1' }))).toBe(429);
      server.clock.forward(1);
      expect(await statusOf(attempt(server, { username, from: '10.3.0.1' }))).toBe(200);
    });

    it('is the real one behind a proxy that is trusted, and never one that a stranger names', async () => {
      const behind = await openDoors({ engine, trustedProxies: ['10.9.9.9'] });
      try {
        const username = await account(behind.server, behind.district, { role: 'bureauOfficer' });
        // The proxy adds the address it sees behind whatever the stranger sent.
        const spoofed = await spray(behind.server, 31, '10.9.9.9', (n) => `203.0.113.${n}, 192.0.2.1`);
        expect(spoofed.slice(29)).toEqual([401, 429]);
        const through = (address: string) =>
          statusOf(attempt(behind.server, { username, from: '10.9.9.9', headers: { 'x-forwarded-for': address } }));
        expect(await through('192.0.2.1')).toBe(429);
        expect(await through('192.0.2.2')).toBe(200);
        // Past the proxy, the header says nothing.
        expect((await spray(behind.server, 31, '10.9.9.8', (n) => `203.0.113.${n}`)).slice(29)).toEqual([401, 429]);
      } finally {
        await behind.server.close();
      }
    });
  });
});
