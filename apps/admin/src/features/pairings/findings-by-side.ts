import type { Finding } from '../../api/generated/types.gen.js';

const sides = ['helper', 'helped'] as const;

/** Findings under the side they are about, as far as they say so; the same sentence is not repeated among the rest. */
export const bySide = (findings: readonly Finding[]) => {
  const others = findings.filter(({ field }) => !sides.some((side) => side === field));
  return {
    sides: sides
      .map((side) => ({ side, findings: findings.filter(({ field }) => field === side) }))
      .filter((group) => group.findings.length > 0),
    others: others.filter(
      (one, i) => others.findIndex(({ text, outcome }) => text.zh === one.text.zh && outcome === one.outcome) === i,
    ),
  };
};
