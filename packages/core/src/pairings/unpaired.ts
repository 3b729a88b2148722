import { type Inside, kindOf, type Side } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { engaged } from './inside-limits.js';
import type { PairingRow } from './pairings.js';

/** Somebody of a side with the kind they are of. */
export interface Free {
  readonly side: Side;
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly place: string;
  readonly kind: string | undefined;
}

/**
 * Teachers and staff on both sides of some pairings who are in no pair of this kind and wait for none, by id. `reached`
 * says which people (aliased `p`) are answered.
 */
export const unpaired = async (
  reads: Reads,
  o: {
    readonly programme: string;
    readonly inside: string;
    readonly rule: Inside;
    readonly around: readonly PairingRow[];
    readonly reached: Sql;
  },
): Promise<Free[]> => {
  const taken = await engaged(reads, { programme: o.programme, inside: o.inside, seen: sql`1 = 0` });
  const held = new Set(taken.flatMap(({ helper, helped }) => [helper, helped]));
  const found: Free[] = [];
  for (const side of ['helper', 'helped'] as const) {
    const organisations = [...new Set(o.around.map((g) => g[`${side}_organisation_id`]))];
    const everybody = await reads.all<{
      id: string;
      name: string;
      organisation: string;
      place: string;
      subject: string | null;
      post: string | null;
    }>(sql`select p.id, p.name, p.organisation_id as organisation, o.name as place, p.subject, p.post
      from person p join organisation o on o.id = p.organisation_id where p.organisation_id in ${list(organisations)}
      and p.left_on is null and p.kind in ('teacher', 'staff') and ${o.reached} order by p.id`);
    for (const { subject, post, ...one } of everybody)
      if (!held.has(one.id)) found.push({ ...one, side, kind: kindOf(o.rule, { subject, post }) });
  }
  return found;
};
