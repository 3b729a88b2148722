import type { Data, Fields } from './fields.js';
import type { Finding } from './finding.js';
import type { Text } from './text.js';

/** What a person is in their organisation's list. */
export type PersonKind = 'teacher' | 'student' | 'staff' | 'volunteer' | 'other';

/**
 * What is known of people from outside the programme: one entry for each person and period (the results of a term),
 * imported from a workbook. Rules read it; whoever it is about is never shown anybody else's. A rule may read a `sensitive`
 * field, but what it says (the texts and numbers of its findings) must be the same whatever that field holds.
 */
export interface Register<S = never, F extends Fields = Fields> {
  readonly title: Text;
  readonly purpose?: Text;
  /** Whom its entries are about. */
  readonly of: PersonKind;
  readonly per: 'term' | 'schoolYear';
  /** Whether a programme with these settings uses it; always, unless told. */
  inUse?(settings: S): boolean;
  /** The columns of its workbook. Neither people nor files. */
  readonly fields: F;
  /** Rules over the whole entry; a `fail` refuses the row. */
  checks?(data: Data<F>, settings: S): readonly Finding[];
  /** Version of the data's shape, from 1. */
  readonly version: number;
  /** `upgrade[n]` turns data of version n into data of version n + 1. */
  readonly upgrade?: Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;
}

/** Binds the type of a programme's settings, so that a register's `checks` sees them typed. */
export const registersWith =
  <const SF extends Fields>(_settings: SF) =>
  <const F extends Fields>(register: Register<Data<SF>, F>): Register<Data<SF>, F> =>
    register;

/** The entries of one person, by register; those that nobody has imported are absent. */
export type EntriesOf<R> = {
  readonly [K in keyof R]?: R[K] extends Register<never, infer X extends Fields> ? Data<X> : never;
};

/** Somebody who might stand on a side, as a rule sees them. `E` are the entries of the period that is looked at. */
export interface Candidate<E = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>> {
  readonly id: string;
  readonly name: string;
  readonly kind: PersonKind;
  /** Their class, school or unit. */
  readonly place: { readonly id: string; readonly name: string };
  readonly entries: E;
}

/**
 * One of several reasons is enough: what holds, or everything that was asked where nothing does.
 */
export const anyOf = (...findings: readonly Finding[]): readonly Finding[] => {
  const held = findings.filter((f) => f.outcome === 'pass');
  return held.length > 0 ? held : findings;
};
