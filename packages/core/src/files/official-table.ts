import { setImmediate as turn } from 'node:timers/promises';
import { columnLetters } from './cell-text.js';
import { sheetName, textWidth } from './sheet-writing.js';
import { bodyLook, cellValue, columnWidth, summing } from './table-columns.js';
import { type Look, lookBook } from './table-styles.js';
import { bookParts, cellXml, rowXml, sheetEnd, SHEET_PART, sheetStart } from './table-xml.js';
import type { OfficialTable, TableRow } from './workbook-types.js';
import { type Write, zipTo } from './zip-writing.js';

const TITLE: Look = { size: 18, bold: true, horizontal: 'center' };
const HEADER: Look = { bold: true, grid: true, format: '@', horizontal: 'center' };
const HEADER_ROW = 3;
const LINE_HEIGHT = 15; // points
/** Few enough that writing them holds up no other request. */
const PAGE_ROWS = 500;

/** Where a table is written to, piece by piece. */
export interface Target {
  readonly write: Write;
  /** Aborted when nobody wants the rest. */
  readonly signal?: AbortSignal;
}

/**
 * Writes a table in the layout that bureaus expect: title across all columns, unit line left and date line right, bold
 * header that repeats on every printed page, bordered rows, totals, notes, and the signature line spread over the
 * columns. A4 landscape, fitted to the page's width. Text that looks like a formula is neutralised. Nothing is written
 * before the first page of rows is there, and none is kept once it is written.
 * @throws RangeError when there is no column, or a money value is not a whole number of fen
 */
export async function streamOfficialTable(table: OfficialTable, { write, signal }: Target): Promise<void> {
  const { columns } = table;
  if (columns.length === 0) throw new RangeError(`The table "${table.title}" has no columns.`);
  const { sample, count, sums, pages } = await openRows(table);
  const widths = columns.map((column) => {
    const isSummed = column.total === true && table.totalLabel !== undefined;
    return columnWidth(column, { sample, sum: isSummed ? sums(column.key) : undefined });
  });
  const looks = lookBook();
  const frame = framing({ table, widths, looks });
  const head = frame.head();
  const body = columns.map((column) => looks.of(bodyLook(column)));
  const letters = columns.map((_, at) => columnLetters(at));
  const totals = summing(columns);
  const foot = frame.foot(HEADER_ROW + count);

  async function* sheet(): AsyncGenerator<string> {
    yield sheetStart({ widths, rows: foot.rows, frozen: HEADER_ROW }) + head;
    let at = 0;
    for await (const page of pages) {
      signal?.throwIfAborted();
      let xml = '';
      for (const row of page) {
        const number = HEADER_ROW + at + 1;
        let cells = '';
        for (let i = 0; i < columns.length; i++) {
          const column = columns[i]!;
          const value = cellValue({ column, value: row[column.key] ?? null, at });
          cells += cellXml(`${letters[i]!}${number}`, body[i]!, value);
        }
        xml += rowXml(number, cells);
        at += 1;
      }
      totals.add(page);
      yield xml;
      await turn();
    }
    yield foot.xml(totals.of) + sheetEnd(frame.merges);
  }

  const name = sheetName({ wanted: table.sheet });
  const zip = zipTo(write);
  const styles = looks.xml();
  for (const [part, content] of bookParts({ title: table.title, sheet: name, styles, repeated: HEADER_ROW }))
    zip.add(part, content);
  await zip.stream(SHEET_PART, sheet());
  zip.end();
}

/** The same as one piece. */
export async function writeOfficialTable(table: OfficialTable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await streamOfficialTable(table, { write: (bytes) => void pieces.push(bytes) });
  return Buffer.concat(pieces);
}

