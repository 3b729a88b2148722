/** A place in the grid; row −1 is the header, column −1 the row's name. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Whether the header can be stepped into. */
  readonly hasHeader: boolean;
}

const pageRows = 10;

const within = (n: number, least: number, most: number): number => Math.max(least, Math.min(most, n));

/** The nearest place that exists: a filter may have taken rows away, and the corner above the names is empty. */
export const placeWithin = ({ row, column }: Place, { rows, columns, hasHeader }: GridSize): Place => {
  const inRow = within(row, hasHeader ? -1 : 0, rows - 1);
  return { row: inRow, column: within(column, inRow === -1 ? 0 : -1, columns - 1) };
};

const moved = ({ row, column }: Place, key: string, ctrl: boolean, { rows, columns }: GridSize): Place | undefined => {
  switch (key) {
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'PageUp':
      return { row: Math.max(0, row - pageRows), column };
    case 'PageDown':
      return { row: row + pageRows, column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: -1 };
    case 'End':
      return { row: ctrl ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
};

/** Where a key leads; undefined when the key is none of the grid's. */
export const step = (from: Place, key: string, ctrl: boolean, size: GridSize): Place | undefined => {
  const to = moved(from, key, ctrl, size);
  return to && placeWithin(to, size);
};
