import { Inject, Injectable } from '@nestjs/common';
import {
  areMinors,
  type Field,
  periodOf,
  type ProgrammeDefinition,
  type SchoolCalendar,
  type Text,
  upgradeData,
} from '@xieshou/sdk';
import { type PeopleNamed, peopleNamedFor, runs } from '../people/children.js';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { page } from '../platform/page.js';
import { notFound } from '../platform/problem.js';
import { inReach, type Reach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { openedText } from '../programmes/sealed-data.js';
import type * as api from './registers.api.js';
import type { registerEntry } from './registers.tables.js';

export type Register = ProgrammeDefinition['registers'][string];
export type EntryRow = Row<typeof registerEntry>;
type Shown = EntryRow & {
  readonly person_name: string;
  readonly person_code: string | null;
  readonly holder: string;
  readonly place_id: string;
  readonly place_name: string;
  readonly corrections: number;
};

/** A register of the programme, or not found. */
export const registerOf = (definition: ProgrammeDefinition | undefined, key: string): Register => {
  const found = definition && Object.hasOwn(definition.registers, key) ? definition.registers[key] : undefined;
  if (!found) throw notFound();
  return found;
};

/** The data of an entry in the shape of the register's present version. */
export const entryData = (
  running: Pick<Running, 'vault'>,
  register: Register,
  row: Pick<EntryRow, 'form_version' | 'data'>,
) =>
  upgradeData(register, {
    version: row.form_version,
    data: JSON.parse(openedText(running, row.data)) as Record<string, unknown>,
  });

/** People whom a reach covers, by the organisation they are at. */
export const peopleInReach = (reach: Reach | undefined): Sql =>
  inReach(reach, { district: sql`p.district_id`, organisations: [sql`p.organisation_id`] });

/** People at an organisation or anywhere below it. */
export const placedBelow = (place: string): Sql => sql`exists (select 1 from organisation_tree t
  where t.ancestor_id = ${place} and t.descendant_id = p.organisation_id)`;

/** The people of a programme as a caller reads them: `minors` where those listed are children by its settings. */
export const namedIn = (scope: Scope, { row }: Pick<Running, 'row'>, minors: boolean): PeopleNamed =>
  peopleNamedFor(scope, { minors, open: runs(scope, row.owner_id) });

const from = sql`from register_entry e
  left join person_alias x on x.person_id = e.person_id
  join person p on p.id = coalesce(x.successor_id, e.person_id)
  join organisation o on o.id = p.organisation_id`;

/** A period of which there are entries. */
export interface EntryPeriod {
  readonly id: string;
  readonly title: Text;
  readonly entries: number;
}

/** 登记表: what is known of people from outside the programme, period by period. */
@Injectable()
export class Entries {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listEntries>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'register.read');
    const register = registerOf(running.definition, params.register);
    const reach = scope.reach('register.read');
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const periods = await this.periods(this.database, {
      programme: params.id,
      registers: [params.register],
      reach,
      calendar,
    });
    const period = query.period ?? periods[0]?.id ?? null;
    const named = namedIn(scope, running, isOfMinors(running, register));
    const where = all([
      sql`e.programme_id = ${params.id} and e.register = ${params.register} and e.period = ${period ?? ''}`,
      peopleInReach(reach),
      ...(query.place ? [placedBelow(query.place)] : []),
      ...(query.q ? [named.found(query.q)] : []),
    ]);
    const found = await page<Shown, Awaited<ReturnType<typeof dto>>>(this.database, {
      query,
      rows: (
        window,
      ) => sql`select e.*, ${named.name} as person_name, p.code as person_code, p.id as holder, o.id as place_id,
        o.name as place_name, (select count(*) from register_entry_version v where v.entry_id = e.id) as corrections
        ${from} where ${where} order by o.name_key, ${named.order}, e.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: (row) => dto({ running, register, row, role: scope.role }),
    });
    return { ...found, period, periods };
  }

  /** Periods of which there are entries in a reach, the latest first. */
  async periods(
    reads: Reads,
    o: {
      readonly programme: string;
      readonly registers: readonly string[];
      readonly reach: Reach | undefined;
      readonly calendar: SchoolCalendar;
    },
  ): Promise<EntryPeriod[]> {
    const rows = await reads.all<{ register: string; period: string; n: number }>(
      sql`select e.register, e.period, count(*) as n ${from} where e.programme_id = ${o.programme}
        and ${peopleInReach(o.reach)} group by e.register, e.period order by e.period desc`,
    );
    return rows
      .filter((row) => o.registers.includes(row.register))
      .map(({ period, n }) => ({
        id: period,
        title: periodOf(o.calendar, period)?.title ?? { zh: period, en: period },
        entries: Number(n),
      }));
  }
}

/** Whether those in a register may be children by the settings of the programme. */
export const isOfMinors = ({ definition, settings }: Running, { of }: Register): boolean =>
  definition !== undefined &&
  Object.values(definition.sides).some((side) => areMinors(side, settings) && (side.of?.(settings) ?? []).includes(of));

/** Whether a role may read a field of a register. */
export const isReadBy = ({ readBy }: Pick<Field, 'readBy'>, role: string): boolean =>
  !readBy || readBy.some((name) => name === role);

const dto = (o: {
  readonly running: Running;
  readonly register: Register;
  readonly row: Shown;
  readonly role: string;
}) => {
  const { running, register, row, role } = o;
  const open = ([key]: readonly [string, unknown]) => {
    const field = register.fields[key];
    return !field || isReadBy(field, role);
  };
  return {
    id: row.id,
    person: { id: row.holder, name: row.person_name, code: row.person_code },
    place: { id: row.place_id, name: row.place_name },
    data: Object.fromEntries(Object.entries(entryData(running, register, row)).filter(open)),
    corrections: Number(row.corrections),
  };
};
