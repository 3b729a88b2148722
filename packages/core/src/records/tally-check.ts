import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';

/** A month tally that does not say what its facts say. */
export interface DifferingTally {
  readonly programme: string;
  readonly subject: string;
  readonly name: string;
  readonly month: string;
  readonly held: { readonly count: number; readonly sum: number };
  readonly counted: { readonly count: number; readonly sum: number };
}

interface Row {
  readonly programme_id: string;
  readonly subject_id: string;
  readonly name: string;
  readonly month: string;
  readonly held_count: number;
  readonly held_sum: number;
  readonly count: number;
  readonly sum: number;
}

const counted = sql`select programme_id, subject_id, name, kind, state, substr(on_day, 1, 7) as month,
  count(*) as count, cast(sum(amount) as bigint) as sum
  from fact group by programme_id, subject_id, name, kind, state, substr(on_day, 1, 7)`;

const same = sql`f.programme_id = t.programme_id and f.subject_id = t.subject_id and f.name = t.name
  and f.kind = t.kind and f.state = t.state and f.month = t.month`;

/** Compares every tally with the facts it counts, changing nothing. A tally of nothing at all may stay behind. */
export const differingTallies = async (reads: Reads): Promise<DifferingTally[]> => {
  const wrong = await reads.all<Row>(sql`select t.programme_id, t.subject_id, t.name, t.month,
      t.count as held_count, t.sum as held_sum, coalesce(f.count, 0) as count, coalesce(f.sum, 0) as sum
    from tally t left join (${counted}) f on ${same}
    where t.count <> coalesce(f.count, 0) or t.sum <> coalesce(f.sum, 0)`);
  const missing = await reads.all<Row>(sql`select f.programme_id, f.subject_id, f.name, f.month,
      0 as held_count, 0 as held_sum, f.count, f.sum
    from (${counted}) f left join tally t on ${same} where t.programme_id is null`);
  return [...wrong, ...missing].map((row) => ({
    programme: row.programme_id,
    subject: row.subject_id,
    name: row.name,
    month: row.month,
    held: { count: Number(row.held_count), sum: Number(row.held_sum) },
    counted: { count: Number(row.count), sum: Number(row.sum) },
  }));
};
