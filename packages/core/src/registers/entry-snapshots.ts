import { type EntrySnapshot, periodsWithin, type ProgrammeDefinition, type SchoolCalendar } from '@xieshou/sdk';
import { guardedName, maskedName } from '../people/children.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Reach } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';
import { entryData, type EntryRow, isOfMinors, peopleInReach } from './entries.js';

type Row = EntryRow & {
  readonly holder: string;
  readonly name: string;
  readonly place: string;
  readonly place_name: string;
};

/** Entries of the registers that a report names, in its days and the fields that every reader may see, by register. */
export const entrySnapshots = async (
  reads: Reads,
  o: {
    readonly running: Running & { readonly definition: ProgrammeDefinition };
    readonly registers: readonly string[];
    readonly calendar: SchoolCalendar;
    readonly range: { readonly from: string; readonly to: string };
    readonly reach: Reach | undefined;
  },
): Promise<ReadonlyMap<string, readonly EntrySnapshot[]>> => {
  const answered = new Map<string, readonly EntrySnapshot[]>();
  for (const key of o.registers) {
    const register = o.running.definition.registers[key]!;
    const open = Object.keys(register.fields).filter((name) =>
      ['public', 'internal'].includes(register.fields[name]!.class),
    );
    const periods = periodsWithin(o.calendar, register.per, o.range).map(({ id }) => id);
    const rows = await reads.all<Row>(sql`select e.*, p.id as holder,
      ${isOfMinors(o.running, register) ? maskedName(sql`p`) : guardedName} as name, o.id as place, o.name as place_name
      from register_entry e left join person_alias x on x.person_id = e.person_id
      join person p on p.id = coalesce(x.successor_id, e.person_id) join organisation o on o.id = p.organisation_id
      where e.programme_id = ${o.running.row.id} and e.register = ${key} and e.period in ${list(periods)}
      and ${peopleInReach(o.reach)}
      and (x.person_id is null or not exists (select 1 from register_entry own where own.programme_id = e.programme_id
        and own.register = e.register and own.period = e.period and own.person_id = p.id))
      order by o.name_key, p.name_family, e.period, p.id, e.id`);
    answered.set(
      key,
      rows.map((row) => {
        const data = entryData(o.running, register, row);
        const shown = open.filter((name) => Object.hasOwn(data, name));
        return {
          person: { id: row.holder, name: row.name, place: { id: row.place, name: row.place_name } },
          period: row.period,
          data: Object.fromEntries(shown.map((name) => [name, data[name]])),
        };
      }),
    );
  }
  return answered;
};
