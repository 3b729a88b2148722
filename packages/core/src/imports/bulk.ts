import { list, type Sql, type Value } from '../platform/database/sql.js';

/** Rows per statement. Small pieces compile once, cost the engine no more, and let requests in between. */
const ROWS_AT_ONCE = 200;

/** The same rows in pieces. */
export const pieces = <T>(rows: readonly T[], size: number = ROWS_AT_ONCE): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));

/**
 * Lets waiting requests in. The embedded engine answers without ever leaving the event loop, so that a long unit of
 * work would otherwise hold up everybody, readers too.
 */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Values per `in`: more of them mean fewer walks over an index. */
const VALUES_AT_ONCE = 1000;

/** Rows whose column is among many values, piece by piece: `inPieces(ids, (ids) => reads.all(sql\`… in ${ids}\`))`. */
export const inPieces = async <R>(
  values: Iterable<Value>,
  read: (values: Sql) => Promise<readonly R[]>,
): Promise<R[]> => {
  const found: R[] = [];
  for (const piece of pieces([...new Set(values)], VALUES_AT_ONCE)) {
    found.push(...(await read(list(piece))));
    await breathe();
  }
  return found;
};
