/**
 * Calendar days and the one zone the platform lives in. A day has no time and no zone; it becomes an instant only
 * through {@link instantOfMidnight} and {@link endOf}, in Asia/Shanghai, which has kept +08:00 all year since 1991.
 * The zone of the machine never matters.
 */

/** A calendar day written `YYYY-MM-DD`, years 1000 to 9999. Days compare in order as plain strings. */
export type Day = string;

/** A calendar month written `YYYY-MM`. */
export type Month = string;

/** Days from `from` to `to`, both included; empty when `from` is after `to`. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** 旬: upper 上旬 = days 1–10, middle 中旬 = 11–20, lower 下旬 = 21 to the end of the month. */
export type Xun = 'upper' | 'middle' | 'lower';

const msPerDay = 86_400_000;
const shanghaiOffset = 8 * 3_600_000;

const write = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const read = (text: string): number | undefined => {
  const parts = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const month = Number(parts[2]) - 1;
  const ms = Date.UTC(Number(parts[1]), month, Number(parts[3]));
  // Date.UTC rolls 30 February over into March, and 13 months into the next year; a real day stays in its month.
  return new Date(ms).getUTCMonth() === month ? ms / msPerDay : undefined;
};

/** Whether `text` is a real day of the calendar: `2024-02-29` is one, `2025-02-29` and `2025-9-1` are not. */
export const isDay = (text: string): boolean => read(text) !== undefined;

/**
 * Days since 1970-01-01, for arithmetic.
 * @throws RangeError when `day` is not a real day.
 */
export const dayNumber = (day: Day): number => {
  const number = read(day);
  if (number === undefined) throw new RangeError(`"${day}" is not a day of the calendar. Write YYYY-MM-DD.`);
  return number;
};

/**
 * The day with this {@link dayNumber}.
 * @throws RangeError outside the years 1000 to 9999, or when `number` is not an integer.
 */
export const dayOfNumber = (number: number): Day => {
  const ms = number * msPerDay;
  const day = Number.isInteger(number) && Math.abs(ms) <= 8.64e15 ? write(ms) : '';
  if (!isDay(day)) throw new RangeError(`${number} days from 1970-01-01 is no whole day in the years 1000 to 9999.`);
  return day;
};

/** The day `n` days later; `n` may be negative. */
export const addDays = (day: Day, n: number): Day => dayOfNumber(dayNumber(day) + n);

/** Days from `a` to `b`: 1 from one day to the next, negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => dayNumber(b) - dayNumber(a);

/** Day of the week: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;

/** Monday of the week that holds `day`. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

const checked = (day: Day): Day => {
  dayNumber(day);
  return day;
};

/** The month of a day, `YYYY-MM`. */
export const monthOf = (day: Day): Month => checked(day).slice(0, 7);

/**
 * The last day of a month.
 * @throws RangeError when `month` is not written `YYYY-MM`.
 */
export const lastDayOfMonth = (month: Month): Day => {
  if (!isDay(`${month}-01`)) throw new RangeError(`"${month}" is not a month. Write YYYY-MM.`);
  return write(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0));
};

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/**
 * The same day of the month `n` months later (`n` may be negative). A day the month lacks becomes the month's last
 * day, as in Civil Code 202: 31 January + 1 month = 28 or 29 February.
 */
export const addMonths = (day: Day, n: number): Day => {
  const months = Number(checked(day).slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + n;
  if (!Number.isInteger(months)) throw new RangeError(`Months are added in whole numbers, not ${n}.`);
  const month = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((((months % 12) + 12) % 12) + 1).padStart(2, '0')}`;
  return earlier(`${month}-${day.slice(8)}`, lastDayOfMonth(month));
};

/**
 * 周岁: full years of age on `day`, reached on the birthday itself; born on 29 February, on 28 February in common
 * years. Negative before birth.
 */
export const ageOn = (age: { readonly born: Day; readonly day: Day }): number => {
  const years = Number(checked(age.day).slice(0, 4)) - Number(checked(age.born).slice(0, 4));
  return addMonths(age.born, years * 12) <= age.day ? years : years - 1;
};

/** The 旬 a day lies in. */
export const xunOf = (day: Day): Xun => {
  const date = Number(checked(day).slice(8));
  return date <= 10 ? 'upper' : date <= 20 ? 'middle' : 'lower';
};

/** The days of a 旬: the lower one of 2025-09 is 21 to 30 September. */
export const rangeOfXun = (of: { readonly month: Month; readonly xun: Xun }): DayRange => {
  const last = lastDayOfMonth(of.month);
  if (of.xun === 'upper') return { from: `${of.month}-01`, to: `${of.month}-10` };
  if (of.xun === 'middle') return { from: `${of.month}-11`, to: `${of.month}-20` };
  return { from: `${of.month}-21`, to: last };
};

/** The day it is in Asia/Shanghai at the instant `now`. */
export const today = (now: Date): Day => checked(write(now.getTime() + shanghaiOffset));

/** The instant at which `day` begins in Asia/Shanghai, ISO 8601 in UTC. */
export const instantOfMidnight = (day: Day): string =>
  new Date(dayNumber(day) * msPerDay - shanghaiOffset).toISOString();

/**
 * 24:00 of `day` in Asia/Shanghai, ISO 8601 in UTC: the first instant that no longer belongs to the day. What is
 * due "by" a day is in time while `now < endOf(day)`.
 */
export const endOf = (day: Day): string => new Date((dayNumber(day) + 1) * msPerDay - shanghaiOffset).toISOString();
