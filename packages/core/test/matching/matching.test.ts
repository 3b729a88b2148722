import { expect, test } from 'vitest';
import { match } from '../../src/matching/matching.js';
import type { MatchAnswer, MatchProblem, Placed } from '../../src/matching/matching-types.js';

/** A generator of chance that says the same each time (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let n = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
  return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
};
type Chance = ReturnType<typeof chance>;
const upTo = (next: Chance, n: number) => Math.floor(next() * (n + 1));
const shuffled = <T>(next: Chance, list: readonly T[]): T[] =>
  list
    .map((one) => [next(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);

const solve = (problem: MatchProblem): MatchAnswer & { readonly told: number } => {
  const steps = match(problem);
  for (let told = 0; ; told++) {
    const step = steps.next();
    if (step.done) return { ...step.value, told };
  }
};

const randomProblem = (next: Chance): MatchProblem => {
  const people = (n: number, from: number): Placed[] =>
    Array.from({ length: n }, (_, i) => ({
      id: `p${from + i}`,
      place: `c${upTo(next, 1)}`,
      key: [upTo(next, 2), upTo(next, 2)],
    }));
  const helped = people(upTo(next, 7), 0);
  // Some people stand on both sides.
  const helpers = people(upTo(next, 7), upTo(next, 9)).map((one) => ({ ...one, capacity: upTo(next, 2) }));
  const forbidden = new Set<string>();
  const often = next();
  for (const a of helpers) for (const b of helped) if (next() < often * 0.8) forbidden.add(`${a.id} ${b.id}`);
  return {
    within: next() < 0.5 ? 'place' : 'programme',
    helped: shuffled(next, helped),
    helpers: shuffled(next, helpers),
    ...(next() < 0.8 ? { allowed: (pair) => !forbidden.has(`${pair.helper} ${pair.helped}`) } : {}),
  };
};

const before = (a: Placed, b: Placed): number => {
  for (let i = 0; i < 2; i++) if (a.key[i] !== b.key[i]) return a.key[i]! - b.key[i]!;
  return a.id < b.id ? -1 : 1;
};

/** Every placing there is, compared by what is aimed at, said again without any cleverness. */
const bruteForce = (problem: MatchProblem): ReadonlyMap<string, string> => {
  const helped = problem.helped.toSorted(before);
  const helpers = problem.helpers.toSorted(before);
  const may = helped.map((b) =>
    helpers.map(
      (a) =>
        a.id !== b.id &&
        (problem.within === 'programme' || a.place === b.place) &&
        (problem.allowed?.({ helper: a.id, helped: b.id }) ?? true),
    ),
  );
  const left = helpers.map(({ capacity }) => capacity);
  const now: number[] = [];
  let best: readonly number[][] | undefined;
  /** Most placed; then the first of the helped, the first of the helpers, and each one's helper. */
  const aims = (): number[][] => {
    const placed = now.flatMap((j, i) => (j < 0 ? [] : [i]));
    const used = now.filter((j) => j >= 0).sort((a, b) => a - b);
    return [[-placed.length], placed, used, placed.map((i) => now[i]!)];
  };
  const isBetter = (a: readonly number[][], b: readonly number[][]): boolean => {
    for (let k = 0; k < a.length; k++)
      for (let i = 0; i < a[k]!.length; i++) if (a[k]![i] !== b[k]![i]) return a[k]![i]! < b[k]![i]!;
    return false;
  };
  let chosen: number[] = [];
  const go = (i: number): void => {
    if (i === helped.length) {
      const all = aims();
      if (best && !isBetter(all, best)) return;
      best = all;
      chosen = [...now];
      return;
    }
    for (let j = -1; j < helpers.length; j++) {
      if (j >= 0 && (!may[i]![j] || left[j]! <= 0)) continue;
      now.push(j);
      if (j >= 0) left[j]! -= 1;
      go(i + 1);
      if (j >= 0) left[j]! += 1;
      now.pop();
    }
  };
  go(0);
  return new Map(chosen.flatMap((j, i) => (j < 0 ? [] : [[helped[i]!.id, helpers[j]!.id] as const])));
};

test('is what trying everything finds best, in 1,000 cases up to 7 × 7', { timeout: 300_000 }, () => {
  const next = chance(17);
  let [placed, short] = [0, 0];
  for (let n = 0; n < 1000; n++) {
    const problem = randomProblem(next);
    const { pairs } = solve(problem);
    const expected = [...bruteForce(problem)].sort();
    expect({ n, pairs: [...pairs].sort() }).toEqual({ n, pairs: expected });
    placed += pairs.size;
    if (pairs.size < problem.helped.length) short += 1;
  }
  // Both kinds of cases are many: those where all are placed, and those where somebody is not.
  expect(placed).toBeGreaterThan(1500);
  expect(short).toBeGreaterThan(300);
  expect(1000 - short).toBeGreaterThan(200);
});

test('answers the same in whatever order people are given', () => {
  const next = chance(4);
  for (let n = 0; n < 200; n++) {
    const problem = randomProblem(next);
    const { pairs } = solve(problem);
    const again = solve({
      ...problem,
      helped: shuffled(next, problem.helped),
      helpers: shuffled(next, problem.helpers),
    });
    expect([...again.pairs].sort()).toEqual([...pairs].sort());
  }
});

const classes = (next: Chance, side: string, size: number): Placed[] =>
  Array.from({ length: 5000 }, (_, i) => ({
    id: `${side}${i}`,
    place: `c${Math.floor(i / size)}`,
    key: [upTo(next, size)],
  }));

test('places 5,000 by 5,000 in classes of 40, and says how far it is', () => {
  const next = chance(9);
  const bad = new Set(Array.from({ length: 60_000 }, () => `a${upTo(next, 4999)} b${upTo(next, 4999)}`));
  const { pairs, steps, told } = solve({
    within: 'place',
    helped: classes(next, 'b', 40),
    helpers: classes(next, 'a', 40).map((one) => ({ ...one, capacity: 1 })),
    allowed: ({ helper, helped }) => !bad.has(`${helper} ${helped}`),
  });
  expect(pairs.size).toBe(5000);
  // Each of the 125 classes has 1,600 pairs, and each is looked at a few dozen times at most.
  expect(steps).toBeLessThan(125 * 1600 * 40);
  expect(told).toBeGreaterThanOrEqual(125);
});

test('places 5,000 by 2,000 anywhere without looking at every way', () => {
  const next = chance(9);
  const { pairs, steps, told } = solve({
    within: 'programme',
    helped: classes(next, 'b', 40),
    helpers: classes(next, 'a', 40)
      .slice(0, 2000)
      .map((one) => ({ ...one, capacity: 2 })),
  });
  expect(pairs.size).toBe(4000);
  expect(steps).toBeLessThan(5000 * 2000 * 20);
  expect(told).toBeGreaterThan(10);
});
