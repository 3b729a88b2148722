import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import type { Difference } from './comparing.js';
import type { becauseActions } from './filed-sheets.api.js';

export interface Because {
  readonly action: (typeof becauseActions)[number];
  readonly correction: number | null;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
}

const decided = (action: string) => action === 'approve' || action === 'return' || action === 'silence';
const told: readonly string[] = ['submit', 'change', 'resubmit', 'correct', 'void'];

/**
 * What happened to the records behind some differences since a sheet was filed, each with the number of its
 * correction. A decision is told where it was made: what other pairings of the same record answered is not theirs.
 */
export const reasonsFor = async (
  reads: Reads,
  o: { readonly asOf: string; readonly found: readonly Difference[] },
): Promise<readonly (readonly Because[])[]> => {
  const ids = [...new Set(o.found.flatMap(({ row }) => row.record ?? []))];
  const versions = await reads.all<Omit<Because, 'correction'> & { record_id: string; number: number }>(
    sql`select v.record_id, v.number, v.action, v.at, v.reason, coalesce(a.name, '') as "by" from record_version v
      left join account a on a.id = v.user_id where v.record_id in ${list(ids)} order by v.record_id, v.number`,
  );
  const subjects = await reads.all<{ record_id: string; pairing_id: string; decided_at: string | null }>(
    sql`select record_id, pairing_id, decided_at from record_subject where record_id in ${list(ids)}`,
  );
  const decidedAt = new Map(subjects.map((s) => [`${s.record_id} ${s.pairing_id}`, s.decided_at]));
  const byRecord = grouped(versions, (v) => v.record_id);
  return o.found.map(({ change, row }) => {
    let corrections = 0;
    return (byRecord.get(row.record ?? '') ?? []).flatMap((v) => {
      const correction = v.action === 'correct' ? (corrections += 1) : null;
      const since = change === 'added' ? v.at >= o.asOf : v.number > (row.version ?? 0);
      const mine = decided(v.action) ? decidedAt.get(`${row.record} ${row.pairing}`) === v.at : told.includes(v.action);
      if (!since || !mine) return [];
      return [{ action: v.action, correction, at: v.at, by: v.by, reason: v.reason }];
    });
  });
};
