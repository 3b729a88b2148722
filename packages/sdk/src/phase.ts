import type { DayRange } from './days.js';
import type { Period } from './periods.js';
import type { Text } from './text.js';

/** The days of a programme, and the terms in them as the district's calendar has them: clipped to those days, in order. */
export interface ProgrammeDays extends DayRange {
  /** None where the calendar has none yet. */
  readonly terms: readonly Period[];
}

/**
 * 日程: a stretch of the programme's year as its plan lays it out, the same for all pairings. Shown in the calendar and
 * in the timetable of the plan document; it asks for nothing and hinders nothing.
 */
export interface Phase<S> {
  readonly title: Text;
  /** Place in the plan. */
  readonly place?: string;
  /** Absent: always. Where presets differ, a phase of which this says no is left out. Pure. */
  inUse?(settings: S): boolean;
  /** First and last day, both included. What lies outside the programme's days is left out. Pure. */
  days(programme: ProgrammeDays, settings: S): DayRange;
}
