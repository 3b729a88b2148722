import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { brokenBodies, injections, oddValues, wrongValues } from '../hostile/corpus.js';
import { JSON_TYPE, versionOf } from '../hostile/kit.js';
import { placesIn, withAt } from '../hostile/places.js';
import type { Base } from '../hostile/requests.js';
import type { Shot } from '../hostile/watching.js';
import type { World } from '../world.js';
import { type Description, type Operation, valuesOf } from './schemas.js';

/** What a request is made of, before it is put together for the world it goes to. */
export interface Spec {
  readonly actor: number;
  readonly path: readonly Choice[];
  readonly query: Readonly<Record<string, Choice | undefined>>;
  readonly more: string | undefined;
  readonly body: {
    readonly how: 'right' | 'mixed' | 'made' | 'spoilt' | 'broken' | 'none';
    readonly made: unknown;
    readonly place: number;
    readonly bad: string;
    readonly which: number;
    readonly keep: readonly boolean[];
  };
  readonly version: 'right' | 'stale' | 'none' | 'bad';
  readonly key: 'none' | 'new' | 'again' | 'bad';
  readonly accept: string | undefined;
  readonly type: string | undefined;
}

/** The value of the well-formed request, or another. */
type Choice = { readonly right: true } | { readonly right: false; readonly value: string };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const texts = [
  ...injections,
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  '2026-02-30',
  '永'.repeat(300),
  'İ'.repeat(60),
];

export const idsOf = async (world: World): Promise<string[]> => [
  ...[...world.orgs.values()].map((o) => o.id),
  ...world.programmes.values(),
  ...world.pairs.flatMap((p) => [
    p.id,
    p.record,
    p.file,
    p.review,
    p.person,
    p.user,
    p.assignment,
    p.rectification,
    p.inside,
    p.sheet,
    p.handOver,
  ]),
  randomUUID(),
];

const rarely = <T>(value: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value });

const operationOf = (description: Description, base: Base): Operation => {
  const path = base.endpoint.path.replace(/:(\w+)/g, '{$1}');
  return description.paths[path]![base.endpoint.method.toLowerCase()]!;
};

/** Requests to one operation: right ones, ones that its schema takes, and ones with something wrong somewhere. */
export const specOf = (o: {
  readonly description: Description;
  readonly base: Base;
  readonly ids: readonly string[];
}): fc.Arbitrary<Spec> => {
  const operation = operationOf(o.description, o.base);
  const values = valuesOf(o.description, o.ids);
  const right = fc.constant<Choice>({ right: true });
  const other = (value: fc.Arbitrary<unknown>, weights: readonly [number, number, number]): fc.Arbitrary<Choice> =>
    fc.oneof(
      { weight: weights[0], arbitrary: right },
      { weight: weights[1], arbitrary: value.map((v): Choice => ({ right: false, value: String(v) })) },
      { weight: weights[2], arbitrary: fc.constantFrom(...texts).map((v): Choice => ({ right: false, value: v })) },
    );
  const of = (where: string) => operation.parameters.filter((p) => p.in === where);
  const schema = operation.requestBody?.content['application/json']?.schema;
  return fc.record<Spec>({
    actor: fc.nat(1000),
    path: fc.tuple(...of('path').map((p) => other(values(p.schema), [8, 2, 1]))),
    query: fc.record(
      Object.fromEntries(of('query').map((p) => [p.name, rarely(other(values(p.schema), [3, 4, 1]), 4)])),
    ),
    more: rarely(fc.constantFrom('unknown=1', 'page=1&page=2', 'size[]=1', 'q=%00', 'q=%ff', '%', '__proto__[a]=1'), 1),
    body: fc.record({
      how: fc.oneof(
        { weight: 4, arbitrary: fc.constant('right' as const) },
        { weight: 5, arbitrary: fc.constant('mixed' as const) },
        { weight: 4, arbitrary: fc.constant('made' as const) },
        { weight: 5, arbitrary: fc.constant('spoilt' as const) },
        { weight: 1, arbitrary: fc.constant('broken' as const) },
        { weight: 1, arbitrary: fc.constant('none' as const) },
      ),
      made: schema ? values(schema) : fc.constant(undefined),
      place: fc.nat(10_000),
      bad: fc.constantFrom(...wrongValues, ...oddValues),
      which: fc.nat(10_000),
      keep: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    }),
    version: fc.constantFrom('right', 'right', 'right', 'stale', 'none', 'bad'),
    key: fc.constantFrom('none', 'new', 'new', 'again', 'bad'),
    accept: rarely(fc.constantFrom(XLSX, '*/*', 'text/html', 'image/png', 'x'), 2),
    type: rarely(
      fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data; boundary=x', 'x'),
      1,
    ),
  });
};

