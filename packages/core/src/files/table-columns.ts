import { textWidth } from './sheet-writing.js';
import type { Look } from './table-styles.js';
import type { SheetColumn, TableRow } from './workbook-types.js';

type Value = string | number | null;

const YUAN = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
const EXACT_DIGITS = 1e15; // Excel keeps 15 significant digits
const SAMPLE_ROWS = 500;
const [NARROWEST, WIDEST] = [6, 40];

/** The value as it stands in the cell. Ids and long digits become text, since Excel would round them. */
export function cellValue(input: { readonly column: SheetColumn; readonly value: Value; readonly at: number }): Value {
  const { column, value } = input;
  if (typeof value !== 'number') return value;
  if (column.kind === 'text' || column.kind === 'day' || !Number.isFinite(value)) return String(value);
  if (column.kind === 'money' && !Number.isSafeInteger(value)) {
    throw new RangeError(`Column "${column.key}", row ${input.at + 1}: ${value} is not a whole number of fen.`);
  }
  if (Math.abs(value) >= EXACT_DIGITS) return column.kind === 'money' ? yuanText(value) : String(value);
  return column.kind === 'money' ? value / 100 : value;
}

function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What a sum shows: fifteen digits keep 0.1 + 0.2 at 0.3. */
const rounded = (sum: number): number => (Number.isSafeInteger(sum) ? sum : Number(sum.toPrecision(15)));

/** Sums the columns that are to be summed, page by page. Texts among the numbers, such as —, count nothing. */
export const summing = (columns: readonly SheetColumn[]) => {
  const sums = new Map(columns.filter((column) => column.total === true).map(({ key }) => [key, 0]));
  return {
    add: (rows: readonly TableRow[]): void => {
      for (const [key, before] of sums) {
        let sum = before;
        for (const row of rows) {
          const value = row[key];
          if (typeof value === 'number') sum += value;
        }
        sums.set(key, sum);
      }
    },
    of: (key: string): number => rounded(sums.get(key) ?? 0),
  };
};

/** The look of a column's body cells. */
export function bodyLook({ kind, align }: SheetColumn): Look {
  const horizontal =
    align ??
    (kind === 'money' || kind === 'integer'
      ? 'right'
      : kind === 'day'
        ? 'center'
        : kind === 'text'
          ? 'left'
          : undefined);
  const format = kind === 'money' ? '#,##0.00' : kind === 'integer' ? '0' : kind === undefined ? undefined : '@';
  return {
    grid: true,
    ...(horizontal === undefined ? {} : { horizontal }),
    ...(format === undefined ? {} : { format }),
  };
}

/** In characters, from the title, the first rows and the sum; never so narrow or wide that the page suffers. */
export function columnWidth(
  column: SheetColumn,
  o: { readonly sample: readonly TableRow[]; readonly sum: number | undefined },
): number {
  if (column.width !== undefined) return column.width;
  const shown = (value: Value): string =>
    typeof value === 'number' && column.kind === 'money'
      ? (value / 100).toLocaleString('en', YUAN)
      : String(value ?? '');
  const sums = o.sum === undefined ? [] : [shown(o.sum)];
  const values = o.sample.slice(0, SAMPLE_ROWS).map((row) => shown(row[column.key] ?? null));
  const widest = [column.title, ...values, ...sums].reduce((width, text) => Math.max(width, textWidth(text)), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}
