// @ts-check
import { columnLetters, columnOf, decodeOffice, isoText, numberText, trimText } from './cell-text.js';
import { Refusal } from './thread-refusal.js';
import { mostItems } from './workbook-parts.js';
import { attributes, scanXml } from './xml-scan.js';
/**
 * @import { OpenSheet } from './workbook-parts.js'
 * @import { WorkbookLimits } from './workbook-types.js'
 */

/** @typedef {{ row: number, cells: string[] }} ReadRow cells in the order of the header */

const LONGEST_CELL = 32_767; // Excel's own limit

/**
 * How far below the header rows may reach, as a multiple of the row limit. Formatting leaves empty rows behind, so some
 * slack is fair; a sheet that runs to row 1,048,576 is a mistake or an attack.
 */
const REACH = 10;

/**
 * The header and the rows below it. Rows are judged as they are met, so that a sheet that is too long is not read to
 * its end.
 * @param {{ sheet: OpenSheet, limits: WorkbookLimits }} input
 * @returns {{ header: string[], rows: ReadRow[] }}
 */
export function readSheet({ sheet, limits }) {
  const collector = collectRows({ sheet: sheet.name, limits });
  let row = 0;
  let column = -1;
  let type = '';
  let style = -1;
  let text = '';
  let length = 0;
  let [inData, inRow, inCell, inHint, ended] = [false, false, false, false, false];
  /** `v` holds a value, `t` the text of an inline string; a formula's `f` is passed over. */
  let inValue = false;

  /** @param {string} tag */
  const openRow = (tag) => {
    const number = attributes(tag).get('r');
    const next = number === undefined ? row + 1 : Number(number);
    if (!Number.isInteger(next) || next <= row) throw new Refusal('damaged');
    row = next;
    column = -1;
    inRow = true;
    collector.open(row);
  };
  /** @param {string} tag */
  const openCell = (tag) => {
    const given = attributes(tag);
    const reference = given.get('r');
    column = reference === undefined ? column + 1 : columnOf(reference);
    if (column < 0) throw new Refusal('damaged');
    type = given.get('t') ?? 'n';
    style = Number(given.get('s') ?? -1);
    text = '';
    length = 0;
    inCell = true;
  };
  const cellText = () => {
    if (type === 's') return text === '' ? '' : (sheet.strings[Number(text)] ?? '');
    if (type === 'b') return text === '1' || text === 'true' ? '是' : text === '' ? '' : '否';
    if (type === 'n') return numberText({ raw: text.trim(), look: sheet.looks[style], from1904: sheet.from1904 });
    if (type === 'd') return isoText(text);
    return decodeOffice(text);
  };

  scanXml(sheet.xml, {
    open(name, tag) {
      if (name === 'sheetData') inData = true;
      else if (name === 'row' && inData) openRow(tag);
      else if (name === 'c' && inRow) openCell(tag);
      else if (name === 'rPh') inHint = true;
      else if (inCell && (name === 'v' || name === 't')) inValue = true;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') inHint = false;
      else if (name === 'c' && inCell) {
        inCell = false;
        collector.cell({ row, column, text: trimText(cellText()) });
      } else if (name === 'row' && inRow) {
        inRow = false;
        collector.close(row);
      } else if (name === 'sheetData') ended = true;
      return ended;
    },
    wantsText: () => inValue && !inHint,
    text(more) {
      length += more.length;
      if (length > LONGEST_CELL) throw new Refusal('cell', { row, limit: LONGEST_CELL });
      text += more;
    },
  });
  if (!ended) throw new Refusal('damaged');
  return collector.result();
}

/**
 * Turns cells into the header and rows, and holds the limits on both.
 * @param {{ sheet: string, limits: WorkbookLimits }} input
 */
function collectRows({ sheet, limits }) {
  /** @type {Map<number, string>} */
  let cells = new Map();
  /** @type {Map<number, string>} title by column */
  let titles = new Map();
  /** @type {ReadRow[]} */
  const rows = [];
  const mostCells = mostItems(limits);
  let headerRow = 0;
  let met = 0;

  /** @param {number} row */
  const takeHeader = (row) => {
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const [column, title] of cells) {
      const before = seen.get(title);
      if (before !== undefined) {
        const [first, second] = [columnLetters(before) + row, columnLetters(column) + row];
        throw new Refusal('duplicate-header', { title: title.slice(0, 60), first, second });
      }
      seen.set(title, column);
    }
    titles = new Map([...cells].sort(([left], [right]) => left - right));
    headerRow = row;
  };
  /** @param {number} row */
  const takeRow = (row) => {
    if (rows.length >= limits.rows) throw new Refusal('rows', { limit: limits.rows });
    for (const column of cells.keys()) {
      // Nothing that a person wrote is dropped in silence.
      if (!titles.has(column)) throw new Refusal('untitled', { cell: columnLetters(column) + row, row: headerRow });
    }
    rows.push({ row, cells: [...titles.keys()].map((column) => cells.get(column) ?? '') });
  };

  return {
    /** @param {number} row */
    open(row) {
      cells = new Map();
      if (row > headerRow + limits.rows * REACH) throw new Refusal('reach', { row });
    },
    /** @param {{ row: number, column: number, text: string }} input */
    cell({ row, column, text }) {
      met += 1;
      if (met > mostCells) throw new Refusal('cells', { limit: mostCells });
      if (text === '') return;
      if (column >= limits.columns) {
        throw new Refusal('columns', { cell: columnLetters(column) + row, limit: limits.columns });
      }
      cells.set(column, text);
    },
    /** @param {number} row */
    close(row) {
      if (cells.size === 0) return;
      if (headerRow === 0) takeHeader(row);
      else takeRow(row);
    },
    result() {
      if (headerRow === 0) throw new Refusal('no-header', { sheet });
      return { header: [...titles.values()], rows };
    },
  };
}
