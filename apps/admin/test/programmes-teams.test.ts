import { describe, expect, it } from 'vitest';
import { ownTeams } from '../src/components/programme/own-teams.js';
import { ownReturn, type Team } from '../src/features/programmes/teams/team-reads.js';

const team = (name: string, mine: Team['mine'], state: Team['state'] = 'open') => ({ name, mine, state });
const shown = (...teams: readonly ReturnType<typeof team>[]) => ownTeams(teams).map(({ name }) => name);

describe('the teams of somebody', () => {
  it('are the one that they are in or wait for, whatever was before', () => {
    for (const mine of ['signedUp', 'screened', 'member'] as const)
      expect(shown(team('left', 'left'), team('returned', 'returned'), team('now', mine))).toEqual(['now']);
  });

  it('are else those that returned the sign-up and still take one', () => {
    expect(shown(team('left', 'left'), team('returned', 'returned'), team('gone', 'returned', 'withdrawn'))).toEqual([
      'returned',
    ]);
    expect(shown(team('left', 'left'), team('other', null))).toEqual([]);
  });
});

describe('the reason of a return', () => {
  const event = (act: Team['events'][number]['act'], reason: string | null): Team['events'][number] => ({
    act,
    person: '罗兰',
    on: '2026-11-24',
    reason,
    by: '夏书宁',
    at: '2026-11-24T02:00:00.000Z',
  });

  it('is the latest that is told, while the sign-up stands returned', () => {
    const events = [event('return', null), event('return', '请写明时间'), event('return', '请写明特长')];
    expect(ownReturn({ mine: 'returned', events })).toBe('请写明时间');
    expect(ownReturn({ mine: 'signedUp', events })).toBeUndefined();
    expect(ownReturn({ mine: 'returned', events: [event('leave', '改期')] })).toBeUndefined();
  });
});
