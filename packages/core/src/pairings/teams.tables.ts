import { anyId, day, id, instant, integer, oneOf, optional, ref, string, table } from '../platform/database/table.js';

export const teamStates = ['open', 'withdrawn'] as const;
/** 报名 → 学院筛选 → 主办单位审核; given back at either step; no longer in it. */
export const memberStates = ['signedUp', 'screened', 'member', 'returned', 'left'] as const;
export const teamActs = ['found', 'signUp', 'screen', 'audit', 'return', 'leave', 'lead', 'withdraw'] as const;

/** 小分队: people of one college who stand on a side of a pairing together. */
export const team = table(
  'team',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    /** The college that it belongs to, and that screens whoever signs up. */
    organisation_id: ref('organisation'),
    number: integer(),
    name: string(30),
    leader_id: ref('person'),
    state: oneOf(teamStates),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: { team_organisation: ['organisation_id', 'programme_id'] },
    uniques: { team_number: ['programme_id', 'number'] },
  },
);

/** Somebody in a team, from the audit on: its first day and, once there is one, its last. */
export const teamMember = table(
  'team_member',
  {
    id: id(),
    team_id: ref('team'),
    person_id: ref('person'),
    state: oneOf(memberStates),
    /** What they say of themselves when they sign up. */
    statement: optional(string(200, { class: 'personal' })),
    joined_on: optional(day()),
    left_on: optional(day()),
    created_at: instant(),
    version: integer(),
  },
  { indexes: { team_member_team: ['team_id', 'state'], team_member_person: ['person_id', 'state'] } },
);

/** What happened to a team and its members: who, when and why. Only ever added to. */
export const teamEvent = table(
  'team_event',
  {
    id: id(),
    team_id: ref('team'),
    member_id: optional(anyId()),
    act: oneOf(teamActs),
    on_day: day(),
    reason: optional(string(200, { class: 'personal' })),
    user_id: anyId(),
    at: instant(),
  },
  { indexes: { team_event_team: ['team_id', 'at'] } },
);
