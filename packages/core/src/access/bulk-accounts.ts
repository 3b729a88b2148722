import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { all, list, sql } from '../platform/database/sql.js';
import { page } from '../platform/page.js';
import { invalid, notFound, Problem, refused } from '../platform/problem.js';
import { inReach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { issueSlips, listUserless, openUsers } from './access.api.js';
import type { AccountRow, UserDto } from './account-rows.js';
import { Accounts, rolesInReach } from './accounts.js';
import { hashPassword, NO_PASSWORD, oneTimePassword } from './passwords.js';

/** Passwords hashed at once: one processor stays free for everybody else. */
const HASHES_AT_ONCE = 2;

/**
 * Many accounts in one act. They are opened without a password; passwords are made when slips (密码条) are given out,
 * answered once, and stand nowhere but as hashes.
 */
@Injectable()
export class BulkAccounts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly accounts: Accounts,
  ) {}

  async candidates({ scope, query }: Call<typeof listUserless>) {
    const where = all([
      sql`p.organisation_id = ${query.organisation}`,
      inReach(scope.reach('user.write'), { district: sql`p.district_id`, organisations: [sql`p.organisation_id`] }),
      sql`p.kind = 'teacher' and p.left_on is null
        and not exists (select 1 from account a where a.person_id = p.id and a.state = 'active')`,
    ]);
    type Candidate = { id: string; name: string; code: string | null; post: string | null };
    return page<Candidate, Candidate>(this.database, {
      query,
      rows: (window) =>
        sql`select p.id, p.name, p.code, p.post from person p where ${where} order by p.name_key, p.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from person p where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
  }

  open({ scope, actor, body }: Call<typeof openUsers>): Promise<{ users: UserDto[] }> {
    this.accounts.assertGrantable(scope, 'teacher');
    return this.units.run(actor, async (unit) => {
      const organisation = await this.accounts.placeFor(unit, scope, body.organisation);
      await this.refuseTaken(unit, body.people);
      const names = await unit.all<{ id: string; name: string }>(
        sql`select id, name from person where id in ${list(body.people.map((p) => p.person))}`,
      );
      const nameOf = new Map(names.map(({ id, name }) => [id, name]));
      const ids: string[] = [];
      for (const [i, { person, username }] of body.people.entries())
        ids.push(
          await this.accounts
            .insert(unit, {
              username,
              person,
              name: nameOf.get(person) ?? username,
              role: 'teacher',
              organisation,
              passwordHash: null,
              oneTime: false,
            })
            .catch((error: unknown) => {
              throw error instanceof Problem && error.code === 'invalid' ? atRow(error, i) : error;
            }),
        );
      return { users: await this.accounts.describe(unit, { ids, reach: rolesInReach(scope, 'user.write'), scope }) };
    });
  }

  /** Every name that is taken at once, so that they can be mended at once. */
  private async refuseTaken(
    unit: Unit,
    people: readonly { readonly person: string; readonly username: string }[],
  ): Promise<void> {
    const rows = await unit.all<{ username: string }>(
      sql`select username from account where username in ${list(people.map(({ username }) => username))}`,
    );
    const taken = new Set(rows.map(({ username }) => username));
    const seen = new Set<string>();
    const errors = people.flatMap(({ username }, i) => {
      const again = seen.has(username);
      seen.add(username);
      if (!again && !taken.has(username)) return [];
      const text = t(`用户名“${username}”已被使用，请换一个`, `The user name "${username}" is taken: choose another`);
      return [{ field: `people.${i}.username`, text }];
    });
    if (errors.length > 0) throw invalid(errors);
  }

  /** New one-time passwords. Whoever has chosen a password already keeps it: that is what a reset is for. */
  async slips({ scope, actor, body }: Call<typeof issueSlips>) {
    const ids = [...new Set(body.users)];
    const passwords = ids.map(() => oneTimePassword());
    const hashes: string[] = [];
    for (let i = 0; i < passwords.length; i += HASHES_AT_ONCE)
      hashes.push(...(await Promise.all(passwords.slice(i, i + HASHES_AT_ONCE).map((p) => hashPassword(p)))));
    const users = await this.units.run(actor, async (unit) => {
      for (const [i, id] of ids.entries()) {
        const row = await this.accounts.manageable(unit, scope, id);
        this.assertWaiting(row);
        await this.accounts.renew(unit, row, hashes[i]!);
      }
      return this.accounts.describe(unit, { ids, reach: rolesInReach(scope, 'user.write'), scope });
    });
    const byId = new Map(users.map((user) => [user.id, user]));
    return { slips: ids.map((id, i) => ({ user: byId.get(id)!, oneTimePassword: passwords[i]! })) };
  }

  private assertWaiting(row: AccountRow): void {
    if (row.state !== 'active') throw notFound();
    if (row.password_hash !== NO_PASSWORD && row.must_change_since === null)
      throw refused(
        'has-password',
        t(
          `账号“${row.username}”已自行设置密码，不能批量发放密码条；确需更换请逐个重置`,
          `The account "${row.username}" has chosen a password: no slip is given out for it; reset it alone if need be`,
        ),
      );
  }
}

const atRow = (problem: Problem, i: number): Problem =>
  invalid((problem.more.errors ?? []).map((e) => ({ ...e, field: `people.${i}.${e.field}` })));
