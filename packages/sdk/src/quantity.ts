/**
 * The words of quantity used in every plan, exact and in one place. 以上, 以下 and 以内 include the number, 超过, 不满
 * and 不足 exclude it (Civil Code 1259). Shares are integer basis points compared by multiplication; no number here
 * is ever a float. All functions throw RangeError on numbers that are not whole.
 */
import { requireInteger, safeNumber } from './safe-integer.js';

export * from './money.js';

/** A share in hundredths of a percent: 2000 = 20 %. */
export type BasisPoints = number;

const whole: bigint = 10_000n;

const comparing =
  (holds: (n: number, limit: number) => boolean) =>
  (n: number, limit: number): boolean => {
    requireInteger('The number compared', n);
    requireInteger('The limit', limit);
    return holds(n, limit);
  };

/** `n` 在 `limit` 以上: the limit itself counts. */
export const atLeast = comparing((n, limit) => n >= limit);

/** `n` 在 `limit` 以下 or 以内: the limit itself counts. */
export const atMost = comparing((n, limit) => n <= limit);

/** `n` 超过 `limit`: the limit itself does not count. */
export const over = comparing((n, limit) => n > limit);

/** `n` 不满 or 不足 `limit`: the limit itself does not count. */
export const under = comparing((n, limit) => n < limit);

/** A share as people read it: 2000 → `20%`, 1250 → `12.5%`, 1 → `0.01%`. */
export const percent = (share: BasisPoints): string => {
  requireInteger('The share', share, 0);
  const hundredths = String(share % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.floor(share / 100)}${hundredths && `.${hundredths}`}%`;
};

const product = (share: BasisPoints, n: number): bigint => {
  requireInteger('The share', share, 0);
  requireInteger('The number', n, 0);
  return BigInt(share) * BigInt(n);
};

/** The share of `n` things, rounded up: how many a duty asks for. 10 % of 41 → 5, of 40 → 4, of 9 → 1, of 0 → 0. */
export const ceilShare = (share: BasisPoints, n: number): number =>
  safeNumber('The share of the number', (product(share, n) + whole - 1n) / whole);

/** The share of `n` things, rounded down: how many a cap allows. 5 % of 63 → 3, 10 % of 80 → 8. */
export const floorShare = (share: BasisPoints, n: number): number =>
  safeNumber('The share of the number', product(share, n) / whole);

/** A place in an order of merit: rank 1 is the best of `cohort` people. `share` is 0 to 10000. */
export interface RankShare {
  readonly rank: number;
  readonly cohort: number;
  readonly share: BasisPoints;
}

const requireShare = (share: BasisPoints): void => {
  requireInteger('The share', share, 0);
  if (share > Number(whole)) throw new RangeError(`The share must be at most 10000 (100%), not ${share}.`);
};

const requirePlace = ({ rank, cohort, share }: RankShare): void => {
  requireShare(share);
  requireInteger('The rank', rank, 1);
  requireInteger('The cohort', cohort, 1);
  if (rank > cohort)
    throw new RangeError(`Rank ${rank} does not exist among ${cohort}. Correct the rank or the cohort.`);
};

/**
 * Whether a rank lies in the bottom share, 后 20%: `rank × 10000 > (10000 − share) × cohort`. It compares ranks, never
 * head counts: people tied on a rank are all in or all out.
 * @throws RangeError when the rank does not exist in the cohort.
 */
export const inBottomShare = (place: RankShare): boolean => {
  requirePlace(place);
  return BigInt(place.rank) * whole > (whole - BigInt(place.share)) * BigInt(place.cohort);
};

/**
 * Whether a rank lies in the top share, 前 40%: `rank × 10000 ≤ share × cohort`.
 * @throws RangeError when the rank does not exist in the cohort.
 */
export const inTopShare = (place: RankShare): boolean => {
  requirePlace(place);
  return BigInt(place.rank) * whole <= BigInt(place.share) * BigInt(place.cohort);
};

/** The first rank that {@link inBottomShare} holds for; `cohort + 1` where it holds for nobody. */
export const firstRankOfBottom = ({ share, cohort }: Omit<RankShare, 'rank'>): number => {
  requireShare(share);
  return floorShare(Number(whole) - share, cohort) + 1;
};

/** The last rank that {@link inTopShare} holds for; 0 where it holds for nobody. */
export const lastRankOfTop = ({ share, cohort }: Omit<RankShare, 'rank'>): number => {
  requireShare(share);
  return floorShare(share, cohort);
};
