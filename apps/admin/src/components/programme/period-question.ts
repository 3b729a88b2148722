import type { Day, SchoolCalendar } from '@xieshou/sdk';

/** What must be known to say which period is meant, or offered. */
export interface PeriodQuestion {
  readonly calendar: SchoolCalendar;
  readonly today: Day;
  /** First and last day of the programme. */
  readonly programme: { readonly from: Day; readonly to: Day };
}
