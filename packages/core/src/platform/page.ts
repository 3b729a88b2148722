import { Problem } from './problem.js';
import { type Text, t } from '@xieshou/sdk';
import type { Reads } from './database/database.js';
import { type Sql, sql } from './database/sql.js';

/** Totals are counted up to here; a list beyond says "1,000+". */
export const COUNTED = 1000;

/** Where a numbered page begins. Beyond row 1,000 there is none, and `further` says what to do instead. */
export const offsetOf = (
  { page: number, size }: { readonly page: number; readonly size: number },
  further: Text = t(
    '最多翻到第 1,000 条，请用筛选条件缩小范围',
    'Pages go up to row 1,000: narrow the list by its filters',
  ),
): number => {
  const offset = (number - 1) * size;
  if (offset > COUNTED) throw new Problem(422, 'page-too-far', further);
  return offset;
};

/** One numbered page of a list with its capped total, both from the same scoped condition. */
export const page = async <R extends object, D>(
  reads: Reads,
  o: {
    readonly query: { readonly page: number; readonly size: number };
    /** The query for the rows, ending with the given window (`limit … offset …`). */
    readonly rows: (window: Sql) => Sql;
    /** The query for `n`, looking at no more than `limit` rows. */
    readonly count: (limit: number) => Sql;
    readonly map: (row: R) => D;
  },
): Promise<{ rows: D[]; page: number; size: number; total: number; more: boolean }> => {
  const { page: number, size } = o.query;
  const offset = offsetOf(o.query);
  const rows = await reads.all<R>(o.rows(sql`limit ${size} offset ${offset}`));
  // A page that is not full is the last one, and says itself how many there are.
  const isLast = rows.length < size && (rows.length > 0 || offset === 0);
  const n = isLast ? offset + rows.length : Number((await reads.one<{ n: number }>(o.count(COUNTED + 1)))?.n ?? 0);
  return { rows: rows.map(o.map), page: number, size, total: Math.min(n, COUNTED), more: n > COUNTED };
};
