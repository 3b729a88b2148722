import { Inject, Injectable } from '@nestjs/common';
import { organisationNamed } from '../organisations/organisation-rows.js';
import type { organisationKinds } from '../organisations/organisations.api.js';
import { pairingFrom, pairingInReach, pairingNamed } from '../pairings/pairings.js';
import type { personKinds } from '../people/people.api.js';
import { peopleNamedFor } from '../people/children.js';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { containing, type Sql, sql } from '../platform/database/sql.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { programmeInReach } from '../programmes/programmes.js';
import type { search } from './search.api.js';

/** Found of each kind. */
const MOST = 8;

type Place = {
  id: string;
  name: string;
  kind: (typeof organisationKinds)[number];
  code: string | null;
  parent: string | null;
};
type Somebody = {
  id: string;
  name: string;
  kind: (typeof personKinds)[number];
  code: string | null;
  organisation_id: string;
  organisation_name: string;
};
type Pair = { id: string; helper: string; helped: string; programme: string; state: 'active' | 'ended' };
type Running = { id: string; name: string; school_year: string; state: string };

/** One box for everything with a name. Each kind keeps to the reach of its own permission. */
@Injectable()
export class Search {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async find({ scope, query: { q } }: Call<typeof search>) {
    const [organisations, people, pairings, programmes] = await Promise.all([
      this.organisations(scope, q),
      this.people(scope, q),
      this.pairings(scope, q),
      this.programmes(scope, q),
    ]);
    return { organisations, people, pairings, programmes };
  }

  private organisations(scope: Scope, q: string): Promise<Place[]> {
    const mine = inReach(scope.reach('organisation.read'), {
      district: sql`o.district_id`,
      organisations: [sql`o.id`],
    });
    return this.database.all<Place>(sql`select o.id, o.name, o.kind, o.code, above.name as parent
      from organisation o left join organisation above on above.id = o.parent_id
      where ${mine} and (${organisationNamed(sql`o`, q)} or o.code like ${containing(q)} escape '\\')
      order by ${foremost(sql`o.name_key`, sql`o.name_initials`, q)}, o.name_key, o.id limit ${MOST}`);
  }

  private async people(scope: Scope, q: string) {
    const mine = inReach(scope.reach('person.read'), {
      district: sql`p.district_id`,
      organisations: [sql`p.organisation_id`],
    });
    const named = peopleNamedFor(scope);
    const rows = await this.database
      .all<Somebody>(sql`select p.id, ${named.name} as name, p.kind, p.code, p.organisation_id,
        o.name as organisation_name from person p join organisation o on o.id = p.organisation_id
      where ${mine} and p.left_on is null
        and ${named.found(q)}
      order by case when ${named.hidden} then 1 else ${foremost(sql`p.name_key`, sql`p.name_initials`, q)} end,
        ${named.order} limit ${MOST}`);
    return rows.map(({ organisation_id, organisation_name, ...row }) => ({
      ...row,
      organisation: { id: organisation_id, name: organisation_name },
    }));
  }

  private pairings(scope: Scope, q: string): Promise<Pair[]> {
    return this.database.all<Pair>(sql`select g.id, helper.name as helper, helped.name as helped,
        programme.title as programme, g.state
      ${pairingFrom} join programme on programme.id = g.programme_id
      where ${pairingInReach(scope.reach('pairing.read'))} and ${pairingNamed(q)}
      order by g.state, helped.name_key, helper.name_key, g.id limit ${MOST}`);
  }

  private async programmes(scope: Scope, q: string) {
    const rows = await this.database.all<Running>(sql`select p.id, p.title as name, p.school_year, p.state
      from programme p where ${programmeInReach(scope.reach('programme.read'))}
        and lower(p.title) like ${containing(q)} escape '\\'
      order by p.created_at desc, p.id desc limit ${MOST}`);
    return rows.map(({ school_year, ...row }) => ({ ...row, schoolYear: school_year }));
  }
}

/** What begins with the words stands before what only holds them. */
const foremost = (key: Sql, initials: Sql, q: string): Sql => {
  const start = containing(q).slice(1);
  return sql`case when ${key} like ${start} escape '\\' or ${initials} like ${start} escape '\\' then 0 else 1 end`;
};
