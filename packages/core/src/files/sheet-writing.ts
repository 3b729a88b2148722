import type { Cell, CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx';
import type { NamedRange } from 'hucre';
import { neutralise } from './formula-guard.js';
import { printable } from './printable.js';
import { runInThread, ThreadLost } from './workbook-thread.js';

/** 宋体 under the name that Windows, WPS and LibreOffice all know. */
export const BODY_FONT = { name: 'SimSun', size: 11 } as const;
export const TEXT_FORMAT = '@';
const THIN = { style: 'thin' } as const;
export const GRID = { top: THIN, right: THIN, bottom: THIN, left: THIN } as const;
export const HEADER_STYLE: CellStyle = {
  font: { ...BODY_FONT, bold: true },
  border: GRID,
  numFmt: TEXT_FORMAT,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};

const LONGEST_CELL = 32_767;
const WRITING = { memoryMiB: 1024, seconds: 120 } as const;
/** What hucre would write as an error value instead of text. */
const ERROR_VALUES = /^#[A-Z0-9_/]+[!?]?$/;

// oxlint-disable-next-line no-control-regex -- what a text may hold that is not as it should be
const SUSPICIOUS = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x/i;

function cleaned(value: string): string {
  return printable(value).replace(/_x[0-9a-f]{4}_/gi, (code) => `_x005F${code}`);
}

/** Text as a cell may hold it: no characters that XML forbids, Excel's length, and no formula. */
export function safeText(value: string): string {
  // Almost every text is clean, and a hundred thousand of them are written at a time.
  const clean = SUSPICIOUS.test(value) ? cleaned(value) : value;
  const guarded = neutralise(clean);
  return guarded.length <= LONGEST_CELL ? guarded : `${guarded.slice(0, LONGEST_CELL - 1)}…`;
}

/** How wide a text stands, in characters: CJK and full-width characters take two. */
export function textWidth(text: string): number {
  return text
    .split('\n')
    .reduce(
      (widest, line) => Math.max(widest, line.length + (line.match(/[\u1100-\u11ff\u2e80-\uffef]/g)?.length ?? 0)),
      0,
    );
}

/** A sheet name that Excel takes: at most 31 characters, none of `[ ] : * ? / \`, and not one already in use. */
export function sheetName(input: { readonly wanted: string; readonly taken?: readonly string[] }): string {
  const clean = input.wanted
    .replace(/[[\]:*?/\\\p{Cc}\ufffe\uffff]/gu, ' ')
    .trimStart()
    .slice(0, 31)
    // also what the cut has left of a character of two halves
    .replace(/^[\s']+|[\s']+$|\p{Surrogate}/gu, '');
  const name = clean === '' || clean.toLowerCase() === 'history' ? `${clean}_` : clean;
  const used = (input.taken ?? []).some((each) => each.toLowerCase() === name.toLowerCase());
  return used ? `${name.slice(0, 30)}_` : name;
}

/** A sheet that grows row by row, every text made safe on the way in. */
export interface SheetDraft {
  readonly rows: CellValue[][];
  readonly cells: Map<string, Partial<Cell>>;
}

/** Adds a row in the columns' own styles. */
export function addRow(draft: SheetDraft, values: readonly (string | number | null)[]): void {
  const at = draft.rows.length;
  draft.rows.push(
    values.map((value, column) => {
      if (typeof value !== 'string') return value;
      const text = safeText(value);
      if (ERROR_VALUES.test(text)) draft.cells.set(`${at},${column}`, { richText: [{ text }] });
      return text;
    }),
  );
}

/** Sets one cell with a style of its own; the row must exist. */
export function setCell(
  draft: SheetDraft,
  input: {
    readonly row: number;
    readonly column: number;
    readonly value: string | number | null;
    readonly style: CellStyle;
  },
): void {
  const value = typeof input.value === 'string' ? safeText(input.value) : input.value;
  const asText = typeof value === 'string' && ERROR_VALUES.test(value) ? { richText: [{ text: value }] } : {};
  draft.cells.set(`${input.row},${input.column}`, { value, style: input.style, ...asText });
}

/** hucre's own page set-up writes the sheet's name without quotes, and Excel then calls the whole file damaged. */
function printTitles({ sheet, row }: { readonly sheet: string; readonly row: number }): NamedRange {
  return { name: '_xlnm.Print_Titles', range: `'${sheet.replaceAll("'", "''")}'!$${row}:$${row}`, scope: sheet };
}

/** Writes the workbook in a thread: 20,000 rows of 20 columns would hold up every request for two seconds. */
export async function writeSheets(input: {
  readonly title: string;
  readonly sheets: WriteSheet[];
  /** Gives the columns of the first sheet the style of its cell A2, for the rows to come. */
  readonly wholeColumns?: boolean;
  /** The row (from 1) that every printed page repeats. */
  readonly repeated?: { readonly sheet: string; readonly row: number };
}): Promise<Buffer> {
  const { repeated } = input;
  const options: WriteOptions = {
    sheets: input.sheets,
    defaultFont: BODY_FONT,
    properties: { title: safeText(input.title) },
    ...(repeated === undefined ? {} : { namedRanges: [printTitles(repeated)] }),
  };
  const content = await runInThread<Uint8Array>({
    job: { kind: 'write', options, wholeColumns: input.wholeColumns ?? false },
    ...WRITING,
    transfer: [],
    onAnswer: (answer) => {
      if (answer.kind === 'written') return answer.content;
      throw new ThreadLost({ reason: 'failed', cause: answer });
    },
  });
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}
