import type { Award, Finding } from '@xieshou/sdk';
import { canonicalJson } from '../platform/canonical-json.js';
import { programmeFault } from '../programmes/programme-faults.js';
import type { Asked } from './evidence.js';
import type { awardChanges } from './outcomes.tables.js';

type Side = Award['side'];

/** An award as it is kept. */
export interface Kept {
  readonly pairing: string;
  readonly side: Side;
  readonly level: string;
  readonly points: number;
  readonly rank: number | null;
  /** Canonical JSON, so that the same reasons are the same text. */
  readonly findings: string;
}

export interface Change {
  readonly pairing: string;
  readonly side: Side;
  readonly change: (typeof awardChanges)[number];
  readonly before: Kept | null;
  readonly after: Kept | null;
}

export interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly gone: number;
  readonly same: number;
}

const outcomes = ['pass', 'fail', 'soft'];

const isText = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { zh?: unknown }).zh === 'string' &&
  typeof (value as { en?: unknown }).en === 'string';

const isFinding = (value: Finding): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof value.rule === 'string' &&
  outcomes.includes(value.outcome) &&
  isText(value.text);

/** What is wrong with an award that a rule answers. */
const problemOf = (asked: Asked, known: ReadonlySet<string>, award: Award): string | undefined => {
  if (!known.has(award.pairing)) return 'It awards a pairing that it was not asked about.';
  if (award.side !== 'helper' && award.side !== 'helped') return 'It awards a side that is neither helper nor helped.';
  if (!Object.hasOwn(asked.rule.levels, award.level)) return 'It awards a level that the outcome does not have.';
  if (!Number.isSafeInteger(award.points)) return 'It awards points that are not whole.';
  if (award.rank !== undefined && (!Number.isSafeInteger(award.rank) || award.rank < 1))
    return 'It awards a place that is no whole number from 1.';
  if (!Array.isArray(award.findings) || !award.findings.every(isFinding)) return 'Its reasons are no list of findings.';
  return undefined;
};

const keyOf = ({ pairing, side }: Pick<Kept, 'pairing' | 'side'>): string => `${pairing} ${side}`;

/** What the rule awards, held to its promises: an answer that breaks one is the programme's fault. */
export const settledAwards = (asked: Asked, answered: readonly Award[]): ReadonlyMap<string, Kept> => {
  const known = new Set(asked.seen.pairings.map(({ id }) => id));
  const kept = new Map<string, Kept>();
  for (const award of answered) {
    const { pairing, side, level, points, rank = null, findings } = award;
    const problem =
      problemOf(asked, known, award) ??
      (kept.has(keyOf(award)) ? 'It awards the same side of a pairing twice.' : undefined);
    if (problem) throw programmeFault(asked.definition.id, `outcomes.${asked.key}.settle`, problem);
    kept.set(keyOf(award), { pairing, side, level, points, rank, findings: canonicalJson(findings) });
  }
  return kept;
};

/** What differs between the awards in force and those that the rule answers now, in a fixed order. */
export const changesBetween = (
  inForce: readonly Kept[],
  settled: ReadonlyMap<string, Kept>,
): { readonly changes: readonly Change[]; readonly counts: Counts } => {
  const before = new Map(inForce.map((one) => [keyOf(one), one]));
  const changes: Change[] = [];
  const counts = { new: 0, changed: 0, gone: 0, same: 0 };
  for (const key of [...new Set([...before.keys(), ...settled.keys()])].sort()) {
    const [was, is] = [before.get(key) ?? null, settled.get(key) ?? null];
    const same =
      was &&
      is &&
      was.level === is.level &&
      was.points === is.points &&
      was.rank === is.rank &&
      was.findings === is.findings;
    const change = same ? 'same' : was && is ? 'changed' : was ? 'gone' : 'new';
    counts[change] += 1;
    const { pairing, side } = (is ?? was)!;
    if (change !== 'same') changes.push({ pairing, side, change, before: was, after: is });
  }
  return { changes, counts };
};
