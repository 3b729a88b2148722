import type { Period } from './calendar.js';
import type { Day, DayRange } from './days.js';
import type { ProgrammeDocument } from './document.js';
import type { Data, Field, Fields } from './fields.js';
import type { Finding } from './finding.js';
import type { Form } from './form.js';
import type { HandedOver } from './handed-over.js';
import type { Inside, Unpaired } from './inside.js';
import type { Match } from './match.js';
import type { OrganisationSnapshot } from './organisation.js';
import type { AwardSnapshot, EntrySnapshot, Outcome } from './outcome.js';
import type { BasisPoints } from './quantity.js';
import type { Candidate, EntriesOf, PersonKind, Register } from './register.js';
import type { Review } from './review.js';
import type { Phase } from './phase.js';
import type { Stage, StageStanding } from './stage.js';
import type { TeamStanding } from './team.js';
import type { Text } from './text.js';

export type Side = 'helper' | 'helped';

/** One side of a pairing: who may stand there. */
export interface SideRule<S> {
  readonly party: 'organisation' | 'person' | 'group';
  readonly title: Text;
  /** Which people, where people stand on the side, alone or in teams. */
  of?(settings: S): readonly PersonKind[];
  /** Children, always or under some settings: see {@link member}. */
  readonly minors?: true | ((settings: S) => boolean);
  /** Why a party may or may not stand on this side. An empty list means that anyone may. */
  readonly where?: (party: OrganisationSnapshot) => readonly Finding[];
  /** Most pairings one party may hold on this side at once. Absent means no limit. */
  atMost?(settings: S): number;
  /** How a person here is replaced while the pairing goes on. Absent: the pairing ends, and another one is made. */
  readonly handedOverBy?: HandedOver;
}

/** Whether children stand on a side under these settings. */
export const areMinors = <S>({ minors }: Pick<SideRule<S>, 'minors'>, settings: S): boolean =>
  typeof minors === 'function' ? minors(settings) : minors === true;

/** Says who may stand on a side, for organisations. `atMost` is a number or a function of the settings. */
export const organisation = <S>(rule: {
  readonly title: Text;
  readonly where?: (party: OrganisationSnapshot) => readonly Finding[];
  readonly atMost?: number | ((settings: S) => number);
}): SideRule<S> => {
  const { atMost } = rule;
  return {
    party: 'organisation',
    title: rule.title,
    ...(rule.where ? { where: rule.where } : {}),
    ...(atMost === undefined ? {} : { atMost: typeof atMost === 'number' ? () => atMost : atMost }),
  };
};

/**
 * Says that people stand on a side, one to one: of one kind, or of those that the settings say. Who of them qualifies is
 * said by the programme's `eligible`. `minors` are children: their school or class acts for them, and everybody but their
 * school, the officers of the programme's owner and whoever is paired with them reads the family name and the number only.
 * A child who has an account reads what concerns them and writes nothing.
 */
export const member = <S>(rule: {
  readonly title: Text;
  readonly of: PersonKind | ((settings: S) => readonly PersonKind[]);
  readonly minors?: true | ((settings: S) => boolean);
  readonly atMost?: number | ((settings: S) => number);
  readonly handedOverBy?: HandedOver;
}): SideRule<S> => {
  const { atMost, of, handedOverBy } = rule;
  return {
    party: 'person',
    title: rule.title,
    of: typeof of === 'string' ? () => [of] : of,
    ...(rule.minors ? { minors: rule.minors } : {}),
    ...(atMost === undefined ? {} : { atMost: typeof atMost === 'number' ? () => atMost : atMost }),
    ...(handedOverBy ? { handedOverBy } : {}),
  };
};

/** A named relation to a pairing besides its two sides. */
export type RelationRole =
  /** The nearest organisation of `kind` above one side: it reads the pairing and what is written in it. */
  | { readonly how: 'ancestor'; readonly title: Text; readonly kind: string; readonly of: Side }
  /** An organisation that the officer names for each pairing (a liaison section): it reads the pairing. */
  | { readonly how: 'appointed'; readonly title: Text };

