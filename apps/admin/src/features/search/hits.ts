import type { SearchResponse } from '../../api/generated/types.gen.js';

/** One thing that was found, ready to be shown and opened. */
export interface Hit {
  readonly key: string;
  readonly group: 'organisations' | 'people' | 'pairings' | 'programmes';
  readonly name: string;
  /** What tells it from others of the name. */
  readonly beside: readonly string[];
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

type Words = (key: string) => string;

/** Everything found, in the order it is shown. */
export const hitsOf = (found: SearchResponse, t: Words): readonly Hit[] => [
  ...found.organisations.map(({ id, name, kind, code, parent }): Hit => ({
    key: id,
    group: 'organisations',
    name,
    beside: [t(`kind.${kind}`), ...(parent ? [parent] : []), ...(code ? [code] : [])],
    to: `/organisations/${id}`,
  })),
  ...found.people.map(({ id, name, kind, code, organisation }): Hit => ({
    key: id,
    group: 'people',
    name,
    beside: [t(`person.${kind}`), organisation.name, ...(code ? [code] : [])],
    to: '/people',
    search: { q: name, organisation: organisation.id },
  })),
  ...found.pairings.map(({ id, helper, helped, programme, state }): Hit => ({
    key: id,
    group: 'pairings',
    name: `${helper} — ${helped}`,
    beside: [programme, ...(state === 'ended' ? [t('ended')] : [])],
    to: `/pairings/${id}`,
  })),
  ...found.programmes.map(({ id, name, schoolYear }): Hit => ({
    key: id,
    group: 'programmes',
    name,
    beside: [schoolYear],
    to: `/programmes/${id}`,
  })),
];
