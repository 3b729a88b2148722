import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atLeast,
  atMost,
  ceilShare,
  firstRankOfBottom,
  floorShare,
  inBottomShare,
  inTopShare,
  lastRankOfTop,
  over,
  percent,
  under,
} from '../src/quantity.js';

describe('words of quantity', () => {
  it.each([
    ['以上', atLeast, [false, true, true]],
    ['以下/以内', atMost, [true, true, false]],
    ['超过', over, [false, false, true]],
    ['不满/不足', under, [true, false, false]],
  ] as const)('%s, just below, at and just above', (_, word, answers) => {
    expect([29_999, 30_000, 30_001].map((n) => word(n, 30_000))).toEqual(answers);
    expect([-1, 0, 1].map((n) => word(n, 0))).toEqual(answers);
  });

  it('refuses anything but exact whole numbers, on either side', () => {
    for (const word of [atLeast, atMost, over, under]) {
      for (const bad of [0.5, Number.NaN, Infinity, 2 ** 53]) {
        expect(() => word(bad, 1)).toThrow(RangeError);
        expect(() => word(1, bad)).toThrow(RangeError);
      }
    }
  });
});

describe('percent', () => {
  it.each([
    [2000, '20%'],
    [1250, '12.5%'],
    [1, '0.01%'],
    [10, '0.1%'],
    [205, '2.05%'],
    [0, '0%'],
    [10_000, '100%'],
    [12_345, '123.45%'],
  ])('%d basis points are %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });

  it('refuses negative and broken shares', () => {
    expect(() => percent(-1)).toThrow(RangeError);
    expect(() => percent(12.5)).toThrow(RangeError);
  });
});

describe('shares of people', () => {
  it('rounds duties up', () => {
    expect([41, 40, 39, 31, 30, 10, 9, 1, 0].map((n) => ceilShare(1000, n))).toEqual([5, 4, 4, 4, 3, 1, 1, 1, 0]);
    expect(ceilShare(0, 41)).toBe(0);
    expect(ceilShare(10_000, 41)).toBe(41);
    expect(ceilShare(1, 1)).toBe(1);
  });

  it('rounds caps down', () => {
    expect([59, 60, 63, 79, 80].map((n) => floorShare(500, n))).toEqual([2, 3, 3, 3, 4]);
    expect([79, 80, 81].map((n) => floorShare(1000, n))).toEqual([7, 8, 8]);
    expect(floorShare(9999, 1)).toBe(0);
    expect(floorShare(10_000, 63)).toBe(63);
  });

  it('stays exact where the product leaves the safe integers', () => {
    const n = Number.MAX_SAFE_INTEGER; // 9007199254740991
    expect(floorShare(10_000, n)).toBe(n);
    expect(ceilShare(9_999, n)).toBe(9_006_298_534_815_517);
    expect(floorShare(9_999, n)).toBe(9_006_298_534_815_516);
    expect(() => floorShare(20_000, n)).toThrow(RangeError);
  });

  it('refuses fractions and negative numbers', () => {
    for (const share of [ceilShare, floorShare]) {
      expect(() => share(1000, 0.5)).toThrow(RangeError);
      expect(() => share(1000, -1)).toThrow(RangeError);
      expect(() => share(-1, 10)).toThrow(RangeError);
      expect(() => share(0.1, 10)).toThrow(RangeError);
    }
  });

  it('keeps floor and ceiling within one, equal only when the share is whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.nat({ max: 1e9 }), (share, n) => {
        const [low, high] = [floorShare(share, n), ceilShare(share, n)];
        expect(high - low).toBe((BigInt(share) * BigInt(n)) % 10_000n === 0n ? 0 : 1);
        expect(low <= n && high <= n).toBe(true);
      }),
    );
  });
});

