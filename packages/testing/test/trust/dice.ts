import fc from 'fast-check';

/** Random choices that are the same for the same seed. */
export interface Dice {
  /** 0 … n − 1. */
  roll(n: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in so many of a hundred. */
  chance(percent: number): boolean;
}

export const diceOf = (seed: number): Dice => {
  const [stream] = fc.sample(fc.infiniteStream(fc.nat(0x3fffffff)), { seed, numRuns: 1 });
  const roll = (n: number): number => (stream!.next().value as number) % n;
  return {
    roll,
    pick: (from) => {
      if (from.length === 0) throw new Error('There is nothing to pick from.');
      return from[roll(from.length)]!;
    },
    chance: (percent) => roll(100) < percent,
  };
};
