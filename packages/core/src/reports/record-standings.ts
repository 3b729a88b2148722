import type { RecordStanding } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';

/** How records of some forms stand with their pairings, by form, latest first. */
export async function recordStandings(
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly forms: readonly string[];
    readonly pairingIds: readonly string[];
    readonly from: string;
    readonly to: string;
  },
): Promise<ReadonlyMap<string, readonly RecordStanding[]>> {
  if (o.forms.length === 0) return new Map();
  const rows = await reads.all<{ form: string; pairing: string; on_day: string; state: RecordStanding['state'] }>(
    sql`select r.form, rs.pairing_id as pairing, r.on_day, rs.state from record r
      join record_subject rs on rs.record_id = r.id where r.programme_id = ${o.programmeId} and r.form in ${list(o.forms)}
      and r.on_day between ${o.from} and ${o.to} and rs.state in ('claimed', 'confirmed', 'returned')
      and rs.pairing_id in ${list(o.pairingIds)} order by r.on_day desc, r.id desc`,
  );
  const standings = rows.map(({ form, pairing, on_day, state }) => ({ form, pairing, on: on_day, state }));
  return grouped(standings, (one) => one.form);
}
