import { useState } from 'react';
import { belowIn, type Matrix, type Standing } from './matrix.js';

export interface CellSelection {
  /** Selected cells that the matrix shows, row by row. */
  readonly standings: readonly Standing[];
  readonly has: (standing: Standing) => boolean;
  /** Selects all of them, or none if all are selected already. */
  readonly toggle: (standings: readonly Standing[]) => void;
  readonly set: (standings: readonly Standing[]) => void;
}

/** The keys after a toggle: all of `some` in, unless all were in already. */
export const toggled = (keys: ReadonlySet<string>, some: readonly string[]): ReadonlySet<string> => {
  const allIn = some.every((key) => keys.has(key));
  return new Set(allIn ? [...keys].filter((key) => !some.includes(key)) : [...keys, ...some]);
};

/** Cells chosen for a reminder: only what is missing now can be chosen, and only what the matrix shows is. */
export const useCellSelection = (matrix: Matrix): CellSelection => {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const names = (standings: readonly Standing[]) => standings.map(({ key }) => key);
  return {
    standings: belowIn(matrix.rows).filter(({ key }) => keys.has(key)),
    has: ({ key, isBelow }) => isBelow && keys.has(key),
    toggle: (standings) => setKeys((before) => toggled(before, names(standings))),
    set: (standings) => setKeys(new Set(names(standings))),
  };
};
