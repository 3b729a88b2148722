import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../../src/access/access.api.js';
import { actsAsPerson, grantable, reachOf } from '../../src/access/policy.js';
import { type Permission, permissions } from '../../src/platform/permissions.js';

/**
 * Who may do what, said a second time for people to read: whoever changes a right changes it here too, and sees the
 * whole row. A all · D district · T tree below · O own · S self · - nothing.
 */
const table = `
                      PLA BUR SEC CEN SCH TEA COL ADV STU PER VOL FOU FIN AUD
organisation.read     A   D   O   T   O   O   T   T   O   O   O   O   O   D
organisation.write    A   D   -   -   -   -   T   -   -   -   -   -   -   -
organisation.import   A   D   -   -   -   -   T   -   -   -   -   -   -   -
person.read           A   D   -   T   O   O   T   T   -   -   -   -   -   D
person.write          A   D   -   -   O   -   T   -   -   -   -   -   -   -
person.import         A   D   -   -   O   -   T   -   -   -   -   -   -   -
person.reveal         A   D   -   -   O   -   -   -   -   -   -   -   -   -
user.read             A   D   -   -   O   -   T   -   -   -   -   -   -   D
user.write            A   D   -   -   O   -   T   -   -   -   -   -   -   -
calendar.write        A   D   -   -   -   -   -   -   -   -   -   -   -   -
programme.read        A   D   O   T   O   O   T   T   O   O   -   -   -   D
programme.write       A   D   -   -   -   -   T   -   -   -   -   -   -   -
pairing.read          A   D   O   T   O   O   T   T   S   S   -   -   -   D
pairing.write         A   D   -   -   -   -   T   T   -   -   -   -   -   -
pairing.arrange       A   D   -   -   O   -   -   -   -   -   -   -   -   -
pairing.agree         -   -   -   -   O   -   -   -   -   -   -   -   -   -
team.read             A   D   -   -   -   -   T   T   S   -   -   -   -   -
team.join             -   -   -   -   -   -   -   -   S   -   -   -   -   -
team.write            A   D   -   -   -   -   T   -   S   -   -   -   -   -
team.decide           O   O   -   -   -   -   T   -   -   -   -   -   -   -
register.read         A   D   -   -   -   -   T   T   -   -   -   -   -   -
register.import       A   D   -   -   -   -   T   -   -   -   -   -   -   -
proposal.read         A   D   -   -   -   -   T   T   -   -   -   -   -   -
proposal.write        A   D   -   -   -   -   T   T   -   -   -   -   -   -
record.read           A   D   O   T   O   O   T   T   S   S   -   -   -   D
record.write          O   O   -   -   O   O   O   -   S   S   -   -   -   -
record.void           A   D   -   -   O   O   T   -   S   S   -   -   -   -
record.seal           A   D   -   -   -   -   T   -   -   -   -   -   -   -
alert.read            -   -   -   -   -   -   -   T   -   -   -   -   -   -
review.decide         O   O   O   O   O   -   O   -   S   S   -   -   -   -
rectification.inspect O   O   O   T   O   -   -   -   -   -   -   -   -   -
rectification.extend  A   D   -   -   -   -   -   -   -   -   -   -   -   -
duty.read             A   D   O   T   O   O   T   T   S   S   -   -   -   D
duty.remind           A   D   -   -   -   -   T   T   -   -   -   -   -   -
duty.excuse           A   D   -   -   -   -   T   -   -   -   -   -   -   -
stage.close           A   D   -   -   -   -   T   -   -   -   -   -   -   -
outcome.read          A   D   -   -   -   -   T   T   S   S   -   -   -   -
outcome.decide        A   D   -   -   -   -   T   T   -   -   -   -   -   -
outcome.settle        A   D   -   -   -   -   T   -   -   -   -   -   -   -
report.read           A   D   O   T   O   O   T   T   -   -   -   -   -   D
audit.read            A   D   -   -   -   -   -   -   -   -   -   -   -   D
sheet.file            A   D   -   -   O   -   -   -   -   -   -   -   -   -
view.share            A   D   -   -   -   -   -   -   -   -   -   -   -   -
`;

const columns: readonly Role[] = [
  'platformAdministrator',
  'bureauOfficer',
  'sectionMember',
  'centreSchoolInspector',
  'schoolAdministrator',
  'teacher',
  'collegeOffice',
  'adviser',
  'student',
  'personalHelper',
  'volunteer',
  'foundationOfficer',
  'finance',
  'auditor',
];

const letters = { all: 'A', district: 'D', subtree: 'T', own: 'O', self: 'S' } as const;
const [, , ...lines] = table.trimEnd().split('\n');
const rows = lines.map((line) => line.split(/\s+/)) as [Permission, ...string[]][];

const place = { organisationId: 'school', districtId: 'county', former: ['closed school'] };
const reach = (role: Role, permission: Permission, personIds?: readonly string[]) =>
  reachOf({ role, permission, ...place, ...(personIds && { personIds }) });

describe('the policy', () => {
  it('has a line for every permission and a column for every role', () => {
    expect(rows.map(([permission]) => permission)).toEqual(permissions);
    expect([...columns].sort()).toEqual([...roles].sort());
  });

  it.each(rows)('says who has %s, and how far', (permission, ...expected) => {
    const found = columns.map((role) => {
      const kind = reach(role, permission, ['me'])?.kind;
      return kind === undefined ? '-' : letters[kind];
    });
    expect(found).toEqual(expected);
  });

  it('takes a reach from where the role is held', () => {
    expect(reach('platformAdministrator', 'person.read')).toEqual({ kind: 'all' });
    expect(reach('bureauOfficer', 'person.read')).toEqual({ kind: 'district', districtId: 'county' });
    expect(reach('collegeOffice', 'person.read')).toEqual({ kind: 'subtree', organisationId: 'school' });
    expect(reach('teacher', 'person.read')).toEqual({
      kind: 'own',
      organisationId: 'school',
      former: ['closed school'],
    });
    expect(reach('student', 'pairing.read', ['me', 'me again'])).toEqual({
      kind: 'self',
      personIds: ['me', 'me again'],
    });
  });

  it('lets nobody act as a person whose account is nobody’s', () => {
    for (const permission of permissions) {
      const kind = reach('student', permission)?.kind;
      expect(kind === undefined || kind === 'own', permission).toBe(true);
    }
    expect(reach('student', 'record.read')).toBeUndefined();
  });

  it('lets students and helpers in person act as themselves, and every other role for its organisation', () => {
    expect(roles.filter(actsAsPerson)).toEqual(['student', 'personalHelper']);
  });

  it('never lets somebody give a role that could do more', () => {
    const lower = [
      'sectionMember',
      'centreSchoolInspector',
      'schoolAdministrator',
      'teacher',
      'auditor',
      'collegeOffice',
      'adviser',
      'student',
      'personalHelper',
    ];
    expect(Object.fromEntries(roles.map((role) => [role, grantable(role)]))).toEqual({
      platformAdministrator: ['platformAdministrator', 'bureauOfficer', ...lower],
      bureauOfficer: ['bureauOfficer', ...lower],
      sectionMember: [],
      centreSchoolInspector: [],
      schoolAdministrator: ['schoolAdministrator', 'teacher'],
      teacher: [],
      collegeOffice: ['collegeOffice', 'adviser', 'student', 'personalHelper'],
      adviser: [],
      student: [],
      personalHelper: [],
      volunteer: [],
      foundationOfficer: [],
      finance: [],
      auditor: [],
    });
    expect(grantable('')).toEqual([]);
    expect(grantable('PlatformAdministrator')).toEqual([]);
  });
});
