import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { changePassword, listUsers, readSession, signIn, signOut } from '../../src/access/access.api.js';
import { AccessGuard, cookieName, cookieOf, knownCookieName, tokenOf } from '../../src/access/guard.js';
import type { LiveSession, Sessions } from '../../src/access/sessions.js';
import { type Endpoint, endpoint } from '../../src/platform/endpoint.js';
import { Handle } from '../../src/platform/http/handle.js';
import type { XieshouRequest } from '../../src/platform/http/request.js';
import { type Gate, type Permission, permissions } from '../../src/platform/permissions.js';
import { Problem } from '../../src/platform/problem.js';
import type { Reach, Scope } from '../../src/platform/scope.js';

const site = 'https://xieshou.example.edu.cn';
const token = 'a-token-of-somebody';

const scopeWith = (held: readonly Permission[]): Scope => ({
  userId: 'u',
  name: '李晓梅',
  role: 'teacher',
  assignmentId: 'a',
  organisationId: 'o',
  organisationName: '城关小学',
  former: [],
  districtId: 'd',
  sessionHash: 'h',
  csrf: 'csrf-of-this-session',
  reach: (permission): Reach | undefined => (held.includes(permission) ? { kind: 'all' } : undefined),
});

interface Asked {
  readonly endpoint?: unknown;
  readonly gate?: Gate;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly held?: readonly Permission[];
  readonly mustChangePassword?: boolean;
  readonly secure?: boolean;
}

const gated = (gate: Gate): unknown =>
  endpoint({ name: 'doThis', method: 'GET', path: '/api/this', gate, summary: 'This', answer: z.object({}) });

/** What the guard makes of one request, with sessions that know of one token and remember what they were asked. */
const pass = async (o: Asked) => {
  const live: LiveSession = { scope: scopeWith(o.held ?? []), mustChangePassword: o.mustChangePassword ?? false };
  const asked: string[] = [];
  const sessions: Pick<Sessions, 'find'> = {
    find: async (given) => {
      asked.push(given);
      return given === token ? live : undefined;
    },
  };
  const settings = { publicUrl: site, secure: o.secure ?? true, filesDir: '/nowhere' };
  const guard = new AccessGuard(sessions as Sessions, settings);
  const handler = { value: () => undefined };
  if (o.endpoint !== null) Handle((o.endpoint ?? gated(o.gate!)) as Endpoint)({}, 'handler', handler);
  const request = { method: o.method ?? 'GET', host: 'xieshou.internal:8080', headers: o.headers ?? {} };
  const context = {
    getHandler: () => handler.value,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  const answer = await guard.canActivate(context).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  return { answer, asked, scope: (request as unknown as XieshouRequest).scope, live };
};

const refusal = async (o: Asked) => {
  const { answer, scope } = await pass(o);
  if (!(answer instanceof Problem)) return 'passed';
  expect(scope).toBeUndefined();
  expect(answer.text.zh).toMatch(/\p{Script=Han}/u);
  expect(answer.text.en).toMatch(/^[A-Z]/);
  return `${answer.status} ${answer.code}`;
};

const cookie = `__Host-xieshou=${token}`;
const csrf = 'csrf-of-this-session';
const noHeaders: Readonly<Record<string, string>> = {};
const writing = { cookie, 'x-csrf-token': csrf };
const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];
const closedGates: readonly Gate[] = ['signedIn', ...permissions];

describe('the cookie of a session', () => {
  it('has the prefix that binds it to this host where people come over TLS', () => {
    expect([cookieName(true), cookieName(false)]).toEqual(['__Host-xieshou', 'xieshou']);
    expect([knownCookieName(true), knownCookieName(false)]).toEqual(['__Host-xieshou-known', 'xieshou-known']);
  });

  it.each([
    ['nothing', undefined, undefined],
    ['an empty header', '', undefined],
    ['an empty value', 'xieshou=', undefined],
    ['it alone', 'xieshou=t1', 't1'],
    ['it between others', 'a=1; xieshou=t1; b=2', 't1'],
    ['no space behind the semicolon', 'a=1;xieshou=t1;b=2', 't1'],
    ['several spaces', 'a=1;   xieshou=t1', 't1'],
    ['a value with equal signs', 'xieshou=t1==', 't1=='],
    ['the first of two', 'xieshou=t1; xieshou=t2', 't1'],
    ['a longer name', 'xieshou-known=k; my-xieshou=x', undefined],
    ['a longer name before it', 'xieshou-known=k; xieshou=t1', 't1'],
    ['its name inside another value', 'a=xieshou=', undefined],
    ['another letter case', 'Xieshou=t1', undefined],
  ])('is read from %s', (_, header, expected) => {
    expect(cookieOf({ headers: { cookie: header } }, 'xieshou')).toBe(expected);
  });

  it('is looked for under the name that fits the way people come', () => {
    const headers = { cookie: 'xieshou=plain; __Host-xieshou=bound' };
    expect([tokenOf({ headers }, true), tokenOf({ headers }, false)]).toEqual(['bound', 'plain']);
  });
});