describe('shares by rank', () => {
  it('takes the bottom 20 % of 40 from rank 33, the top 40 % to rank 16', () => {
    expect([32, 33, 34].map((rank) => inBottomShare({ rank, cohort: 40, share: 2000 }))).toEqual([false, true, true]);
    expect([15, 16, 17].map((rank) => inTopShare({ rank, cohort: 40, share: 4000 }))).toEqual([true, true, false]);
    expect(firstRankOfBottom({ share: 2000, cohort: 40 })).toBe(33);
    expect(lastRankOfTop({ share: 4000, cohort: 40 })).toBe(16);
  });

  it('compares ranks, not head counts, in a class that does not divide', () => {
    // 0.8 × 43 = 34.4, 0.4 × 43 = 17.2
    expect([34, 35].map((rank) => inBottomShare({ rank, cohort: 43, share: 2000 }))).toEqual([false, true]);
    expect([17, 18].map((rank) => inTopShare({ rank, cohort: 43, share: 4000 }))).toEqual([true, false]);
    expect(inBottomShare({ rank: 4, cohort: 4, share: 2000 })).toBe(true);
    expect(inTopShare({ rank: 1, cohort: 2, share: 4000 })).toBe(false);
  });

  it('holds for nobody at 0 % and for everybody at 100 %', () => {
    expect(inBottomShare({ rank: 40, cohort: 40, share: 0 })).toBe(false);
    expect(inTopShare({ rank: 1, cohort: 40, share: 0 })).toBe(false);
    expect(firstRankOfBottom({ share: 0, cohort: 40 })).toBe(41);
    expect(lastRankOfTop({ share: 0, cohort: 40 })).toBe(0);
    expect(inBottomShare({ rank: 1, cohort: 40, share: 10_000 })).toBe(true);
    expect(inTopShare({ rank: 40, cohort: 40, share: 10_000 })).toBe(true);
    expect(firstRankOfBottom({ share: 10_000, cohort: 40 })).toBe(1);
    expect(lastRankOfTop({ share: 10_000, cohort: 40 })).toBe(40);
  });

  it('refuses ranks and shares that cannot be', () => {
    for (const test of [inBottomShare, inTopShare]) {
      expect(() => test({ rank: 41, cohort: 40, share: 2000 })).toThrow('Rank 41 does not exist among 40.');
      expect(() => test({ rank: 0, cohort: 40, share: 2000 })).toThrow(RangeError);
      expect(() => test({ rank: 1, cohort: 0, share: 2000 })).toThrow(RangeError);
      expect(() => test({ rank: 1.5, cohort: 40, share: 2000 })).toThrow(RangeError);
      expect(() => test({ rank: 1, cohort: 40, share: 10_001 })).toThrow(RangeError);
    }
    expect(() => firstRankOfBottom({ share: 10_001, cohort: 40 })).toThrow(RangeError);
    expect(() => lastRankOfTop({ share: -1, cohort: 40 })).toThrow(RangeError);
  });

  type Fraction = readonly [number, number];

  /** Sign of a − b, by whole parts and then reciprocals (Euclid): a way of its own, without multiplying across. */
  const compare = ([a, b]: Fraction, [c, d]: Fraction): number => {
    const wholes = Math.floor(a / b) - Math.floor(c / d);
    if (wholes !== 0) return Math.sign(wholes);
    const [left, right] = [a % b, c % d];
    if (left === 0 || right === 0) return Math.sign(left) - Math.sign(right);
    return compare([d, right], [b, left]);
  };

  const bruteForce = (share: number, cohort: number): { bottom: number[]; top: number[] } => {
    const ranks = Array.from({ length: cohort }, (_, i) => i + 1);
    return {
      bottom: ranks.filter((rank) => compare([rank, cohort], [10_000 - share, 10_000]) > 0),
      top: ranks.filter((rank) => compare([rank, cohort], [share, 10_000]) <= 0),
    };
  };

  it('equals brute force over fractions for every cohort to 300', () => {
    for (const share of [1, 33, 500, 750, 1000, 1250, 1400, 2000, 2500, 3333, 4000, 5000, 6667, 9999]) {
      for (let cohort = 1; cohort <= 300; cohort += 1) {
        const ranks = Array.from({ length: cohort }, (_, i) => i + 1);
        const { bottom, top } = bruteForce(share, cohort);
        expect(ranks.filter((rank) => inBottomShare({ rank, cohort, share }))).toEqual(bottom);
        expect(ranks.filter((rank) => inTopShare({ rank, cohort, share }))).toEqual(top);
        expect(firstRankOfBottom({ share, cohort })).toBe(bottom[0] ?? cohort + 1);
        expect(lastRankOfTop({ share, cohort })).toBe(top.at(-1) ?? 0);
      }
    }
  });

  it('splits every cohort between top p and bottom 100 − p without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 2 ** 53 - 1 }), (share, cohort) => {
        expect(firstRankOfBottom({ share: 10_000 - share, cohort })).toBe(lastRankOfTop({ share, cohort }) + 1);
      }),
    );
  });

  it('stays exact in cohorts no double could multiply', () => {
    const cohort = Number.MAX_SAFE_INTEGER;
    const rank = firstRankOfBottom({ share: 2000, cohort });
    expect(inBottomShare({ rank, cohort, share: 2000 })).toBe(true);
    expect(inBottomShare({ rank: rank - 1, cohort, share: 2000 })).toBe(false);
  });
});
