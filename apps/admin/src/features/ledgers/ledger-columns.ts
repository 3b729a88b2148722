import type { ReadLedgerResponse } from '../../api/generated/types.gen.js';

export type Cell = string | number | null;
export type LedgerColumn = ReadLedgerResponse['columns'][number];
export type LedgerRow = ReadLedgerResponse['rows'][number];

interface Drawn {
  readonly forms: readonly {
    readonly key: string;
    readonly brief: readonly string[];
    readonly fields: readonly { readonly key: string; readonly widget: string }[];
  }[];
  readonly ledgers: readonly { readonly key: string; readonly from: readonly string[] }[];
}

const formsOf = (manifest: Drawn, ledger: string) => {
  const from = manifest.ledgers.find(({ key }) => key === ledger)?.from ?? [];
  return manifest.forms.filter(({ key }) => from.includes(key));
};

/** How a column's cells are set: numbers at the end, short words in one line, running text with room. */
export type Setting = 'number' | 'short' | 'long' | 'text';

const byWidget: Readonly<Record<string, Setting>> = {
  integer: 'number',
  share: 'number',
  money: 'number',
  day: 'short',
  person: 'short',
  choice: 'short',
  yesNo: 'short',
  attachments: 'short',
  longText: 'long',
};
const builtIn: Readonly<Record<string, Setting>> = {
  '@number': 'number',
  '@form': 'short',
  '@recordedBy': 'short',
  '@confirmedBy': 'short',
  '@state': 'short',
};

/** The setting of every column that is not plain text, by what its forms' fields of that name hold. */
export const columnSettings = (manifest: Drawn, ledger: string): Readonly<Record<string, Setting>> => ({
  ...builtIn,
  ...Object.fromEntries(
    formsOf(manifest, ledger).flatMap(({ fields }) =>
      fields.flatMap(({ key, widget }) => {
        const setting = byWidget[widget];
        return setting ? [[key, setting]] : [];
      }),
    ),
  ),
});

/**
 * Columns of a phone's card: first what its forms name as identifying, then day, form, parties and state where the
 * ledger has them.
 */
export const cardColumns = <Column extends { readonly key: string }>(
  manifest: Drawn,
  ledger: string,
  columns: readonly Column[],
): readonly Column[] => {
  const brief = formsOf(manifest, ledger).flatMap((form) => form.brief.filter((key) => key !== 'on'));
  const wanted = [...new Set([...brief, 'on', '@form', '@helper', '@helped', '@state'])];
  const found = wanted.flatMap((key) => columns.filter((column) => column.key === key));
  return found.length > 0 ? found : columns.slice(0, 4);
};

/** Sums of the total columns over the rows given; a column without any number has no sum. */
export const sumsOf = (
  columns: readonly Pick<LedgerColumn, 'key' | 'total'>[],
  rows: readonly Pick<LedgerRow, 'cells'>[],
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    columns
      .filter(({ total }) => total)
      .flatMap(({ key }) => {
        const found = rows.map(({ cells }) => cells[key]).filter((cell) => typeof cell === 'number');
        return found.length > 0 ? [[key, found.reduce((sum, n) => sum + n, 0)]] : [];
      }),
  );

/** How many columns at the start hold no sum: the words of the totals row stand across them. */
export const columnsBeforeSums = (columns: readonly Pick<LedgerColumn, 'total'>[]): number => {
  const first = columns.findIndex(({ total }) => total);
  return first < 0 ? columns.length : first;
};
