import {
  addDays,
  dayNumber,
  dayOfNumber,
  daysBetween,
  lastDayOfMonth,
  mondayOf,
  type Day,
  type DayRange,
  type Month,
} from './days.js';
import { t, type Text } from './text.js';
import { isWorkingDay, type WorkCalendar } from './working-days.js';

/**
 * A term 学期, days included on both ends. It ends on the calendar's end date: what happens on that day counts, the
 * next day does not. Invariant the calendar's owner keeps: `starts ≤ teachingStarts ≤ teachingEnds ≤ ends`, and terms
 * do not overlap.
 */
export interface Term {
  /** School year and number of the term: `2025-2026-1`. */
  readonly id: string;
  readonly starts: Day;
  readonly ends: Day;
  readonly teachingStarts: Day;
  readonly teachingEnds: Day;
}

/** A bureau's school calendar: an immutable value; a change makes a new one. */
export interface SchoolCalendar extends WorkCalendar {
  readonly terms: readonly Term[];
}

/** A teaching week 教学周: Monday to Sunday, clipped to the teaching span. `n` counts from 1. */
export interface TeachingWeek extends DayRange {
  readonly n: number;
}

const readTerm = (id: string): { readonly year: string; readonly n: number } => {
  const parts = /^(([1-9]\d{3})-(\d{4}))-([12])$/.exec(id);
  if (!parts?.[1] || Number(parts[3]) !== Number(parts[2]) + 1) {
    throw new RangeError(`"${id}" is not a term. Write the school year and 1 or 2, e.g. 2025-2026-1.`);
  }
  return { year: parts[1], n: Number(parts[4]) };
};

/**
 * The school year of a term, `2025-2026`.
 * @throws RangeError when the id is not that of a term.
 */
export const schoolYearOf = (term: Term | string): string => readTerm(typeof term === 'string' ? term : term.id).year;

/** Title of a term: 2025-2026学年第一学期 / Term 1, 2025–2026. */
export const termTitle = (id: string): Text => {
  const { year, n } = readTerm(id);
  return t(`${year}学年第${n === 1 ? '一' : '二'}学期`, `Term ${n}, ${year.replace('-', '–')}`);
};

const spanOfWeeks = (span: { readonly starts: Day; readonly weeks: number; readonly latest: Day }): Day => {
  const end = addDays(mondayOf(span.starts), span.weeks * 7 - 1);
  return end < span.latest ? end : span.latest;
};

/**
 * The two terms of a school year as the platform proposes them; the bureau edits every date. Term 1 runs from
 * 1 September to 31 January and teaches from 1 September, whose week is week 1. Term 2 runs from 1 February to
 * 31 August and teaches from the first Monday after 15 February, at the latest until 10 July.
 * @param setting `teachingWeeks`: weeks of teaching in each term, 20 by default.
 * @throws RangeError when the school year is not written `2025-2026`, or the weeks are not a whole number from 1.
 */
export const defaultTerms = (
  schoolYear: string,
  { teachingWeeks: weeks = 20 }: { readonly teachingWeeks?: number } = {},
): readonly [Term, Term] => {
  const first = Number(schoolYearOf(`${schoolYear}-1`).slice(0, 4));
  if (!Number.isInteger(weeks) || weeks < 1)
    throw new RangeError(`A term needs a whole number of weeks, not ${weeks}.`);
  const autumn = { starts: `${first}-09-01`, ends: `${first + 1}-01-31` };
  const spring = { starts: `${first + 1}-02-01`, ends: `${first + 1}-08-31` };
  const springTeaching = addDays(mondayOf(`${first + 1}-02-15`), 7);
  return [
    {
      id: `${schoolYear}-1`,
      ...autumn,
      teachingStarts: autumn.starts,
      teachingEnds: spanOfWeeks({ starts: autumn.starts, weeks, latest: autumn.ends }),
    },
    {
      id: `${schoolYear}-2`,
      ...spring,
      teachingStarts: springTeaching,
      teachingEnds: spanOfWeeks({ starts: springTeaching, weeks, latest: `${first + 1}-07-10` }),
    },
  ];
};

const holds = (range: DayRange, day: Day): boolean => range.from <= day && day <= range.to;
const teachingSpan = (term: Term): DayRange => ({ from: term.teachingStarts, to: term.teachingEnds });

/** The term a day lies in, if the calendar has it. */
export const termOf = (calendar: SchoolCalendar, day: Day): Term | undefined =>
  calendar.terms.find((term) => holds({ from: term.starts, to: term.ends }, day));

/** The teaching weeks of a term in order; week 1 holds the first day of teaching. */
export const teachingWeeks = (term: Term): TeachingWeek[] => {
  const { from, to } = teachingSpan(term);
  const first = mondayOf(from);
  const count = from > to ? 0 : Math.floor(daysBetween(first, to) / 7) + 1;
  return Array.from({ length: count }, (_, i) => {
    const monday = addDays(first, i * 7);
    const sunday = addDays(monday, 6);
    return { n: i + 1, from: monday < from ? from : monday, to: sunday > to ? to : sunday };
  });
};

/** Number of the teaching week a day lies in; undefined outside the teaching spans. */
export const teachingWeekOf = (calendar: SchoolCalendar, day: Day): number | undefined => {
  const term = calendar.terms.find((each) => holds(teachingSpan(each), day));
  return term && Math.floor(daysBetween(mondayOf(term.teachingStarts), day) / 7) + 1;
};

/** Whether there are lessons on `day`: a working day inside a teaching span. */
export const isTeachingDay = (calendar: SchoolCalendar, day: Day): boolean =>
  calendar.terms.some((term) => holds(teachingSpan(term), day)) && isWorkingDay(calendar, day).working;

/**
 * Teaching days in a range, both ends included: Monday to Friday inside the teaching spans, without holidays, with
 * make-up days. Say so where `unknownYears` finds a year whose holidays are not loaded: the count is too high there.
 */
export const teachingDays = (calendar: SchoolCalendar, range: DayRange): number => {
  const [from, to] = [dayNumber(range.from), dayNumber(range.to)];
  let count = 0;
  for (const term of calendar.terms) {
    const last = Math.min(to, dayNumber(term.teachingEnds));
    for (let n = Math.max(from, dayNumber(term.teachingStarts)); n <= last; n += 1) {
      if (isWorkingDay(calendar, dayOfNumber(n)).working) count += 1;
    }
  }
  return count;
};

/**
 * Whether a monthly duty (每月) is due in a month: only with at least `atLeast` teaching days, ten by default.
 * A programme that begins or ends inside the month compares {@link teachingDays} of its own part instead.
 */
export const monthIsDue = (calendar: SchoolCalendar, month: Month, atLeast = 10): boolean =>
  teachingDays(calendar, { from: `${month}-01`, to: lastDayOfMonth(month) }) >= atLeast;
