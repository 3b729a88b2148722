import * as z from 'zod';
import { byId, endpoint, Id, Instant, pageOf, paging, Version } from '../platform/endpoint.js';
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
  'volunteer',
  'foundationOfficer',
  'finance',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

const Place = z.object({ id: Id, name: z.string(), kind: z.string() });
const Assignment = z.object({ id: Id, role: z.enum(roles), organisation: Place });

export const Session = z.object({
  user: z.object({ id: Id, username: z.string(), name: z.string(), mustChangePassword: z.boolean() }).nullable(),
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
  state: z.enum(['active', 'suspended']),
  lastSignIn: Instant.nullable(),
  version: Version,
});
export const listUsers = endpoint({
  name: 'listUsers',
  method: 'GET',
  path: '/api/users',
  gate: 'user.read',
  summary: 'Accounts in my scope',
  query: z.strictObject({ ...paging, q: z.string().max(50).optional(), organisation: Id.optional() }),
  answer: pageOf(User),
});
export const createUser = endpoint({
  name: 'createUser',
  method: 'POST',
  path: '/api/users',
  gate: 'user.write',
  summary: 'Create an account; the one-time password is shown once and must be changed at first sign-in',
  body: z.strictObject({ username, name: z.string().trim().min(1).max(50), role: z.enum(roles), organisation: Id }),
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
  summary: 'Suspend or reactivate an account',
  params: byId,
  body: z.strictObject({ state: z.enum(['active', 'suspended']) }),
  ifMatch: true,
  answer: User,
});
