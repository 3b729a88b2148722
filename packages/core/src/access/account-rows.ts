import type * as z from 'zod';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import type { User } from './access.api.js';
import type { account, assignment } from './access.tables.js';
import { NO_PASSWORD } from './passwords.js';

export type AccountRow = Row<typeof account>;
export type UserDto = z.output<typeof User>;

/** An account's own role, and whether it lies in the reach that asks. */
export type HeldRole = Row<typeof assignment> & {
  readonly organisation_name: string;
  readonly organisation_kind: string;
  readonly mine: number;
};

/** Roles that accounts hold themselves (aliased `r`): standing in for somebody is not theirs to manage. */
export const own: Sql = sql`r.ended_at is null and r.delegated_from is null`;

/** Own roles of accounts, oldest first. `mine` tells those that `reach` covers. */
export const rolesOf = (reads: Reads, accountIds: readonly string[], reach: Sql): Promise<HeldRole[]> =>
  reads.all<HeldRole>(sql`select r.*, o.name as organisation_name, o.kind as organisation_kind,
      case when ${reach} then 1 else 0 end as mine
    from assignment r join organisation o on o.id = r.organisation_id
    where r.account_id in ${list(accountIds)} and ${own} order by r.created_at, r.id`);

const passwordOf = (row: AccountRow): UserDto['password'] => {
  if (row.password_hash === NO_PASSWORD) return 'none';
  return row.must_change_since === null ? 'own' : 'oneTime';
};

/** Accounts as a reach may see them: roles elsewhere are not named, only that there are some. */
export const describeAccounts = async (
  reads: Reads,
  rows: readonly (AccountRow & { readonly person_name: string | null; readonly shown_name: string })[],
  reach: Sql,
): Promise<UserDto[]> => {
  if (rows.length === 0) return [];
  const byAccount = grouped(
    await rolesOf(
      reads,
      rows.map(({ id }) => id),
      reach,
    ),
    (role) => role.account_id,
  );
  return rows.flatMap((row) => {
    const held = byAccount.get(row.id) ?? [];
    const assignments = held
      .filter(({ mine }) => Number(mine) === 1)
      .map((r) => ({
        id: r.id,
        role: r.role,
        organisation: { id: r.organisation_id, name: r.organisation_name, kind: r.organisation_kind },
      }));
    const [first] = assignments;
    if (!first) return [];
    return [
      {
        id: row.id,
        username: row.username,
        name: row.shown_name,
        role: first.role,
        organisation: first.organisation,
        assignments,
        elsewhere: held.length > assignments.length,
        person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '' },
        state: row.state,
        password: passwordOf(row),
        lastSignIn: row.last_sign_in_at,
        version: row.version,
      },
    ];
  });
};
