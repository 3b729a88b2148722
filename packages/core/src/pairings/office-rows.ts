import { t } from '@xieshou/sdk';
import { isOpen } from '../organisations/organisation-rows.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';

export interface Office {
  readonly id: string;
  readonly name: string;
}

/** An office of the district that may be appointed to its pairings. */
export const officeNamed = (
  reads: Reads,
  o: { readonly id: string; readonly districtId: string; readonly today: string },
): Promise<Office | undefined> =>
  reads.one<Office>(sql`select o.id, o.name from organisation o where o.id = ${o.id}
    and o.district_id = ${o.districtId} and o.kind <> 'school' and ${isOpen(o.today)}`);

export const noOffice = t(
  '指定单位应为本区县的股室或机构',
  'The appointed organisation must be an office of this district',
);

interface ChangeRow {
  readonly role: string;
  readonly from_id: string | null;
  readonly from_name: string | null;
  readonly to_id: string | null;
  readonly to_name: string | null;
  readonly on_day: string;
  readonly reason: string;
  readonly by: string | null;
  readonly at: string;
}

/** Offices of a pairing that were appointed, changed and taken off, the latest first. */
export const officeChanges = async (reads: Reads, pairingId: string) => {
  const rows = await reads.all<ChangeRow>(sql`select c.role, c.from_id, f.name as from_name, c.to_id, n.name as to_name,
    c.on_day, c.reason, a.name as "by", c.at from pairing_office c left join organisation f on f.id = c.from_id
    left join organisation n on n.id = c.to_id left join account a on a.id = c.user_id
    where c.pairing_id = ${pairingId} order by c.number desc`);
  return rows.map((row) => ({
    role: row.role,
    from: row.from_id === null ? null : { id: row.from_id, name: row.from_name ?? '' },
    to: row.to_id === null ? null : { id: row.to_id, name: row.to_name ?? '' },
    on: row.on_day,
    reason: row.reason,
    by: row.by ?? '',
    at: row.at,
  }));
};
