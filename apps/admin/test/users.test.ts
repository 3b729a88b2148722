import { expect, it } from 'vitest';
import { grantable } from '../../../packages/core/src/access/policy.js';
import { grantableRoles, type Role, userFields } from '../src/features/users/user-fields.js';

const roles: readonly Role[] = [
  'platformAdministrator',
  'bureauOfficer',
  'sectionMember',
  'centreSchoolInspector',
  'schoolAdministrator',
  'teacher',
  'collegeOffice',
  'adviser',
  'student',
  'volunteer',
  'foundationOfficer',
  'finance',
  'auditor',
];

it('offers exactly the roles that the server lets each role give', () => {
  for (const role of roles)
    expect([role, [...grantableRoles(role)].sort()]).toEqual([role, [...grantable(role)].sort()]);
  expect(grantableRoles(undefined)).toEqual([]);
});

it('offers them in the form of a new account', () => {
  const fields = userFields({ t: (key) => key, roleWord: (role) => role, roles: grantableRoles('bureauOfficer') });
  expect(fields.find(({ key }) => key === 'role')?.choices?.map(({ value }) => value)).toEqual([
    ...grantableRoles('bureauOfficer'),
  ]);
});
