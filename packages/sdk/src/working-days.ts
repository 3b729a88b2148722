import { addDays, dayNumber, weekdayOf, type Day, type DayRange } from './days.js';

/** A day that differs from the ordinary week: `holiday` 放假 or `working` 调休上班. */
export interface CalendarDay {
  readonly day: Day;
  readonly kind: 'holiday' | 'working';
}

/** What working days are counted with. Every school calendar is one. */
export interface WorkCalendar {
  /** Where a day is listed twice, the later line wins, so a bureau's own lines follow the national table. */
  readonly days: readonly CalendarDay[];
  /** Years whose national table of holidays and make-up days (调休) is loaded. */
  readonly knownYears: readonly number[];
}

/**
 * An answer in days. `known` is false where the answer rests on a year without a loaded table: Saturdays and Sundays
 * alone decided, so the caller must say that the day is provisional. The table of a year comes out in the November
 * before, and may still mark the last days of December.
 */
export interface WorkingDay {
  readonly day: Day;
  readonly known: boolean;
}

interface Table {
  readonly kinds: ReadonlyMap<Day, CalendarDay['kind']>;
  readonly years: ReadonlySet<number>;
}

// Calendars are immutable values, and duties ask about thousands of days: each calendar is indexed once.
const tables = new WeakMap<WorkCalendar, Table>();

const tableOf = (calendar: WorkCalendar): Table => {
  const found = tables.get(calendar);
  if (found) return found;
  const table: Table = {
    kinds: new Map(calendar.days.map(({ day, kind }) => [day, kind])),
    years: new Set(calendar.knownYears),
  };
  tables.set(calendar, table);
  return table;
};

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Years touched by the range whose table is not loaded: what to warn about beside a count of teaching days. */
export const unknownYears = (calendar: WorkCalendar, range: DayRange): number[] => {
  if (dayNumber(range.from) > dayNumber(range.to)) return [];
  const years = Array.from({ length: yearOf(range.to) - yearOf(range.from) + 1 }, (_, i) => yearOf(range.from) + i);
  return years.filter((year) => !tableOf(calendar).years.has(year));
};

/**
 * Whether people work on `day`: Monday to Friday except holidays, and make-up days. The answer is an object, always
 * truthy: read `.working`, and `.known` before relying on it.
 */
export const isWorkingDay = (calendar: WorkCalendar, day: Day): WorkingDay & { readonly working: boolean } => {
  const weekday = weekdayOf(day);
  const { kinds, years } = tableOf(calendar);
  const kind = kinds.get(day);
  return { day, working: kind ? kind === 'working' : weekday <= 5, known: years.has(yearOf(day)) };
};

/** `day` itself when it is a working day, else the next one: where a term ends that falls on a rest day (Civil Code 203). */
export const rollToWorkingDay = (calendar: WorkCalendar, day: Day): WorkingDay => {
  let known = true;
  for (let at = day; ; at = addDays(at, 1)) {
    const answer = isWorkingDay(calendar, at);
    known &&= answer.known;
    if (answer.working) return { day: at, known };
  }
};

/**
 * The last day of a term of `n` working days that runs from an event on `day`. The day of the event (receipt,
 * posting) is not counted (Civil Code 201); `n` = 0 gives {@link rollToWorkingDay}. Fixed dates are not terms:
 * they never roll, and where both bind, the earlier does.
 * @throws RangeError when `n` is negative or not an integer.
 */
export const addWorkingDays = (calendar: WorkCalendar, day: Day, n: number): WorkingDay => {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`A term needs a whole number of working days, not ${n}.`);
  if (n === 0) return rollToWorkingDay(calendar, day);
  let last: WorkingDay = { day, known: true };
  for (let left = n; left > 0; left -= 1) {
    const next = rollToWorkingDay(calendar, addDays(last.day, 1));
    last = { day: next.day, known: last.known && next.known };
  }
  return last;
};

/**
 * Working days after `from` up to and including `to`, so that `addWorkingDays(calendar, from, n)` is `n` working days
 * away; negative when `to` is earlier.
 */
export const workingDaysBetween = (
  calendar: WorkCalendar,
  range: DayRange,
): { readonly days: number; readonly known: boolean } => {
  if (dayNumber(range.from) > dayNumber(range.to)) {
    const back = workingDaysBetween(calendar, { from: range.to, to: range.from });
    return { days: 0 - back.days, known: back.known };
  }
  let days = 0;
  let known = true;
  for (let at = range.from; at < range.to;) {
    at = addDays(at, 1);
    const answer = isWorkingDay(calendar, at);
    if (answer.working) days += 1;
    known &&= answer.known;
  }
  return { days, known };
};
