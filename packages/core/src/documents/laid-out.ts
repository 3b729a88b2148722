import type { DocumentBlock, DocumentTable, DocumentValue, Language } from '@xieshou/sdk';
import { t } from '@xieshou/sdk';
import type { WordBlock, WordCell } from '../files/word.js';

export interface LaidCell {
  readonly value: DocumentValue;
  /** In how many rows it stands; 0 where the cell above reaches down to it. */
  readonly rows: number;
}

interface LaidTable {
  readonly kind: 'table';
  readonly columns: readonly { readonly title: DocumentTable['columns'][number]['title']; readonly width: number }[];
  readonly rows: readonly (readonly LaidCell[])[];
  readonly totals: readonly LaidCell[] | null;
}

/** A part as it is printed and previewed: merged cells and sums are worked out. */
export type LaidBlock = Exclude<DocumentBlock, DocumentTable> | LaidTable;

const isSame = (a: DocumentValue, b: DocumentValue): boolean =>
  a !== null && b !== null && typeof a === 'object' && typeof b === 'object' ? a.zh === b.zh && a.en === b.en : a === b;

/** Whether a row goes on with the cell above it: it says the same there, and in the merged columns before. */
const goesOn = (table: DocumentTable, row: number, column: number): boolean =>
  row > 0 &&
  table.columns
    .slice(0, column + 1)
    .every(
      ({ merge }, at) =>
        !merge || (table.rows[row]![at] !== null && isSame(table.rows[row]![at]!, table.rows[row - 1]![at]!)),
    );

const rowsOf = (table: DocumentTable): LaidCell[][] => {
  const merged = table.columns.map(({ merge }) => merge === true);
  const laid: { value: DocumentValue; rows: number }[][] = [];
  const top: ({ value: DocumentValue; rows: number } | undefined)[] = [];
  table.rows.forEach((row, at) => {
    laid.push(
      row.map((value, column) => {
        const above = top[column];
        if (merged[column] && above && goesOn(table, at, column)) {
          above.rows += 1;
          return { value: null, rows: 0 };
        }
        return (top[column] = { value, rows: 1 });
      }),
    );
  });
  return laid;
};

const totalsOf = ({ columns, rows }: DocumentTable): LaidCell[] | null => {
  if (!columns.some(({ total }) => total)) return null;
  const labelAt = columns.findIndex(({ total }) => !total);
  return columns.map(({ total }, at) => ({
    value: total
      ? rows.reduce((sum, row) => sum + Number(row[at] ?? 0), 0)
      : at === labelAt
        ? t('合计', 'Total')
        : null,
    rows: 1,
  }));
};

export const laidOut = (block: DocumentBlock): LaidBlock =>
  block.kind === 'table'
    ? {
        kind: 'table',
        columns: block.columns.map(({ title, width = 1 }) => ({ title, width })),
        rows: rowsOf(block),
        totals: totalsOf(block),
      }
    : block;

/** Rows of all tables and grids together. */
export const rowsIn = (blocks: readonly DocumentBlock[]): number =>
  blocks.reduce((sum, block) => sum + ('rows' in block ? block.rows.length : 1), 0);

const inWords = (value: DocumentValue, language: Language): string =>
  value === null ? '' : typeof value === 'object' ? value[language] : String(value);

const cellIn =
  (language: Language) =>
  ({ value, rows }: LaidCell): WordCell => ({
    text: inWords(value, language),
    rows,
    isNumber: typeof value === 'number',
  });

/** A part in one language, for paper. */
export const inLanguage = (block: LaidBlock, language: Language): WordBlock => {
  switch (block.kind) {
    case 'fields':
      return {
        ...block,
        rows: block.rows.map((row) =>
          row.map(({ label, value }) => ({ label: label[language], value: inWords(value, language) })),
        ),
      };
    case 'table':
      return {
        ...block,
        columns: block.columns.map(({ title, width }) => ({ title: title[language], width })),
        rows: block.rows.map((row) => row.map(cellIn(language))),
        totals: block.totals?.map(cellIn(language)) ?? null,
      };
    case 'blanks':
      return { ...block, title: block.title[language] };
    case 'signatures':
      return { ...block, lines: block.lines.map((line) => line[language]) };
    default:
      return { ...block, text: block.text[language] };
  }
};