/** The rows as pages, and what of them is known before the first is written. */
async function openRows({ rows, columns }: OfficialTable): Promise<{
  readonly sample: readonly TableRow[];
  readonly count: number;
  /** Sums as far as they are known: those of the first page, grown to all rows. */
  readonly sums: (key: string) => number;
  readonly pages: AsyncIterable<readonly TableRow[]>;
}> {
  const sums = summing(columns);
  if (!('pages' in rows)) {
    const listed = rows;
    sums.add(listed);
    async function* pages() {
      for (let from = 0; from < listed.length; from += PAGE_ROWS) yield listed.slice(from, from + PAGE_ROWS);
    }
    return { sample: listed, count: rows.length, sums: sums.of, pages: pages() };
  }
  const rest = rows.pages[Symbol.asyncIterator]();
  const first = await rest.next();
  const sample = first.done === true ? [] : first.value;
  sums.add(sample);
  async function* pages() {
    yield sample;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  const times = sample.length === 0 ? 1 : Math.ceil(rows.count / sample.length);
  return { sample, count: rows.count, sums: (key) => sums.of(key) * times, pages: pages() };
}

/** What stands above and below the rows. */
function framing(o: {
  readonly table: OfficialTable;
  readonly widths: readonly number[];
  readonly looks: ReturnType<typeof lookBook>;
}) {
  const { table, widths, looks } = o;
  const { columns } = table;
  const merges: string[] = [];
  const last = columns.length - 1;
  const cell = (row: number, column: number) => `${columnLetters(column)}${row}`;

  /** One row of texts, each over its share of the columns. */
  const line = (row: number, texts: readonly string[], style: (at: number) => Look, height: number): string => {
    const cells = shareColumns(widths, texts.length).map(([from, to], at) => {
      if (to > from) merges.push(`${cell(row, from)}:${cell(row, to)}`);
      return cellXml(cell(row, from), looks.of(style(at)), texts[at] ?? '');
    });
    return rowXml(row, cells.join(''), height);
  };
  const left = (): Look => ({ horizontal: 'left' });

  const labelAt = columns.findIndex(({ total }) => total !== true);
  const totals = (row: number, label: string, sumOf: (key: string) => number): string => {
    const cells = columns.map((column, at) => {
      const value =
        column.total === true
          ? cellValue({ column, value: sumOf(column.key), at: row })
          : at === labelAt
            ? label
            : null;
      return cellXml(cell(row, at), totalLooks[at]!, value);
    });
    return rowXml(row, cells.join(''));
  };
  // Named before anything is written, as the looks of a workbook stand before its sheet.
  const totalLooks =
    table.totalLabel === undefined
      ? []
      : columns.map((column, at) =>
          looks.of({
            ...bodyLook(column),
            bold: true,
            ...(column.total === true ? { shrink: true } : {}),
            ...(at === labelAt ? { horizontal: 'center' as const } : {}),
          }),
        );

  return {
    merges,
    head: (): string => {
      const height = linesHeight({ text: table.title, widths, perLine: 32, scale: 18 / 11 });
      const under = last > 0 ? [table.unitLine, table.dateLine] : [`${table.unitLine}　${table.dateLine}`];
      const titles = columns.map(({ title }, at) => cellXml(cell(HEADER_ROW, at), looks.of(HEADER), title));
      return (
        line(1, [table.title], () => TITLE, height) +
        line(2, under, (at) => ({ horizontal: at === 0 ? 'left' : 'right' }), 24) +
        rowXml(HEADER_ROW, titles.join(''))
      );
    },
    /** What follows row `after`; the sums come last, when all rows have been seen. */
    foot: (after: number) => {
      let row = after;
      const totalRow = table.totalLabel === undefined ? undefined : ++row;
      const lines = (table.notes ?? []).map((note) => {
        const height = linesHeight({ text: note, widths, perLine: LINE_HEIGHT, scale: 1 });
        return line(++row, [note], left, height);
      });
      if (table.signatures.length > 0) row += 1; // an empty one
      for (let at = 0; at < table.signatures.length; at += columns.length)
        lines.push(line(++row, table.signatures.slice(at, at + columns.length), left, 2 * LINE_HEIGHT));
      return {
        rows: row,
        xml: (sumOf: (key: string) => number): string =>
          (totalRow === undefined ? '' : totals(totalRow, table.totalLabel!, sumOf)) + lines.join(''),
      };
    },
  };
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
