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

/** Fields that take any text of their length, and fields that may be left empty. */
const FREE = ['name', 'title', 'contact', 'post', 'subject', 'code', 'reason', 'theme'];
const EMPTY = ['contact', 'post', 'subject', 'code', 'phone', 'ownership', 'schoolKind'];
/** A reminder names what it skipped, and why, instead of refusing everything. */
const SKIPPED = ['duty', 'period'];

/** Whether a field may take an odd value at all. */
const mayTake = (place: readonly (string | number)[], value: unknown): boolean => {
  const last = String(place.at(-1) ?? '');
  if (value === null || (typeof value === 'string' && value.trim() === ''))
    return EMPTY.includes(last) || (value !== null && SKIPPED.includes(last));
  if (typeof value === 'string') return FREE.includes(last) || SKIPPED.includes(last);
  if (typeof value === 'boolean') return last === 'subtree';
  if (value === 0) return ['visits', 'silence'].includes(last);
  // An empty object: nothing to change, nobody appointed.
  return last === '' || last === 'appointed';
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
          if (seen.status < 300 && !mayTake(place, JSON.parse(value)))
            watch.faults.push(`${base.endpoint.name} takes ${short(value)} as ${place.join('.')}`);
          before = after;
        }
      }
    await watch.accepted();
    watch.verdict();
  }, LONG);

  it('refuses what is no JSON, is nested too deep, or holds keys and texts that nothing may store', async () => {
    await watch.begin();
    for (const base of withBody()) {
      const headers = { ...JSON_TYPE, ...(await headersOf(base)) };
      for (const [payload, code] of brokenBodies) {
        const seen = await send(base, { headers, payload });
        const what = `${base.endpoint.name} with ${short(String(payload))}`;
        if (code) expectCode(seen, code, what);
        else if (seen.status !== 422) watch.faults.push(`${what}: ${seen.status} ${short(seen.text)}`);
      }
      // Twice the same key: the last one counts, as everywhere.
      const twice = JSON.stringify(base.json).replace('{', `{${JSON.stringify(Object.keys(base.json!)[0])}:[],`);
      if (!base.slow && base.endpoint.name !== 'decideReview') {
        const seen = await send(base, { headers, payload: twice });
        if (seen.status < 300) await watch.accepted();
      }
      await watch.unchanged(base.endpoint.name);
    }
    watch.verdict();
  }, LONG);

  it('takes 1 MiB of JSON and not a byte more', async () => {
    const limit = 1024 * 1024;
    for (const base of withBody()) {
      const padded = (length: number) => {
        const json = JSON.stringify(base.json);
        return json + ' '.repeat(length - Buffer.byteLength(json));
      };
      const headers = { ...JSON_TYPE, ...(await headersOf(base)) };
      expectCode(await send(base, { headers, payload: padded(limit + 1) }), 'too-large', base.endpoint.name);
      if (base.slow || base.endpoint.name === 'decideReview') continue;
      for (const length of [limit - 1, limit]) {
        const seen = await send(base, { headers: { ...JSON_TYPE, ...(await headersOf(base)) }, payload: padded(length) });
        if (seen.status === 413) watch.faults.push(`${base.endpoint.name} refuses ${length} bytes`);
      }
    }
    await watch.accepted();
    watch.verdict();
  }, LONG);

  it('takes only the media type that an endpoint is made for', async () => {
    await watch.begin();
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json', ''];
    for (const base of [...bases.values()].filter(writes)) {
      const { name } = base.endpoint;
      const payload = base.json ? JSON.stringify(base.json) : '{"a":1}';
      const version = await headersOf(base);
      for (const type of [...types, 'application/', ';', 'application/json/x', 'x'.repeat(300)]) {
        const headers: Record<string, string> = { ...version, 'content-type': type };
        expectCode(await send(base, { headers, payload }), 'wrong-type', `${name} with ${type}`);
      }
      expectCode(await send(base, { headers: version, payload }), 'wrong-type', `${name} without a type`);
      // A workbook where JSON belongs, and JSON where a workbook belongs.
      const crossed = base.bytes ? 'application/json' : XLSX;
      const bytes = base.bytes ? Buffer.from('{"a":1}') : Buffer.alloc(3 * 1024 * 1024, 7);
      expectCode(await send(base, { headers: { ...version, 'content-type': crossed }, payload: bytes }), 'wrong-type', name);
      if (base.json || base.bytes) {
        const none = await send(base, { headers: version });
        if (none.status !== (base.bytes ? 415 : 422)) watch.faults.push(`${name} without a body: ${none.status}`);
      }
      await watch.unchanged(name);
    }
    watch.verdict();
  }, LONG);

  it('takes 10 MiB of a workbook and not a byte more', async () => {
    const limit = 10 * 1024 * 1024;
    for (const name of ['importOrganisations', 'importPeople']) {
      const base = bases.get(name)!;
      const headers = { 'content-type': XLSX };
      const over = await send(base, { headers, payload: Buffer.alloc(limit + 1) });
      expect({ name, status: over.status, code: over.problem.code }).toEqual({ name, status: 413, code: 'too-large' });
      for (const length of [limit - 1, limit])
        expect((await send(base, { headers, payload: Buffer.alloc(length) })).status).toBe(202);
    }
    await watch.accepted();
    watch.verdict();
  }, LONG);

  it('takes no query that it does not know, none twice, and none in brackets', async () => {
    await watch.begin();
    // These read no query at all.
    const deaf = ['readSession', 'listPlugins', 'live', 'ready', 'description'];
    for (const base of bases.values()) {
      const { name } = base.endpoint;
      if (deaf.includes(name) || base.slow || name === 'signOut') continue;
      const known = base.query ? `${queryOf(base.query)}&` : '';
      const headers = { ...(await headersOf(base)), ...(base.json ? JSON_TYPE : {}), ...(base.bytes ? { 'content-type': XLSX } : {}) };
      const payload = base.json ? JSON.stringify(base.json) : base.bytes;
      const ask = (query: string) => send(base, { url: `${base.path}?${query}`, headers, ...(payload === undefined ? {} : { payload }) });
      const refused = [
        'x=1',
        'page[x]=1',
        'page[]=1',
        '__proto__=1',
        '__proto__[isAdmin]=1',
        'constructor=1',
        'district_id=1',
        '%00=1',
        '%70age%5b%5d=1',
        'limit=1',
        'order=name',
        '%ff=1',
        ...Object.keys(base.query ?? {}).flatMap((key) => [`${key}=${base.query![key]}`, `${key}[]=1`, `${key}[x]=1`]),
      ];
      for (const query of refused) {
        const seen = await ask(known + query);
        if (seen.status !== 422 && seen.status !== 400) watch.faults.push(`${name}?${query}: ${seen.status}`);
      }
      await watch.unchanged(name);
    }
    watch.verdict();
  }, LONG);

  it('refuses rubbish in every query, and finds nothing by it where it is a text', async () => {
    await watch.begin();
    for (const base of [...bases.values()].filter((b) => b.query !== undefined && !b.bytes))
      for (const key of Object.keys(base.query!))
        for (const value of queryValues) {
          const others = Object.fromEntries(Object.entries(base.query!).filter(([other]) => other !== key));
          const seen = await send(base, { url: `${base.path}?${queryOf(others)}&${key}=${value}` });
          const text = ['q', 'schoolYear', 'form', 'where', 'period'].includes(key);
          const number = ['page', 'size'].includes(key) && ['', '%20', '0', '-1', '1e9', '1e999', '2x', '1.5'].includes(value);
          if (seen.status < 300 && number) watch.faults.push(`${base.endpoint.name} takes ${key}=${value}`);
          if (seen.status < 300 && !text && !['page', 'size'].includes(key))
            watch.faults.push(`${base.endpoint.name} takes ${key}=${short(value)}`);
        }
    await watch.unchanged('queries');
    watch.verdict();
  }, LONG);

  it('holds pages and sizes at their edges', async () => {
    for (const base of [...bases.values()].filter((b) => b.query?.['size'] !== undefined)) {
      const at = async (page: number, size: number) => {
        const query = { ...base.query, page: String(page), size: String(size) };
        return (await send(base, { url: `${base.path}?${queryOf(query)}` })).status;
      };
      expect(
        { [base.endpoint.name]: [await at(1, 1), await at(1, 200), await at(1, 201), await at(6, 200), await at(7, 200), await at(1000, 1), await at(1001, 1)] },
      ).toEqual({ [base.endpoint.name]: [200, 200, 422, 200, 422, 200, 422] });
    }
    watch.verdict();
  });

  it('sorts and filters only by what it says', async () => {
    const ask = async (name: string, query: string) => {
      const base = bases.get(name)!;
      return (await send(base, { url: `${base.path}?${query}` })).status;
    };
    const sorts = ['id', 'district_id', 'phone', 'name desc', 'name;--', '(select 1)', '-', '--name', 'NAME', 'password_hash', '1'];
    for (const sort of sorts) {
      const value = encodeURIComponent(sort);
      expect(await ask('listOrganisations', `sort=${value}`), sort).toBe(422);
      expect(await ask('listRecords', `sort=${value}`), sort).toBe(422);
    }
    const wheres = ['guests:3', 'on:2026-11-20', 'data:x', 'theme', 'theme:', ':x', 'constructor:x', '__proto__:x', `theme' or 1=1 --:x`, '1=1'];
    for (const where of wheres) expect(await ask('listRecords', `where=${encodeURIComponent(where)}`), where).toBe(422);
    for (const where of [`theme:' or 1=1 --`, 'theme:%', 'theme:a:b', 'theme:⟨A.s1⟩'])
      expect(await ask('listRecords', `where=${encodeURIComponent(where)}`), where).toBe(200);
    // `note` does not index its theme, `visit` does.
    expect(await ask('listRecords', 'form=note&where=theme:x')).toBe(422);
    watch.verdict();
  });

  it('finds by any text exactly what holds it, and by SQL nothing', async () => {
    const officer = world.officers.get('A')!;
    const place = world.orgs.get('A.centre1')!.id;
    const programme = world.pairs[0]!.programme;
    const name = `怪名 100%_\\ ' or 1=1 -- 校`;
    const odd = await officer.post<{ id: string }>('/api/organisations', { name, kind: 'school', ownership: 'private', schoolKind: 'primary', parent: place });
    await officer.post('/api/people', { name, kind: 'teacher', organisation: odd.id });
    const lists = [
      '/api/organisations?',
      '/api/people?',
      '/api/users?',
      `/api/programmes/${programme}/pairings?`,
      `/api/programmes/${programme}/candidates?side=helper&`,
    ];
    const found = async (list: string, q: string) =>
      (await officer.get<{ total: number; rows: { name: string }[] }>(`${list}size=200&q=${encodeURIComponent(q)}`));
    for (const list of lists) {
      const harmless = await found(list, 'zzzz-nothing-of-this-name');
      expect({ list, total: harmless.total }).toEqual({ list, total: 0 });
      for (const q of injections) {
        const { total, rows } = await found(list, q);
        const holding = name.includes(q) && (list.includes('organisations') || list.includes('people') || list.includes('candidates'));
        expect({ list, q, total, names: rows.map((r) => r.name) }).toEqual({ list, q, total: holding ? 1 : 0, names: holding ? [name] : [] });
      }
    }
    const records = (where: string) =>
      officer.get<{ total: number }>(`/api/programmes/${programme}/records?where=${encodeURIComponent(where)}`);
    for (const q of injections) expect({ q, total: (await records(`theme:${q}`)).total }).toEqual({ q, total: 0 });
    await watch.accepted();
  });

  it('answers rubbish in a path as what does not exist, without opening another way in', async () => {
    await watch.begin();
    for (const base of bases.values()) {
      const { name, path } = base.endpoint;
      const parameters = [...path.matchAll(/:(\w+)/g)].map((m) => m[1]!);
      const parts = path.split('/');
      const real = base.path.split('/');
      const headers = { ...(await headersOf(base)), ...(base.json ? JSON_TYPE : {}) };
      for (const parameter of parameters)
        for (const value of [...noIds, randomUUID(), randomUUID().toUpperCase()]) {
          const url = parts.map((part, i) => (part === `:${parameter}` ? value : real[i])).join('/');
          const seen = await send(base, { url, headers, ...(base.json ? { payload: JSON.stringify(base.json) } : {}) });
          if (seen.status !== 404 && seen.status !== 400) watch.faults.push(`${name} at ${short(url)}: ${seen.status}`);
        }
    }
    for (const url of ['/', '/api', '/api/', '/api/nothing', '/api/%zz', '/%', '/api/organisations/../../etc/passwd', '/api//users', `/api/${'x'.repeat(20_000)}`, '/health', '/.env', '/api/organisations/x/y'])
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const seen = await watch.shoot({ who: {} }, { method, url });
        if (![400, 404].includes(seen.status)) watch.faults.push(`${method} ${url}: ${seen.status}`);
      }
    await watch.unchanged('paths');
    watch.verdict();
  }, LONG);

  it('answers for rows of another tenant as for rows that do not exist', async () => {
    await watch.begin();
    const theirs = world.pairs.find((p) => p.key === 'B.p1')!;
    const swap: Readonly<Record<string, string>> = Object.fromEntries(
      (['programme', 'id', 'record', 'review', 'person', 'user'] as const)
        .map((key) => [world.pairs[0]![key], theirs[key]])
        .concat([...world.orgs.values()].filter((o) => o.district === 'A').map((o) => [o.id, world.orgs.get(`B${o.key.slice(1)}`)!.id])),
    );
    const toTheirs = (text: string) => Object.entries(swap).reduce((t, [mine, other]) => t.replaceAll(mine, other), text);
    for (const base of bases.values()) {
      const path = toTheirs(base.path);
      const payload = base.json && toTheirs(JSON.stringify(base.json));
      const elsewhere = path !== base.path;
      if (!elsewhere && (payload === undefined || payload === JSON.stringify(base.json))) continue;
      const headers = { ...(base.version ? { 'if-match': '"1"' } : {}), ...(payload ? JSON_TYPE : {}) };
      const seen = await send(base, { url: base.query ? `${path}?${toTheirs(queryOf(base.query))}` : path, headers, ...(payload ? { payload } : {}) });
      const wanted = elsewhere ? [404] : [422];
      if (!wanted.includes(seen.status)) watch.faults.push(`${base.endpoint.name} at ${path}: ${seen.status} ${seen.text}`);
      if (/⟨B\./.test(seen.text)) watch.faults.push(`${base.endpoint.name} tells of district B`);
    }
    await watch.unchanged('tenants');
    watch.verdict();
  });

  it('is not shaken by rubbish in headers', async () => {
    for (const base of bases.values()) {
      if (base.slow || ['signOut', 'decideReview'].includes(base.endpoint.name) || base.bytes) continue;
      for (const [headers] of rubbishHeaders) {
        const seen = await asItIs(base, headers);
        if (headers['cookie'] !== undefined && base.endpoint.gate !== 'public' && seen.status !== 401)
          watch.faults.push(`${base.endpoint.name} with a cookie of rubbish: ${seen.status}`);
      }
    }
    watch.verdict();
  }, LONG);

  it('takes no version and no idempotency key that is none', async () => {
    await watch.begin();
    for (const base of [...bases.values()].filter(writes)) {
      const { name, ifMatch, gate } = base.endpoint;
      if (ifMatch) {
        for (const version of badVersions)
          expectCode(await asItIs(base, { 'if-match': version }), 'version-missing', `${name} If-Match ${short(version)}`);
        const { 'if-match': _, ...headers } = { 'if-match': '', ...JSON_TYPE };
        expectCode(await send(base, { headers, payload: JSON.stringify(base.json) }), 'version-missing', name);
        for (const version of ['"0"', `"${'9'.repeat(9)}"`])
          expectCode(await asItIs(base, { 'if-match': version }), 'stale', `${name} If-Match ${version}`);
      }
      if (gate === 'public') continue;
      for (const key of badKeys) expectCode(await asItIs(base, { 'idempotency-key': key }), 'bad-key', `${name} ${key}`);
      await watch.unchanged(name);
    }
    watch.verdict();
  }, LONG);

  it('lets nobody set a column by sending it along, and names each key it refuses', async () => {
    await watch.begin();
    for (const base of [...bases.values()].filter(writes)) {
      const { name } = base.endpoint;
      if (base.bytes) continue;
      const headers = { ...JSON_TYPE, ...(await headersOf(base)) };
      const objects = placesIn(base.json ?? {}).filter((place) => {
        const inner = place.reduce<unknown>((v, key) => (v as Record<string | number, unknown>)[key], base.json ?? {});
        return typeof inner === 'object' && inner !== null && !Array.isArray(inner);
      });
      for (const place of objects)
        for (const key of extraKeys) {
          const inner = place.reduce<unknown>((v, k) => (v as Record<string | number, unknown>)[k], base.json ?? {});
          const json = JSON.stringify({ ...(inner as object), [key]: randomUUID() });
          const seen = await send(base, { headers, payload: withAt(base.json ?? {}, place, json) });
          const field = [...place, key].join('.');
          // Without a body of its own, an endpoint refuses any.
          const named = base.json === undefined || seen.problem.errors?.some((e) => e.field === field);
          if (seen.status !== 422 || !named) watch.faults.push(`${name} with ${field}: ${seen.status} ${short(seen.text)}`);
        }
      await watch.unchanged(name);
    }
    watch.verdict();
  }, LONG);

  it('makes no account of a name that no column holds', async () => {
    const officer = await sessionOf(world.server, (await world.server.database.one<{ username: string }>(
      (await import('@xieshou/core')).sql`select username from account where username like 'admin-%' order by username limit 1`,
    ))!.username);
    for (const username of ['İ'.repeat(50), '永'.repeat(50), 'A'.repeat(50), '😀'.repeat(25), `' or 1=1 --`, 'ẞ'.repeat(50)]) {
      const seen = await watch.shoot(
        { who: officer },
        {
          method: 'POST',
          url: '/api/users',
          headers: JSON_TYPE,
          payload: JSON.stringify({ username, name: '某人', role: 'teacher', organisation: world.orgs.get('A.s1')!.id }),
        },
      );
      if (![201, 422].includes(seen.status)) watch.faults.push(`${username}: ${seen.status} ${seen.text}`);
    }
    await watch.accepted();
    watch.verdict();
  });
});
