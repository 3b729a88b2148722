import type { Rows } from './grid.js';

const prefix = 'draft:batch:';

interface Kept {
  /** Keys of the columns when it was kept: a form may have changed since. */
  readonly columns: readonly string[];
  readonly rows: Rows;
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as Kept).columns) &&
  Array.isArray((value as Kept).rows) &&
  (value as Kept).rows.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string'));

/**
 * Rows that have not been handed in yet, in this browser, for one person and form. They outlive a reload and a crash,
 * and go with the person's signing out.
 */
export const keptRows = (o: { readonly user: string; readonly programme: string; readonly form: string }) => {
  const key = `${prefix}${o.user}:${o.programme}:${o.form}`;
  return {
    read: (columns: readonly string[]): Rows | undefined => {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
        if (!isKept(kept)) return undefined;
        return kept.rows.map((row) => columns.map((column) => row[kept.columns.indexOf(column)] ?? ''));
      } catch {
        return undefined; // storage switched off, or something else wrote there
      }
    },
    write: (columns: readonly string[], rows: Rows): boolean => {
      try {
        localStorage.setItem(key, JSON.stringify({ columns, rows }));
        return true;
      } catch {
        return false; // storage switched off or full
      }
    },
    clear: (): void => {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept then.
      }
    },
  };
};