const pathOf = ({ endpoint, path }: Base, choices: readonly Choice[]): string => {
  const parts = path.split('/');
  let n = 0;
  return endpoint.path
    .split('/')
    .map((part, i) => {
      if (!part.startsWith(':')) return part;
      const choice = choices[(n += 1) - 1];
      return !choice || choice.right ? parts[i]! : encodeURIComponent(choice.value);
    })
    .join('/');
};

const queryOf = (base: Base, { query, more }: Spec): string => {
  const given = Object.entries(query).flatMap(([name, choice]) => {
    const value = !choice ? undefined : choice.right ? base.query?.[name] : choice.value;
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  // What an operation cannot do without is sent more often than not.
  const needed = Object.entries(base.query ?? {})
    .filter(([name]) =>
      ['period', 'side', 'organisation', 'q', 'name', 'into', 'on', 'list', 'assignment'].includes(name),
    )
    .filter(([name]) => query[name] === undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const all = [...given, ...needed, ...(more ? [more] : [])];
  return all.length > 0 ? `?${all.join('&')}` : '';
};

const payloadOf = (base: Base, { body }: Spec): string | Buffer | undefined => {
  const { how, made, place, bad, which, keep } = body;
  if (how === 'none') return undefined;
  if (base.bytes)
    return how === 'right' || how === 'mixed'
      ? base.bytes
      : Buffer.from(how === 'made' ? bad : base.bytes.subarray(0, which % base.bytes.length));
  if (how === 'broken') return brokenBodies[which % brokenBodies.length]![0];
  if (!base.json) return how === 'spoilt' ? bad : undefined;
  const mixed =
    typeof made === 'object' && made !== null
      ? Object.fromEntries(
          Object.entries({ ...base.json, ...made }).map(([key, value], i) => [
            key,
            keep[i % keep.length] && Object.hasOwn(base.json!, key) ? base.json![key] : value,
          ]),
        )
      : base.json;
  const value = how === 'right' ? base.json : how === 'made' ? (made ?? base.json) : mixed;
  if (how !== 'spoilt') return JSON.stringify(value);
  const places = placesIn(value);
  return withAt(value, places[place % places.length]!, bad);
};

export const requestFrom = async ({ base, spec }: { readonly base: Base; readonly spec: Spec }): Promise<Shot> => {
  const payload = payloadOf(base, spec);
  const version: Readonly<Record<string, string>> = {
    right: await versionOf(base),
    stale: { 'if-match': '"1"' },
    none: {},
    bad: { 'if-match': spec.body.bad.replace(/[^\x20-\x7e]/g, '').slice(0, 200) },
  }[spec.version];
  const key = { none: undefined, new: randomUUID(), again: 'always-the-same-key', bad: 'x y' }[spec.key];
  const type = spec.type ?? (base.bytes ? base.endpoint.upload?.type : JSON_TYPE['content-type']);
  return {
    method: base.endpoint.method,
    url: pathOf(base, spec.path) + queryOf(base, spec),
    headers: {
      ...(payload === undefined || type === undefined ? {} : { 'content-type': type }),
      ...version,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(spec.accept === undefined ? {} : { accept: spec.accept }),
    },
    ...(payload === undefined || base.endpoint.method === 'GET' ? {} : { payload }),
  };
};
