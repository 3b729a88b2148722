import * as z from 'zod';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';
import { permissions } from '../platform/permissions.js';

export const roles = [
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
] as const;
export type Role = (typeof roles)[number];

const Place = z.object({ id: Id, name: z.string(), kind: z.string() });
const Held = z.object({ id: Id, role: z.enum(roles), organisation: Place });
const Named = z.object({ id: Id, name: z.string() });
const Assignment = Held.extend({
  /** Whom it stands in for (代理), and the last day of that; null for one's own. */
  delegatedBy: z.string().nullable(),
  endsOn: DayText.nullable(),
});

export const Session = z.object({
  user: z
    .object({
      id: Id,
      username: z.string(),
      name: z.string(),
      mustChangePassword: z.boolean(),
      /** The person of the register that the account belongs to. */
      person: Named.nullable(),
      /** Holds several roles and has not chosen one yet. */
      mustChoose: z.boolean(),
    })
    .nullable(),
  assignment: Assignment.nullable(),
  district: Place.nullable(),
  assignments: z.array(Assignment),
  permissions: z.array(z.enum(permissions)),
  csrf: z.string().nullable(),
});

// Kept in small letters; a few letters grow by that, so the length is looked at afterwards.
const username = z.string().trim().toLowerCase().min(2).max(50);
const password = z.string().min(1).max(200);

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/session',
  gate: 'public',
  summary: 'Sign in with a user name and a password',
  body: z.strictObject({ username, password }),
  answer: Session,
});
export const readSession = endpoint({
  name: 'readSession',
  method: 'GET',
  path: '/api/session',
  gate: 'public',
  summary: 'Who am I; `user` is null without a session',
  answer: Session,
});
export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  gate: 'signedIn',
  summary: 'Sign out',
  answer: Session,
});
export const changePassword = endpoint({
  name: 'changePassword',
  method: 'POST',
  path: '/api/session/password',
  gate: 'signedIn',
  summary: 'Change my own password; every other session of mine ends',
  body: z.strictObject({ current: password, next: password }),
  answer: Session,
});
export const switchAssignment = endpoint({
  name: 'switchAssignment',
  method: 'POST',
  path: '/api/session/assignment',
  gate: 'signedIn',
  summary: 'Act in another of my roles (单位+角色)',
  body: z.strictObject({ assignment: Id }),
  answer: Session,
});

export const User = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  role: z.enum(roles),
  organisation: Place,
  /** Roles in my reach; `role` and `organisation` are those of the first. */
  assignments: z.array(Held),
  /** Holds roles beyond my reach too. */
  elsewhere: z.boolean(),
  person: Named.nullable(),
  state: z.enum(['active', 'suspended']),
  /** None was given out yet · a one-time one · one that its owner has chosen. */
  password: z.enum(['none', 'oneTime', 'own']),
  lastSignIn: Instant.nullable(),
  version: Version,
});
export const listUsers = endpoint({
  name: 'listUsers',
  method: 'GET',
  path: '/api/users',
  gate: 'user.read',
  summary: 'Accounts in my scope',
  query: z.strictObject({
    ...paging,
    q: z.string().max(50).optional(),
    organisation: Id.optional(),
    password: z.enum(['none', 'oneTime', 'own']).optional(),
  }),
  answer: pageOf(User),
});
export const createUser = endpoint({
  name: 'createUser',
  method: 'POST',
  path: '/api/users',
  gate: 'user.write',
  summary: 'Create an account; the one-time password is shown once and must be changed at first sign-in',
  body: z.strictObject({
    username,
    name: z.string().trim().min(1).max(50),
    role: z.enum(roles),
    organisation: Id,
    person: Id.nullish(),
  }),
  answer: z.object({ user: User, oneTimePassword: z.string() }),
  secret: true,
  status: 201,
});
export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/api/users/:id/password',
  gate: 'user.write',
  summary: 'Give an account a new one-time password; its sessions end',
  params: byId,
  answer: z.object({ user: User, oneTimePassword: z.string() }),
  secret: true,
});
export const changeUser = endpoint({
  name: 'changeUser',
  method: 'PATCH',
  path: '/api/users/:id',
  gate: 'user.write',
  summary: 'Suspend or reactivate an account, or say whose it is',
  params: byId,
  body: z.strictObject({ state: z.enum(['active', 'suspended']).optional(), person: Id.nullish() }),
  ifMatch: true,
  answer: User,
});

export const addAssignment = endpoint({
  name: 'addAssignment',
  method: 'POST',
  path: '/api/users/:id/assignments',
  gate: 'user.write',
  summary: 'Give an account one more role (单位+角色)',
  params: byId,
  body: z.strictObject({ role: z.enum(roles), organisation: Id }),
  answer: User,
  status: 201,
});
export const endAssignment = endpoint({
  name: 'endAssignment',
  method: 'POST',
  path: '/api/users/:id/assignments/:assignment/end',
  gate: 'user.write',
  summary: 'End a role of an account; whoever acts in it is out at once',
  params: z.strictObject({ id: Id, assignment: Id }),
  answer: User,
});

export const usersTemplate = endpoint({
  name: 'usersTemplate',
  method: 'GET',
  path: '/api/users/import-template',
  gate: 'user.write',
  summary: 'The workbook to fill in',
  answer: z.never(),
  files: [xlsx],
});
export const importUsers = endpoint({
  name: 'importUsers',
  method: 'POST',
  path: '/api/users/import',
  gate: 'user.write',
  summary: 'Read a workbook and say what it would do; nothing changes yet. Its accounts get no password',
  ...uploadOfImport,
});
export const listUserless = endpoint({
  name: 'listUserless',
  method: 'GET',
  path: '/api/users/candidates',
  gate: 'user.write',
  summary: 'Teachers of an organisation who have no account',
  query: z.strictObject({ ...paging, organisation: Id }),
  answer: pageOf(z.object({ id: Id, name: z.string(), code: z.string().nullable(), post: z.string().nullable() })),
});
/** Accounts opened in one act. */
export const OPEN_AT_ONCE = 200;
export const openUsers = endpoint({
  name: 'openUsers',
  method: 'POST',
  path: '/api/users/open',
  gate: 'user.write',
  summary: 'Open accounts for teachers of an organisation; passwords are given out by slips',
  body: z.strictObject({
    organisation: Id,
    people: z
      .array(z.strictObject({ person: Id, username }))
      .min(1)
      .max(OPEN_AT_ONCE),
  }),
  answer: z.object({ users: z.array(User) }),
  status: 201,
});
/** Passwords made in one act: each costs a hash. */
export const SLIPS_AT_ONCE = 50;
export const issueSlips = endpoint({
  name: 'issueSlips',
  method: 'POST',
  path: '/api/users/slips',
  gate: 'user.write',
  summary: 'One-time passwords, shown once, for accounts whose owners have chosen none yet',
  body: z.strictObject({ users: z.array(Id).min(1).max(SLIPS_AT_ONCE) }),
  answer: z.object({ slips: z.array(z.object({ user: User, oneTimePassword: z.string() })) }),
  secret: true,
});
