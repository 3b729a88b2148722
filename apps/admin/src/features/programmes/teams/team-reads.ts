import type { ReadTeamResponse } from '../../../api/generated/types.gen.js';
import type { QueryName } from '../../../api/queries.js';

export type Team = ReadTeamResponse;
export type Member = Team['people'][number];

/** What any act in a team changes: whoever joins or leaves sees other pairings. */
export const teamReads: readonly QueryName[] = [
  'listTeams',
  'readTeam',
  'readWorkbench',
  'listPairings',
  'listCandidates',
];

/** Why the own sign-up was returned last; others’ reasons are not told to those who act for themselves. */
export const ownReturn = ({ mine, events }: Pick<Team, 'mine' | 'events'>): string | undefined =>
  mine === 'returned' ? (events.find(({ act, reason }) => act === 'return' && reason)?.reason ?? undefined) : undefined;
