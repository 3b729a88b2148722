import { readXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { grantable } from '../../../packages/core/src/access/policy.js';
import type { Slip } from '../src/features/users/slips-sheet.js';
import { slipsWorkbook } from '../src/features/users/slips-workbook.js';
import { grantableRoles, placeKindOf, type Role, userFields } from '../src/features/users/user-fields.js';

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

it('offers a college for its office, a class for its adviser and its students, and any place for the others', () => {
  expect(roles.flatMap((role) => placeKindOf(role) ?? [])).toEqual(['class', 'class']);
  expect([placeKindOf('collegeOffice'), placeKindOf('adviser')]).toEqual([undefined, 'class']);
});

it('writes slips as a workbook whose every cell is text, and no formula', async () => {
  const slip = (name: string, oneTimePassword: string) =>
    ({ user: { name, username: '0012' }, oneTimePassword }) as unknown as Slip;
  const bytes = await slipsWorkbook({
    slips: [slip('王一', '2345-2345-2345'), slip('=1+1', 'abcd-efgh-jkmn')],
    sheet: '密码条',
    columns: [
      ['姓名', ({ user }) => user.name],
      ['用户名', ({ user }) => user.username],
      ['一次性密码', ({ oneTimePassword }) => oneTimePassword],
    ],
  });
  const { sheets } = await readXlsx(bytes);
  expect(sheets.map(({ name, rows }) => [name, rows])).toEqual([
    [
      '密码条',
      [
        ['姓名', '用户名', '一次性密码'],
        ['王一', '0012', '2345-2345-2345'],
        ["'=1+1", '0012', 'abcd-efgh-jkmn'],
      ],
    ],
  ]);
});
