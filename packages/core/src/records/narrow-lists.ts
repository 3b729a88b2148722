import { type PairingRow, pairingInReach } from '../pairings/pairings.js';
import type { Reads } from '../platform/database/database.js';
import { all, join, list, type Sql, sql } from '../platform/database/sql.js';
import { COUNTED, offsetOf } from '../platform/page.js';
import { ownIs, type Reach } from '../platform/scope.js';

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

/**
 * Ids of pairings among which those asked for are, each found through an index of its own: with one condition that has
 * an `or`, all pairings of the programme would be walked.
 */
const among = ({ programmeId, pairing, organisation, reach }: Narrow): Sql => {
  const where = (condition: Sql) =>
    sql`select x.id from pairing x where x.programme_id = ${programmeId} and ${condition}`;
  const ways = (): readonly Sql[] => {
    if (pairing) return [where(sql`x.id = ${pairing}`)];
    if (organisation)
      return [sql`x.helper_organisation_id = ${organisation}`, sql`x.helped_organisation_id = ${organisation}`].map(
        where,
      );
    if (reach?.kind === 'self')
      return [sql`x.helper_id`, sql`x.helped_id`].map((party) => where(sql`${party} in ${list(reach.personIds)}`));
    if (reach?.kind !== 'own') return [where(sql`1 = 1`)];
    const appointed = (
      pairing: Sql,
    ) => sql`select x.id from pairing_role appointed join pairing x on ${pairing} = appointed.pairing_id
      where ${ownIs(sql`appointed.organisation_id`, reach)} and x.programme_id = ${programmeId}`;
    return [
      where(ownIs(sql`x.helper_organisation_id`, reach)),
      where(ownIs(sql`x.helped_organisation_id`, reach)),
      appointed(sql`x.id`),
      appointed(sql`x.parent_id`),
    ];
  };
  return join(ways(), sql` union `);
};

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
  const asked = all([
    pairingInReach(o.reach),
    ...(o.organisation
      ? [sql`(g.helper_organisation_id = ${o.organisation} or g.helped_organisation_id = ${o.organisation})`]
      : []),
  ]);
  const pairings = await reads.all<Pick<PairingRow, 'id'>>(sql`select c.id from (${among(o)}) c
    where exists (select 1 from pairing g where g.id = c.id and ${asked}) limit ${FEW + 1}`);
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
