import { choice, fieldManifests, type FieldManifest, person, text } from '@xieshou/sdk';
import type { ListUsersResponse } from '../../api/generated/types.gen.js';
import { pageText } from '../../components/form/page-text.js';

export type User = ListUsersResponse['rows'][number];
export type Role = User['role'];

const below = [
  'schoolAdministrator',
  'teacher',
  'centreSchoolInspector',
  'sectionMember',
  'auditor',
  'collegeOffice',
  'adviser',
  'student',
  'personalHelper',
] as const satisfies readonly Role[];

/**
 * Roles that an account manager may give, most frequent first. The server decides; this only leaves out what it would
 * refuse. A test compares it with the server's own table.
 */
export const grantableRoles = (role: Role | undefined): readonly Role[] => {
  if (role === 'platformAdministrator') return [...below, 'bureauOfficer', 'platformAdministrator'];
  if (role === 'bureauOfficer') return [...below, 'bureauOfficer'];
  if (role === 'collegeOffice') return ['adviser', 'student', 'personalHelper', 'collegeOffice'];
  return role === 'schoolAdministrator' ? ['teacher', 'schoolAdministrator'] : [];
};

/** The kind of organisation that a role is held at, where there is but one: an office stands at a college or a school. */
export const placeKindOf = (role: unknown): 'class' | undefined =>
  role === 'adviser' || role === 'student' ? 'class' : undefined;

/** Fields of a new account. `roleWord` names a role. */
export const userFields = (o: {
  readonly t: (key: string) => string;
  readonly roleWord: (role: Role) => string;
  readonly roles: readonly Role[];
}): readonly FieldManifest[] => {
  const title = (key: string) => ({ title: pageText(o.t(`field.${key}`)) });
  return fieldManifests({
    role: choice(
      o.roles.map((value) => ({ value, title: pageText(o.roleWord(value)) })),
      title('role'),
    ),
    organisation: person({ ...title('organisation'), from: 'writer' }),
    person: person({ ...title('person'), help: pageText(o.t('form.personHelp')), from: 'writer', optional: true }),
    name: text({ ...title('name'), maxLength: 50 }),
    username: text({ ...title('username'), help: pageText(o.t('form.usernameHelp')), maxLength: 50 }),
  });
};
