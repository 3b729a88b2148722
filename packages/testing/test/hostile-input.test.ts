import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { brokenBodies, extraKeys, oddValues, wrongValues } from './hostile/corpus.js';
import { JSON_TYPE, LONG, underFire, versionOf, writes } from './hostile/kit.js';
import { type Place, placesIn, valueAt, withAt } from './hostile/places.js';
import { type Base, XLSX } from './hostile/requests.js';
import { short } from './hostile/watching.js';

/** Fields that take any text of their length, and fields that may be left empty. */
// prettier-ignore
const FREE = [
  'name', 'title', 'contact', 'post', 'subject', 'code', 'reason', 'theme', 'statement',
  'content', 'measures', 'responsible', 'result', 'note', 'document', 'list',
];
const EMPTY = [
  'contact',
  'post',
  'subject',
  'code',
  'phone',
  'ownership',
  'schoolKind',
  'idNumber',
  'standard',
  'note',
  'address',
];
/** A reminder names what it skipped, and why, instead of refusing everything. */
const SKIPPED = ['duty', 'period'];

/** Whether a field may take an odd value at all. */
const mayTake = (place: Place, value: unknown): boolean => {
  const last = String(place.at(-1) ?? '');
  // The filters of a view are whatever the list's address has: short texts under any name.
  if (place.includes('search') && last !== 'search') return typeof value === 'string' && value !== '';
  if (value === null || (typeof value === 'string' && value.trim() === ''))
    return EMPTY.includes(last) || (value !== null && SKIPPED.includes(last));
  if (typeof value === 'string') return FREE.includes(last) || SKIPPED.includes(last);
  if (typeof value === 'boolean') return ['subtree', 'shared', 'check', 'pinned'].includes(last);
  if (value === 0) return ['visits', 'silence'].includes(last);
  // An empty object: nothing to change, nobody appointed.
  return ['', 'appointed', 'filter', 'search'].includes(last);
};

const hasBody = (base: Base) => base.json !== undefined;
/** Succeeds at most once, or costs a password's hash. */
const isDear = (base: Base) => base.slow === true || ['signOut', 'decideReview'].includes(base.endpoint.name);

