import { addDays, type Cell, lastDayOfMonth, monthOf, type Reader, report, t, weekdayOf } from '@xieshou/sdk';
import { count, names, sides } from './reports.js';
import { isCampaign } from './settings.js';

/** A month with fewer days of lessons asks for no inspection, as duties per month. */
const fewest = 10;

/** Months of a school's weeks of cleaning, with at least ten days from Monday to Friday in them, that are over. */
const monthsOf = (read: Reader, pairing: string): readonly string[] => {
  const weeks = read.duties().filter(({ duty }) => duty === 'cleaning');
  // Where no cleaning is asked of anybody, all weeks of teaching count.
  const isAsked = weeks.some(({ required }) => required > 0);
  const days = new Map<string, number>();
  for (const { pairing: of, required, period } of weeks)
    if (of === pairing && (required > 0 || !isAsked))
      for (let day = period.from; day <= period.to; day = addDays(day, 1))
        if (weekdayOf(day) <= 5) days.set(monthOf(day), (days.get(monthOf(day)) ?? 0) + 1);
  return [...days]
    .filter(([month, n]) => n >= fewest && lastDayOfMonth(month) < read.today)
    .map(([month]) => month)
    .filter((month) => monthOf(read.period.from) <= month && month <= monthOf(read.period.to))
    .toSorted();
};

const inWords = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** 每月督查 (方案五 三3): school by month, and the months that are over without an inspection. */
export const inspectionMonths = report({
  title: t('每月督查情况', 'Inspections month by month'),
  purpose: t(
    '各校每月督查次数；上课满十天、已经过完而没有督查的月份列明。',
    'Inspections of each school by month; months with ten days of lessons that are over without one are named.',
  ),
  inUse: isCampaign,
  columns: {
    ...sides,
    m09: count('9月', 'Sep'),
    m10: count('10月', 'Oct'),
    m11: count('11月', 'Nov'),
    m12: count('12月', 'Dec'),
    m01: count('1月', 'Jan'),
    m02: count('2月', 'Feb'),
    m03: count('3月', 'Mar'),
    m04: count('4月', 'Apr'),
    m05: count('5月', 'May'),
    m06: count('6月', 'Jun'),
    m07: count('7月', 'Jul'),
    m08: count('8月', 'Aug'),
    total: count('合计', 'Total'),
    missing: { title: t('未督查月份', 'Months without'), kind: 'text' },
  },
  reads: ['siteInspection'],
  counts: [],
  rows: (read) =>
    read.pairings().map((pair) => {
      const own = read
        .records('siteInspection')
        .filter(({ pairing }) => pairing === pair.id)
        .map(({ on }) => monthOf(on));
      const [from, to] = [monthOf(read.period.from), monthOf(read.period.to)];
      const now = monthOf(read.today);
      const last = to < now ? to : now;
      // Blank outside the period, and for what is still to come.
      const at = (n: string): Cell => {
        const year = from.slice(5) <= n ? from.slice(0, 4) : String(Number(from.slice(0, 4)) + 1);
        return `${year}-${n}` > last ? null : own.filter((month) => month.endsWith(`-${n}`)).length;
      };
      return {
        ...names(pair),
        m09: at('09'),
        m10: at('10'),
        m11: at('11'),
        m12: at('12'),
        m01: at('01'),
        m02: at('02'),
        m03: at('03'),
        m04: at('04'),
        m05: at('05'),
        m06: at('06'),
        m07: at('07'),
        m08: at('08'),
        total: own.length,
        missing:
          monthsOf(read, pair.id)
            .filter((month) => !own.includes(month))
            .map(inWords)
            .join('、') || null,
      };
    }),
  drill: { total: 'siteInspection' },
});
