import type { ReadOrganisationResponse } from '../../api/generated/types.gen.js';

export type Organisation = ReadOrganisationResponse;
export type OrganisationKind = Organisation['kind'];

/** Kinds, ownerships and school kinds of the API, in the order they are offered. Their words stand in the locale. */
export const organisationKinds = [
  'school',
  'centreSchool',
  'section',
  'bureau',
  'college',
  'class',
  'union',
  'foundation',
] as const satisfies readonly OrganisationKind[];

export const ownerships = ['public', 'private'] as const satisfies readonly NonNullable<Organisation['ownership']>[];

export const schoolKinds = [
  'kindergarten',
  'primary',
  'junior',
  'nineYear',
  'senior',
  'complete',
  'vocational',
  'special',
] as const satisfies readonly NonNullable<Organisation['schoolKind']>[];

/** Offices have no teachers: there a zero would say nothing. */
export const mayTeach = ({ kind, teachers }: Pick<Organisation, 'kind' | 'teachers'>): boolean =>
  kind === 'school' || kind === 'college' || teachers > 0;
