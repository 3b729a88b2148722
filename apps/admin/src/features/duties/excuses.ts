import type { Standing } from './matrix.js';

/** Most pairings the API takes in one call. */
const mostPerCall = 500;

type Cell = Pick<Standing, 'pairing' | 'duty' | 'period' | 'column'>;

export interface ExcuseGroup extends Pick<Standing, 'duty' | 'period' | 'column'> {
  readonly pairings: readonly string[];
}

/** Selected cells by duty and period, as the API excuses them and as they are read: duty by duty, the earliest period first. */
export const excuseGroups = (cells: readonly Cell[]): readonly ExcuseGroup[] => {
  const groups = new Map<string, ExcuseGroup & { pairings: string[] }>();
  for (const { pairing, duty, period, column } of cells) {
    const key = `${duty} ${period}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { duty, period, column, pairings: [pairing] });
    else if (!group.pairings.includes(pairing)) group.pairings.push(pairing);
  }
  return [...groups.values()].sort(
    (a, b) => a.duty.localeCompare(b.duty) || a.column.period.from.localeCompare(b.column.period.from),
  );
};

/** One call for every group, several for one that is larger than a call may be. */
export const excuseCalls = (cells: readonly Cell[]): readonly Pick<ExcuseGroup, 'duty' | 'period' | 'pairings'>[] =>
  excuseGroups(cells).flatMap(({ duty, period, pairings }) =>
    Array.from({ length: Math.ceil(pairings.length / mostPerCall) }, (_, i) => ({
      duty,
      period,
      pairings: pairings.slice(i * mostPerCall, (i + 1) * mostPerCall),
    })),
  );
