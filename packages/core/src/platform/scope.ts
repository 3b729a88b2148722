import { all, join, type Sql, sql } from './database/sql.js';
import type { Permission } from './permissions.js';

/** How far a permission reaches for one signed-in person. */
export type Reach =
  | { readonly kind: 'all' }
  /** Everything a county-level district owns. */
  | { readonly kind: 'district'; readonly districtId: string }
  /** An organisation and everything below it. */
  | { readonly kind: 'subtree'; readonly organisationId: string }
  /** Exactly one organisation. */
  | { readonly kind: 'own'; readonly organisationId: string };

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
  readonly districtId: string;
  readonly sessionHash: string;
  readonly csrf: string;
  /** Undefined when the role does not have the permission at all. */
  reach(permission: Permission): Reach | undefined;
}

/**
 * The condition that keeps a query inside a reach. `organisations` are the columns that tie a row to organisations;
 * one of them inside the reach is enough.
 */
export const inReach = (
  reach: Reach | undefined,
  row: { readonly district: Sql; readonly organisations: readonly Sql[] },
): Sql => {
  if (!reach) return sql`1 = 0`;
  switch (reach.kind) {
    case 'all':
      return all([]);
    case 'district':
      return sql`${row.district} = ${reach.districtId}`;
    case 'subtree':
      return sql`exists (select 1 from organisation_tree reach where reach.ancestor_id = ${reach.organisationId}
        and reach.descendant_id in (${join(row.organisations, sql`, `)}))`;
    case 'own':
      return sql`(${join(
        row.organisations.map((column) => sql`${column} = ${reach.organisationId}`),
        sql` or `,
      )})`;
  }
};
