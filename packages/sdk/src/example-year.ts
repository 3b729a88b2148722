import { knownHolidays } from './holidays.js';
import { defaultTerms, type SchoolCalendar } from './terms.js';

/** A school year with both terms: every kind of period is in it. */
export const exampleYear: SchoolCalendar = { ...knownHolidays, terms: defaultTerms('2026-2027') };
