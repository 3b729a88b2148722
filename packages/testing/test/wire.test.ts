import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { api, Organisations } from '@xieshou/core';
import { clientOf, engines, PASSWORD, type Place, type TestServer } from '../src/index.js';
import { account, attempt, cookiesOf, type Doors, openDoors } from './doors.js';

describe.each(engines)('what goes over the wire on %s', (engine) => {
  let doors: Doors;
  let server: TestServer;
  let school: Place;
  beforeAll(async () => {
    doors = await openDoors({ engine });
    ({ server, school } = doors);
  });
  afterAll(() => server.close());

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
    const [session, known] = cookiesOf(plain);
    expect(session).toMatch(/^xieshou=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(known).toMatch(/^xieshou-known=[\w.-]{66}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=31536000$/);
    expect(plain.headers['strict-transport-security']).toBeUndefined();
    const safe = await openDoors({ engine, secure: true });
    try {
      const username = await account(safe.server, safe.district, { role: 'bureauOfficer' });
      const answer = await attempt(safe.server, { username });
      const [cookie, mark] = cookiesOf(answer) as [string, string];
      expect(mark).toMatch(
        /^__Host-xieshou-known=[\w.-]{66}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=31536000$/,
      );
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
    const client = await doors.signIn(await account(server, school));
    const failing = server.app.get(Organisations);
    const list = failing.list.bind(failing);
    failing.list = () => Promise.reject(new Error('select secret from vault failed at /srv/app/secret.ts:1:1'));
    const seen: Record<string, number> = {};
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
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
        if (what === 'broken') {
          expect(answer.body).toEqual({
            type: 'about:blank',
            status: 500,
            code: 'internal',
            title: expect.stringContaining('请求编号'),
            request: expect.stringMatching(/^[0-9a-f-]{36}$/),
          });
          // The administrator finds it by the number that the caller was told.
          const told = (answer.body as { request: string }).request;
          expect(log.mock.calls.some(([line]) => String(line).includes(told))).toBe(true);
        }
      }
    } finally {
      failing.list = list;
      log.mockRestore();
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
      'GET /api/delegations',
      'GET /api/delegations/colleagues',
      'POST /api/delegations',
      'POST /api/delegations/:id/end',
      'GET /api/session/mail',
      'POST /api/session/mail',
      'GET /api/views',
      'POST /api/views',
      'PATCH /api/views/:id',
      'DELETE /api/views/:id',
      'PUT /api/list-settings',
      'GET /api/imports',
      'POST /api/imports/:id/undo',
      'GET /api/imports/:id',
      'POST /api/imports/:id/apply',
      'GET /api/imports/:id/errors',
      'GET /api/plugins',
      'GET /api/calendar',
      'GET /api/workbench',
      'GET /api/agenda',
      'GET /api/search',
      'GET /api/notifications',
      'POST /api/notifications/:id/read',
      'POST /api/notifications/read',
      'GET /api/jobs/:id',
      'GET /api/jobs/:id/events',
    ]);
  });
});
