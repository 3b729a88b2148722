import type { ListPeopleResponse } from '../../api/generated/types.gen.js';
import type { QueryName } from '../../api/queries.js';

export type Person = ListPeopleResponse['rows'][number];

/** Kinds of people of the API, in the order they are offered. Their words stand in the locale. */
export const personKinds = [
  'teacher',
  'staff',
  'student',
  'volunteer',
  'other',
] as const satisfies readonly Person['kind'][];

/** Organisations count their teachers, so they change with their people. */
export const personReads: readonly QueryName[] = [
  'listPeople',
  'listDuplicates',
  'readPlaces',
  'listOrganisations',
  'readOrganisation',
  'readDuties',
];
