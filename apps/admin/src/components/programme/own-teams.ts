import type { ListTeamsResponse } from '../../api/generated/types.gen.js';

type Row = Pick<ListTeamsResponse['rows'][number], 'mine' | 'state'>;

/** Of the teams somebody ever signed up for: the one they are in or wait for, else those that returned the sign-up. */
export const ownTeams = <Team extends Row>(teams: readonly Team[]): readonly Team[] => {
  const current = teams.filter(({ mine }) => mine === 'signedUp' || mine === 'screened' || mine === 'member');
  return current.length > 0 ? current : teams.filter(({ mine, state }) => mine === 'returned' && state === 'open');
};
