import type { CellStyle } from 'hucre/xlsx';
import { BODY_FONT, GRID, textWidth, TEXT_FORMAT } from './sheet-writing.js';
import type { OfficialTable, SheetColumn } from './workbook-types.js';

type Value = string | number | null;

const MONEY_FORMAT = '#,##0.00';
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

/** The sum of a column. Texts among the numbers, such as —, count nothing. Fifteen digits keep 0.1 + 0.2 at 0.3. */
export function sumOf(table: OfficialTable, key: string): number {
  const sum = table.rows.reduce((before, row) => {
    const value = row[key];
    return typeof value === 'number' ? before + value : before;
  }, 0);
  return Number.isSafeInteger(sum) ? sum : Number(sum.toPrecision(15));
}

/** The style of a column's body cells. */
export function bodyStyle({ kind, align }: SheetColumn): CellStyle {
  const horizontal =
    align ??
    (kind === 'money' || kind === 'integer'
      ? 'right'
      : kind === 'day'
        ? 'center'
        : kind === 'text'
          ? 'left'
          : undefined);
  const numFmt =
    kind === 'money' ? MONEY_FORMAT : kind === 'integer' ? '0' : kind === undefined ? undefined : TEXT_FORMAT;
  return {
    font: BODY_FONT,
    border: GRID,
    alignment: { vertical: 'center', wrapText: true, ...(horizontal === undefined ? {} : { horizontal }) },
    ...(numFmt === undefined ? {} : { numFmt }),
  };
}

/** In characters, from the title, the first rows and the sum; never so narrow or wide that the page suffers. */
export function columnWidth(column: SheetColumn, table: OfficialTable): number {
  if (column.width !== undefined) return column.width;
  const shown = (value: Value): string =>
    typeof value === 'number' && column.kind === 'money'
      ? (value / 100).toLocaleString('en', YUAN)
      : String(value ?? '');
  const sums = column.total === true && table.totalLabel !== undefined ? [shown(sumOf(table, column.key))] : [];
  const values = table.rows.slice(0, SAMPLE_ROWS).map((row) => shown(row[column.key] ?? null));
  const widest = [column.title, ...values, ...sums].reduce((width, text) => Math.max(width, textWidth(text)), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}
