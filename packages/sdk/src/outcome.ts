import type { Period } from './calendar.js';
import type { Day } from './days.js';
import type { Finding } from './finding.js';
import type { PersonKind } from './register.js';
import type { Text } from './text.js';

/** A party of a pairing as an outcome's rule sees it. */
export interface SettledParty {
  /** The person's id where people are paired, else the organisation's. */
  readonly id: string;
  readonly name: string;
  /** Their class, school or unit; an organisation's own. */
  readonly place: { readonly id: string; readonly name: string };
}

/** A party that an outcome is settled for: of a person also what they are, where awards go by kinds of people. */
export interface SettledSide extends SettledParty {
  readonly kind: PersonKind | null;
}

/** What confirmed records come to: of one of their whole-number fields or facts, without telling which says what. */
export interface Sum {
  readonly count: number;
  readonly sum: number;
}

/** The last confirmed record of a form in the period, in the numbers that it yielded when it was saved. */
export interface LastRecord {
  readonly on: Day;
  /** The form's facts by their own names, in their order. `kind` is empty where a fact has none. */
  readonly facts: readonly { readonly name: string; readonly amount: number; readonly kind: string }[];
}

/** A pairing that was alive at some time in the period. */
export interface SettledPairing {
  readonly id: string;
  readonly helper: SettledSide;
  readonly helped: SettledSide;
  /** Confirmed records of the period, by form; a form without any is absent. */
  readonly records: Readonly<Record<string, number>>;
  /** By form, of those that the outcome `reads`; a form without a confirmed record in the period is absent. */
  readonly last: Readonly<Record<string, LastRecord>>;
  /** By form, of those in `sums`, and by fact, of those in `counts`; what nothing was recorded of is absent. */
  readonly sums: Readonly<Record<string, Sum>>;
  /** What was decided for this pairing and period, with the reason that was given: key of `decisions` → note. */
  readonly decisions: Readonly<Record<string, string>>;
}

/**
 * What an outcome is settled from: everything of the programme in one moment, also of people who are in no pairing.
 * It holds data only.
 */
export interface Settling<E = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>> {
  readonly period: Period;
  /** The term or school year before; null where the calendar does not have it. */
  readonly before: Period | null;
  readonly pairings: readonly SettledPairing[];
  /**
   * Entries of everybody in the programme's registers, by person: of the period before, and of the period itself. A
   * register per school year answers with the year that a term belongs to.
   */
  readonly entries: { readonly before: ReadonlyMap<string, E>; readonly after: ReadonlyMap<string, E> };
}

/** What one side of a pairing is given, or is not, and why. */
export interface Award {
  readonly pairing: string;
  readonly side: 'helper' | 'helped';
  /** Key of the outcome's `levels`. */
  readonly level: string;
  /** Whole, 0 where nothing is given. */
  readonly points: number;
  /** Place among those who are compared, from 1, where awards go to the first: people who are level share one. */
  readonly rank?: number;
  /** The reasons with their numbers. They may speak of the helped party, and are shown to nobody who may not read it. */
  readonly findings: readonly Finding[];
}

/** 考核结果: what comes of the pairings in a term or school year (points, levels), settled and then accepted. */
export interface Outcome<S = never, E = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>> {
  readonly title: Text;
  readonly purpose?: Text;
  /** Place in the plan. */
  readonly place?: string;
  readonly per: 'term' | 'schoolYear';
  /** Whether a programme with these settings has it; always, unless told. */
  inUse?(settings: S): boolean;
  /** Forms whose last record `settle` sees: evaluations, final reports. */
  readonly reads?: readonly string[];
  /**
   * Form → its whole-number field of which `settle` sees the sum, also where the form is confidential: how the helped
   * evaluate their helper enters as an average, and no record is shown.
   */
  readonly sums?: Readonly<Record<string, string>>;
  /** Facts whose sum `settle` sees, as `<form>.<fact>`. */
  readonly counts?: readonly string[];
  /** Everything that can come of it, best first. One of them may say that nothing is given. */
  readonly levels: Readonly<Record<string, { readonly title: Text }>>;
  /** What somebody responsible may decide for a single pairing and period, with a reason; `settle` sees it. */
  readonly decisions?: Readonly<Record<string, { readonly title: Text; readonly explain?: Text }>>;
  /** Pure, under the settings in force when the period ends. At most one award for each side of a pairing. */
  settle(seen: Settling<E>, settings: S): readonly Award[];
}

/** An accepted award, as reports read it: without its reasons. */
export interface AwardSnapshot {
  readonly pairing: string;
  readonly period: string;
  readonly side: 'helper' | 'helped';
  readonly party: SettledParty;
  /** The other party of the pairing. */
  readonly other: { readonly id: string; readonly name: string };
  readonly level: string;
  readonly points: number;
}

/** What a register says of a person, as reports read it: fields of class `public` and `internal`. */
export interface EntrySnapshot {
  readonly person: SettledParty;
  readonly period: string;
  readonly data: Readonly<Record<string, unknown>>;
}
