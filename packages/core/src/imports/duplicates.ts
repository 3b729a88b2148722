import { type Text, t } from '@xieshou/sdk';

/** Row numbers named in one sentence. */
const NAMED = 5;

/**
 * Finds rows of one file that stand for the same thing, and gives each a reason that names the others: which of them is
 * right, only a person can say.
 */
export const refuseDuplicates = <D extends { readonly row: number; readonly reasons: Text[] }>(
  drafts: readonly D[],
  keysOf: (draft: D) => readonly string[],
): void => {
  const groups = new Map<string, D[]>();
  for (const draft of drafts)
    for (const key of keysOf(draft)) {
      const group = groups.get(key);
      if (group) group.push(draft);
      else groups.set(key, [draft]);
    }
  const others = new Map<D, Set<number>>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const first = group.slice(0, NAMED + 1).map(({ row }) => row);
    for (const draft of group) {
      const rows = others.get(draft) ?? new Set();
      first.filter((row) => row !== draft.row && rows.size < NAMED).forEach((row) => rows.add(row));
      others.set(draft, rows);
    }
  }
  for (const [{ reasons }, set] of others) {
    const rows = [...set].sort((a, b) => a - b);
    reasons.push(
      t(`与第 ${rows.join('、')} 行重复，请只保留一行`, `The same as row ${rows.join(', ')}: keep one of them`),
    );
  }
};
