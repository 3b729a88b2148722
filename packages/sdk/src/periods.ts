import { addMonths, isDay, lastDayOfMonth, monthOf, type Day, type DayRange, type Month } from './days.js';
import { schoolYearOf, teachingWeeks, termTitle, type SchoolCalendar, type Term } from './terms.js';
import { t, type Text } from './text.js';

/**
 * A period duties and reports are counted by. Ids, stable for good: `2025-2026-1-w03`, `2025-09`, `2025-q3`,
 * `2025-h2`, `2025-2026-1`, `2025-2026`.
 */
export interface Period extends DayRange {
  readonly id: string;
  readonly kind: 'teachingWeek' | 'month' | 'quarter' | 'halfYear' | 'term' | 'schoolYear';
  readonly title: Text;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const numerals = ['一', '二', '三', '四'];

const rangeOfMonths = (first: Month, last: Month): DayRange => ({ from: `${first}-01`, to: lastDayOfMonth(last) });

/** Quarter 季度 of a day: `2025-q3` for July to September. */
export const quarterOf = (day: Day): string => {
  const month = monthOf(day);
  return `${month.slice(0, 4)}-q${Math.ceil(Number(month.slice(5)) / 3)}`;
};

/** Half-year 半年 of a day: `2025-h1` to 30 June, `2025-h2` from 1 July. */
export const halfYearOf = (day: Day): string => {
  const month = monthOf(day);
  return `${month.slice(0, 4)}-h${Math.ceil(Number(month.slice(5)) / 6)}`;
};

const part = (id: string, letter: 'q' | 'h'): { readonly year: string; readonly n: number } => {
  const n = Number(id.slice(6));
  const [word, parts] = letter === 'q' ? ['quarter', 4] : ['half-year', 2];
  if (!new RegExp(`^[1-9]\\d{3}-${letter}[1-${parts}]$`).test(id)) {
    throw new RangeError(`"${id}" is not a ${word}. Write e.g. 2025-${letter}1.`);
  }
  return { year: id.slice(0, 4), n };
};

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/**
 * Days of a quarter.
 * @throws RangeError when the id is not that of a quarter.
 */
export const rangeOfQuarter = (id: string): DayRange => {
  const { year, n } = part(id, 'q');
  return rangeOfMonths(`${year}-${twoDigits(n * 3 - 2)}`, `${year}-${twoDigits(n * 3)}`);
};

/**
 * Days of a half-year.
 * @throws RangeError when the id is not that of a half-year.
 */
export const rangeOfHalfYear = (id: string): DayRange => {
  const { year, n } = part(id, 'h');
  return rangeOfMonths(`${year}-${twoDigits(n * 6 - 5)}`, `${year}-${twoDigits(n * 6)}`);
};

/** Title of a half-year: 2025年上半年 / First half of 2025. */
export const halfYearTitle = (id: string): Text => {
  const { year, n } = part(id, 'h');
  return t(`${year}年${n === 1 ? '上' : '下'}半年`, `${n === 1 ? 'First' : 'Second'} half of ${year}`);
};

const monthPeriod = (id: Month): Period => {
  const n = Number(id.slice(5));
  const title = t(`${id.slice(0, 4)}年${n}月`, `${monthNames[n - 1]} ${id.slice(0, 4)}`);
  return { id, kind: 'month', ...rangeOfMonths(id, id), title };
};

const quarterPeriod = (id: string): Period => {
  const { year, n } = part(id, 'q');
  return { id, kind: 'quarter', ...rangeOfQuarter(id), title: t(`${year}年第${numerals[n - 1]}季度`, `Q${n} ${year}`) };
};

const halfYearPeriod = (id: string): Period => ({
  id,
  kind: 'halfYear',
  ...rangeOfHalfYear(id),
  title: halfYearTitle(id),
});

const termPeriod = ({ id, starts, ends }: Term): Period => ({
  id,
  kind: 'term',
  from: starts,
  to: ends,
  title: termTitle(id),
});

const weekPeriods = (of: Term): Period[] => {
  const title = termTitle(of.id);
  return teachingWeeks(of).map(({ n, from, to }) => ({
    id: `${of.id}-w${twoDigits(n)}`,
    kind: 'teachingWeek',
    from,
    to,
    title: t(`${title.zh}第${n}周`, `Week ${n}, ${title.en}`),
  }));
};

const schoolYearPeriod = (calendar: SchoolCalendar, id: string): Period | undefined => {
  const first = calendar.terms.find((each) => each.id === `${id}-1`);
  const second = calendar.terms.find((each) => each.id === `${id}-2`);
  // Half a school year would end in January and make yearly duties overdue in February.
  if (!first || !second) return undefined;
  const title = t(`${id}学年`, `School year ${id.replace('-', '–')}`);
  return { id, kind: 'schoolYear', from: first.starts, to: second.ends, title };
};

/**
 * The period with this id; undefined when the id is malformed or the calendar lacks its term. A school year needs
 * both its terms.
 */
export const periodOf = (calendar: SchoolCalendar, id: string): Period | undefined => {
  if (isDay(`${id}-01`)) return monthPeriod(id);
  if (/^[1-9]\d{3}-q[1-4]$/.test(id)) return quarterPeriod(id);
  if (/^[1-9]\d{3}-h[12]$/.test(id)) return halfYearPeriod(id);
  if (/^\d{4}-\d{4}$/.test(id)) return schoolYearPeriod(calendar, id);
  const found = calendar.terms.find((each) => id === each.id || id.startsWith(`${each.id}-w`));
  if (!found) return undefined;
  return id === found.id ? termPeriod(found) : weekPeriods(found).find((week) => week.id === id);
};

/** First days of every `step`-th month from the month of `from` to that of `to`. */
const firstDays = ({ from, to }: DayRange, step: number): Day[] => {
  const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const count = Math.floor((monthNumber(to) - monthNumber(from)) / step) + 1;
  return Array.from({ length: count }, (_, i) => addMonths(`${monthOf(from)}-01`, i * step));
};

const periodsNear = (calendar: SchoolCalendar, kind: Period['kind'], range: DayRange): Period[] => {
  switch (kind) {
    case 'month':
      return firstDays(range, 1).map((first) => monthPeriod(monthOf(first)));
    case 'quarter':
      return firstDays({ from: rangeOfQuarter(quarterOf(range.from)).from, to: range.to }, 3).map((first) =>
        quarterPeriod(quarterOf(first)),
      );
    case 'halfYear':
      return firstDays({ from: rangeOfHalfYear(halfYearOf(range.from)).from, to: range.to }, 6).map((first) =>
        halfYearPeriod(halfYearOf(first)),
      );
    case 'term':
      return calendar.terms.map(termPeriod);
    case 'teachingWeek':
      return calendar.terms.flatMap(weekPeriods);
    case 'schoolYear':
      return [...new Set(calendar.terms.map(schoolYearOf))].flatMap((id) => schoolYearPeriod(calendar, id) ?? []);
  }
};

const overlapping = (calendar: SchoolCalendar, kind: Period['kind'], range: DayRange): Period[] =>
  range.from > range.to
    ? []
    : periodsNear(calendar, kind, range)
        .filter((period) => period.from <= range.to && range.from <= period.to)
        .sort((a, b) => (a.from < b.from ? -1 : 1));

/** The whole period of a kind that holds `day`; undefined where there is none, e.g. a teaching week in the holidays. */
export const periodHolding = (calendar: SchoolCalendar, kind: Period['kind'], day: Day): Period | undefined =>
  overlapping(calendar, kind, { from: day, to: day })[0];

/**
 * Periods of a kind that overlap the range, in order. A period at the border keeps its id and title; its days are
 * clipped to the range, so that nothing outside a programme's own period is ever due or counted.
 */
export const periodsWithin = (calendar: SchoolCalendar, kind: Period['kind'], range: DayRange): Period[] =>
  overlapping(calendar, kind, range).map((period) => ({
    ...period,
    from: period.from < range.from ? range.from : period.from,
    to: period.to > range.to ? range.to : period.to,
  }));

/**
 * Days of a period up to a day that somebody has set, both included: a day after the period leaves all of it, one before
 * it the first day alone.
 */
export const upTo = (period: DayRange, last: Day): DayRange => ({
  from: period.from,
  to: last < period.from ? period.from : last > period.to ? period.to : last,
});

/** The term or school year before one; undefined where the calendar lacks it. */
export const periodBefore = (calendar: SchoolCalendar, { id, kind }: Period): Period | undefined => {
  const [from] = id.split('-');
  const yearBefore = `${Number(from) - 1}-${from}`;
  if (kind === 'schoolYear') return periodOf(calendar, yearBefore);
  return kind === 'term'
    ? periodOf(calendar, id.endsWith('-2') ? id.replace(/2$/, '1') : `${yearBefore}-2`)
    : undefined;
};
