import { api, type Endpoint } from '@xieshou/core';
import type { Description } from './schemas.js';
import type { Secrets, SecretWorld } from './secrets.js';

export interface Get {
  readonly endpoint: Endpoint;
  readonly url: string;
  readonly workbook: boolean;
}

/** What may stand behind each segment of an address. */
const placesOf = (ids: SecretWorld['ids']): Readonly<Record<string, readonly string[]>> => ({
  organisations: [ids.classA, ids.college],
  people: [ids.helper, ids.helped],
  programmes: [ids.programme],
  pairings: [ids.pairing],
  records: [ids.record, ids.draft, ids.talk],
  users: [ids.user],
  registers: ['results'],
  forms: ['session', 'talk'],
  ledgers: ['sessions'],
  reports: ['everything'],
  documents: ['plan', 'record', 'file'],
});

/** Paths of an endpoint with ids of this world; those of things that it does not have are asked for all the same. */
const pathsOf = (endpoint: Endpoint, ids: SecretWorld['ids']): string[] => {
  const places = placesOf(ids);
  const parts = endpoint.path.split('/');
  return parts.reduce<string[]>(
    (paths, part, i) => {
      const values = part.startsWith(':') ? (places[parts[i - 1]!] ?? [ids.record]) : [part];
      return paths.flatMap((path) => values.map((value) => (i === 0 ? value : `${path}/${value}`)));
    },
    [''],
  );
};

/** Values to filter, search and sort by: among them all that nobody may find out so. */
const valuesFor = (
  name: string,
  o: { readonly ids: SecretWorld['ids']; readonly secrets: readonly Secrets[] },
): string[] => {
  const of = (pick: (s: Secrets) => readonly (string | number)[]) => o.secrets.flatMap((s) => pick(s).map(String));
  switch (name) {
    case 'q':
      return [
        ...of((s) => [
          s.idNumber,
          s.idNumber.slice(6, 14),
          s.rank.helper,
          s.rank.helped,
          s.burden,
          s.kind,
          s.talk.said,
          s.allowance,
          s.home,
          s.draft,
          s.reason,
        ]),
        '排名',
        '陈',
      ];
    case 'where':
      return [
        ...of((s) => [
          `burden:${s.burden}`,
          `home:${s.home}`,
          `ground:${s.ground}`,
          `kinds:${s.kind}`,
          `said:${s.talk.said}`,
          `idNumber:${s.idNumber}`,
        ]),
        'theme:谈心',
      ];
    case 'sort':
      return ['on', '-submittedAt', 'rank', 'kinds', 'burden', '-burden', 'ground', 'idNumber', '-idNumber'];
    case 'columns':
      return ['name,idNumber', 'brief,burden,home,ground,kinds,said', 'helper,helped,findings,reason', 'all'];
    case 'organisation':
    case 'place':
    case 'parent':
      return [o.ids.classA, o.ids.college];
    case 'pairing':
      return [o.ids.pairing];
    case 'record':
    case 'subject':
      return [o.ids.record, o.ids.helper];
    case 'programme':
      return [o.ids.programme];
    case 'period':
      return ['2025-2026-2', '2026-11'];
    case 'list':
      return ['records'];
    case 'on':
    case 'from':
      return ['2026-11-01'];
    case 'to':
      return ['2026-11-30'];
    case 'into':
      return [o.ids.classA];
    case 'assignment':
      return [o.ids.user];
    default:
      return [];
  }
};

/** What an endpoint cannot do without. */
const needed = (endpoint: Endpoint, ids: SecretWorld['ids']): string[] => {
  const given: Readonly<Record<string, readonly string[]>> = {
    listCandidates: ['side=helper'],
    listEligible: ['side=helper', 'period=2025-2026-2'],
    listUserless: [`organisation=${ids.classA}`],
    listViews: ['list=records'],
    previewMerge: [`into=${ids.classA}`, 'on=2026-11-24'],
    search: ['q=%E9%99%88'],
    readDuties: ['period=2026-11'],
    readDocument: [`record=${ids.record}`, `pairing=${ids.pairing}`],
  };
  return [...(given[endpoint.name] ?? [])];
};

/** Answers that never end, or that are about the server and nobody else. */
export const apart = ['watchJob', 'live', 'ready', 'description'];

/** Every way to read, over the whole description: each filter, search, sorting and workbook once at least. */
export const everyGet = (o: {
  readonly description: Description;
  readonly ids: SecretWorld['ids'];
  readonly secrets: readonly Secrets[];
}): Get[] =>
  api
    .filter((e) => e.method === 'GET' && !apart.includes(e.name))
    .flatMap((endpoint) => {
      const operation = o.description.paths[endpoint.path.replace(/:(\w+)/g, '{$1}')]!['get']!;
      const base = needed(endpoint, o.ids);
      const variants = operation.parameters
        .filter((p) => p.in === 'query')
        .flatMap(({ name, schema }) =>
          [...(schema.enum ?? []), ...valuesFor(name, o)].map(
            (value) => `${name}=${encodeURIComponent(String(value))}`,
          ),
        );
      const queries = [base, ...variants.map((v) => [...base.filter((b) => b.split('=')[0] !== v.split('=')[0]), v])];
      const isBook =
        endpoint.files?.some((type) => type.includes('spreadsheet')) && !endpoint.name.endsWith('Template');
      const kinds = isBook ? [false, true] : [false];
      return pathsOf(endpoint, o.ids).flatMap((path) =>
        queries.flatMap((query) =>
          kinds.map((workbook) => ({
            endpoint,
            url: query.length > 0 ? `${path}?${query.join('&')}` : path,
            workbook,
          })),
        ),
      );
    });