export const ancestor = (role: { readonly title: Text; readonly kind: string; readonly of: Side }): RelationRole => ({
  how: 'ancestor',
  ...role,
});
export const appointed = (role: { readonly title: Text }): RelationRole => ({ how: 'appointed', ...role });

/** A share of the teachers that one side has on the first day of the period, rounded up; the number stays as counted. */
export interface TeacherShare<S> {
  readonly of: Side;
  atLeast(settings: S): BasisPoints;
}

/** At least so many of a form in each period. Named after the form that it counts. */
export type Duty<S> = DutyRule<S> &
  (
    | { atLeast(settings: S): number; readonly share?: undefined }
    | { readonly share: TeacherShare<S>; readonly atLeast?: undefined }
  );

/**
 * Days of each period in which a duty is done: the last third of a quarter's last month, the first month of a term.
 * What happens on other days does not count towards it, and it is overdue the day after its last one.
 */
export interface DutyWindow<S = never> {
  /** Which days, in the words of the plan. */
  readonly title: Text;
  /** First and last day, inside the whole period. Pure. */
  days(period: Period, settings: S): DayRange;
}

interface DutyRule<S> {
  readonly per: Period['kind'];
  /**
   * Of whom it is asked, where its form is about pairs of people inside: `tree`, of the pairing with all such pairs in it
   * together (an event of several pairs counts for each); `eachInside`, of each such pair for itself. Left out, and only
   * where the form is about the pairing: of the pairing.
   */
  readonly of?: 'pairing' | 'tree' | 'eachInside';
  readonly window?: DutyWindow<S>;
  /**
   * What is counted: records of the form (default), distinct people of the form's facts, or the sum of the fact
   * named by `fact`.
   */
  readonly count?: 'records' | 'people' | 'amount';
  /** Name of the fact that `people` and `amount` look at, without the form's prefix. */
  readonly fact?: string;
  /** What an `amount` is an amount of, as it is read behind the number: 课时, 次当面谈话. */
  readonly unit?: Text;
  /** Months only: a month with fewer teaching days than this is not due. */
  teachingDays?(settings: S): number;
  /**
   * Where each pair agrees on its own number: the fact of this form's last confirmed record up to the end of the period
   * says how much, instead of `atLeast`, which holds for pairs that have agreed on nothing.
   */
  readonly agreed?: { readonly form: string; readonly fact: string };
  /** Place of the duty in the plan. */
  readonly place?: string;
}

/**
 * Where pairs of people are made and ended on certain days only: the first days of a term. Whoever tries it on another
 * day is told which days those are.
 */
export interface PairingDays<S> {
  /** First and last day of a term on which pairs change; the whole term where any day will do. Pure. */
  days(term: Period, settings: S): DayRange;
}

/**
 * 整改: a side, or the owner, names what is lacking, a side puts it right, and somebody who holds no role there looks again.
 * Steps: open (待整改) → answering (整改中) → waiting (待复查) → closed (销号); overdue by the clock.
 */
export interface Rectification<S, F extends string> {
  readonly title: Text;
  /** Forms in whose records a problem may be named. */
  readonly raisedIn: readonly F[];
  /** A side, which names what the other is to put right; or `owner`, who says each time which side answers for it. */
  readonly raisedBy: Side | 'owner';
  /** Who inspects and closes: keys of `roles`, and whoever raises if they may. Who answers for it never does. */
  readonly inspectedBy: readonly string[];
  /** Working days to put it right, unless the one who raises it sets a day. */
  within(settings: S): number;
  readonly place?: string;
}

/** Columns that every ledger may show without naming a field. */
export type BuiltInColumn = 'number' | 'term' | 'form' | 'helper' | 'helped' | 'recordedBy' | 'state' | 'confirmedBy';

/** 台账: a view over the records of one or more forms, in the columns the plan asks for. */
export interface Ledger<F extends string = string, C extends string = string> {
  readonly title: Text;
  readonly from: readonly F[];
  /** The side that keeps and signs it; `bureau` for a ledger over all pairs. */
  readonly keptBy: Side | 'bureau';
  /** Field keys, or built-in columns written with a leading `@`. A field missing in a form prints as blank. */
  readonly columns: readonly {
    readonly show: C | `@${BuiltInColumn}`;
    readonly title: Text;
    readonly total?: boolean;
  }[];
  /** Only what counts, or everything that is written down. Default: confirmed and claimed. */
  readonly states?: readonly ('claimed' | 'confirmed')[];
}

