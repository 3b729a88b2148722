import { today } from '@xieshou/sdk';
import { writeXlsx } from 'hucre/xlsx';
import type { Slip } from './slips-sheet.js';

/** Text that a spreadsheet would take for a formula once the file is saved as CSV gets a quote in front. */
const plain = (text: string): string =>
  /^'*[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;

/**
 * The slips as a workbook with one heading row, as a mail merge wants it; every cell is text. Written in this page from
 * what it shows: the server has no password to write.
 */
export const slipsWorkbook = (o: {
  readonly slips: readonly Slip[];
  readonly sheet: string;
  readonly columns: readonly [title: string, cell: (slip: Slip) => string][];
}): Promise<Uint8Array> => {
  const rows = o.slips.map((slip) => o.columns.map(([, cell]) => plain(cell(slip))));
  return writeXlsx({
    sheets: [
      {
        name: o.sheet,
        columns: o.columns.map(([title], at) => ({
          width: Math.max(...[title, ...rows.map((row) => row[at]!)].map((text) => text.length)) * 1.6 + 2,
          style: { numFmt: '@' },
        })),
        rows: [o.columns.map(([title]) => title), ...rows],
        freezePane: { rows: 1 },
      },
    ],
  });
};

/** Lets the browser save it. */
export const saveSlips = async (o: Parameters<typeof slipsWorkbook>[0]): Promise<void> => {
  const bytes = await slipsWorkbook(o);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }),
  );
  link.download = `${o.sheet}-${today(new Date())}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
