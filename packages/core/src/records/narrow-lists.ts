import { type PairingRow, pairingInReach } from '../pairings/pairings.js';
import type { Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { COUNTED, offsetOf } from '../platform/page.js';
import type { Reach } from '../platform/scope.js';

/** What narrows a list of records to a few pairings. */
interface Narrow {
  readonly programmeId: string;
  readonly form: string;
  readonly reach: Reach | undefined;
  readonly pairing?: string | undefined;
  readonly organisation?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly sort: 'on' | '-on';
  readonly page: number;
  readonly size: number;
}

/** So many pairings are looked through one by one; of more, going through the days of all is shorter. */
const FEW = 200;

/**
 * One page of records of a form about a few pairings, by their facts: whatever was handed in has a fact with the name of
 * its form, and the index of facts holds programme, form, pairing and day in this order. Without it, a page of one
 * school among three hundred is looked for among the records of all. Undefined where the pairings are not few.
 */
export const narrowPage = async (
  reads: Reads,
  o: Narrow,
): Promise<{ readonly ids: readonly string[]; readonly total: number; readonly more: boolean } | undefined> => {
  const open = !o.reach || o.reach.kind === 'all' || o.reach.kind === 'district';
  if (open && !o.pairing && !o.organisation) return undefined;
  const pairings = await reads.all<Pick<PairingRow, 'id'>>(
    sql`select g.id from pairing g where ${all([
      sql`g.programme_id = ${o.programmeId}`,
      pairingInReach(o.reach),
      ...(o.pairing ? [sql`g.id = ${o.pairing}`] : []),
      ...(o.organisation
        ? [sql`(g.helper_organisation_id = ${o.organisation} or g.helped_organisation_id = ${o.organisation})`]
        : []),
    ])} order by g.id limit ${FEW + 1}`,
  );
  if (pairings.length > FEW) return undefined;
  const offset = offsetOf(o);
  const order: Sql = o.sort === 'on' ? sql`f.on_day, f.record_id` : sql`f.on_day desc, f.record_id desc`;
  const found = await reads.all<{ id: string }>(
    sql`select f.record_id as id from fact f where ${all([
      sql`f.programme_id = ${o.programmeId} and f.name = ${o.form}`,
      sql`f.subject_id in ${list(pairings.map(({ id }) => id))}`,
      ...(o.from ? [sql`f.on_day >= ${o.from}`] : []),
      ...(o.to ? [sql`f.on_day <= ${o.to}`] : []),
    ])} group by f.on_day, f.record_id order by ${order} limit ${Math.max(COUNTED + 1, offset + o.size)}`,
  );
  return {
    ids: found.slice(offset, offset + o.size).map(({ id }) => id),
    total: Math.min(found.length, COUNTED),
    more: found.length > COUNTED,
  };
};
