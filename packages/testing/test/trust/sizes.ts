/**
 * How much each suite of this folder does: the short size with every `pnpm test`, the long one behind
 * `pnpm test:long`, which gives the seed. This is the one place that reads it.
 */
const given = process.env['TRUST_SEED'];
const isLong = given !== undefined;

/** What randomness starts from: always the same in short runs, said at the end of long ones. */
export const seed = isLong ? Number(given) : 20_261_130;

const size = (short: number, long: number): number => (isLong ? long : short);

export const sizes = {
  /** Questions to the access oracle, on each engine. */
  questions: size(400, 10_000),
  /** Random worlds that they are asked in. */
  worlds: size(4, 60),
  /** Answers that are scanned for foreign names beside, on each engine. */
  scanned: size(600, 30_000),
  /** Pairs of values that must not be told apart. */
  twins: size(1, 8),
  /** Readings that each role is compared in, each time. */
  readings: size(12, 400),
  /** Requests made from the API description, on each engine. */
  requests: size(1_500, 20_000),
  /** Tamperings with the audit log, on each engine. */
  tamperings: size(60, 1_000),
  /** Rounds of writing what must stand nowhere in the clear. */
  rounds: size(1, 8),
} as const;

/** How long a suite may take on a machine that has other things to do. */
export const patience = isLong ? 3_600_000 : 300_000;

/** The figure of a suite, as one line. */
export const say = (line: string): void => console.log(`trust: ${line}${isLong ? ` (seed ${seed})` : ''}`);
