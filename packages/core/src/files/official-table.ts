import type { CellStyle, ColumnDef } from 'hucre/xlsx';
import { addRow, BODY_FONT, HEADER_STYLE, setCell, sheetName, textWidth, writeSheets } from './sheet-writing.js';
import type { SheetDraft } from './sheet-writing.js';
import { bodyStyle, cellValue, columnWidth, sumOf } from './table-columns.js';
import type { OfficialTable } from './workbook-types.js';

const TITLE_STYLE: CellStyle = {
  font: { ...BODY_FONT, size: 18, bold: true },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const HEADER_ROW = 2;
const LINE_HEIGHT = 15; // points

/**
 * Writes a table in the layout that bureaus expect: title across all columns, unit line left and date line right, bold
 * header that repeats on every printed page, bordered rows, totals, notes, and the signature line spread over the
 * columns. A4 landscape, fitted to the page's width. Text that looks like a formula is neutralised.
 * @throws RangeError when there is no column, or a money value is not a whole number of fen
 */
export async function writeOfficialTable(table: OfficialTable): Promise<Buffer> {
  if (table.columns.length === 0) throw new RangeError(`The table "${table.title}" has no columns.`);
  const draft: SheetDraft = { rows: [], cells: new Map() };
  const widths = table.columns.map((column) => columnWidth(column, table));
  const heights = new Map<number, number>();
  const merges: { startRow: number; startCol: number; endRow: number; endCol: number }[] = [];
  const last = table.columns.length - 1;

  /** One row of texts, each over its share of the columns. */
  const addLine = (texts: readonly string[], style: (at: number) => CellStyle, height: number): void => {
    const row = draft.rows.length;
    addRow(draft, []);
    heights.set(row, height);
    shareColumns(widths, texts.length).forEach(([from, to], at) => {
      setCell(draft, { row, column: from, value: texts[at] ?? '', style: style(at) });
      if (to > from) merges.push({ startRow: row, startCol: from, endRow: row, endCol: to });
    });
  };
  const line = (horizontal: 'left' | 'right'): CellStyle => ({
    font: BODY_FONT,
    alignment: { horizontal, vertical: 'center', wrapText: true },
  });

  addLine([table.title], () => TITLE_STYLE, linesHeight({ text: table.title, widths, perLine: 32, scale: 18 / 11 }));
  const under = last > 0 ? [table.unitLine, table.dateLine] : [`${table.unitLine}　${table.dateLine}`];
  addLine(under, (at) => line(at === 0 ? 'left' : 'right'), 24);
  addRow(draft, []);
  table.columns.forEach(({ title }, column) =>
    setCell(draft, { row: HEADER_ROW, column, value: title, style: HEADER_STYLE }),
  );
  table.rows.forEach((values, at) => {
    addRow(
      draft,
      table.columns.map((column) => cellValue({ column, value: values[column.key] ?? null, at })),
    );
  });
  if (table.totalLabel !== undefined) addTotals(draft, table, table.totalLabel);
  for (const note of table.notes ?? []) {
    addLine([note], () => line('left'), linesHeight({ text: note, widths, perLine: LINE_HEIGHT, scale: 1 }));
  }
  if (table.signatures.length > 0) {
    addRow(draft, []);
    for (let at = 0; at < table.signatures.length; at += table.columns.length) {
      addLine(table.signatures.slice(at, at + table.columns.length), () => line('left'), 2 * LINE_HEIGHT);
    }
  }

  const name = sheetName({ wanted: table.sheet });
  return writeSheets({
    title: table.title,
    repeated: { sheet: name, row: HEADER_ROW + 1 },
    sheets: [
      {
        name,
        columns: table.columns.map((column, at): ColumnDef => ({
          width: widths[at] ?? 0,
          style: bodyStyle(column),
        })),
        ...draft,
        merges,
        rowDefs: new Map([...heights].map(([row, height]) => [row, { height }])),
        freezePane: { rows: HEADER_ROW + 1 },
        pageSetup: {
          paperSize: 'a4',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0, // as many pages down as needed
          horizontalCentered: true,
          margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
        },
        headerFooter: { oddFooter: '&C&P / &N' },
      },
    ],
  });
}

function addTotals(draft: SheetDraft, table: OfficialTable, label: string): void {
  const row = draft.rows.length;
  addRow(draft, []);
  const labelAt = table.columns.findIndex(({ total }) => total !== true);
  table.columns.forEach((column, at) => {
    const sum = (): string | number | null =>
      cellValue({ column, value: sumOf(table, column.key), at: table.rows.length });
    const value = column.total === true ? sum() : at === labelAt ? label : null;
    const style = bodyStyle(column);
    const alignment = at === labelAt ? { ...style.alignment, horizontal: 'center' as const } : style.alignment;
    setCell(draft, {
      row,
      column: at,
      value,
      style: { ...style, font: { ...BODY_FONT, bold: true }, ...(alignment === undefined ? {} : { alignment }) },
    });
  });
}

function linesHeight(input: {
  readonly text: string;
  readonly widths: readonly number[];
  readonly perLine: number;
  readonly scale: number;
}): number {
  // Excel does not fit the height of merged cells by itself.
  const room = input.widths.reduce((sum, width) => sum + width, 0) / input.scale;
  const lines = input.text.split('\n').reduce((sum, text) => sum + Math.max(1, Math.ceil(textWidth(text) / room)), 0);
  return Math.min(400, lines * input.perLine);
}

/** Splits the columns into neighbouring groups of about equal width, as [first, last]. */
function shareColumns(widths: readonly number[], parts: number): [number, number][] {
  const shares: [number, number][] = [];
  let from = 0;
  let rest = widths.reduce((sum, width) => sum + width, 0);
  for (let left = parts; left > 0; left--) {
    const mostTo = widths.length - left; // one column stays for each part still to come
    let to = from;
    let width = widths[from] ?? 0;
    while (to < mostTo && (left === 1 || width + (widths[to + 1] ?? 0) / 2 <= rest / left)) {
      to += 1;
      width += widths[to] ?? 0;
    }
    shares.push([from, to]);
    from = to + 1;
    rest -= width;
  }
  return shares;
}
