import { addDays, addMonths, type Day, daysBetween, isDay } from '@xieshou/sdk';

/** Words that stand for a day, in the page's language besides English. */
export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
  readonly tomorrow: string;
}

const pad = (digits: string): string => digits.padStart(2, '0');

const real = (day: string): Day | undefined => (isDay(day) ? day : undefined);

/** Without a year the day nearest to today is meant: in January `12-28` is last year's. */
const nearest = ({ month, date, today }: { month: string; date: string; today: Day }): Day | undefined => {
  const year = Number(today.slice(0, 4));
  return [year - 1, year, year + 1]
    .map((y) => real(`${y}-${pad(month)}-${pad(date)}`))
    .filter((day) => day !== undefined)
    .sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)))[0];
};

/**
 * Reads a day as people type it: `20261123`, `2026.11.23`, `2026/11/23`, `2026年11月23日`, `11-23`, `今天`, full-width
 * digits too. Undefined when it is no real day.
 */
export const parseDay = (text: string, { today, words }: { today: Day; words: DayWords }): Day | undefined => {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (typed === words.today || typed === 'today') return today;
  if (typed === words.yesterday || typed === 'yesterday') return addDays(today, -1);
  if (typed === words.tomorrow || typed === 'tomorrow') return addDays(today, 1);
  const solid = /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (solid) return real(`${solid[1]}-${solid[2]}-${solid[3]}`);
  // 年, 月 and 日 count as separators.
  const parts = typed
    .replace(/[\u65e5\u53f7]$/, '')
    .split(/[-./\u5e74\u6708\s]+/)
    .filter((part) => part !== '');
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const [a = '', b = '', c = ''] = parts;
  if (parts.length === 3 && a.length === 4 && b.length <= 2 && c.length <= 2) return real(`${a}-${pad(b)}-${pad(c)}`);
  if (parts.length === 2 && a.length <= 2 && b.length <= 2) return nearest({ month: a, date: b, today });
  return undefined;
};

const steps: Readonly<Record<string, (day: Day) => Day>> = {
  ArrowUp: (day) => addDays(day, 1),
  ArrowDown: (day) => addDays(day, -1),
  PageUp: (day) => addMonths(day, 1),
  PageDown: (day) => addMonths(day, -1),
};

/** The day an arrow or page key leads to; undefined for other keys. */
export const stepDay = (day: Day, key: string): Day | undefined => steps[key]?.(day);
