import type { Reads } from '../platform/database/database.js';
import { list, nothing, type Sql, sql } from '../platform/database/sql.js';

/** Two people who are a pair, or wait to be one. */
export interface Engaged {
  readonly id: string;
  readonly helper: string;
  readonly helped: string;
  readonly helper_name: string;
  readonly helped_name: string;
  /** 1 for those whom the caller sees. */
  readonly seen: number;
}

/**
 * Pairs of one kind of a programme that run, and offers that wait: whoever stands in one is taken. People found to be the
 * same are one. `seen`: which of the pairings around (aliased `g`) the caller sees.
 */
export const engaged = async (
  reads: Reads,
  o: { readonly programme: string; readonly inside: string; readonly seen: Sql; readonly people?: readonly string[] },
): Promise<readonly Engaged[]> => {
  const ids = o.people;
  const named = ids
    ? sql`and (coalesce(xa.successor_id, one.helper_id) in ${list(ids)} or coalesce(xb.successor_id, one.helped_id) in ${list(ids)})`
    : nothing;
  const from = (rows: Sql): Sql => sql`select one.id, coalesce(xa.successor_id, one.helper_id) as helper,
      coalesce(xb.successor_id, one.helped_id) as helped, a.name || '（' || helper.name || '）' as helper_name,
      b.name || '（' || helped.name || '）' as helped_name, case when ${o.seen} then 1 else 0 end as seen
    from ${rows} one join pairing g on g.id = one.parent_id
    join organisation helper on helper.id = g.helper_organisation_id
    join organisation helped on helped.id = g.helped_organisation_id
    left join person_alias xa on xa.person_id = one.helper_id left join person_alias xb on xb.person_id = one.helped_id
    join person a on a.id = one.helper_id join person b on b.id = one.helped_id
    where one.programme_id = ${o.programme} and one.inside = ${o.inside} and g.state = 'active' ${named}`;
  const pairs = await reads.all<Engaged>(sql`${from(sql`pairing`)} and one.state = 'active' order by one.id`);
  const offers = await reads.all<Engaged>(sql`${from(sql`pairing_offer`)} and one.state = 'waiting' order by one.id`);
  return [...pairs, ...offers];
};
