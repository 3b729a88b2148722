import { addDays, type Day } from './days.js';
import type { CalendarDay, WorkCalendar } from './working-days.js';

const holiday = (from: Day, to: Day): CalendarDay[] =>
  from > to ? [] : [{ day: from, kind: 'holiday' }, ...holiday(addDays(from, 1), to)];

const working = (...days: readonly Day[]): CalendarDay[] => days.map((day) => ({ day, kind: 'working' }));

/** Holidays and make-up days of 2025: notice of the General Office of the State Council of 12 November 2024. */
export const holidays2025: readonly CalendarDay[] = [
  ...holiday('2025-01-01', '2025-01-01'), // 元旦
  ...holiday('2025-01-28', '2025-02-04'), // 春节
  ...holiday('2025-04-04', '2025-04-06'), // 清明节
  ...holiday('2025-05-01', '2025-05-05'), // 劳动节
  ...holiday('2025-05-31', '2025-06-02'), // 端午节
  ...holiday('2025-10-01', '2025-10-08'), // 国庆节、中秋节
  ...working('2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'),
];

/** Holidays and make-up days of 2026: notice of the General Office of the State Council of 4 November 2025. */
export const holidays2026: readonly CalendarDay[] = [
  ...holiday('2026-01-01', '2026-01-03'), // 元旦
  ...holiday('2026-02-15', '2026-02-23'), // 春节
  ...holiday('2026-04-04', '2026-04-06'), // 清明节
  ...holiday('2026-05-01', '2026-05-05'), // 劳动节
  ...holiday('2026-06-19', '2026-06-21'), // 端午节
  ...holiday('2026-09-25', '2026-09-27'), // 中秋节
  ...holiday('2026-10-01', '2026-10-07'), // 国庆节
  ...working('2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'),
];

/**
 * The national tables that ship with the platform. A new school calendar starts from them
 * (`{ terms, ...knownHolidays }`); a bureau loads later years, and adds days of its own behind them.
 */
export const knownHolidays: WorkCalendar = { days: [...holidays2025, ...holidays2026], knownYears: [2025, 2026] };
