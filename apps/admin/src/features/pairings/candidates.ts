import type { ListCandidatesResponse } from '../../api/generated/types.gen.js';

export type Candidate = ListCandidatesResponse['rows'][number];

/** It holds as many pairings as it may. */
export const isFull = ({ holds, atMost }: Pick<Candidate, 'holds' | 'atMost'>): boolean =>
  atMost !== null && holds >= atMost;

const fails = ({ findings }: Candidate): boolean => findings.some(({ outcome }) => outcome === 'fail');

/**
 * Eligible ones first, then those that are only full, then those that a rule shuts out; each group in the server's
 * order. What is typed narrows by name. Where a reason may stand in, it does for what a rule leaves open.
 */
export const arrange = (candidates: readonly Candidate[], words: string, withReason = false) => {
  const wanted = words.trim().toLowerCase();
  const found = candidates.filter(({ name }) => name.toLowerCase().includes(wanted));
  const may = (one: Candidate) => one.eligible || (withReason && !isFull(one) && !fails(one));
  const first = (a: Candidate, b: Candidate) => Number(b.eligible) - Number(a.eligible);
  return {
    eligible: found.filter(may).sort(first),
    others: found.filter((one) => !may(one)).sort((a, b) => Number(fails(a)) - Number(fails(b))),
  };
};

/** The rules that speak against a candidate; for an eligible one, those that speak for it. */
export const reasons = ({ findings }: Candidate) => {
  const against = findings.filter(({ outcome }) => outcome !== 'pass');
  return against.length > 0 ? against : findings;
};

/** Which option an arrow key leads to; the ends stay put. */
export const stepOption = (key: string, { active, count }: { active: number; count: number }): number | undefined => {
  if (count === 0) return undefined;
  const last = count - 1;
  const at: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(active + 1, last),
    ArrowUp: Math.max(active - 1, 0),
    Home: 0,
    End: last,
  };
  return at[key];
};
