import type { Day } from './days.js';
import type { SideRule } from './programme.js';
import type { PersonKind } from './register.js';
import type { Text } from './text.js';

/** Who is in a team on the day of a record. Whoever has not been audited, or has left, is not. */
export interface TeamSnapshot {
  readonly leader: string;
  /** By id, the smallest first: where something does not come out even, the rest goes to the first. */
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

/** A team of the programme, as reports read it. */
export interface TeamStanding {
  readonly id: string;
  /** Its number in the programme, from 1. */
  readonly number: number;
  readonly name: string;
  /** The college that it belongs to. */
  readonly place: { readonly id: string; readonly name: string };
  readonly leader: { readonly id: string; readonly name: string };
  readonly state: 'open' | 'withdrawn';
  /** Everybody who was audited, by id; `until` is the last day in the team, null where there is none. */
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly from: Day;
    readonly until: Day | null;
  }[];
  /** Ids of the parties that it is paired with today. */
  readonly pairedWith: readonly string[];
}

/**
 * Says that teams stand on a side: people of one kind who sign up, are screened by their college and audited by the owner
 * of the programme. Its audited members read and write what the side does, and a member who has left no longer does.
 */
export const team = <S>(rule: {
  readonly title: Text;
  readonly of: PersonKind;
  readonly atMost?: number | ((settings: S) => number);
}): SideRule<S> => {
  const { atMost } = rule;
  return {
    party: 'group',
    title: rule.title,
    of: () => [rule.of],
    ...(atMost === undefined ? {} : { atMost: typeof atMost === 'number' ? () => atMost : atMost }),
  };
};

/** Who was in a team on a day, by id. */
export const teamOn = ({ members }: Pick<TeamStanding, 'members'>, on: Day) =>
  members.filter(({ from, until }) => from <= on && (until === null || on <= until));
