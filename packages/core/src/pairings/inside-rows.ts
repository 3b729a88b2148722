import type { Side } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { notFound } from '../platform/problem.js';
import { isOwn, type Scope } from '../platform/scope.js';
import type { pairingOffer } from './offers.tables.js';
import { type PairingRow, pairingColumns, pairingFrom } from './pairings.js';

export type InsideRow = PairingRow & { readonly records: number };

export const insideColumns = sql`${pairingColumns}, (select count(*) from record_subject rs
  where rs.pairing_id = g.id and rs.state not in ('draft', 'void')) as records`;

/** A pair of people, as whoever reads the pairing around it sees it. */
export const insideDto = (row: InsideRow) => ({
  id: row.id,
  parent: row.parent_id!,
  inside: row.inside!,
  kind: row.kind!,
  helper: { id: row.helper_id, name: row.helper_name },
  helped: { id: row.helped_id, name: row.helped_name },
  state: row.state,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  endReason: row.end_reason,
  records: Number(row.records),
  version: row.version,
});

/** The pairing of organisations around, or not found. */
export const pairingAround = async (reads: Reads, id: string, reached: Sql): Promise<PairingRow> => {
  const row = await reads.one<PairingRow>(
    sql`select ${pairingColumns} ${pairingFrom} where g.id = ${id} and g.parent_id is null and ${reached}`,
  );
  if (!row) throw notFound();
  return row;
};

export const insidePair = async (reads: Reads, id: string): Promise<InsideRow> =>
  (await reads.one<InsideRow>(sql`select ${insideColumns} ${pairingFrom} where g.id = ${id}`))!;

/** An offer with the names of both, who are at the organisations of the pairing around, aliased `f` and `g`. */
export type OfferRow = Row<typeof pairingOffer> & {
  readonly helper_name: string;
  readonly helped_name: string;
  readonly helper_organisation_id: string;
  readonly helped_organisation_id: string;
  readonly around_state: PairingRow['state'];
};
export const offerFrom = sql`from pairing_offer f join pairing g on g.id = f.parent_id
  join organisation helper on helper.id = g.helper_organisation_id
  join organisation helped on helped.id = g.helped_organisation_id
  join person a on a.id = f.helper_id join person b on b.id = f.helped_id`;
export const offerColumns = sql`f.*, g.helper_organisation_id, g.helped_organisation_id, g.state as around_state,
  a.name || '（' || helper.name || '）' as helper_name, b.name || '（' || helped.name || '）' as helped_name`;

/** For which side the caller may still agree; both where one organisation stands for both. */
export const mayAgree = (
  scope: Scope,
  row: Pick<OfferRow, 'state' | 'around_state' | `${Side}_agreed_at` | `${Side}_organisation_id`>,
): readonly Side[] =>
  row.state !== 'waiting' || row.around_state !== 'active' || !scope.reach('pairing.agree')
    ? []
    : (['helper', 'helped'] as const).filter(
        (side) => row[`${side}_agreed_at`] === null && isOwn(scope, row[`${side}_organisation_id`]),
      );

/** Whether the caller may decline it: either side, also one that has agreed. */
export const mayDecline = (scope: Scope, row: OfferRow): boolean =>
  row.state === 'waiting' &&
  scope.reach('pairing.agree') !== undefined &&
  (isOwn(scope, row.helper_organisation_id) || isOwn(scope, row.helped_organisation_id));

export const offerDto = (scope: Scope, row: OfferRow) => ({
  id: row.id,
  parent: row.parent_id,
  inside: row.inside,
  kind: row.kind,
  helper: { id: row.helper_id, name: row.helper_name, agreedAt: row.helper_agreed_at },
  helped: { id: row.helped_id, name: row.helped_name, agreedAt: row.helped_agreed_at },
  state: row.state,
  startsOn: row.starts_on,
  reason: row.reason,
  mayAgree: mayAgree(scope, row).length > 0,
  mayDecline: mayDecline(scope, row),
  version: row.version,
});
