import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../src/index.js';
import {
  badKeys,
  badVersions,
  brokenBodies,
  extraKeys,
  injections,
  noIds,
  queryValues,
  rubbishHeaders,
  oddValues,
  wrongValues,
} from './hostile/corpus.js';
import { type Base, requestsOf, sessionOf, XLSX } from './hostile/requests.js';
import { type Seen, short, type Watcher, watcher } from './hostile/watching.js';
import { actor, makeWorld, type World } from './world.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const HERE = '@@here@@';
/** Thousands of requests: well under a minute on an idle machine. */
const LONG = 600_000;

/** Every place of a JSON value, outside first. */
const placesIn = (value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]))
    : []),
];

/** The value as JSON, with something else written at one place. */
const withAt = (value: unknown, at: readonly (string | number)[], json: string): string => {
  const put = (v: unknown, [key, ...rest]: readonly (string | number)[]): unknown => {
    if (key === undefined) return HERE;
    if (Array.isArray(v)) return v.map((one: unknown, i) => (i === key ? put(one, rest) : one));
    return { ...(v as object), [key]: put((v as Record<string, unknown>)[key], rest) };
  };
  return JSON.stringify(put(value, at)).replace(JSON.stringify(HERE), () => json);
};

const queryOf = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');

describe.each(engines)('hostile input on %s', (engine) => {
  let world: World;
  let watch: Watcher;
  let bases: ReadonlyMap<string, Base>;
  const withBody = () => [...bases.values()].filter((b) => b.json !== undefined);
  const headersOf = async (base: Base): Promise<Record<string, string>> =>
    base.version ? { 'if-match': `"${await base.version()}"` } : {};
  const urlOf = (base: Base) => (base.query ? `${base.path}?${queryOf(base.query)}` : base.path);
  const send = (base: Base, o: { url?: string; headers?: Record<string, string>; payload?: string | Buffer }) =>
    watch.shoot(base, {
      method: base.endpoint.method,
      url: o.url ?? urlOf(base),
      ...(o.headers ? { headers: o.headers } : {}),
      ...(o.payload === undefined ? {} : { payload: o.payload }),
    });
  /** The request as it should be, with other headers. */
  const asItIs = async (base: Base, headers: Readonly<Record<string, string>> = {}) =>
    send(base, {
      headers: {
        ...(await headersOf(base)),
        ...(base.json ? JSON_TYPE : {}),
        ...(base.bytes ? { 'content-type': XLSX } : {}),
        ...headers,
      },
      ...(base.json ? { payload: JSON.stringify(base.json) } : {}),
      ...(base.bytes ? { payload: base.bytes } : {}),
    });
  const expectCode = (seen: Seen, code: string, what: string) => {
    if (seen.problem.code !== code) watch.faults.push(`${what}: ${code} expected, ${seen.status} ${seen.problem.code} seen`);
  };
  const writes = (base: Base) => base.endpoint.method !== 'GET';

  beforeAll(async () => {
    world = await makeWorld(engine);
    await actor(world, 'schoolAdministrator', 'A.s2');
    bases = await requestsOf(world);
    watch = watcher(world.server);
    await watch.begin();
  });
  afterAll(async () => {
    console.log(`hostile input on ${engine}: ${watch.sent} requests`);
    await world.server.close();
  });

  it('starts from requests that are well-formed: each passes the check of its input', async () => {
    for (const base of bases.values()) {
      if (base.slow || base.bytes || ['signOut', 'decideReview'].includes(base.endpoint.name)) continue;
      const before = writes(base) ? await watch.digest() : '';
      const seen = await asItIs(base);
      // What is refused is refused for what it means (a stale version, a role that may not be given), not for its shape.
      if (seen.status >= 400 && !['stale', 'import-refused', 'no-errors', 'invalid'].includes(seen.problem.code!))
        watch.faults.push(`${base.endpoint.name}: ${seen.status} ${seen.text}`);
      if (seen.problem.code === 'invalid' && base.endpoint.name !== 'createUser')
        watch.faults.push(`${base.endpoint.name}: ${seen.text}`);
      if (writes(base) && seen.status >= 400) expect(await watch.digest(), base.endpoint.name).toBe(before);
    }
    await watch.accepted();
    watch.verdict();
  });

  it('refuses every wrong type and size at every place of every body, and changes nothing', async () => {
    await watch.begin();
    for (const base of withBody()) {
      const headers = { ...JSON_TYPE, ...(await headersOf(base)) };
      for (const place of placesIn(base.json))
        for (const value of wrongValues) {
          const seen = await send(base, { headers, payload: withAt(base.json, place, value) });
          if (seen.status < 400) watch.faults.push(`${base.endpoint.name} takes ${short(value)} as ${place.join('.')}`);
        }
      await watch.unchanged(base.endpoint.name);
    }
    watch.verdict();
  }, LONG);

  it('refuses odd values, or takes them as the texts they are', async () => {
    for (const base of withBody().filter((b) => !b.slow))
      for (const place of placesIn(base.json)) {
        let before = await watch.counts();
        for (const value of oddValues) {
          const headers = { ...JSON_TYPE, ...(await headersOf(base)) };
          const seen = await send(base, { headers, payload: withAt(base.json, place, value) });
          const after = await watch.counts();
          if (seen.status >= 400 && after !== before)
            watch.faults.push(`${base.endpoint.name}: refused ${short(value)} as ${place.join('.')}, and wrote rows`);
          before = after;
        }
      }
    await watch.accepted();
    watch.verdict();
  }, LONG);
});
