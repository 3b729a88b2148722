/**
 * A block of cells as Excel and WPS put it on the clipboard: tabs between cells, line ends between rows, quotes around
 * a cell that holds either, and around quotes, which are then doubled.
 */
export const parseTsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c === '\r' && text[i + 1] === '\n' ? '' : c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && cell === '' && closes(text, i)) quoted = true;
    else if (c === '\t') endCell();
    else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i += 1;
      endRow();
    } else cell += c;
  }
  // The last line end ends the last row and begins no other.
  if (cell !== '' || row.length > 0) endRow();
  return rows;
};

/** Whether a quote at the start of a cell is closed at the end of one: otherwise somebody just typed a quote. */
const closes = (text: string, from: number): boolean => {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (text[i + 1] === '"') i += 1;
    else return i + 1 === text.length || ['\t', '\n', '\r'].includes(text[i + 1] ?? '');
  }
  return false;
};

/** The same the other way round, for copying. */
export const writeTsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');
