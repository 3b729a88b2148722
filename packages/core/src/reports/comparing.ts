import type { Cell, Text } from '@xieshou/sdk';
import type { ProgrammeColumn, ProgrammeRow } from '../files/programme-sheet.js';

interface Compared {
  readonly columns: readonly ProgrammeColumn[];
  readonly rows: readonly ProgrammeRow[];
}

export interface Difference {
  readonly change: 'added' | 'gone' | 'changed';
  /** The row as filed; of an added one, as it is now. */
  readonly row: ProgrammeRow;
  readonly changed: readonly {
    readonly column: string;
    readonly title: Text;
    readonly before: Cell;
    readonly after: Cell;
  }[];
}

export interface ColumnChange {
  readonly key: string;
  readonly title: Text;
  readonly change: 'added' | 'removed' | 'renamed';
}

const sameTitle = (a: Text, b: Text) => a.zh === b.zh && a.en === b.en;

/** Where the columns differ: those that only one side has cannot be compared. */
export const columnChanges = (filed: Compared, now: Compared): ColumnChange[] => {
  const before = new Map(filed.columns.map((c) => [c.key, c]));
  const after = new Map(now.columns.map((c) => [c.key, c]));
  const changes: ColumnChange[] = [];
  for (const { key, title } of filed.columns) if (!after.has(key)) changes.push({ key, title, change: 'removed' });
  for (const { key, title } of now.columns) {
    const was = before.get(key);
    if (!was) changes.push({ key, title, change: 'added' });
    else if (!sameTitle(was.title, title)) changes.push({ key, title, change: 'renamed' });
  }
  return changes;
};

/** 差异: what changed and what is gone in the order of the filed rows, then what came in the order of now. */
export const differences = (filed: Compared, now: Compared): Difference[] => {
  const kinds = new Map(now.columns.map((c) => [c.key, c.kind]));
  // Where a row stands moves when another comes or goes, and is no difference.
  const columns = filed.columns.filter(
    (c) => c.kind !== 'ordinal' && kinds.has(c.key) && kinds.get(c.key) !== 'ordinal',
  );
  const after = new Map(now.rows.map((row) => [row.key, row]));
  const before = new Set(filed.rows.map((row) => row.key));
  const found: Difference[] = [];
  for (const row of filed.rows) {
    const same = after.get(row.key);
    if (!same) {
      found.push({ change: 'gone', row, changed: [] });
      continue;
    }
    const changed = columns.flatMap(({ key: column, title }) => {
      const [was, is] = [row.cells[column] ?? null, same.cells[column] ?? null];
      return was === is ? [] : [{ column, title, before: was, after: is }];
    });
    if (changed.length > 0) found.push({ change: 'changed', row, changed });
  }
  for (const row of now.rows) if (!before.has(row.key)) found.push({ change: 'added', row, changed: [] });
  return found;
};
