import { type Period, periodHolding, periodOf, periodsWithin, termOf } from '@xieshou/sdk';
import type { PeriodQuestion } from '../../components/programme/period-question.js';

export const periodKinds = ['month', 'term', 'schoolYear'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const isOffered = (kind: Period['kind']): kind is PeriodKind => (periodKinds as readonly string[]).includes(kind);

/** The period of the address, else the running term, else the last one of a programme that is over. */
export const shownPeriod = (
  { calendar, today, programme }: PeriodQuestion,
  asked: string | undefined,
): Period | undefined => {
  const found = asked === undefined ? undefined : periodOf(calendar, asked);
  if (found && isOffered(found.kind)) return found;
  const term = termOf(calendar, today) ?? termOf(calendar, programme.to);
  return term ? periodOf(calendar, term.id) : periodHolding(calendar, 'month', today);
};

/** Periods of a kind in which the programme runs, and the one shown if it lies outside. */
export const offeredPeriods = (q: PeriodQuestion, kind: PeriodKind, shown: Period | undefined): readonly Period[] => {
  const own = periodsWithin(q.calendar, kind, q.programme);
  if (!shown || shown.kind !== kind || own.some(({ id }) => id === shown.id)) return own;
  return [...own, shown].sort((a, b) => (a.from < b.from ? -1 : 1));
};

/** From one kind to another: the period that holds today if what was shown does, else the one it begins in. */
export const otherKind = (q: PeriodQuestion, shown: Period, kind: PeriodKind): Period | undefined => {
  const anchor = shown.from <= q.today && q.today <= shown.to ? q.today : shown.from;
  return periodHolding(q.calendar, kind, anchor) ?? periodsWithin(q.calendar, kind, q.programme)[0];
};
