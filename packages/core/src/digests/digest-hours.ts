import { isWorkingDay, today, type WorkCalendar } from '@xieshou/sdk';

/** People are written to from eight in the morning on, and not from six in the evening on, Shanghai time. */
const HOURS = { from: 8, to: 18 } as const;
const SHANGHAI = 8;

/** Whether people may be written to now: on a working day, make-up days included, from 8:00 to 17:59. */
export const isOfficeHour = (o: { readonly now: Date; readonly calendar: WorkCalendar }): boolean => {
  const hour = (o.now.getUTCHours() + SHANGHAI) % 24;
  return hour >= HOURS.from && hour < HOURS.to && isWorkingDay(o.calendar, today(o.now)).working;
};

/** Whether the digest of the day is due: in office hours, when the last one is of another day or there was none. */
export const digestDue = (o: {
  readonly now: Date;
  readonly calendar: WorkCalendar;
  readonly last: string | null;
}): boolean => isOfficeHour(o) && (o.last === null || today(new Date(o.last)) < today(o.now));
