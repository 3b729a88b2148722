import {
  addDays,
  ceilShare,
  isInUse,
  type Day,
  type DayRange,
  type DutyStanding,
  type Period,
  periodOf,
  periodsWithin,
  type ProgrammeDefinition,
  type SchoolCalendar,
  teachingDays,
} from '@xieshou/sdk';
import { grouped } from '../platform/grouped.js';
import type { SettingsVersion } from '../programmes/programmes.js';
import { askedOf, type Paired, type PairedInside } from './asked-of.js';

/**
 * Facts of one pairing, one name, one state, one day: how many, how much, and who. Those of days that no period divides
 * stand together on the first of them.
 */
export interface DayCount {
  readonly pairing: string;
  readonly name: string;
  readonly state: 'claimed' | 'confirmed';
  readonly on: Day;
  readonly count: number;
  readonly sum: number;
  readonly person: string | null;
}

export interface Question {
  readonly definition: ProgrammeDefinition;
  readonly calendar: SchoolCalendar;
  /** Versions of the settings, oldest first. */
  readonly versions: readonly SettingsVersion[];
  /** First and last day of the programme. */
  readonly programme: { readonly from: Day; readonly to: Day };
  readonly range: { readonly from: Day; readonly to: Day };
  readonly today: Day;
  readonly pairings: readonly Paired[];
  /** Pairs of people inside them, of the kinds that duties are about. */
  readonly inside?: readonly PairedInside[];
  readonly counts: readonly DayCount[];
  /** Teachers of one side at the period's first day, by {@link basisKey}; what duties per share are measured by. */
  readonly bases?: ReadonlyMap<string, number>;
  /** What pairs have agreed on, latest first, by {@link agreedKey}; what duties with `agreed` are measured by. */
  readonly agreed?: ReadonlyMap<string, readonly Agreed[]>;
  /** Keys ({@link basisKey}) of what the bureau has excused. */
  readonly excused?: ReadonlySet<string>;
}

/** A number that a pair has agreed on, and since when. */
export interface Agreed {
  readonly on: Day;
  readonly amount: number;
}

export const agreedKey = (o: { readonly pairing: string; readonly name: string }): string => `${o.pairing} ${o.name}`;

export const basisKey = (o: { readonly pairing: string; readonly duty: string; readonly period: string }): string =>
  `${o.pairing} ${o.duty} ${o.period}`;

/** Name of the fact that a duty counts. */
export const factOf = (definition: ProgrammeDefinition, duty: string): string => {
  const d = definition.duties[duty]!;
  return (d.count ?? 'records') === 'records' ? duty : `${duty}.${d.fact}`;
};

const later = (a: Day, b: Day) => (a > b ? a : b);
const earlier = (a: Day, b: Day) => (a < b ? a : b);

/** The version in force when a period ends, or today if it still runs: past periods keep theirs. */
const settingsFor = (versions: readonly SettingsVersion[], period: Period, today: Day) => {
  const at = earlier(period.to, today);
  return ([...versions].reverse().find((v) => v.from <= at) ?? versions[0]!).settings;
};

/**
 * Periods of a duty that touch the range, each clipped to the programme and never to the range: whoever asks for
 * November of a duty per term is told of the whole term.
 */
export const dutyPeriods = (
  q: Pick<Question, 'definition' | 'calendar' | 'programme' | 'range'>,
  duty: string,
): Period[] => {
  const { from, to } = q.range;
  return periodsWithin(q.calendar, q.definition.duties[duty]!.per, q.programme).filter(
    (period) => period.from <= to && from <= period.to,
  );
};

/** Duties whose form is written down under any version of the settings. */
export const dutiesOf = ({ definition, versions }: Pick<Question, 'definition' | 'versions'>): readonly string[] =>
  Object.keys(definition.duties).filter((duty) =>
    versions.some(({ settings }) => isInUse(definition.forms[duty]!, settings)),
  );

type Windowed = Pick<Question, 'definition' | 'calendar' | 'versions' | 'today'>;

/** Days of a period on which a duty may be done, inside the programme: the window is that of the whole period. */
const openDays = (q: Windowed, duty: string, period: Period): DayRange => {
  const { window } = q.definition.duties[duty]!;
  if (!window) return period;
  const { from, to } = window.days(periodOf(q.calendar, period.id)!, settingsFor(q.versions, period, q.today));
  return { from: later(from, period.from), to: earlier(to, period.to) };
};

/** The windows of a duty that has one, in some of its periods. */
export const windowsOf = (q: Windowed, duty: string, periods: readonly Period[]): readonly DayRange[] =>
  q.definition.duties[duty]!.window ? periods.map((period) => openDays(q, duty, period)) : [];

/** What is the same for every pairing in one period of a duty. */
interface Asked {
  readonly duty: string;
  readonly rule: ProgrammeDefinition['duties'][string];
  readonly period: Period;
  readonly open: DayRange;
  /** Teaching days below which nothing is due; 0: it always is. */
  readonly needed: number;
  /** Teaching days of the whole period, which most pairings are there for. */
  readonly taught: number;
  /** How much, or what share of the basis; 0 where the form is not written down under these settings. */
  readonly atLeast: number;
}

