import type { Fields } from './fields.js';

/** Roles that a programme may let read what others may not. */
export const readingRoles = [
  'platformAdministrator',
  'bureauOfficer',
  'sectionMember',
  'centreSchoolInspector',
  'schoolAdministrator',
  'teacher',
  'auditor',
  'collegeOffice',
  'adviser',
] as const;

/**
 * Who may read what is confidential, within what they reach anyway: a role; a side of the pairing, be it an organisation
 * or a person; `owner`, the organisation that runs the programme; `writer`, whoever wrote it. Its writer always reads it:
 * `writer` alone means nobody else.
 */
export type NamedReader = (typeof readingRoles)[number] | 'helper' | 'helped' | 'owner' | 'writer';

/** Data of a form without the fields that only some may read: what its facts are made from. */
export const withoutConfidential = (
  fields: Fields,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.values(fields).some(({ readBy }) => readBy)
    ? Object.fromEntries(Object.entries(data).filter(([key]) => !fields[key]?.readBy))
    : data;