describe('the access guard', () => {
  it('lets nobody into a handler without an endpoint, signed in or not', async () => {
    for (const headers of [noHeaders, { cookie }, writing])
      expect(await refusal({ endpoint: null, headers, held: permissions })).toBe('404 not-found');
  });

  it('lets everybody into a public one, without looking at the session', async () => {
    for (const headers of [noHeaders, { cookie }, { cookie: '__Host-xieshou=unknown' }]) {
      const { answer, asked, scope } = await pass({ gate: 'public', headers, mustChangePassword: true });
      expect([answer, asked, scope]).toEqual([true, [], undefined]);
    }
    for (const method of writes) expect(await refusal({ endpoint: signIn, method })).toBe('passed');
  });

  it('asks who is not signed in to sign in, at every other gate', async () => {
    for (const gate of closedGates) {
      expect(await refusal({ gate, held: permissions })).toBe('401 signed-out');
      const other = { gate, held: permissions, headers: { cookie: '__Host-xieshou=ended' } };
      expect(await refusal(other)).toBe('401 signed-out');
      expect((await pass(other)).asked).toEqual(['ended']);
    }
    expect((await pass({ gate: 'signedIn', headers: { cookie: '__Host-xieshou=' } })).asked).toEqual([]);
  });

  it('takes the cookie of its own way only', async () => {
    const plain = { cookie: `xieshou=${token}` };
    expect(await refusal({ gate: 'signedIn', headers: plain })).toBe('401 signed-out');
    expect(await refusal({ gate: 'signedIn', headers: plain, secure: false })).toBe('passed');
    expect(await refusal({ gate: 'signedIn', headers: { cookie }, secure: false })).toBe('401 signed-out');
  });

  it('lets whoever is signed in through the gate for that, with no permission at all', async () => {
    const { answer, scope, live } = await pass({ gate: 'signedIn', headers: { cookie } });
    expect(answer).toBe(true);
    expect(scope).toBe(live.scope);
  });

  it('opens the gate of a permission to its holders, and for all others there is nothing there', async () => {
    for (const gate of permissions) {
      const held = await pass({ gate, headers: { cookie }, held: [gate] });
      expect([held.answer, held.scope], gate).toEqual([true, held.live.scope]);
      const others = permissions.filter((permission) => permission !== gate);
      expect(await refusal({ gate, headers: { cookie }, held: others }), gate).toBe('404 not-found');
    }
  });

  it('wants the mark of the session with everything that is not merely read', async () => {
    for (const method of writes) {
      const o = { gate: 'signedIn', method } as const;
      expect(await refusal({ ...o, headers: writing }), method).toBe('passed');
      for (const wrong of [undefined, '', 'csrf-of-another-session', `${csrf} `])
        expect(
          await refusal({ ...o, headers: { cookie, ...(wrong !== undefined && { 'x-csrf-token': wrong }) } }),
          method,
        ).toBe('403 csrf');
    }
    for (const method of ['GET', 'HEAD'])
      expect(await refusal({ gate: 'signedIn', method, headers: { cookie } }), method).toBe('passed');
  });

  it('asks for a sign-in before the mark, and for the mark before the permission', async () => {
    expect(await refusal({ gate: 'user.read', method: 'POST', headers: { 'x-csrf-token': csrf } })).toBe(
      '401 signed-out',
    );
    expect(await refusal({ gate: 'user.read', method: 'POST', headers: { cookie } })).toBe('403 csrf');
    expect(await refusal({ gate: 'user.read', method: 'POST', headers: writing })).toBe('404 not-found');
  });

  it('lets a one-time password do nothing but be changed, see who it is, and sign out', async () => {
    const first = { headers: writing, mustChangePassword: true, held: permissions };
    const gatedSession = { ...readSession, gate: 'signedIn' as const };
    for (const [method, allowed] of [['POST', changePassword] as const, ['DELETE', signOut] as const])
      expect(await refusal({ ...first, method, endpoint: allowed }), allowed.name).toBe('passed');
    expect(await refusal({ ...first, endpoint: readSession })).toBe('passed');
    for (const other of [listUsers, gatedSession, gated('signedIn'), gated('user.read')]) {
      expect(await refusal({ ...first, endpoint: other })).toBe('403 password-change-required');
      expect(await refusal({ ...first, endpoint: other, mustChangePassword: false })).toBe('passed');
    }
  });
});

describe('where a write comes from', () => {
  const from = (headers: Readonly<Record<string, string>>, method = 'POST') =>
    refusal({ gate: 'signedIn', method, headers: { ...writing, ...headers } });

  it('is this site, or no site at all, as the browser says', async () => {
    for (const fetchSite of ['same-origin', 'none'])
      expect(await from({ 'sec-fetch-site': fetchSite }), fetchSite).toBe('passed');
    for (const fetchSite of ['same-site', 'cross-site', '', 'Same-Origin', 'anything'])
      expect(await from({ 'sec-fetch-site': fetchSite }), fetchSite).toBe('403 foreign-origin');
    expect(await from({})).toBe('passed');
  });

  it('is the address where people reach the platform, or the host that was called', async () => {
    for (const origin of [site, 'http://xieshou.internal:8080', 'https://xieshou.internal:8080'])
      expect(await from({ origin }), origin).toBe('passed');
    for (const origin of [
      `${site}.evil.example`,
      `${site}:444`,
      'http://xieshou.internal',
      'http://xieshou.internal:8081',
      'https://evil.example',
      'null',
      '',
      'no address',
    ])
      expect(await from({ origin }), origin).toBe('403 foreign-origin');
  });

  it('must be right in both headers', async () => {
    expect(await from({ origin: site, 'sec-fetch-site': 'cross-site' })).toBe('403 foreign-origin');
    expect(await from({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).toBe('403 foreign-origin');
    expect(await from({ origin: site, 'sec-fetch-site': 'same-origin' })).toBe('passed');
  });

  it('is looked at for every method that writes, for public endpoints too, and for no reading', async () => {
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    for (const method of writes) {
      expect(await from(evil, method), method).toBe('403 foreign-origin');
      expect(await refusal({ endpoint: signIn, method, headers: evil }), method).toBe('403 foreign-origin');
    }
    for (const method of ['GET', 'HEAD']) {
      expect(await from(evil, method), method).toBe('passed');
      expect(await refusal({ gate: 'public', method, headers: evil }), method).toBe('passed');
    }
  });
});