type FieldKeys<F> = { [K in keyof F]: F[K] extends Form<never, infer X> ? keyof X & string : never }[keyof F];

/** A duty's standing for one pairing and one period. */
export interface DutyStanding {
  /** The pairing; of a duty of each pair inside, that pair. */
  readonly pairing: string;
  readonly duty: string;
  readonly period: Period;
  readonly required: number;
  readonly confirmed: number;
  readonly claimed: number;
  /** What is missing of the required number, never below zero. */
  readonly remaining: number;
  /** First day on which it can be done; before it the duty is open and nobody is behind. */
  readonly opensOn: Day;
  /** First day on which the duty is overdue. */
  readonly overdueFrom: Day;
  readonly state: 'met' | 'open' | 'overdue' | 'notDue' | 'excused';
  /** Teachers that the required number is a share of, for duties that ask for a share. */
  readonly basis?: number;
}

export interface PairingSnapshot {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
}

/** A pair of people inside a pairing, alive at some time in the period. */
export interface InsideSnapshot {
  readonly id: string;
  /** The pairing around it. */
  readonly pairing: string;
  /** Key of the programme's `inside`. */
  readonly inside: string;
  readonly kind: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
}

/** What a confirmed record says, in its fields of class `public` and `internal`. */
export interface RecordSnapshot {
  readonly pairing: string;
  readonly on: Day;
  readonly data: Readonly<Record<string, unknown>>;
  /** What it yielded when it was saved, by the facts' own names: the form's numbers under the settings of that time. */
  readonly facts: Readonly<Record<string, number>>;
}

/** How one record of a form stands: waiting for others (`claimed`), agreed by all (`confirmed`), or given back. */
export interface RecordStanding {
  readonly pairing: string;
  readonly on: Day;
  readonly state: 'claimed' | 'confirmed' | 'returned';
}

/** How one problem stands today. */
export interface RectificationStanding {
  readonly pairing: string;
  readonly state: 'open' | 'answering' | 'waiting' | 'closed';
  readonly raisedOn: Day;
  readonly dueOn: Day;
  readonly closedOn: Day | null;
  readonly overdue: boolean;
}

/** What a report reads. Everything is inside the programme and the reader's scope. */
export interface Reader {
  readonly period: { readonly from: Day; readonly to: Day };
  /** The day on which it is read. */
  readonly today: Day;
  pairings(): readonly PairingSnapshot[];
  inside(): readonly InsideSnapshot[];
  /**
   * Teachers and staff of the reader's organisations who stand in no pair of this kind and wait for none; of kinds named in
   * `unpaired`.
   */
  unpaired(inside: string): readonly Unpaired[];
  /** Confirmed records of a form in the period, earliest first; of forms named in `reads`. */
  records(form: string): readonly RecordSnapshot[];
  /** How records of a form in the period stand, latest first; of forms named in `standing`. Void ones are left out. */
  standing(form: string): readonly RecordStanding[];
  /** Count and sum per pairing, fact name, kind, state and month, from the tallies. */
  tallies(): readonly {
    readonly pairing: string;
    readonly name: string;
    readonly kind: string;
    readonly state: 'claimed' | 'confirmed';
    readonly month: string;
    readonly count: number;
    readonly sum: number;
  }[];
  duties(): readonly DutyStanding[];
  /** Problems raised up to the period's end and not closed before it begins. */
  rectifications(): readonly RectificationStanding[];
  /** How far each pairing has come through the programme's stages, as of today; none where it has no stages. */
  stages(): readonly StageStanding[];
  /** Accepted awards of an outcome whose term or school year touches the period; of outcomes named in `awards`. */
  awards(outcome: string): readonly AwardSnapshot[];
  /** Entries of a register whose term or school year touches the period; of registers named in `entries`. */
  entries(register: string): readonly EntrySnapshot[];
  /** The programme's teams that the reader reaches, by number; none where no teams stand on a side. */
  teams(): readonly TeamStanding[];
}

