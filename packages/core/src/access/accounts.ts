import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Actor, Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, containing, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { nameMatches, nameSounds } from '../platform/name-sounds.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, refused, stale } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { changeUser, createUser, listUsers, Role, User } from './access.api.js';
import { account, assignment } from './access.tables.js';
import { hashPassword, oneTimePassword } from './passwords.js';
import { grantable } from './policy.js';

type UserDto = z.output<typeof User>;
type Found = Row<typeof account> & {
  role: Role;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: string;
};

const from: Sql = sql`from account a join assignment r on r.account_id = a.id and r.ended_at is null
  join organisation o on o.id = r.organisation_id`;
const columns: Sql = sql`a.*, r.role, r.organisation_id, o.name as organisation_name, o.kind as organisation_kind`;

const dto = (row: Found): UserDto => ({
  id: row.id,
  username: row.username,
  name: row.name,
  role: row.role,
  organisation: { id: row.organisation_id, name: row.organisation_name, kind: row.organisation_kind },
  state: row.state,
  lastSignIn: row.last_sign_in_at,
  version: row.version,
});

/** Accounts, managed by the office above them. */
@Injectable()
export class Accounts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async list({ scope, query }: Call<typeof listUsers>) {
    const where = all([
      this.scoped(scope, 'user.read'),
      ...(query.organisation ? [sql`r.organisation_id = ${query.organisation}`] : []),
      ...(query.q
        ? [
            sql`(a.username like ${containing(query.q)} escape '\\' or ${nameMatches({ key: sql`lower(a.name)`, initials: sql`a.name_initials`, pinyin: sql`a.name_pinyin` }, query.q)})`,
          ]
        : []),
    ]);
    return page(this.database, {
      query,
      rows: (window) => sql`select ${columns} ${from} where ${where} order by a.username, r.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: dto,
    });
  }

  async create({ scope, actor, body }: Call<typeof createUser>) {
    if (!grantable(scope.role).includes(body.role))
      throw invalid([{ field: 'role', text: t('您不能授予这个角色', 'You may not give this role') }]);
    const password = oneTimePassword();
    const password_hash = await hashPassword(password);
    const user = await this.units.run(actor, async (unit) => {
      const place = await unit.one<{
        id: string;
        district_id: string;
      }>(sql`select o.id, o.district_id from organisation o
        where o.id = ${body.organisation} and ${inReach(scope.reach('user.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] })}`);
      if (!place) throw invalid([{ field: 'organisation', text: t('没有这个单位', 'There is no such organisation') }]);
      return this.add(unit, { ...body, passwordHash: password_hash, organisation: place, oneTime: true });
    });
    return { user, oneTimePassword: password };
  }

  /** Adds an account inside a unit of work; also used for the first administrator and sample data. */
  async add(
    unit: Unit,
    o: {
      readonly username: string;
      readonly name: string;
      readonly role: Role;
      readonly organisation: { readonly id: string; readonly district_id: string };
      readonly passwordHash: string;
      readonly oneTime: boolean;
    },
  ): Promise<UserDto> {
    const username = o.username.toLowerCase();
    if (await unit.one(sql`select id from account where username = ${username}`))
      throw conflict(
        'username-taken',
        t(`用户名“${username}”已被使用，请换一个`, `The user name "${username}" is taken: choose another`),
      );
    const accountId = newId();
    await unit.insert(account, {
      id: accountId,
      district_id: o.organisation.district_id,
      username,
      name: o.name,
      ...nameSounds(o.name, { most: 50, person: true }),
      password_hash: o.passwordHash,
      state: 'active',
      must_change_since: o.oneTime ? this.clock.instant() : null,
      failures: 0,
      created_at: this.clock.instant(),
      version: 1,
    });
    await unit.insert(assignment, {
      id: newId(),
      account_id: accountId,
      organisation_id: o.organisation.id,
      district_id: o.organisation.district_id,
      role: o.role,
      created_at: this.clock.instant(),
    });
    await unit.audit({
      action: 'account.create',
      kind: 'account',
      id: accountId,
      districtId: o.organisation.district_id,
      detail: { role: o.role, organisation: o.organisation.id },
    });
    return dto((await this.find(unit, sql`a.id = ${accountId}`))!);
  }

  async resetPassword({ scope, actor, params }: { scope: Scope; actor: Actor; params: { id: string } }) {
    const password = oneTimePassword();
    const password_hash = await hashPassword(password);
    const user = await this.units.run(actor, async (unit) => {
      const row = await this.manageable(unit, scope, params.id);
      await this.renew(unit, row, password_hash);
      return dto((await this.find(unit, sql`a.id = ${row.id}`))!);
    });
    return { user, oneTimePassword: password };
  }

  /** For the operator at the server's own machine: whoever it is, also the last administrator. */
  async resetByName(actor: Actor, username: string): Promise<{ name: string; state: string; password: string }> {
    const password = oneTimePassword();
    const password_hash = await hashPassword(password);
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<Row<typeof account>>(
        sql`select * from account where username = ${username.toLowerCase()}`,
      );
      if (!row)
        throw refused(
          'no-user',
          t(`没有用户“${username}”，请核对用户名`, `There is no user "${username}": check the user name`),
        );
      await this.renew(unit, row, password_hash);
      return { name: row.name, state: row.state, password };
    });
  }

  /** A password for one sign-in; whoever is signed in with the old one is not any more. */
  private async renew(unit: Unit, row: Row<typeof account>, password_hash: string): Promise<void> {
    const to = { password_hash, must_change_since: this.clock.instant(), failures: 0, last_failure_at: null };
    if (!(await unit.change(account, row, to)))
      throw conflict(
        'changed-meanwhile',
        t('账号刚刚被修改，请再试一次', 'The account was changed a moment ago: try again'),
      );
    await unit.run(sql`delete from session where account_id = ${row.id}`);
    await unit.audit({ action: 'account.reset', kind: 'account', id: row.id, districtId: row.district_id });
  }

  async change({ scope, actor, params, body, version }: Call<typeof changeUser>): Promise<UserDto> {
    return this.units.run(actor, async (unit) => {
      const row = await this.manageable(unit, scope, params.id);
      if (row.id === scope.userId)
        throw invalid([{ field: 'state', text: t('不能停用自己的账号', 'You may not suspend your own account') }]);
      if (row.version !== version || !(await unit.change(account, { id: row.id, version }, { state: body.state })))
        throw stale(dto(row), [{ field: 'state', yours: body.state, theirs: row.state }]);
      if (body.state === 'suspended') await unit.run(sql`delete from session where account_id = ${row.id}`);
      await unit.audit({ action: 'account.change', kind: 'account', id: row.id, detail: { state: body.state } });
      return dto((await this.find(unit, sql`a.id = ${row.id}`))!);
    });
  }

  /** An account in scope whose role the manager could have given. */
  private async manageable(reads: Reads, scope: Scope, id: string): Promise<Found> {
    const row = await this.find(reads, sql`a.id = ${id} and ${this.scoped(scope, 'user.write')}`);
    if (!row || !grantable(scope.role).includes(row.role)) throw notFound();
    return row;
  }

  private scoped(scope: Scope, permission: 'user.read' | 'user.write'): Sql {
    return inReach(scope.reach(permission), { district: sql`r.district_id`, organisations: [sql`r.organisation_id`] });
  }

  private find(reads: Reads, where: Sql): Promise<Found | undefined> {
    return reads.one<Found>(sql`select ${columns} ${from} where ${where}`);
  }
}
