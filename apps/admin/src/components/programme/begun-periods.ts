import { type Day, type Period, periodsWithin, type SchoolCalendar } from '@xieshou/sdk';

/** Periods of a kind that have begun, the latest first: of those to come nothing can be known. */
export const begunPeriods = (
  { today, ...calendar }: SchoolCalendar & { readonly today: Day },
  kind: 'term' | 'schoolYear',
): readonly Period[] => {
  const first = calendar.terms.map(({ starts }) => starts).sort((a, b) => (a < b ? -1 : 1))[0];
  return first === undefined ? [] : [...periodsWithin(calendar, kind, { from: first, to: today })].reverse();
};
