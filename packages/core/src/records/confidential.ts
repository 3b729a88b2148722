import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { NamedReader } from '@xieshou/sdk';
import type { Database } from '../platform/database/database.js';
import { all, join, list, type Sql, sql } from '../platform/database/sql.js';
import { isOwn, partyIs, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Catalogue } from '../programmes/catalogue.js';
import { confidentialForms } from '../programmes/confidential-forms.js';
import { isWriterOf } from './record-rows.js';

/** The caller is a party, on this side, of one of the pairings that a record (aliased `r`) is about, and was when it was begun. */
const isOnSide = (scope: Scope, side: 'helper' | 'helped'): Sql => {
  const column = {
    helper: {
      organisation: sql`cg.helper_organisation_id`,
      person: sql`case when cg.parent_id is null and cg.helper_kind in ('person', 'group') then cg.helper_id end`,
    },
    helped: {
      organisation: sql`cg.helped_organisation_id`,
      person: sql`case when cg.parent_id is null and cg.helped_kind in ('person', 'group') then cg.helped_id end`,
    },
  }[side];
  const since = side === 'helper' ? sql`cg.helper_since` : sql`cg.helped_since`;
  return sql`exists (select 1 from record_subject cs join pairing cg on cg.id = cs.pairing_id
    where cs.record_id = r.id and ${partyIs(scope, column)} and (${since} is null or ${since} < r.created_at))`;
};

const isOwner = (scope: Scope): Sql =>
  scope.personIds === undefined ? sql`p.owner_id in ${list([scope.organisationId, ...scope.former])}` : sql`1 = 0`;

/** Whether `readBy` names the caller, of a record (aliased `r`) in a programme (aliased `p`) that they did not write. */
const isNamed = (scope: Scope, readBy: readonly NamedReader[]): Sql => {
  const ways = readBy.flatMap((name): Sql[] =>
    name === 'helper' || name === 'helped'
      ? [isOnSide(scope, name)]
      : name === 'owner'
        ? [isOwner(scope)]
        : name === scope.role
          ? [sql`1 = 1`]
          : [],
  );
  return ways.length === 0 ? sql`1 = 0` : sql`(${join(ways, sql` or `)})`;
};

/** Records of confidential forms: in every query they are there for those whom their forms name, and for nobody else. */
@Injectable()
export class Confidential implements OnApplicationBootstrap {
  /** Programmes whose plugin is gone: who may read their sealed records, nobody can say any more. */
  private missing: readonly string[] = [];

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly catalogue: Catalogue,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const known = this.catalogue.ids();
    const rows = await this.database.all<{ plugin: string }>(sql`select distinct plugin from programme`);
    this.missing = rows.map(({ plugin }) => plugin).filter((plugin) => !known.includes(plugin));
  }

  /** Records (aliased `r`) that do not keep themselves from the caller; their reach is another condition. */
  open(scope: Scope): Sql {
    const closed = this.closed((readBy) => isNamed(scope, readBy));
    return closed ? sql`(${isWriterOf(scope)} or not ${closed})` : all([]);
  }

  /** Records (aliased `r`) of the forms that everybody reads: what is counted for whoever asks. */
  ordinary(): Sql {
    const closed = this.closed(() => sql`1 = 0`);
    return closed ? sql`not ${closed}` : all([]);
  }

  private closed(named: (readBy: readonly NamedReader[]) => Sql): Sql | undefined {
    const parts = this.catalogue.ids().flatMap((plugin) => {
      const definition = this.catalogue.find(plugin)!;
      return confidentialForms(definition).map(
        (form) =>
          sql`(p.plugin = ${plugin} and r.form = ${form} and not ${named(definition.forms[form]!.readBy ?? [])})`,
      );
    });
    if (this.missing.length > 0) parts.push(sql`(p.plugin in ${list(this.missing)} and r.data not like '{%')`);
    return parts.length === 0
      ? undefined
      : sql`exists (select 1 from programme p where p.id = r.programme_id and (${join(parts, sql` or `)}))`;
  }
}

/** As what the caller reads a record: their role, and where they stand to it. */
export const standingOf = (
  scope: Scope,
  o: { readonly owner: string; readonly isWriter: boolean; readonly sides: readonly ('helper' | 'helped')[] },
): ReadonlySet<string> =>
  new Set([
    scope.role,
    ...o.sides,
    ...(o.isWriter ? ['writer'] : []),
    ...(scope.personIds === undefined && isOwn(scope, o.owner) ? ['owner'] : []),
  ]);
