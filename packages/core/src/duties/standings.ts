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

/** A pairing as far as duties need it. */
export interface Paired {
  readonly id: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

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
  readonly counts: readonly DayCount[];
  /** Teachers of one side at the period's first day, by {@link basisKey}; what duties per share are measured by. */
  readonly bases?: ReadonlyMap<string, number>;
  /** Keys ({@link basisKey}) of what the bureau has excused. */
  readonly excused?: ReadonlySet<string>;
}

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

/**
 * How each duty of each pairing stands in each period of a range. Only confirmed facts fulfil a duty; claimed ones
 * are shown beside them. Pure.
 */
export const standings = (q: Question): DutyStanding[] => {
  const counted = grouped(q.counts, (c) => `${c.pairing} ${c.name}`);
  const daysIn = teachingDaysIn(q.calendar);
  const dayAfter = daysAfter();
  return dutiesOf(q).flatMap((duty) => {
    const name = factOf(q.definition, duty);
    return dutyPeriods(q, duty).flatMap((period) => {
      const open = openDays(q, duty, period);
      return q.pairings.map((pairing) => {
        const counts = counted.get(`${pairing.id} ${name}`) ?? [];
        return standing(q, { duty, period, open, pairing, counts, daysIn, dayAfter });
      });
    });
  });
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

const standing = (
  q: Question,
  o: {
    readonly duty: string;
    readonly period: Period;
    readonly open: DayRange;
    readonly pairing: Paired;
    /** Of this pairing and this duty's fact. */
    readonly counts: readonly DayCount[];
    readonly daysIn: ReturnType<typeof teachingDaysIn>;
    readonly dayAfter: ReturnType<typeof daysAfter>;
  },
): DutyStanding => {
  const { duty, period, pairing, open } = o;
  const rule = q.definition.duties[duty]!;
  const settings = settingsFor(q.versions, period, q.today);
  const alive = {
    from: later(period.from, pairing.startsOn),
    to: pairing.endsOn === null ? period.to : earlier(period.to, pairing.endsOn),
  };
  const from = later(open.from, alive.from);
  const to = earlier(open.to, alive.to);
  const needed = rule.teachingDays?.(settings) ?? 0;
  const due = from <= to && (needed === 0 || o.daysIn(alive) >= needed);
  const key = basisKey({ pairing: pairing.id, duty, period: period.id });
  const basis = rule.share ? (q.bases?.get(key) ?? 0) : undefined;
  const asked = rule.share ? ceilShare(rule.share.atLeast(settings), basis ?? 0) : rule.atLeast(settings);
  const required = due && isInUse(q.definition.forms[duty]!, settings) ? asked : 0;
  const within = o.counts.filter((c) => c.on >= open.from && c.on <= open.to);
  const reached = (state: DayCount['state']) => {
    const own = within.filter((c) => c.state === state);
    if (rule.count === 'people') return new Set(own.flatMap((c) => (c.person ? [c.person] : []))).size;
    return own.reduce((sum, c) => sum + (rule.count === 'amount' ? c.sum : c.count), 0);
  };
  const confirmed = reached('confirmed');
  const remaining = Math.max(0, required - confirmed);
  const over = q.today > to;
  return {
    pairing: pairing.id,
    duty,
    period,
    required,
    confirmed,
    claimed: reached('claimed'),
    remaining,
    opensOn: due ? from : open.from,
    overdueFrom: o.dayAfter(to < from ? open.to : to),
    ...(basis === undefined ? {} : { basis }),
    state:
      !due || required === 0
        ? 'notDue'
        : remaining === 0
          ? 'met'
          : q.excused?.has(key)
            ? 'excused'
            : over
              ? 'overdue'
              : 'open',
  };
};