export type Cell = string | number | null;

export interface ReportColumn {
  readonly title: Text;
  readonly kind: 'text' | 'integer' | 'share';
  readonly total?: boolean;
}

/** A table of typed columns with a hint for a chart and a way down to the records behind each row. */
export interface Report<C extends string = string> {
  readonly title: Text;
  readonly purpose?: Text;
  /** Whether a programme with these settings offers it; always, unless told. */
  inUse?(settings: SettingValues): boolean;
  readonly columns: Readonly<Record<C, ReportColumn>>;
  /** Forms whose records `read.records` answers. */
  readonly reads?: readonly string[];
  /** Forms whose records `read.standing` answers: for tables of what is filed, waits or was given back. */
  readonly standing?: readonly string[];
  /** Names of the facts that `read.tallies` answers; all of them unless told, which is slow where there are many. */
  readonly counts?: readonly string[];
  /** Outcomes whose accepted awards `read.awards` answers. */
  readonly awards?: readonly string[];
  /** Registers whose entries `read.entries` answers, to those who may read the registers. */
  readonly entries?: readonly string[];
  /** Keys of `inside` for which `read.unpaired` answers who is left. */
  readonly unpaired?: readonly string[];
  rows(read: Reader): readonly ({ readonly [K in NoInfer<C>]: Cell } & { readonly pairing?: string })[];
  /** `by` names the categories; each series is a column of numbers. */
  readonly chart?: {
    readonly kind: 'bar' | 'stackedBar' | 'line';
    readonly by: NoInfer<C>;
    readonly series: readonly NoInfer<C>[];
  };
  /** Column → form whose records stand behind its number. */
  readonly drill?: { readonly [K in NoInfer<C>]?: string };
}

/** Binds the columns' names, so that rows and chart are checked against them. */
export const report = <const C extends string>(r: Report<C>): Report => r;

/** A named starting point: one plan's own values. */
export interface Preset<S> {
  readonly title: Text;
  /** What the plan asks for, in our own words. */
  readonly summary: Text;
  /** Values that differ from the settings' own defaults. */
  readonly settings: Partial<S>;
}

/** What a plugin author writes. `S` are the settings, `F` the forms. */
export interface ProgrammeSpec<
  SF extends Fields,
  F extends Record<string, Form<never, Fields>>,
  R extends string,
  RG extends Record<string, Register<never, Fields>>,
> {
  /** Permanent, lower-case with hyphens: prefixes routes and texts. */
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly settings: SF;
  /** Posts of the leading group (组织领导), each by the text setting in which its people are written, in this order. */
  readonly leading?: { readonly [K in keyof SF]?: Text };
  readonly presets: Readonly<Record<string, Preset<Data<SF>>>>;
  readonly sides: { readonly helper: SideRule<Data<SF>>; readonly helped: SideRule<Data<SF>> };
  readonly roles?: Readonly<Record<string, RelationRole>>;
  readonly inside?: Readonly<Record<string, Inside>>;
  readonly registers?: RG;
  /** Why somebody qualifies for a side of people, or does not: the findings are shown and kept. Pure. */
  readonly eligible?: {
    readonly [K in Side]?: (candidate: Candidate<EntriesOf<NoInfer<RG>>>, settings: Data<SF>) => readonly Finding[];
  };
  /** How people who qualify for the two sides are proposed to each other. */
  readonly match?: Match<Data<SF>, EntriesOf<NoInfer<RG>>>;
  /** On which days pairs of people are made and ended; on any, unless told. */
  readonly pairingDays?: PairingDays<Data<SF>>;
  readonly forms: F;
  readonly duties?: { readonly [K in keyof F]?: Duty<Data<SF>> };
  /** What must be agreed by others before it counts, under names of the author's own. */
  readonly reviews?: Readonly<Record<string, Review<Data<SF>, NoInfer<keyof F & string>>>>;
  readonly rectification?: Rectification<Data<SF>, NoInfer<keyof F & string>>;
  /** Steps that every pairing goes through, in this order, at most 12. */
  readonly stages?: Readonly<Record<string, Stage<Data<SF>, NoInfer<keyof F & string>>>>;
  /** The year as the plan lays it out, in this order, at most 20. */
  readonly phases?: Readonly<Record<string, Phase<Data<SF>>>>;
  readonly outcomes?: Readonly<Record<string, Outcome<Data<SF>, EntriesOf<NoInfer<RG>>>>>;
  readonly ledgers?: Readonly<Record<string, Ledger<NoInfer<keyof F & string>, NoInfer<FieldKeys<F>>>>>;
  readonly reports?: Readonly<Record<R, Report>>;
  readonly documents?: Readonly<Record<string, ProgrammeDocument<Data<SF>, NoInfer<keyof F & string>>>>;
}

