import * as z from 'zod';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, Version } from '../platform/endpoint.js';

const Named = z.object({ id: Id, name: z.string() });
const memberState = z.enum(['signedUp', 'screened', 'member', 'returned', 'left']);

export const Team = z.object({
  id: Id,
  programme: Id,
  /** Its number in the programme, from 1. */
  number: z.int(),
  name: z.string(),
  /** The college that it belongs to. */
  place: Named,
  leader: Named,
  state: z.enum(['open', 'withdrawn']),
  /** Members who have been audited and have not left. */
  members: z.int(),
  /** Who has signed up and waits for the college or for the owner of the programme. */
  waiting: z.int(),
  /** How the caller stands in it; null for those who are not in it. */
  mine: memberState.nullable(),
  /** Pairings that are alive, with the other party as the caller may know it. */
  pairings: z.array(z.object({ id: Id, name: z.string() })),
  version: Version,
});

export const TeamMember = z.object({
  id: Id,
  person: Named,
  state: memberState,
  /** What they said of themselves; null for those who may not read it. */
  statement: z.string().nullable(),
  /** First and last day in the team. */
  joinedOn: DayText.nullable(),
  leftOn: DayText.nullable(),
  leads: z.boolean(),
  /** What the caller may decide about them now. */
  decides: z.enum(['screen', 'audit']).nullable(),
  mayLeave: z.boolean(),
  mayLead: z.boolean(),
  version: Version,
});

export const TeamDetail = Team.extend({
  /** All of them for those who look after teams; for members the members, and themselves. */
  people: z.array(TeamMember),
  /** What happened, the latest first, as far as the caller sees whom it is about. */
  events: z.array(
    z.object({
      act: z.enum(['found', 'signUp', 'screen', 'audit', 'return', 'leave', 'lead', 'withdraw']),
      person: z.string().nullable(),
      on: DayText,
      reason: z.string().nullable(),
      by: z.string(),
      at: Instant,
    }),
  ),
  mayJoin: z.boolean(),
  mayWithdraw: z.boolean(),
});

const reason = z.string().trim().min(2).max(200);
const statement = z.string().trim().min(2).max(200);

export const listTeams = endpoint({
  name: 'listTeams',
  method: 'GET',
  path: '/api/programmes/:id/teams',
  gate: 'team.read',
  summary: 'Teams of a programme: those I look after, or those I may join',
  params: byId,
  query: z.strictObject({
    ...paging,
    q: z.string().max(50).optional(),
    state: z.enum(['open', 'withdrawn']).optional(),
    /** Only teams of people who wait. */
    waiting: z.enum(['screen', 'audit']).optional(),
    /** Only teams that I have signed up for, am in, or was in. */
    mine: z.enum(['yes']).optional(),
  }),
  answer: pageOf(Team).extend({ mayFound: z.boolean() }),
});
export const readTeam = endpoint({
  name: 'readTeam',
  method: 'GET',
  path: '/api/teams/:id',
  gate: 'team.read',
  summary: 'One team: who is in it, or was on a day, and what happened',
  params: byId,
  query: z.strictObject({ on: DayText.optional() }),
  answer: TeamDetail,
});
export const foundTeam = endpoint({
  name: 'foundTeam',
  method: 'POST',
  path: '/api/programmes/:id/teams',
  gate: 'team.join',
  summary: 'Sign up with a new team, as its leader',
  params: byId,
  body: z.strictObject({ name: z.string().trim().min(2).max(30), statement }),
  answer: TeamDetail,
  status: 201,
});
export const joinTeam = endpoint({
  name: 'joinTeam',
  method: 'POST',
  path: '/api/teams/:id/members',
  gate: 'team.join',
  summary: 'Sign up for a team, or again after a return',
  params: byId,
  body: z.strictObject({ statement }),
  answer: TeamDetail,
  status: 201,
});
export const decideTeamMember = endpoint({
  name: 'decideTeamMember',
  method: 'POST',
  path: '/api/team-members/:id/decide',
  gate: 'team.decide',
  summary: 'Screen somebody for my college, or audit them for my programme; or return them with a reason',
  params: byId,
  body: z.strictObject({ decision: z.enum(['approve', 'return']), reason: reason.optional() }),
  ifMatch: true,
  answer: TeamDetail,
});
export const leaveTeam = endpoint({
  name: 'leaveTeam',
  method: 'POST',
  path: '/api/team-members/:id/leave',
  gate: 'team.write',
  summary: 'Leave a team, or take somebody out of it, today and with the reason; what they wrote stays',
  params: byId,
  body: z.strictObject({ reason }),
  ifMatch: true,
  answer: TeamDetail,
});
export const leadTeam = endpoint({
  name: 'leadTeam',
  method: 'POST',
  path: '/api/teams/:id/leader',
  gate: 'team.write',
  summary: 'Make another member the leader',
  params: byId,
  body: z.strictObject({ member: Id, reason }),
  ifMatch: true,
  answer: TeamDetail,
});
export const withdrawTeam = endpoint({
  name: 'withdrawTeam',
  method: 'POST',
  path: '/api/teams/:id/withdraw',
  gate: 'team.write',
  summary: 'Withdraw a team today: everybody leaves it and its pairings end; whom it helped is without team',
  params: byId,
  body: z.strictObject({ reason }),
  ifMatch: true,
  answer: TeamDetail,
});
