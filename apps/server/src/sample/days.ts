import { addDays, isWorkingDay, knownHolidays } from '@xieshou/sdk';

const calendar = { days: knownHolidays.days, knownYears: knownHolidays.knownYears };

export const isWorkday = (day: string): boolean => isWorkingDay(calendar, day).working;

/** The day itself, or the working day before it. */
export const lastWorkday = (day: string): string => {
  let it = day;
  while (!isWorkday(it)) it = addDays(it, -1);
  return it;
};