type SettingValues = Readonly<Record<string, unknown>>;

/** A programme as the kernel sees it: the same object, with the author's types erased. */
export interface ProgrammeDefinition {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly settings: Readonly<Record<string, Field>>;
  readonly leading: Readonly<Record<string, Text>>;
  readonly presets: Readonly<Record<string, Preset<SettingValues>>>;
  readonly sides: { readonly helper: SideRule<SettingValues>; readonly helped: SideRule<SettingValues> };
  readonly roles: Readonly<Record<string, RelationRole>>;
  readonly inside: Readonly<Record<string, Inside>>;
  readonly registers: Readonly<Record<string, Register<SettingValues, Fields>>>;
  readonly eligible: {
    readonly [K in Side]?: (candidate: Candidate, settings: SettingValues) => readonly Finding[];
  };
  readonly match?: Match<SettingValues, Candidate['entries']>;
  readonly pairingDays?: PairingDays<SettingValues>;
  readonly forms: Readonly<Record<string, Form<SettingValues, Fields>>>;
  readonly duties: Readonly<Record<string, Duty<SettingValues>>>;
  readonly reviews: Readonly<Record<string, Review<SettingValues, string>>>;
  readonly rectification?: Rectification<SettingValues, string>;
  readonly stages: Readonly<Record<string, Stage<SettingValues>>>;
  readonly phases: Readonly<Record<string, Phase<SettingValues>>>;
  readonly outcomes: Readonly<Record<string, Outcome<SettingValues>>>;
  readonly ledgers: Readonly<Record<string, Ledger>>;
  readonly reports: Readonly<Record<string, Report>>;
  readonly documents: Readonly<Record<string, ProgrammeDocument<SettingValues>>>;
}

/** Presets that stand in a file of their own are checked for misspelt settings too. */
type OnlySettings<P extends Readonly<Record<string, { readonly settings: object }>>, SF> = {
  readonly [K in keyof P]: { readonly settings: { readonly [X in Exclude<keyof P[K]['settings'], keyof SF>]: never } };
};

/** Freezes parts of an author's frozen object too: `Object.freeze` alone is shallow. */
const deepFreeze = <T>(value: T, seen = new Set<unknown>()): T => {
  if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    Object.freeze(value);
    Object.values(value).forEach((part) => deepFreeze(part, seen));
  }
  return value;
};

/**
 * Declares a programme. A misspelt form, duty, column or key does not compile; what the compiler cannot see
 * (languages, bounds, upgrade gaps) is checked when the server starts, see `checkProgramme`.
 */
export const defineProgramme = <
  const SF extends Fields,
  const F extends Record<string, Form<never, Fields>>,
  const R extends string = never,
  const P extends Readonly<Record<string, { readonly settings: object }>> = Record<never, never>,
  const RG extends Record<string, Register<never, Fields>> = Record<never, never>,
>(
  spec: ProgrammeSpec<SF, F, R, RG> & { readonly presets: P & OnlySettings<NoInfer<P>, SF> },
): ProgrammeDefinition =>
  // The one place where the author's types are erased: the kernel only ever passes checked data back in.
  deepFreeze({
    leading: {},
    roles: {},
    inside: {},
    registers: {},
    eligible: {},
    duties: {},
    reviews: {},
    stages: {},
    phases: {},
    outcomes: {},
    ledgers: {},
    reports: {},
    documents: {},
    ...spec,
  }) as unknown as ProgrammeDefinition;
