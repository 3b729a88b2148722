import { all, join, list, type Sql, sql } from './database/sql.js';
import type { Permission } from './permissions.js';

/** How far a permission reaches for one signed-in person. */
export type Reach =
  | { readonly kind: 'all' }
  /** Everything a county-level district owns. */
  | { readonly kind: 'district'; readonly districtId: string }
  /** An organisation and everything below it. */
  | { readonly kind: 'subtree'; readonly organisationId: string }
  /** One organisation, and what was merged into it. */
  | { readonly kind: 'own'; readonly organisationId: string; readonly former: readonly string[] }
  /** What concerns one person, as whom the caller acts, and the teams of that person. */
  | { readonly kind: 'self'; readonly personIds: readonly string[] };

/** Who is calling, in which role, and how far each permission reaches. Filled by `access`, read by everyone. */
export interface Scope {
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly assignmentId: string;
  /** The account whose role this is, when somebody stands in for another (代理). */
  readonly onBehalfOf?: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /**
   * The person as whom the caller acts, in a role that speaks for nobody else: a student. After it come registrations
   * that were found to be the same person's, and the teams that the person is a member of today: what a team stands for,
   * its members do.
   */
  readonly personIds?: readonly string[];
  /** Organisations that were merged into the caller's own: it answers for what they have left. */
  readonly former: readonly string[];
  readonly districtId: string;
  readonly sessionHash: string;
  readonly csrf: string;
  /** Undefined when the role does not have the permission at all. */
  reach(permission: Permission): Reach | undefined;
}

/** A column names the caller's own organisation, or one that was merged into it. */
export const ownIs = (
  column: Sql,
  own: { readonly organisationId: string; readonly former: readonly string[] },
): Sql =>
  own.former.length === 0
    ? sql`${column} = ${own.organisationId}`
    : sql`${column} in ${list([own.organisationId, ...own.former])}`;

/** Whether the caller's organisation answers for this one. */
export const isOwn = (scope: Pick<Scope, 'organisationId' | 'former'>, organisationId: string): boolean =>
  organisationId === scope.organisationId || scope.former.includes(organisationId);

/** Whether a permission goes no further than what the caller's own side does. */
export const ownOnly = (reach: Reach | undefined): boolean => reach?.kind === 'own' || reach?.kind === 'self';

/** Who stands on a side, writes or decides: an organisation, or one person or team of it. */
export interface Party {
  readonly organisationId: string;
  /** Absent where the organisation acts, through whoever speaks for it. */
  readonly personId: string | null;
}

/** As whom the caller writes. */
export const partyOf = (scope: Pick<Scope, 'organisationId' | 'personIds'>): Party => ({
  organisationId: scope.organisationId,
  personId: scope.personIds?.[0] ?? null,
});

/** Whether the caller acts as this party. */
export const isParty = (scope: Pick<Scope, 'organisationId' | 'former' | 'personIds'>, party: Party): boolean =>
  scope.personIds === undefined
    ? party.personId === null && isOwn(scope, party.organisationId)
    : party.personId !== null && scope.personIds.includes(party.personId);

/** The same in a query, of columns that name an organisation and, where one acts for itself, a person. */
export const partyIs = (
  scope: Pick<Scope, 'organisationId' | 'former' | 'personIds'>,
  column: { readonly organisation: Sql; readonly person: Sql },
): Sql =>
  scope.personIds === undefined
    ? sql`(${ownIs(column.organisation, scope)} and ${column.person} is null)`
    : sql`${column.person} in ${list(scope.personIds)}`;

/**
 * The condition that keeps a query inside a reach. `organisations` are the columns that tie a row to organisations,
 * `people` those that tie it to the people it concerns; one of them inside the reach is enough.
 */
export const inReach = (
  reach: Reach | undefined,
  row: { readonly district: Sql; readonly organisations: readonly Sql[]; readonly people?: readonly Sql[] },
): Sql => {
  if (!reach) return sql`1 = 0`;
  switch (reach.kind) {
    case 'all':
      return all([]);
    case 'district':
      return sql`${row.district} = ${reach.districtId}`;
    case 'subtree':
      return sql`(exists (select 1 from organisation_tree reach where reach.ancestor_id = ${reach.organisationId}
        and reach.descendant_id in (${join(row.organisations, sql`, `)}))
        or exists (select 1 from organisation_successor past
          join organisation_tree reach on reach.descendant_id = past.successor_id
          where reach.ancestor_id = ${reach.organisationId}
          and past.organisation_id in (${join(row.organisations, sql`, `)})))`;
    case 'own':
      return sql`(${join(
        row.organisations.map((column) => ownIs(column, reach)),
        sql` or `,
      )})`;
    case 'self':
      return row.people === undefined
        ? sql`1 = 0`
        : sql`(${join(
            row.people.map((column) => sql`${column} in ${list(reach.personIds)}`),
            sql` or `,
          )})`;
  }
};
