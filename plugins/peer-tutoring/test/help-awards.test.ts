import { type Award, exampleSettings, type SettledPairing, type Settling, t } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { helpAwards } from '../src/failed-courses/awards.js';
import programme from '../src/index.js';
import type { Known } from '../src/registers.js';
import type { Settings } from '../src/settings.js';

const plan15 = exampleSettings(programme, 'plan15') as Settings;

const pairOf = (o: { readonly name: string; readonly kind: 'staff' | 'student'; readonly sessions: number }) =>
  ({
    id: `pair-${o.name}`,
    helper: { id: o.name, name: o.name, kind: o.kind, place: { id: 'u', name: '机电学院' } },
    helped: {
      id: `helped-${o.name}`,
      name: `被帮扶人${o.name}`,
      kind: 'student',
      place: { id: 'c', name: '机电一班' },
    },
    records: { tutoring: o.sessions },
    last: {},
    sums: {},
    decisions: {},
  }) satisfies SettledPairing;
const settled = (
  pairings: readonly SettledPairing[],
  o: { readonly s?: Settings; readonly after?: Readonly<Record<string, Known>> } = {},
): readonly Award[] =>
  helpAwards.settle(
    {
      period: {
        id: '2026-2027',
        kind: 'schoolYear',
        from: '2026-09-01',
        to: '2027-08-31',
        title: t('学年', 'year'),
      },
      before: null,
      pairings,
      entries: { before: new Map(), after: new Map(Object.entries(o.after ?? {})) },
    } satisfies Settling<Known>,
    o.s ?? plan15,
  );
/** Eleven of the staff and eleven students, with so many sessions each. */
const eleven = (sessions: (n: number) => number) =>
  (['staff', 'student'] as const).flatMap((kind) =>
    Array.from({ length: 11 }, (_, n) => pairOf({ name: `${kind}${n + 1}`, kind, sessions: sessions(n + 1) })),
  );
const levels = (awards: readonly Award[], side: 'staff' | 'student') =>
  Object.fromEntries(
    awards
      .filter(({ pairing }) => pairing.startsWith(`pair-${side}`))
      .map(({ pairing, level, rank }) => [Number(pairing.slice(`pair-${side}`.length)), [rank, level]]),
  );

describe('ten of the staff and ten students', () => {
  it('are named of eleven: the tenth is, the eleventh is not', () => {
    expect([plan15.staffSeats, plan15.studentSeats]).toEqual([10, 10]);
    const awards = settled(eleven((n) => 32 - n));
    for (const [side, level] of [
      ['staff', 'excellentStaff'],
      ['student', 'excellentStudent'],
    ] as const) {
      const found = levels(awards, side);
      expect([found[1], found[9], found[10], found[11]]).toEqual([
        [1, level],
        [9, level],
        [10, level],
        [11, 'none'],
      ]);
      expect(Object.values(found).filter(([, one]) => one === level)).toHaveLength(10);
    }
  });

  it('leave to the college who of two that are level at the last seat is named; the nine before them are', () => {
    const awards = settled(eleven((n) => (n >= 10 ? 5 : 32 - n)));
    for (const side of ['staff', 'student'] as const) {
      const found = levels(awards, side);
      expect([found[9]![1], found[10], found[11]]).toEqual([
        side === 'staff' ? 'excellentStaff' : 'excellentStudent',
        [10, 'tied'],
        [10, 'tied'],
      ]);
      expect(Object.values(found).filter(([, level]) => level === 'tied')).toHaveLength(2);
    }
  });
});

describe('weights', () => {
  const pairs = [
    pairOf({ name: 'risen', kind: 'staff', sessions: 8 }),
    pairOf({ name: 'passed', kind: 'staff', sessions: 8 }),
    pairOf({ name: 'busy', kind: 'staff', sessions: 32 }),
  ];
  const entries = (pointsNow: number, resitsPassed: number): Known => ({
    yearResults: { pointsBefore: 100, pointsNow, failedBefore: 4, resitsPassed },
  });
  const after = {
    'helped-risen': entries(200, 0),
    'helped-passed': entries(100, 4),
    'helped-busy': entries(100, 0),
  };
  const first = (weights: readonly [number, number, number]) => {
    const [weightPoints, weightResits, weightDaily] = weights;
    const awards = settled(pairs, { s: { ...plan15, weightPoints, weightResits, weightDaily }, after });
    return Object.fromEntries(awards.map(({ pairing, points }) => [pairing.slice(5), points]));
  };

  it('are 50, 30 and 20 as the college starts with', () => {
    expect([plan15.weightPoints, plan15.weightResits, plan15.weightDaily]).toEqual([50, 30, 20]);
    // 8 of 32 sessions are a quarter of the part for daily work.
    expect(first([50, 30, 20])).toEqual({ risen: 55, passed: 35, busy: 20 });
  });

  it('change who is first, and are taken in proportion', () => {
    expect(first([20, 30, 50])).toEqual({ risen: 32, passed: 42, busy: 50 });
    expect(first([5, 3, 2])).toEqual(first([50, 30, 20]));
    expect(first([0, 0, 100])).toEqual({ risen: 25, passed: 25, busy: 100 });
    expect(first([0, 0, 0])).toEqual({ risen: 0, passed: 0, busy: 0 });
  });
});
