import type { Candidate } from './register.js';
import type { Text } from './text.js';

/** Two people who might be paired. */
export interface Pair<E> {
  readonly helper: Candidate<E>;
  readonly helped: Candidate<E>;
}

/**
 * How the people whom `eligible` lets stand on the two sides are proposed to each other. The aims, each as far as the ones
 * before it leave room:
 * 1. most of the helped find a helper; nobody helps more than the helper's `atMost` says (one, where it says nothing),
 *    pairings that run already counted; both are at one place where `within` says so; nobody is paired with themself, or
 *    against `allowed`;
 * 2. where not everybody can find one, those do who come first by `need`: the first before all others, then the second;
 * 3. helpers are used who come first by `order`, the first as often as can be before the second is used at all;
 * 4. each of the helped, in the order of `need`, has the earliest helper that leaves the rest as it is.
 *
 * What is equal by `need` or `order` is told apart by id, so that the same people give the same pairs, however often it is
 * computed. All functions are pure and may be asked in a thread of their own, under limits of time and memory.
 */
export interface Match<S, E> {
  readonly title: Text;
  /** Place in the plan. */
  readonly place?: string;
  /** Whether both are of one class, school or unit, or anywhere in the programme. */
  within(settings: S): 'place' | 'programme';
  /** Who of the helped comes first: compared number by number, smaller first. */
  need(helped: Candidate<E>, settings: S): readonly number[];
  /** Who of the helpers comes first: compared number by number, smaller first. */
  order(helper: Candidate<E>, settings: S): readonly number[];
  /** Why this helper for this helped, in a sentence for whoever decides. */
  reason(pair: Pair<E>, settings: S): Text;
  /** Which pairs may be at all. Absent: all. */
  allowed?(pair: Pair<E>, settings: S): boolean;
}