const askedIn = (
  q: Question,
  o: { readonly duty: string; readonly period: Period; readonly daysIn: ReturnType<typeof teachingDaysIn> },
): Asked => {
  const { duty, period } = o;
  const rule = q.definition.duties[duty]!;
  const settings = settingsFor(q.versions, period, q.today);
  const needed = rule.teachingDays?.(settings) ?? 0;
  return {
    duty,
    rule,
    period,
    open: openDays(q, duty, period),
    needed,
    taught: needed === 0 ? 0 : o.daysIn(period),
    atLeast: !isInUse(q.definition.forms[duty]!, settings)
      ? 0
      : rule.share
        ? rule.share.atLeast(settings)
        : rule.atLeast(settings),
  };
};

/**
 * How each duty of each pairing stands in each period of a range. Only confirmed facts fulfil a duty; claimed ones
 * are shown beside them. Pure.
 */
export const standings = (q: Question): DutyStanding[] => {
  const counted = grouped(q.counts, (c) => `${c.pairing} ${c.name}`);
  const daysIn = teachingDaysIn(q.calendar);
  const dayAfter = daysAfter();
  const found: DutyStanding[] = [];
  for (const duty of dutiesOf(q)) {
    const name = factOf(q.definition, duty);
    const of = askedOf(q, duty);
    const counts = of.map(({ counts: ids }) => ids.flatMap((id) => counted.get(`${id} ${name}`) ?? []));
    for (const period of dutyPeriods(q, duty)) {
      const asked = askedIn(q, { duty, period, daysIn });
      for (const [i, { pairing }] of of.entries())
        found.push(standing(q, asked, { pairing, counts: counts[i]!, daysIn, dayAfter }));
    }
  }
  return found;
};

/** The next day, worked out once: periods have few ends. */
const daysAfter = () => {
  const known = new Map<Day, Day>();
  return (day: Day): Day => {
    let next = known.get(day);
    if (next === undefined) known.set(day, (next = addDays(day, 1)));
    return next;
  };
};

/** Teaching days of a range, counted once: most pairings begin and end together. */
const teachingDaysIn = (calendar: SchoolCalendar) => {
  const counted = new Map<string, number>();
  return (range: { readonly from: Day; readonly to: Day }): number => {
    const key = `${range.from} ${range.to}`;
    let days = counted.get(key);
    if (days === undefined) counted.set(key, (days = teachingDays(calendar, range)));
    return days;
  };
};

/** What was reached on some days: records, the amount of a fact, or different people. */
const reachedOn = (count: 'records' | 'amount' | 'people', counts: readonly DayCount[], days: DayRange) => {
  const reached = { confirmed: 0, claimed: 0 };
  const people = { confirmed: new Set<string>(), claimed: new Set<string>() };
  for (const c of counts) {
    if (c.on < days.from || c.on > days.to) continue;
    if (count !== 'people') reached[c.state] += count === 'amount' ? c.sum : c.count;
    else if (c.person) people[c.state].add(c.person);
  }
  return count === 'people' ? { confirmed: people.confirmed.size, claimed: people.claimed.size } : reached;
};

/** What the pair has agreed on by the end of the period, or what is asked of everybody; nothing where nothing is asked. */
const agreedNumber = (
  { agreed }: Question,
  o: Pick<Asked, 'rule' | 'period' | 'atLeast'> & { readonly pairing: string },
): number => {
  const { agreed: by } = o.rule;
  if (!by || !agreed || o.atLeast === 0) return o.atLeast;
  const numbers = agreed.get(agreedKey({ pairing: o.pairing, name: `${by.form}.${by.fact}` }));
  return numbers?.find(({ on }) => on <= o.period.to)?.amount ?? o.atLeast;
};

const standing = (
  q: Question,
  { duty, rule, period, open, needed, taught, atLeast }: Asked,
  o: {
    readonly pairing: Paired;
    /** Of this pairing and this duty's fact. */
    readonly counts: readonly DayCount[];
    readonly daysIn: ReturnType<typeof teachingDaysIn>;
    readonly dayAfter: ReturnType<typeof daysAfter>;
  },
): DutyStanding => {
  const { pairing } = o;
  const alive = {
    from: later(period.from, pairing.startsOn),
    to: pairing.endsOn === null ? period.to : earlier(period.to, pairing.endsOn),
  };
  const from = later(open.from, alive.from);
  const to = earlier(open.to, alive.to);
  const isWhole = alive.from === period.from && alive.to === period.to;
  const due = from <= to && (needed === 0 || (isWhole ? taught : o.daysIn(alive)) >= needed);
  const key = () => basisKey({ pairing: pairing.id, duty, period: period.id });
  const basis = rule.share ? (q.bases?.get(key()) ?? 0) : undefined;
  const required = !due
    ? 0
    : basis === undefined
      ? agreedNumber(q, { pairing: pairing.id, rule, period, atLeast })
      : ceilShare(atLeast, basis);
  const { confirmed, claimed } = reachedOn(rule.count ?? 'records', o.counts, open);
  const remaining = Math.max(0, required - confirmed);
  const over = q.today > to;
  const state =
    !due || required === 0
      ? 'notDue'
      : remaining === 0
        ? 'met'
        : q.excused?.size && q.excused.has(key())
          ? 'excused'
          : over
            ? 'overdue'
            : 'open';
  const found: DutyStanding = {
    pairing: pairing.id,
    duty,
    period,
    required,
    confirmed,
    claimed,
    remaining,
    opensOn: due ? from : open.from,
    overdueFrom: o.dayAfter(to < from ? open.to : to),
    state,
  };
  return basis === undefined ? found : { ...found, basis };
};
