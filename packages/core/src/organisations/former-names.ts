import { type Text, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { isOpen, nameKey } from './organisation-rows.js';

/** A name that an open organisation had before. */
export interface FormerName {
  readonly id: string;
  readonly parent_id: string | null;
  readonly district_id: string;
  readonly code: string | null;
  /** What it is called now. */
  readonly name: string;
  readonly former_key: string;
  readonly on_day: string;
}

/** Organisations in reach (aliased `o`) that had one of these names, by the key of that name. */
export const formerNames = async (
  reads: Reads,
  o: { readonly names: readonly string[]; readonly today: string; readonly reach: Sql },
): Promise<ReadonlyMap<string, readonly FormerName[]>> => {
  const found = await inPieces(o.names.map(nameKey), (piece) =>
    reads.all<FormerName>(sql`select o.id, o.parent_id, o.district_id, o.code, o.name, e.name_key as former_key,
      max(e.on_day) as on_day from organisation_event e join organisation o on o.id = e.organisation_id
      where e.kind = 'rename' and e.name_key in ${piece} and o.name_key <> e.name_key and ${isOpen(o.today)} and ${o.reach}
      group by o.id, o.parent_id, o.district_id, o.code, o.name, e.name_key order by o.id`),
  );
  return grouped(found, (one) => one.former_key);
};

/** What a list that still has the former name is told. */
export const renamed = (written: string, one: FormerName): Text =>
  t(
    `“${written}”已于 ${one.on_day} 更名为“${one.name}”，请改填现名`,
    `"${written}" is called "${one.name}" since ${one.on_day}: write its present name`,
  );
