import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import type { outcomeDecision } from './outcomes.tables.js';

export type DecisionRow = Row<typeof outcomeDecision> & { readonly by_name: string | null };

export const decisionDto = (row: DecisionRow) => ({
  decision: row.decision,
  note: row.note,
  by: row.by_name ?? '',
  at: row.at,
});

/** Decisions about pairings of a programme, for one outcome and period. */
export const decisionsOf = (
  reads: Reads,
  o: { readonly programme: string; readonly outcome: string; readonly period: string; readonly pairing?: string },
): Promise<DecisionRow[]> =>
  reads.all<DecisionRow>(sql`select d.*, a.name as by_name from outcome_decision d
    left join account a on a.id = d.user_id where d.programme_id = ${o.programme} and d.outcome = ${o.outcome}
    and d.period = ${o.period} ${o.pairing === undefined ? sql`` : sql`and d.pairing_id = ${o.pairing}`}
    order by d.pairing_id, d.decision`);