underFire('hostile bodies', (trial) => {
  it('starts from requests that are well-formed: what is refused is refused for what it means', async () => {
    const { all, asItIs, want, watch } = trial();
    const meant = ['stale', 'decided', 'import-refused', 'no-errors', 'not-undoable', 'no-match', 'no-teams'];
    for (const base of all((b) => !isDear(b) && !b.bytes)) {
      const seen = await asItIs(base);
      const roleNotToGive = base.endpoint.name === 'createUser' && seen.problem.errors?.[0]?.field === 'role';
      want(
        seen.status < 300 || meant.includes(seen.problem.code!) || roleNotToGive,
        `${base.endpoint.name}: ${seen.text}`,
      );
    }
    watch.verdict();
  });

  it(
    'refuses every wrong type and size at every place of every body, and changes nothing',
    async () => {
      const { all, send, want, watch } = trial();
      await watch.begin();
      for (const base of all(hasBody)) {
        const headers = { ...JSON_TYPE, ...(await versionOf(base)) };
        for (const place of placesIn(base.json))
          for (const value of wrongValues) {
            const seen = await send(base, { headers, payload: withAt(base.json, place, value) });
            want(seen.status >= 400, `${base.endpoint.name} takes ${short(value)} as ${place.join('.')}`);
          }
        await watch.unchanged(base.endpoint.name);
      }
      watch.verdict();
    },
    LONG,
  );

  it(
    'refuses odd values, or takes them as the texts they are',
    async () => {
      const { all, send, want, watch } = trial();
      for (const base of all((b) => hasBody(b) && !b.slow))
        for (const place of placesIn(base.json)) {
          let before = await watch.counts();
          const look = async (what: string) => {
            const now = await watch.counts();
            want(now === before, `${base.endpoint.name} wrote rows although it refused what came before ${what}`);
          };
          for (const value of oddValues) {
            const what = `${short(value)} as ${place.join('.')}`;
            const taking = mayTake(place, JSON.parse(value));
            if (taking) await look(what);
            const headers = { ...JSON_TYPE, ...(await versionOf(base)) };
            const seen = await send(base, { headers, payload: withAt(base.json, place, value) });
            want(seen.status >= 400 || taking, `${base.endpoint.name} takes ${what}`);
            if (taking) before = await watch.counts();
          }
          await look('the next place');
        }
      watch.verdict();
    },
    LONG,
  );

  it(
    'refuses what is no JSON, is nested too deep, or holds keys and texts that nothing may store',
    async () => {
      const { all, send, want, wantCode, watch } = trial();
      await watch.begin();
      for (const base of all(hasBody)) {
        const headers = { ...JSON_TYPE, ...(await versionOf(base)) };
        for (const [payload, code] of brokenBodies) {
          const seen = await send(base, { headers, payload });
          const what = `${base.endpoint.name} with ${short(String(payload))}`;
          if (code) wantCode(seen, code, what);
          else want(seen.status === 422, `${what}: ${seen.status} ${short(seen.text)}`);
        }
        await watch.unchanged(base.endpoint.name);
        if (isDear(base)) continue;
        // Twice the same key: the last one counts, as everywhere.
        const first = JSON.stringify(Object.keys(base.json!)[0]);
        await send(base, { headers, payload: JSON.stringify(base.json).replace('{', `{${first}:[],`) });
        await watch.accepted();
      }
      watch.verdict();
    },
    LONG,
  );

  it(
    'takes 1 MiB of JSON and not a byte more',
    async () => {
      const { all, send, want, wantCode, watch } = trial();
      const limit = 1024 * 1024;
      for (const base of all(hasBody)) {
        const json = JSON.stringify(base.json);
        const ask = async (length: number) =>
          send(base, {
            headers: { ...JSON_TYPE, ...(await versionOf(base)) },
            payload: json + ' '.repeat(length - Buffer.byteLength(json)),
          });
        wantCode(await ask(limit + 1), 'too-large', base.endpoint.name);
        if (isDear(base)) continue;
        for (const length of [limit - 1, limit])
          want((await ask(length)).status !== 413, `${base.endpoint.name} refuses ${length} bytes`);
      }
      watch.verdict();
    },
    LONG,
  );

  it(
    'takes only the media type that an endpoint is made for',
    async () => {
      const { all, send, want, wantCode, watch } = trial();
      await watch.begin();
      const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json'];
      for (const base of all(writes)) {
        const { name } = base.endpoint;
        const payload = base.json ? JSON.stringify(base.json) : '{"a":1}';
        const version = await versionOf(base);
        for (const type of [...types, '', 'application/', ';', 'application/json/x', 'x'.repeat(300)])
          wantCode(
            await send(base, { headers: { ...version, 'content-type': type }, payload }),
            'wrong-type',
            name + type,
          );
        wantCode(await send(base, { headers: version, payload }), 'wrong-type', `${name} without a type`);
        // A workbook where JSON belongs: three million bytes must not become three million unknown fields.
        const crossed = base.bytes
          ? { headers: { ...version, ...JSON_TYPE }, payload: '{"a":1}' }
          : { headers: { ...version, 'content-type': XLSX }, payload: Buffer.alloc(3_000_000, 7) };
        wantCode(await send(base, crossed), 'wrong-type', name);
        if (base.json || base.bytes) {
          const none = await send(base, { headers: version });
          want(none.status === (base.bytes ? 415 : 422), `${name} without a body: ${none.status}`);
        }
        await watch.unchanged(name);
      }
      watch.verdict();
    },
    LONG,
  );

  it(
    'lets nobody set a column by sending it along, and names each key it refuses',
    async () => {
      const { all, send, want, watch } = trial();
      await watch.begin();
      for (const base of all((b) => writes(b) && !b.bytes)) {
        const headers = { ...JSON_TYPE, ...(await versionOf(base)) };
        const json = base.json ?? {};
        for (const place of placesIn(json)) {
          const inner = valueAt(json, place);
          if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue;
          if (place.at(-1) === 'search') continue; // names of filters are open, and never columns
          for (const key of extraKeys.filter((k) => !Object.hasOwn(inner, k))) {
            const seen = await send(base, {
              headers,
              payload: withAt(json, place, JSON.stringify({ ...inner, [key]: randomUUID() })),
            });
            const field = [...place, key].join('.');
            // An endpoint without a body refuses any.
            const named = !base.json || seen.problem.errors?.some((e) => e.field === field);
            want(
              seen.status === 422 && named === true,
              `${base.endpoint.name} with ${field}: ${seen.status} ${seen.text}`,
            );
          }
        }
        await watch.unchanged(base.endpoint.name);
      }
      watch.verdict();
    },
    LONG,
  );

  it('makes no account of a name that its column does not hold', async () => {
    const { named, send, watch } = trial();
    const base = named('createUser');
    const made: Record<string, number> = {};
    // İ grows in lower case to two signs.
    for (const username of [
      'İ'.repeat(25),
      'İ'.repeat(26),
      'A'.repeat(50),
      '永'.repeat(50),
      '永'.repeat(51),
      '😀'.repeat(25),
    ]) {
      const json = { ...base.json, username, role: 'teacher' };
      made[username] = (await send(base, { headers: JSON_TYPE, payload: JSON.stringify(json) })).status;
    }
    expect(Object.values(made)).toEqual([201, 422, 201, 201, 422, 201]);
    watch.verdict();
  });
});
