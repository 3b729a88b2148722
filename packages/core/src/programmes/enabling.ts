import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { inReach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Catalogue } from './catalogue.js';
import { confidentialForms } from './confidential-forms.js';
import type * as api from './enabling.api.js';
import { faultsOf } from './programme-faults.js';
import { isMember, type ProgrammeRow, Programmes, schoolForms } from './programmes.js';

interface Place {
  readonly id: string;
  readonly name: string;
}
interface Pair {
  id: string;
  helper_id: string;
  helper_name: string;
  helped_id: string;
  helped_name: string;
}

/** So many names are said; the rest is counted. */
const named = 200;

/** For whom programmes are, and how their plugins do. */
@Injectable()
export class Enabling implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly catalogue: Catalogue,
    private readonly programmes: Programmes,
  ) {}

  /** What another choice of organisations would change, with the names of those it concerns. */
  async preview({ scope, params, body }: Call<typeof api.previewOrganisations>) {
    const { row, definition } = await this.programmes.get(this.database, scope, params.id, 'programme.write');
    const { roots } = await this.programmes.assertChosen(this.database, scope, body.organisations, row.district_id);
    const isNow = (organisation: Sql) => isMember(sql`${row.id}`, organisation);
    const isThen = (organisation: Sql) =>
      sql`exists (select 1 from organisation_tree x where x.descendant_id = ${organisation} and (${roots}))`;

    const schools = await this.database.all<Place & { was: number; is: number }>(sql`select o.id, o.name,
      case when ${isNow(sql`o.id`)} then 1 else 0 end as was, case when ${isThen(sql`o.id`)} then 1 else 0 end as "is"
      from organisation o where o.district_id = ${row.district_id} and o.kind = 'school' and o.closed_on is null
      and (${isNow(sql`o.id`)} or ${isThen(sql`o.id`)}) order by o.name_key, o.id`);
    const those = (was: boolean, is: boolean) =>
      schools.filter((s) => (Number(s.was) === 1) === was && (Number(s.is) === 1) === is);
    const counted = (all: readonly Place[]) => ({
      count: all.length,
      names: all.slice(0, named).map(({ id, name }) => ({ id, name })),
    });

    const leaves = (organisation: Sql) => sql`(${isNow(organisation)} and not ${isThen(organisation)})`;
    const pairs = await this.database.all<Pair>(sql`select x.id, h.id as helper_id, h.name as helper_name,
      d.id as helped_id, d.name as helped_name from pairing x
      join organisation h on h.id = x.helper_organisation_id join organisation d on d.id = x.helped_organisation_id
      where x.programme_id = ${row.id} and x.state = 'active' and (${leaves(sql`h.id`)} or ${leaves(sql`d.id`)})
      order by h.name_key, d.name_key, x.id`);
    const written = await this.database.one<{ n: number }>(sql`select count(*) as n from record r
      where r.programme_id = ${row.id} and r.state <> 'draft' and r.form not in ${list(confidentialForms(definition))} and ${leaves(sql`r.writer_organisation_id`)}`);

    return {
      schools: schools.filter((s) => Number(s.is) === 1).length,
      forms: schoolForms(definition),
      gained: counted(those(false, true)),
      lost: counted(those(true, false)),
      pairings: {
        count: pairs.length,
        names: pairs.slice(0, named).map((pair) => ({
          id: pair.id,
          helper: { id: pair.helper_id, name: pair.helper_name },
          helped: { id: pair.helped_id, name: pair.helped_name },
        })),
      },
      records: Number(written?.n ?? 0),
    };
  }

  /** Says at start which plugins are missing: their programmes can be read and exported only. */
  async onApplicationBootstrap(): Promise<void> {
    const rows = await this.database.all<{ plugin: string; n: number }>(
      sql`select plugin, count(*) as n from programme group by plugin order by plugin`,
    );
    for (const { plugin, n } of rows)
      if (!this.catalogue.find(plugin))
        new Logger('Programmes').error(
          `The plugin ${plugin} is not installed. Its ${Number(n)} programme(s) can be read and exported; nothing can be written in them until it is.`,
        );
  }

  /** Every plugin that is installed, or has programmes that the caller sees. */
  async plugins({ scope }: Call<typeof api.listPluginHealth>) {
    const reach = inReach(scope.reach('programme.write'), {
      district: sql`p.district_id`,
      organisations: [sql`p.owner_id`],
    });
    const rows = await this.database.all<Pick<ProgrammeRow, 'id' | 'plugin' | 'title' | 'state' | 'school_year'>>(
      sql`select p.id, p.plugin, p.title, p.state, p.school_year from programme p
        where ${reach} order by p.created_at desc, p.id desc limit 1000`,
    );
    const ofPlugin = grouped(rows, (row) => row.plugin);
    const ids = new Set([...this.catalogue.ids(), ...ofPlugin.keys()]);
    return [...ids].map((id) => ({
      id,
      installed: this.catalogue.find(id) !== undefined,
      programmes: (ofPlugin.get(id) ?? []).map((row) => ({
        id: row.id,
        title: row.title,
        state: row.state,
        schoolYear: row.school_year,
      })),
      faults: faultsOf(id),
    }));
  }
}
