import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, tables } from '@xieshou/core';
import { type Client, engines, PASSWORD, type Place, type TestServer } from '../src/index.js';
import {
  account,
  attempt,
  codeOf,
  type Doors,
  isAlive,
  MINUTE,
  NEXT,
  openDoors,
  type Session,
  statusOf,
  wrong,
} from './doors.js';

describe.each(engines)('sessions on %s', (engine) => {
  let doors: Doors;
  let server: TestServer;
  let school: Place;
  beforeAll(async () => {
    doors = await openDoors({ engine });
    ({ server, school } = doors);
  });
  afterAll(() => server.close());

  describe('a session', () => {
    it('ends after thirty minutes without a request, and lives on by each', async () => {
      const client = await doors.signIn(await account(server, school));
      server.clock.forward(30 * MINUTE - 1);
      expect(await isAlive(client)).toBe(true);
      server.clock.forward(30 * MINUTE - 1);
      expect(await isAlive(client)).toBe(true);
      server.clock.forward(30 * MINUTE);
      expect(await codeOf(client.send('GET', '/api/workbench'))).toEqual([401, 'signed-out']);
      expect((await client.get<Session>('/api/session')).user).toBeNull();
    });

    it('ends after twelve hours whatever happens', async () => {
      const client = await doors.signIn(await account(server, school));
      for (let minutes = 0; minutes < 11 * 60 + 40; minutes += 20) {
        server.clock.forward(20 * MINUTE);
        expect(await isAlive(client)).toBe(true);
      }
      server.clock.forward(20 * MINUTE - 1);
      expect(await isAlive(client)).toBe(true);
      server.clock.forward(1);
      expect(await isAlive(client)).toBe(false);
    });

    it('ends by signing out, alone of its person’s', async () => {
      const username = await account(server, school);
      const [one, other] = [await doors.signIn(username), await doors.signIn(username)];
      const before = await one.send('GET', '/api/session');
      expect(before.status).toBe(200);
      const out = await one.send<Session>('DELETE', '/api/session');
      expect(out.body).toMatchObject({ user: null, permissions: [], csrf: null });
      expect(String(out.headers['set-cookie'])).toMatch(/^xieshou=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/);
      expect([await isAlive(one), await isAlive(other)]).toEqual([false, true]);
    });

    it('is nothing that can be made up or taken from the database', async () => {
      const username = await account(server, school);
      const answer = await attempt(server, { username });
      const token = /^xieshou=([\w-]{43});/.exec(String(answer.headers['set-cookie']))![1]!;
      const hashed = createHash('sha256').update(token).digest('hex');
      const rows = await server.database.all<Record<string, unknown>>(sql`select * from session`);
      expect(rows.filter((row) => row['token_hash'] === hashed)).toHaveLength(1);
      // Neither token nor password stands anywhere, in no table.
      for (const { name } of tables) {
        const text = [`select * from "${name}"`];
        const all = await server.database.all(sql(Object.assign(text, { raw: text })));
        for (const secret of [token, PASSWORD]) expect(JSON.stringify(all).includes(secret), name).toBe(false);
      }
      const ask = async (cookie: string) =>
        (await server.fastify.inject({ url: '/api/workbench', headers: { host: 'localhost', cookie } })).statusCode;
      expect(await ask(`xieshou=${token}`)).toBe(200);
      for (const made of [hashed, token.slice(1), `${token}x`, token.toUpperCase(), '', 'null', "' or 1=1 --"])
        expect(await ask(`xieshou=${made}`), made).toBe(401);
      expect(await ask(`__Host-xieshou=${token}`)).toBe(401);
    });

    it('is a new one at each sign-in, also where a cookie was there before', async () => {
      const username = await account(server, school);
      const planted = `xieshou=${'A'.repeat(43)}`;
      const tokens = new Set<string>();
      for (let n = 0; n < 3; n++)
        tokens.add(String((await attempt(server, { username, headers: { cookie: planted } })).headers['set-cookie']));
      expect(tokens.size).toBe(3);
      expect([...tokens].some((cookie) => cookie.startsWith(planted))).toBe(false);
    });

    it('of a suspended account ends with the next request, and does not come back with the account', async () => {
      const username = await account(server, school);
      const client = await doors.signIn(username);
      const row = await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
      const url = `/api/users/${row!.id}`;
      const officer = await doors.office();
      await officer.patch(url, 1, { state: 'suspended' });
      expect(await isAlive(client)).toBe(false);
      expect(await statusOf(attempt(server, { username }))).toBe(401);
      await officer.patch(url, 2, { state: 'active' });
      expect(await isAlive(client)).toBe(false);
      expect(await statusOf(attempt(server, { username }))).toBe(200);
    });

    it('ends when its role ends', async () => {
      const username = await account(server, school);
      const client = await doors.signIn(username);
      await server.database.write((tx) =>
        tx.run(sql`update assignment set ended_at = ${server.clock.now().toISOString()}
          where account_id = (select id from account where username = ${username})`),
      );
      expect(await isAlive(client)).toBe(false);
      expect(await codeOf(attempt(server, { username }))).toEqual([403, 'no-role']);
    });
  });

  describe('a password', () => {
    const change = (client: Client, next: string, current = PASSWORD) =>
      codeOf(client.send('POST', '/api/session/password', { json: { current, next } }));
    const weak = [422, 'weak-password', 'next'];

    it('is long, mixed, new and not the name; each rule at its edge', async () => {
      const client = await doors.signIn(await account(server, school, { username: 'li.ming' }));
      expect(await change(client, 'Abcde-1')).toEqual(weak);
      expect(await change(client, 'abcdefg1')).toEqual(weak);
      expect(await change(client, 'ABCDEFGH')).toEqual(weak);
      expect(await change(client, 'abcdefgh-')).toEqual(weak);
      expect(await change(client, 'Ab1😀😀😀😀')).toEqual(weak);
      expect(await change(client, 'X-Li.Ming-1')).toEqual(weak);
      expect(await change(client, PASSWORD)).toEqual(weak);
      expect(await change(client, 'Abcdef-1', 'not mine')).toEqual([422, 'wrong-password', 'current']);
      expect(await change(client, 'Abcde-12')).toEqual([200, undefined]);
      expect(await change(client, 'abcdef-1', 'Abcde-12')).toEqual([200, undefined]);
      expect(await change(client, 'Ab1😀😀😀😀😀', 'abcdef-1')).toEqual([200, undefined]);
    });

    it('when changed ends every other session of its person and nobody else’s', async () => {
      const username = await account(server, school);
      const [mine, elsewhere] = [await doors.signIn(username), await doors.signIn(username)];
      const neighbour = await doors.signIn(await account(server, school));
      expect(await change(mine, NEXT)).toEqual([200, undefined]);
      expect([await isAlive(mine), await isAlive(elsewhere), await isAlive(neighbour)]).toEqual([true, false, true]);
      expect(await statusOf(attempt(server, { username }))).toBe(401);
      expect(await statusOf(attempt(server, { username, password: NEXT }))).toBe(200);
    });

    it('for one time opens nothing but its own change', async () => {
      const officer = await doors.office();
      const { oneTimePassword, user } = await officer.post<{ oneTimePassword: string; user: { id: string } }>(
        '/api/users',
        { username: `new-${engine}`, name: '新人', role: 'schoolAdministrator', organisation: school.id },
      );
      expect(oneTimePassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
      const client = await doors.signIn(`new-${engine}`, oneTimePassword);
      expect((await client.get<Session>('/api/session')).user?.mustChangePassword).toBe(true);
      for (const url of ['/api/workbench', '/api/organisations', '/api/plugins', '/api/notifications'])
        expect(await codeOf(client.send('GET', url))).toEqual([403, 'password-change-required']);
      expect(await change(client, 'abcdefgh', oneTimePassword)).toEqual(weak);
      expect(await change(client, oneTimePassword, oneTimePassword)).toEqual(weak);
      expect(await isAlive(client)).toBe(false);
      expect(await change(client, NEXT, oneTimePassword)).toEqual([200, undefined]);
      expect(await isAlive(client)).toBe(true);
      expect((await client.get<Session>('/api/session')).user?.mustChangePassword).toBe(false);
      expect(await statusOf(attempt(server, { username: `new-${engine}`, password: oneTimePassword }))).toBe(401);

      const again = await officer.post<{ oneTimePassword: string }>(`/api/users/${user.id}/password`);
      expect(await isAlive(client)).toBe(false);
      expect(await statusOf(attempt(server, { username: `new-${engine}`, password: NEXT }))).toBe(401);
      const anew = await doors.signIn(`new-${engine}`, again.oneTimePassword);
      expect((await anew.get<Session>('/api/session')).user?.mustChangePassword).toBe(true);
      expect((await anew.send('DELETE', '/api/session')).status).toBe(200);
    });

    it('given anew opens a paused account', async () => {
      const username = await account(server, school);
      for (let n = 1; n <= 5; n++) await wrong(server, username);
      expect(await statusOf(attempt(server, { username }))).toBe(429);
      const row = await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
      const { oneTimePassword } = await (
        await doors.office()
      ).post<{ oneTimePassword: string }>(`/api/users/${row!.id}/password`);
      expect(await statusOf(attempt(server, { username, password: oneTimePassword }))).toBe(200);
    });
  });

  it('gives another role’s rights at once when one switches to it, and nobody else’s', async () => {
    const username = await account(server, school);
    const row = await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
    const second = randomUUID();
    await server.database.write((tx) =>
      tx.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
        values (${second}, ${row!.id}, ${doors.district.id}, ${doors.district.id}, 'auditor', '2027-01-01T00:00:00.000Z')`),
    );
    const client = await doors.signIn(username);
    const before = await client.get<Session>('/api/session');
    expect(before.assignments.map((a) => a.role).sort()).toEqual(['auditor', 'schoolAdministrator']);
    const first = before.assignments.find((a) => a.role === 'schoolAdministrator')!.id;
    const to = (assignment: string) =>
      client.send<Session>('POST', '/api/session/assignment', { json: { assignment } });
    expect((await to(first)).status).toBe(200);
    expect([
      (await client.send('GET', '/api/reviews')).status,
      (await client.send('GET', '/api/audit')).status,
    ]).toEqual([200, 404]);
    const after = await to(second);
    expect(after.body).toMatchObject({ assignment: { id: second, role: 'auditor' } });
    expect(after.body.permissions).toContain('user.read');
    expect(after.body.permissions).not.toContain('review.decide');
    expect([
      (await client.send('GET', '/api/reviews')).status,
      (await client.send('GET', '/api/audit')).status,
    ]).toEqual([404, 200]);
    const foreign = await server.database.one<{ id: string }>(
      sql`select id from assignment where account_id <> ${row!.id} limit 1`,
    );
    for (const id of [foreign!.id, randomUUID()]) expect(await codeOf(to(id))).toEqual([422, 'not-your-role']);
    await server.database.write((tx) =>
      tx.run(sql`update assignment set ended_at = '2027-01-02T00:00:00.000Z' where id = ${first}`),
    );
    expect(await codeOf(to(first))).toEqual([422, 'not-your-role']);
  });
});
