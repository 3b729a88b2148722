import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { injections, noIds, queryValues } from './hostile/corpus.js';
import { JSON_TYPE, LONG, queryOf, underFire } from './hostile/kit.js';
import type { Base } from './hostile/requests.js';
import { short } from './hostile/watching.js';

/** These read no query at all. */
const DEAF = ['readSession', 'listPlugins', 'live', 'ready', 'description'];
const paged = (base: Base) => base.query?.['size'] !== undefined;

underFire('hostile addresses', (trial) => {
  it(
    'takes no query that it does not know, none twice, and none in brackets',
    async () => {
      const { all, asItIs, want, watch } = trial();
      await watch.begin();
      const unknown = [
        'x=1',
        'page[x]=1',
        'page[]=1',
        '__proto__=1',
        '__proto__[isAdmin]=1',
        'constructor=1',
        'limit=1',
      ];
      const odd = ['district_id=1', '%00=1', '%70age%5b%5d=1', 'order=name', '%ff=1', 'Page=1'];
      for (const base of all((b) => !DEAF.includes(b.endpoint.name) && !b.slow && b.endpoint.name !== 'signOut')) {
        const known = Object.entries(base.query ?? {});
        const twice = known.flatMap(([key, value]) => [`${key}=${value}`, `${key}[]=1`, `${key}[x]=1`]);
        for (const query of [...unknown, ...odd, ...twice]) {
          const seen = await asItIs(base, {}, `${base.path}?${queryOf(base.query ?? {})}&${query}`);
          want([400, 422].includes(seen.status), `${base.endpoint.name}?${query}: ${seen.status}`);
        }
        await watch.unchanged(base.endpoint.name);
      }
      watch.verdict();
    },
    LONG,
  );

  it(
    'refuses rubbish in every query but where it is a text',
    async () => {
      const { all, send, want, watch } = trial();
      await watch.begin();
      const texts = ['q', 'schoolYear', 'form', 'where', 'period', 'inside', 'name', 'list'];
      for (const base of all((b) => b.query !== undefined && !b.bytes))
        for (const key of Object.keys(base.query!))
          for (const value of queryValues) {
            const others = Object.fromEntries(Object.entries(base.query!).filter(([other]) => other !== key));
            const seen = await send(base, { url: `${base.path}?${queryOf(others)}&${key}=${value}` });
            const taken = `${base.endpoint.name} takes ${key}=${short(value)}`;
            want(seen.status >= 400 || (texts.includes(key) && !value.includes('%00')), taken);
          }
      await watch.unchanged('queries');
      watch.verdict();
    },
    LONG,
  );

  it('holds pages and sizes at their edges', async () => {
    const { all, send, watch } = trial();
    for (const base of all(paged)) {
      const at = async (page: number, size: number) =>
        (await send(base, { url: `${base.path}?${queryOf({ ...base.query, page: `${page}`, size: `${size}` })}` }))
          .status;
      const sizes = [await at(1, 0), await at(1, 1), await at(1, 200), await at(1, 201)];
      const pages = [await at(0, 20), await at(6, 200), await at(7, 200), await at(1000, 1), await at(1001, 1)];
      expect({ [base.endpoint.name]: [sizes, pages] }).toEqual({
        [base.endpoint.name]: [
          [422, 200, 200, 422],
          [422, 200, 422, 200, 422],
        ],
      });
    }
    watch.verdict();
  });

  it('sorts and filters only by what it says', async () => {
    const { named, send, watch } = trial();
    const ask = async (name: string, query: Record<string, string>) =>
      (await send(named(name), { url: `${named(name).path}?${queryOf(query)}` })).status;
    const sorts = [
      'id',
      'district_id',
      'phone',
      'name desc',
      'name;--',
      '(select 1)',
      '-',
      '--name',
      'NAME',
      '1',
      'constructor',
    ];
    for (const sort of sorts) {
      expect(await ask('listOrganisations', { sort }), sort).toBe(422);
      expect(await ask('listRecords', { sort }), sort).toBe(422);
    }
    const wheres = [
      'guests:3',
      'on:2026-11-20',
      'data:x',
      'theme',
      'theme:',
      ':x',
      'constructor:x',
      '__proto__:x',
      '1=1',
    ];
    for (const where of [...wheres, `theme' or 1=1 --:x`]) expect(await ask('listRecords', { where }), where).toBe(422);
    for (const where of [`theme:' or 1=1 --`, 'theme:%', 'theme:a:b', 'theme:⟨A.s1⟩'])
      expect(await ask('listRecords', { where }), where).toBe(200);
    // `note` does not index its theme, `visit` does.
    expect(await ask('listRecords', { form: 'note', where: 'theme:x' })).toBe(422);
    expect(await ask('listRecords', { form: 'visit', where: 'theme:x' })).toBe(200);
    watch.verdict();
  });

  it('finds by any text exactly what holds it, and by SQL nothing', async () => {
    const { world } = trial();
    const officer = world.officers.get('A')!;
    const name = `怪名 100%_\\ ' or 1=1 -- 校`;
    const odd = await officer.post<{ id: string }>('/api/organisations', {
      name,
      kind: 'school',
      ownership: 'private',
      schoolKind: 'primary',
      parent: world.orgs.get('A.centre1')!.id,
    });
    await officer.post('/api/people', { name, kind: 'teacher', organisation: odd.id });
    const { programme } = world.pairs[0]!;
    interface Row {
      readonly id: string;
      readonly name: string;
      readonly helper?: Row;
      readonly helped?: Row;
    }
    const found = (list: string, q?: string) =>
      officer.get<{ total: number; rows: Row[] }>(
        `${list}size=200${q === undefined ? '' : `&q=${encodeURIComponent(q)}`}`,
      );
    const lists = {
      organisations: '/api/organisations?',
      people: '/api/people?',
      users: '/api/users?',
      pairings: `/api/programmes/${programme}/pairings?`,
      candidates: `/api/programmes/${programme}/candidates?side=helper&`,
    };
    let hits = 0;
    for (const list of Object.values(lists)) {
      const { rows } = await found(list);
      expect(rows.length).toBeGreaterThan(1);
      for (const q of [...injections, 'zzzz-nothing-of-this-name', '⟨A.', '校']) {
        const texts = (row: Row) => [row.name, row.helper?.name, row.helped?.name].join('\n').toLowerCase();
        const right = rows.filter((row) => texts(row).includes(q.toLowerCase())).map((row) => row.id);
        const answer = await found(list, q);
        expect({ list, q, total: answer.total, ids: answer.rows.map((row) => row.id) }).toEqual({
          list,
          q,
          total: right.length,
          ids: right,
        });
        hits += right.length;
      }
    }
    expect(hits).toBeGreaterThan(20);
    for (const q of injections) {
      const where = encodeURIComponent(`theme:${q}`);
      const records = await officer.get<{ total: number }>(`/api/programmes/${programme}/records?where=${where}`);
      expect({ q, total: records.total }).toEqual({ q, total: 0 });
    }
  });

  it(
    'answers rubbish in a path as what does not exist, without opening another way in',
    async () => {
      const { all, asItIs, want, watch } = trial();
      await watch.begin();
      for (const base of all()) {
        const parts = base.endpoint.path.split('/');
        const real = base.path.split('/');
        for (const parameter of parts.filter((part) => part.startsWith(':')))
          for (const value of [...noIds, randomUUID(), randomUUID().toUpperCase()]) {
            const path = parts.map((part, i) => (part === parameter ? value : real[i])).join('/');
            const seen = await asItIs(base, {}, base.query ? `${path}?${queryOf(base.query)}` : path);
            want([400, 404, 414].includes(seen.status), `${base.endpoint.name} at ${short(path)}: ${seen.status}`);
          }
      }
      const elsewhere = [
        '/',
        '/api',
        '/api/',
        '/api/nothing',
        '/api/%zz',
        '/%',
        '/api/../../etc/passwd',
        '/api//users',
        '/health',
      ];
      for (const url of [...elsewhere, '/.env', '/api/organisations/x/y', `/api/${'x'.repeat(20_000)}`])
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          const seen = await watch.shoot({ who: {} }, { method, url });
          want([400, 404, 414].includes(seen.status), `${method} ${short(url)}: ${seen.status}`);
        }
      await watch.unchanged('paths');
      watch.verdict();
    },
    LONG,
  );

  it('answers for rows of another tenant as for rows that do not exist', async () => {
    const { all, send, want, watch, world } = trial();
    await watch.begin();
    const [mine, theirs] = ['A.p1', 'B.p1'].map((key) => world.pairs.find((p) => p.key === key)!);
    const keys = ['programme', 'id', 'record', 'review', 'person', 'user'] as const;
    const swap = new Map<string, string>([
      ...keys.map((key) => [mine![key], theirs![key]] as const),
      ...[...world.orgs.values()]
        .filter((o) => o.district === 'A')
        .map((o) => [o.id, world.orgs.get(`B${o.key.slice(1)}`)!.id] as const),
    ]);
    const toTheirs = (text: string) => [...swap].reduce((t, [own, other]) => t.replaceAll(own, other), text);
    let asked = 0;
    for (const base of all()) {
      const path = toTheirs(base.path);
      const own = base.json && JSON.stringify(base.json);
      const payload = own && toTheirs(own);
      if (path === base.path && payload === own) continue;
      asked += 1;
      const seen = await send(base, {
        url: base.query ? `${path}?${toTheirs(queryOf(base.query))}` : path,
        headers: {
          ...(base.version ? { 'if-match': '"1"' } : {}),
          ...(payload ? JSON_TYPE : base.bytes ? { 'content-type': base.endpoint.upload!.type } : {}),
        },
        payload: payload ?? base.bytes,
      });
      const refused = path === base.path ? [404, 422] : [404];
      want(refused.includes(seen.status), `${base.endpoint.name}: ${seen.status} ${seen.text}`);
      want(!seen.text.includes('⟨B.'), `${base.endpoint.name} tells of district B`);
    }
    expect(asked).toBeGreaterThan(25);
    await watch.unchanged('tenants');
    watch.verdict();
  });
});
