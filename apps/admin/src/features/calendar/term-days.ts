import {
  addDays,
  type Day,
  isDay,
  mondayOf,
  type SchoolCalendar,
  teachingDays,
  teachingWeeks,
  type Term,
  unknownYears,
  weekdayOf,
} from '@xieshou/sdk';

/**
 * What a day is in a term: outside the teaching span, a day of lessons, a weekend, a holiday of the national table, or
 * a weekend day that is worked instead.
 */
export type DayKind = 'outside' | 'lessons' | 'weekend' | 'holiday' | 'working';

export interface TermDay {
  readonly day: Day;
  readonly kind: DayKind;
}

/** A term's teaching weeks as a calendar is printed: a row a week, Monday to Sunday. */
export const weekRows = (
  calendar: SchoolCalendar,
  term: Term,
): readonly { readonly n: number; readonly days: readonly TermDay[] }[] => {
  const kinds = new Map(calendar.days.map(({ day, kind }) => [day, kind]));
  const kindOf = (day: Day): DayKind => {
    if (day < term.teachingStarts || day > term.teachingEnds) return 'outside';
    const listed = kinds.get(day);
    const isWeekend = weekdayOf(day) > 5;
    // A holiday on a weekend is printed as one; a working day matters only where people would be off.
    if (listed === 'holiday') return 'holiday';
    if (listed === 'working' && isWeekend) return 'working';
    return isWeekend ? 'weekend' : 'lessons';
  };
  return teachingWeeks(term).map(({ n, from }) => ({
    n,
    days: Array.from({ length: 7 }, (_, i) => addDays(mondayOf(from), i)).map((day) => ({ day, kind: kindOf(day) })),
  }));
};

/** How long a term teaches. `isExact` is false where a year of it has no table of holidays and make-up days. */
export const teachingOf = (calendar: SchoolCalendar, term: Term) => {
  const range = { from: term.teachingStarts, to: term.teachingEnds };
  return {
    weeks: teachingWeeks(term).length,
    days: teachingDays(calendar, range),
    isExact: unknownYears(calendar, range).length === 0,
  };
};

/** Years that a calendar's terms touch and whose table of holidays and make-up days is missing. */
export const yearsWithoutTable = (calendar: SchoolCalendar): readonly number[] => {
  const starts = calendar.terms.map((term) => term.starts).sort();
  const ends = calendar.terms.map((term) => term.ends).sort();
  const [from, to] = [starts[0], ends.at(-1)];
  return from && to ? unknownYears(calendar, { from, to }) : [];
};

/** The term to show: the one asked for, the running one, or else the next to come. */
export const termToShow = <T extends Term>(
  terms: readonly T[],
  {
    wanted,
    running,
    today,
  }: { readonly wanted: string | undefined; readonly running: string | null; readonly today: Day },
): T | undefined =>
  terms.find(({ id }) => id === wanted) ??
  terms.find(({ id }) => id === running) ??
  terms.find(({ starts }) => starts > today) ??
  terms.at(-1);

/** The dates of a form as a term, once all four can be read and stand in order. */
export const enteredTerm = (id: string, data: Readonly<Record<string, unknown>>): Term | undefined => {
  const [starts, teachingStarts, teachingEnds, ends] = ['starts', 'teachingStarts', 'teachingEnds', 'ends'].map(
    (key) => {
      const value = data[key];
      return typeof value === 'string' && isDay(value) ? value : '';
    },
  );
  if (!starts || !teachingStarts || !teachingEnds || !ends) return undefined;
  return starts <= teachingStarts && teachingStarts <= teachingEnds && teachingEnds <= ends
    ? { id, starts, ends, teachingStarts, teachingEnds }
    : undefined;
};
