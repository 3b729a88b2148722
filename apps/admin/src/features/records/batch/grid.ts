import { plain } from './read-cell.js';

/** The text of the cells of one row, in the order of the columns. Never changed, only replaced. */
export type Row = readonly string[];
export type Rows = readonly Row[];

/** Rows that one submission holds. */
export const mostRows = 200;

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What a selection covers, both ends included. */
export interface Area {
  readonly from: Place;
  readonly to: Place;
}

export const areaOf = (a: Place, b: Place): Area => ({
  from: { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) },
  to: { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) },
});

export const emptyRow = (columns: number): Row => Array.from({ length: columns }, () => '');
export const isEmptyRow = (row: Row): boolean => row.every((cell) => plain(cell) === '');

/** A heading without what people add to it: a star, spaces, a unit in brackets. */
const heading = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[*\s]/g, '')
    .replace(/\([^)]*\)$/, '');

/** For each cell of a pasted row the column it is the heading of; undefined when the row is none. */
export const headingsOf = (row: Row, titles: readonly string[]): readonly (number | undefined)[] | undefined => {
  const known = titles.map(heading);
  const at = row.map((cell) => {
    const found = known.indexOf(heading(cell));
    return found < 0 ? undefined : found;
  });
  const matched = at.filter((column) => column !== undefined).length;
  // One word may be content by chance; two, or all there are, are headings.
  return matched > 0 && (matched >= 2 || matched === row.length) && matched * 2 >= row.length ? at : undefined;
};

export type Pasted =
  | { readonly rows: Rows; readonly area: Area; readonly leftOut: readonly string[] }
  /** More rows than fit: nothing is pasted. */
  | { readonly tooMany: number };

/**
 * A block put into the grid. With its headings it goes under the columns of those names; without, to the right and
 * down from the place given. Rows are added as needed.
 */
export const paste = (o: {
  readonly rows: Rows;
  readonly at: Place;
  readonly block: Rows;
  readonly titles: readonly string[];
}): Pasted => {
  const width = o.titles.length;
  const [first, ...rest] = o.block;
  const headings = first && headingsOf(first, o.titles);
  const body = (headings ? rest : o.block).filter((row, i, all) => i < all.length - 1 || !isEmptyRow(row));
  const needed = o.at.row + body.length;
  if (needed > mostRows) return { tooMany: needed };
  const columns = (length: number): readonly (number | undefined)[] =>
    headings ?? Array.from({ length }, (_, i) => (o.at.column + i < width ? o.at.column + i : undefined));
  const leftOut = new Set<string>();
  const rows = Array.from({ length: Math.max(o.rows.length, needed) }, (_, i) => o.rows[i] ?? emptyRow(width));
  let last = o.at.column;
  body.forEach((row, i) => {
    const next = [...(rows[o.at.row + i] ?? emptyRow(width))];
    const places = columns(row.length);
    row.forEach((cell, j) => {
      const column = places[j];
      if (column !== undefined) {
        next[column] = cell.trim();
        last = Math.max(last, column);
      } else if (plain(cell) !== '') leftOut.add(headings ? (first?.[j] ?? '') : '');
    });
    rows[o.at.row + i] = next;
  });
  const from = headings ? { row: o.at.row, column: 0 } : o.at;
  return {
    rows,
    area: { from, to: { row: Math.max(o.at.row, needed - 1), column: headings ? width - 1 : last } },
    leftOut: [...leftOut],
  };
};

const mapArea = (rows: Rows, { from, to }: Area, cell: (place: Place) => string): Rows =>
  rows.map((row, r) =>
    r < from.row || r > to.row
      ? row
      : row.map((text, c) => (c < from.column || c > to.column ? text : cell({ row: r, column: c }))),
  );

export const cleared = (rows: Rows, area: Area): Rows => mapArea(rows, area, () => '');

/** Every row of a selection like its first; a single row like the one above it. */
export const filledDown = (rows: Rows, area: Area): Rows => {
  const source = area.from.row === area.to.row ? area.from.row - 1 : area.from.row;
  return source < 0 ? rows : mapArea(rows, area, ({ column }) => rows[source]?.[column] ?? '');
};

export const written = (rows: Rows, { row, column }: Place, text: string): Rows =>
  rows.map((one, r) => (r === row ? one.map((cell, c) => (c === column ? text : cell)) : one));

export const copied = (rows: Rows, { from, to }: Area): Rows =>
  rows.slice(from.row, to.row + 1).map((row) => row.slice(from.column, to.column + 1));

/** One more row below a place. */
export const withRow = (rows: Rows, below: number, width: number): Rows =>
  rows.length >= mostRows ? rows : [...rows.slice(0, below + 1), emptyRow(width), ...rows.slice(below + 1)];

/** Without the rows of a selection; one empty row is always left to write in. */
export const withoutRows = (rows: Rows, { from, to }: Area, width: number): Rows => {
  const left = rows.filter((_, r) => r < from.row || r > to.row);
  return left.length > 0 ? left : [emptyRow(width)];
};
