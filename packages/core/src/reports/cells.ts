import type { Cell, Report, ReportColumn } from '@xieshou/sdk';
import { programmeFault } from '../programmes/programme-faults.js';

/** A column of text holds text, any other whole numbers; either may be empty. */
const fits = ({ kind }: ReportColumn, cell: Cell): boolean =>
  cell === null || (kind === 'text' ? typeof cell === 'string' : Number.isSafeInteger(cell));

/** A row's cells in the report's columns, and nothing else; what does not fit its column is the programme's fault. */
export const cellsOf = (o: {
  readonly plugin: string;
  readonly report: string;
  readonly columns: Report['columns'];
  readonly row: Readonly<Record<string, Cell | undefined>>;
}): Record<string, Cell> => {
  const cells: Record<string, Cell> = {};
  for (const [key, column] of Object.entries(o.columns)) {
    const cell = o.row[key] ?? null;
    if (!fits(column, cell)) {
      const held = typeof cell === 'number' ? String(cell) : `a ${typeof cell}`;
      throw programmeFault(o.plugin, `reports.${o.report}.rows`, `${key} holds ${held} in a column of ${column.kind}`);
    }
    cells[key] = cell;
  }
  return cells;
};
