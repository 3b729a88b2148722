import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accounts, api, hashPassword, Organisations, type Role, sql, system, tables, Units } from '@xieshou/core';
import {
  type Client,
  clientOf,
  engines,
  makeDistrict,
  PASSWORD,
  type Place,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';

const MINUTE = 60_000;
const NEXT = 'Another-password-1';
const hash = hashPassword(PASSWORD);

interface Session {
  readonly user: { readonly username: string; readonly mustChangePassword: boolean } | null;
  readonly assignment: { readonly id: string; readonly role: string } | null;
  readonly assignments: readonly { readonly id: string; readonly role: string }[];
  readonly permissions: readonly string[];
  readonly csrf: string | null;
}
interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** An account that nobody has signed in to yet; its user name. */
const account = async (
  server: TestServer,
  at: Place,
  o: { readonly role?: Role; readonly oneTime?: boolean; readonly username?: string } = {},
): Promise<string> => {
  const username = o.username ?? `u-${randomUUID()}`;
  const passwordHash = await hash;
  await server.app.get(Units).run(system, (unit) =>
    server.app.get(Accounts).add(unit, {
      username,
      name: '某人',
      role: o.role ?? 'schoolAdministrator',
      organisation: at,
      passwordHash,
      oneTime: o.oneTime ?? false,
    }),
  );
  return username;
};

/** One try to sign in, from an address. */
const attempt = async (
  server: TestServer,
  o: { username: string; password?: string; from?: string; headers?: Record<string, string>; language?: string },
): Promise<Answer> => {
  const answer = await server.fastify.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: o.from ?? `10.1.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      'accept-language': o.language ?? 'zh',
      ...o.headers,
    },
    payload: JSON.stringify({ username: o.username, password: o.password ?? PASSWORD }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.payload) as Answer['body'] };
};
const wrong = (server: TestServer, username: string, from?: string) =>
  attempt(server, { username, password: 'wrong password', ...(from ? { from } : {}) });
const statusOf = async (answer: Promise<Answer>) => (await answer).status;
/** What a stranger can tell from an answer. */
const look = ({ status, body, headers }: Answer) => {
  const { request: _, ...rest } = body;
  return { status, body: rest, cookie: headers['set-cookie'], retry: headers['retry-after'] };
};
const codeOf = async (answer: Promise<{ status: number; body: object }>) => {
  const { status, body } = await answer;
  const { code, errors } = body as { code?: string; errors?: readonly { field: string }[] };
  return [status, code, ...(errors ?? []).map((e) => e.field)];
};

describe.each(engines)('sessions on %s', (engine) => {
  let server: TestServer;
  let district: Place;
  let school: Place;
  let office: () => Promise<Client>;
  const start = async (o: { secure?: boolean; trustedProxies?: readonly string[] } = {}) => {
    const one = await startTestServer({ engine, programmes: [schoolPairs], ...o });
    const made = await makeDistrict(one);
    return { server: one, district: made as Place, signIn: made.signIn };
  };
  const signIn = async (username: string, password = PASSWORD): Promise<Client> => {
    const client = server.client();
    await client.signIn(username, password);
    return client;
  };
  const isAlive = async (client: Client) => (await client.send('GET', '/api/workbench')).status === 200;

  beforeAll(async () => {
    const made = await start();
    ({ server, district } = made);
    office = () => made.signIn();
    const officer = await office();
    const one = await officer.post<{ id: string }>('/api/organisations', {
      name: '会话小学',
      kind: 'school',
      ownership: 'public',
      schoolKind: 'primary',
      parent: district.id,
    });
    school = { id: one.id, district_id: district.id };
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
        district: { id: district.id },
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
      const behind = await start({ trustedProxies: ['10.9.9.9'] });
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

  describe('a session', () => {
    it('ends after thirty minutes without a request, and lives on by each', async () => {
      const client = await signIn(await account(server, school));
      server.clock.forward(30 * MINUTE - 1);
      expect(await isAlive(client)).toBe(true);
      server.clock.forward(30 * MINUTE - 1);
      expect(await isAlive(client)).toBe(true);
      server.clock.forward(30 * MINUTE);
      expect(await codeOf(client.send('GET', '/api/workbench'))).toEqual([401, 'signed-out']);
      expect((await client.get<Session>('/api/session')).user).toBeNull();
    });

    it('ends after twelve hours whatever happens', async () => {
      const client = await signIn(await account(server, school));
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
      const [one, other] = [await signIn(username), await signIn(username)];
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
      const client = await signIn(username);
      const row = await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
      const url = `/api/users/${row!.id}`;
      const officer = await office();
      await officer.patch(url, 1, { state: 'suspended' });
      expect(await isAlive(client)).toBe(false);
      expect(await statusOf(attempt(server, { username }))).toBe(401);
      await officer.patch(url, 2, { state: 'active' });
      expect(await isAlive(client)).toBe(false);
      expect(await statusOf(attempt(server, { username }))).toBe(200);
    });

    it('ends when its role ends', async () => {
      const username = await account(server, school);
      const client = await signIn(username);
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
      const client = await signIn(await account(server, school, { username: 'li.ming' }));
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
      const [mine, elsewhere] = [await signIn(username), await signIn(username)];
      const neighbour = await signIn(await account(server, school));
      expect(await change(mine, NEXT)).toEqual([200, undefined]);
      expect([await isAlive(mine), await isAlive(elsewhere), await isAlive(neighbour)]).toEqual([true, false, true]);
      expect(await statusOf(attempt(server, { username }))).toBe(401);
      expect(await statusOf(attempt(server, { username, password: NEXT }))).toBe(200);
    });

    it('for one time opens nothing but its own change', async () => {
      const officer = await office();
      const { oneTimePassword, user } = await officer.post<{ oneTimePassword: string; user: { id: string } }>(
        '/api/users',
        { username: `new-${engine}`, name: '新人', role: 'schoolAdministrator', organisation: school.id },
      );
      expect(oneTimePassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
      const client = await signIn(`new-${engine}`, oneTimePassword);
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
      const anew = await signIn(`new-${engine}`, again.oneTimePassword);
      expect((await anew.get<Session>('/api/session')).user?.mustChangePassword).toBe(true);
      expect((await anew.send('DELETE', '/api/session')).status).toBe(200);
    });

    it('given anew opens a paused account', async () => {
      const username = await account(server, school);
      for (let n = 1; n <= 5; n++) await wrong(server, username);
      expect(await statusOf(attempt(server, { username }))).toBe(429);
      const row = await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
      const { oneTimePassword } = await (
        await office()
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
        values (${second}, ${row!.id}, ${district.id}, ${district.id}, 'auditor', '2027-01-01T00:00:00.000Z')`),
    );
    const client = await signIn(username);
    const before = await client.get<Session>('/api/session');
    expect(before.assignments.map((a) => a.role).sort()).toEqual(['auditor', 'schoolAdministrator']);
    const first = before.assignments.find((a) => a.role === 'schoolAdministrator')!.id;
    const to = (assignment: string) =>
      client.send<Session>('POST', '/api/session/assignment', { json: { assignment } });
    expect((await to(first)).status).toBe(200);
    expect([
      (await client.send('GET', '/api/reviews')).status,
      (await client.send('GET', '/api/users')).status,
    ]).toEqual([200, 404]);
    const after = await to(second);
    expect(after.body).toMatchObject({ assignment: { id: second, role: 'auditor' } });
    expect(after.body.permissions).toContain('user.read');
    expect(after.body.permissions).not.toContain('review.decide');
    expect([
      (await client.send('GET', '/api/reviews')).status,
      (await client.send('GET', '/api/users')).status,
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

  describe('what goes over the wire', () => {
    const common = {
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'content-security-policy':
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    };

    it('is a cookie for this host alone, that no script reads and no other site sends', async () => {
      const plain = await attempt(server, { username: await account(server, school) });
      expect(String(plain.headers['set-cookie'])).toMatch(/^xieshou=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
      expect(plain.headers['strict-transport-security']).toBeUndefined();
      const safe = await start({ secure: true });
      try {
        const username = await account(safe.server, safe.district, { role: 'bureauOfficer' });
        const answer = await attempt(safe.server, { username });
        const cookie = String(answer.headers['set-cookie']);
        expect(cookie).toMatch(/^__Host-xieshou=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
        expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
        const token = cookie.slice('__Host-xieshou='.length, cookie.indexOf(';'));
        const ask = async (name: string) =>
          (
            await safe.server.fastify.inject({
              url: '/api/workbench',
              headers: { host: 'localhost', cookie: `${name}=${token}` },
            })
          ).statusCode;
        // A cookie of the plain name may have been set by a neighbour on the same host.
        expect([await ask('__Host-xieshou'), await ask('xieshou')]).toEqual([200, 401]);
        const browser = clientOf(safe.server.fastify);
        await browser.signIn(username, PASSWORD);
        const out = await browser.send('DELETE', '/api/session');
        expect(out.headers['set-cookie']).toBe('__Host-xieshou=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0');
      } finally {
        await safe.server.close();
      }
    });

    it('carries the same safe headers on every answer, whether it went well or not', async () => {
      const client = await signIn(await account(server, school));
      const failing = server.app.get(Organisations);
      const list = failing.list.bind(failing);
      failing.list = () => Promise.reject(new Error('select secret from vault failed at /work/secret.ts:1:1'));
      const seen: Record<string, number> = {};
      try {
        for (const [what, answer] of [
          ['well', await client.send('GET', '/api/workbench')],
          ['broken', await client.send('GET', '/api/organisations')],
          ['absent', await client.send('GET', `/api/organisations/${randomUUID()}`)],
          ['nowhere', await client.send('GET', '/nowhere')],
          ['signed out', await server.client().send('GET', '/api/workbench')],
          ['bad address', await client.send('GET', '/api/organisations/%zz')],
          ['no JSON', await client.send('POST', '/api/users', { bytes: Buffer.from('{'), type: 'application/json' })],
          ['wrong type', await client.send('POST', '/api/users', { bytes: Buffer.from('x'), type: 'text/plain' })],
          [
            'too much',
            await client.send('POST', '/api/users', { bytes: Buffer.alloc(1024 * 1024 + 1), type: 'application/json' }),
          ],
          ['public', await client.send('GET', '/health/live')],
        ] as const) {
          seen[what] = answer.status;
          expect({ what, headers: answer.headers }).toEqual({ what, headers: expect.objectContaining(common) });
          if (what === 'broken')
            expect(answer.body).toEqual({
              type: 'about:blank',
              status: 500,
              code: 'internal',
              title: expect.stringContaining('请求编号'),
              request: expect.stringMatching(/^[0-9a-f-]{36}$/),
            });
        }
      } finally {
        failing.list = list;
      }
      expect(seen).toEqual({
        well: 200,
        broken: 500,
        absent: 404,
        nowhere: 404,
        'signed out': 401,
        'bad address': 400,
        'no JSON': 400,
        'wrong type': 415,
        'too much': 413,
        public: 200,
      });
    });
  });
});

describe('the API', () => {
  const named = (gate: string) => api.filter((e) => e.gate === gate).map((e) => `${e.method} ${e.path}`);

  it('is open to strangers in these five places and no more', () => {
    expect(named('public')).toEqual([
      'POST /api/session',
      'GET /api/session',
      'GET /health/live',
      'GET /health/ready',
      'GET /api/openapi.json',
    ]);
  });

  it('asks for no more than a session in these', () => {
    expect(named('signedIn')).toEqual([
      'DELETE /api/session',
      'POST /api/session/password',
      'POST /api/session/assignment',
      'GET /api/imports/:id',
      'POST /api/imports/:id/apply',
      'GET /api/imports/:id/errors',
      'GET /api/plugins',
      'GET /api/calendar',
      'GET /api/workbench',
      'GET /api/notifications',
      'POST /api/notifications/:id/read',
      'GET /api/jobs/:id',
      'GET /api/jobs/:id/events',
    ]);
  });
});
