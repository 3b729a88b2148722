import type { ProgrammeDefinition } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Running } from '../programmes/programmes.js';
import { entryData, type EntryRow } from './entries.js';

/** What registers say of one person, by register. */
export type KnownEntries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Which period of a register belongs to the one that is looked at: a year's entry holds for both its terms. */
const periodFor = (per: 'term' | 'schoolYear', period: string): string =>
  per === 'schoolYear' ? period.slice(0, '2026-2027'.length) : period;

/** What the registers of a programme say of everybody in a period. */
export const knownEntries = async (
  reads: Reads,
  o: { readonly running: Running & { readonly definition: ProgrammeDefinition }; readonly period: string },
): Promise<ReadonlyMap<string, KnownEntries>> => {
  const known = new Map<string, KnownEntries>();
  for (const [key, register] of Object.entries(o.running.definition.registers)) {
    const rows = await reads.all<Pick<EntryRow, 'form_version' | 'data'> & { holder: string; own: number }>(
      sql`select e.form_version, e.data, coalesce(x.successor_id, e.person_id) as holder,
        case when x.successor_id is null then 1 else 0 end as own
        from register_entry e left join person_alias x on x.person_id = e.person_id
        where e.programme_id = ${o.running.row.id} and e.register = ${key} and e.period = ${periodFor(register.per, o.period)}
        order by own`,
    );
    // Of somebody registered twice the entry of the registration that stayed is read last, and holds.
    for (const row of rows)
      known.set(row.holder, { ...known.get(row.holder), [key]: entryData(o.running, register, row) });
  }
  return known;
};
