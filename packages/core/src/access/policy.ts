import type { Permission } from '../platform/permissions.js';
import type { Reach } from '../platform/scope.js';
import type { Role } from './access.api.js';

/**
 * How far a role's permission reaches from the organisation it is held at:
 * everything · the organisation's whole district · the organisation and all below it · that organisation alone ·
 * what concerns the person who holds the account, and nothing of anybody else.
 * What was merged into an organisation is reached wherever that organisation is.
 * For pairings, records and duties "own" means: the organisation stands on one side, or is appointed to the pairing.
 */
export type Relation = 'all' | 'district' | 'subtree' | 'own' | 'self';

type Rights = { readonly [P in Permission]?: Relation };

const office: Rights = {
  'organisation.read': 'district',
  'organisation.write': 'district',
  'organisation.import': 'district',
  'person.read': 'district',
  'person.write': 'district',
  'person.import': 'district',
  'person.reveal': 'district',
  'user.read': 'district',
  'user.write': 'district',
  'calendar.write': 'district',
  'programme.read': 'district',
  'programme.write': 'district',
  'pairing.read': 'district',
  'pairing.write': 'district',
  'pairing.arrange': 'district',
  'team.read': 'district',
  'team.write': 'district',
  'register.read': 'district',
  'register.import': 'district',
  'proposal.read': 'district',
  'proposal.write': 'district',
  'record.read': 'district',
  'record.void': 'district',
  'record.seal': 'district',
  'rectification.extend': 'district',
  'duty.read': 'district',
  'duty.remind': 'district',
  'duty.excuse': 'district',
  'stage.close': 'district',
  'outcome.read': 'district',
  'outcome.decide': 'district',
  'outcome.settle': 'district',
  'report.read': 'district',
  'audit.read': 'district',
  'sheet.file': 'district',
  'view.share': 'district',
};

/**
 * What the owner of a programme writes in it itself (evaluations, problems found), and decides in its own name (备案,
 * 销号); what the schools write, and what they are asked, stays theirs.
 */
const owning: Rights = {
  'record.write': 'own',
  'review.decide': 'own',
  'rectification.inspect': 'own',
  'team.decide': 'own',
};

const everywhere = Object.fromEntries(Object.keys(office).map((permission) => [permission, 'all'])) as Rights;

const looking = (relation: Relation): Rights => ({
  'organisation.read': relation,
  'programme.read': relation,
  'pairing.read': relation,
  'record.read': relation,
  'duty.read': relation,
  'report.read': relation,
});

/** Somebody acts for themself, in the pairings that they stand in, and for nobody else. */
const inPerson: Rights = {
  'organisation.read': 'own',
  'programme.read': 'own',
  'pairing.read': 'self',
  'record.read': 'self',
  'record.write': 'self',
  'record.void': 'self',
  'review.decide': 'self',
  'duty.read': 'self',
  'outcome.read': 'self',
};

const nothingYet: Rights = { 'organisation.read': 'own' };

/** The one table of who may do what. The access matrix is generated from it. */
export const policy: Readonly<Record<Role, Rights>> = {
  platformAdministrator: { ...everywhere, ...owning },
  bureauOfficer: { ...office, ...owning },
  sectionMember: { ...looking('own'), 'rectification.inspect': 'own', 'review.decide': 'own' },
  centreSchoolInspector: {
    ...looking('subtree'),
    'person.read': 'subtree',
    'rectification.inspect': 'subtree',
    'review.decide': 'own',
  },
  schoolAdministrator: {
    ...looking('own'),
    'person.read': 'own',
    'person.write': 'own',
    'person.import': 'own',
    'pairing.arrange': 'own',
    'pairing.agree': 'own',
    'person.reveal': 'own',
    'user.read': 'own',
    'user.write': 'own',
    'record.write': 'own',
    'record.void': 'own',
    'review.decide': 'own',
    'sheet.file': 'own',
    'rectification.inspect': 'own',
  },
  teacher: { ...looking('own'), 'person.read': 'own', 'record.write': 'own', 'record.void': 'own' },
  auditor: { ...looking('district'), 'person.read': 'district', 'user.read': 'district', 'audit.read': 'district' },
  collegeOffice: {
    ...looking('subtree'),
    'organisation.write': 'subtree',
    'organisation.import': 'subtree',
    'person.read': 'subtree',
    'person.write': 'subtree',
    'person.import': 'subtree',
    'register.read': 'subtree',
    'register.import': 'subtree',
    'proposal.read': 'subtree',
    'proposal.write': 'subtree',
    'outcome.read': 'subtree',
    'outcome.decide': 'subtree',
    'outcome.settle': 'subtree',
    'programme.write': 'subtree',
    'pairing.write': 'subtree',
    'team.read': 'subtree',
    'team.write': 'subtree',
    'team.decide': 'subtree',
    'record.void': 'subtree',
    'record.seal': 'subtree',
    'record.write': 'own',
    'review.decide': 'own',
    'duty.remind': 'subtree',
    'duty.excuse': 'subtree',
    'stage.close': 'subtree',
    'user.read': 'subtree',
    'user.write': 'subtree',
  },
  adviser: {
    ...looking('subtree'),
    'alert.read': 'subtree',
    'person.read': 'subtree',
    'register.read': 'subtree',
    'proposal.read': 'subtree',
    'proposal.write': 'subtree',
    'outcome.read': 'subtree',
    'outcome.decide': 'subtree',
    'pairing.write': 'subtree',
    'team.read': 'subtree',
    'duty.remind': 'subtree',
  },
  student: { ...inPerson, 'team.read': 'self', 'team.join': 'self', 'team.write': 'self' },
  // A teacher or another grown-up who helps in their own name, not in that of a school.
  personalHelper: inPerson,
  // Their programmes come with the issues that need them; until then they see their own organisation.
  volunteer: nothingYet,
  foundationOfficer: nothingYet,
  finance: nothingYet,
};

/** Which roles an account manager may give: never one that could do more than the manager. */
export const grantable = (role: string): readonly Role[] => {
  const below: readonly Role[] = [
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
  if (role === 'platformAdministrator') return ['platformAdministrator', 'bureauOfficer', ...below];
  if (role === 'bureauOfficer') return ['bureauOfficer', ...below];
  if (role === 'collegeOffice') return ['collegeOffice', 'adviser', 'student', 'personalHelper'];
  return role === 'schoolAdministrator' ? ['schoolAdministrator', 'teacher'] : [];
};

/** The roles in which somebody has a permission. */
export const rolesThatMay = (permission: Permission): readonly Role[] =>
  (Object.keys(policy) as Role[]).filter((role) => policy[role][permission] !== undefined);

/** Whether who holds the role acts as the person of the account, and for nobody else. */
export const actsAsPerson = (role: Role): boolean => Object.values(policy[role]).includes('self');

export const reachOf = (o: {
  readonly role: Role;
  readonly permission: Permission;
  readonly organisationId: string;
  readonly districtId: string;
  readonly personIds?: readonly string[];
  readonly former: readonly string[];
}): Reach | undefined => {
  const { organisationId, districtId, former } = o;
  switch (policy[o.role][o.permission]) {
    case undefined:
      return undefined;
    case 'all':
      return { kind: 'all' };
    case 'district':
      return { kind: 'district', districtId };
    case 'subtree':
      return { kind: 'subtree', organisationId };
    case 'own':
      return { kind: 'own', organisationId, former };
    case 'self':
      return o.personIds === undefined ? undefined : { kind: 'self', personIds: o.personIds };
  }
};
