import { type Day, periodHolding, termOf } from '@xieshou/sdk';
import type { PeriodQuestion } from '../../components/programme/period-question.js';

export const rangeKinds = ['month', 'term', 'schoolYear', 'own'] as const;
export type RangeKind = (typeof rangeKinds)[number];

export interface Range {
  readonly from: Day;
  readonly to: Day;
}

/** This month, this term, this school year; where today lies in none, the programme's own days. */
export const rangeOf = ({ calendar, today, programme }: PeriodQuestion, kind: Exclude<RangeKind, 'own'>): Range => {
  const day = termOf(calendar, today) || kind === 'month' ? today : programme.to;
  const period = periodHolding(calendar, kind, day);
  return period ? { from: period.from, to: period.to } : programme;
};

/** The days asked for; where one is missing, that of the running term. */
export const shownRange = (
  q: PeriodQuestion,
  asked: { readonly from?: Day | undefined; readonly to?: Day | undefined },
): Range => {
  const term = rangeOf(q, 'term');
  return { from: asked.from ?? term.from, to: asked.to ?? term.to };
};

/** Which of the offered ranges this is. */
export const rangeKindOf = (q: PeriodQuestion, { from, to }: Range): RangeKind =>
  (['term', 'month', 'schoolYear'] as const).find((kind) => {
    const offered = rangeOf(q, kind);
    return offered.from === from && offered.to === to;
  }) ?? 'own';
