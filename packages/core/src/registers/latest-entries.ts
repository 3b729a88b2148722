import type { ProgrammeDefinition } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Running } from '../programmes/programmes.js';
import { entryData, type EntryRow } from './entries.js';
import type { KnownEntries } from './known-entries.js';

/**
 * The latest of what each register says of one person, for rules whose words many read: without sensitive fields and
 * those that only some may read.
 */
export const latestEntries = async (
  reads: Reads,
  running: Running & { readonly definition: ProgrammeDefinition },
  person: string,
): Promise<KnownEntries> => {
  const rows = await reads.all<Pick<EntryRow, 'register' | 'form_version' | 'data'>>(
    sql`select e.register, e.form_version, e.data from register_entry e
      left join person_alias x on x.person_id = e.person_id
      where e.programme_id = ${running.row.id} and coalesce(x.successor_id, e.person_id) = ${person} order by e.period, e.id`,
  );
  const { registers } = running.definition;
  return Object.fromEntries(
    rows
      .filter(({ register }) => Object.hasOwn(registers, register))
      .map((row) => {
        const register = registers[row.register]!;
        const open = Object.entries(entryData(running, register, row)).filter(([name]) => {
          const field = register.fields[name];
          return field && field.class !== 'sensitive' && !field.readBy;
        });
        return [row.register, Object.fromEntries(open)];
      }),
  );
};
