import { knownHolidays } from '@xieshou/sdk';
import type { Reads, Writes } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { calendarDay, calendarYear } from './programmes.tables.js';

export type OwnDay = Row<typeof calendarDay>;

/** Days off in every year's national table: without one of them, a table is not whole. */
export const landmarks = ['01-01', '05-01', '10-01'] as const;

const builtIn = new Map(knownHolidays.days.map((day) => [day.day, day.kind]));

/** What the table that ships with the platform says of a day. */
export const builtInKind = (day: string) => builtIn.get(day);

export const isBuiltIn = (year: number): boolean => knownHolidays.knownYears.includes(year);

export const ownDays = (reads: Reads, districtId: string): Promise<OwnDay[]> =>
  reads.all<OwnDay>(sql`select * from calendar_day where district_id = ${districtId} order by day`);

/** Landmarks that days off of a year lack. */
export const missingLandmarks = (year: number, daysOff: ReadonlySet<string>): string[] =>
  landmarks.map((landmark) => `${year}-${landmark}`).filter((day) => !daysOff.has(day));

/**
 * Says again of each year whether its table is loaded. A year counts as known once the district's own days hold the
 * national days off that every year has; a few local days alone do not make it known.
 */
export const markYears = async (
  unit: Writes,
  o: {
    readonly districtId: string;
    readonly userId: string | null;
    readonly years: Iterable<number>;
    readonly at: string;
  },
): Promise<void> => {
  const off = new Set(
    (await ownDays(unit, o.districtId)).filter(({ kind }) => kind === 'holiday').map(({ day }) => day),
  );
  for (const year of new Set(o.years)) {
    if (isBuiltIn(year)) continue;
    await unit.run(sql`delete from calendar_year where district_id = ${o.districtId} and year = ${year}`);
    if (missingLandmarks(year, off).length === 0)
      await unit.insert(calendarYear, { district_id: o.districtId, year, user_id: o.userId, at: o.at });
  }
};
