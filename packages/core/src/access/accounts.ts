import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { isOpen } from '../organisations/organisation-rows.js';
import { accountHidden, accountName, peopleNamedFor } from '../people/children.js';
import { person } from '../people/people.tables.js';
import type { Actor, Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, containing, list, type Sql, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { nameMatches, nameSounds } from '../platform/name-sounds.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, refused, stale } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { changeUser, createUser, listUsers, Role } from './access.api.js';
import { account, assignment } from './access.tables.js';
import { type AccountRow, describeAccounts, own, rolesOf, type UserDto } from './account-rows.js';
import { hashPassword, NO_PASSWORD, oneTimePassword } from './passwords.js';
import { grantable } from './policy.js';

type Found = AccountRow & { readonly person_name: string | null; readonly shown_name: string };

/** Accounts with their names as somebody reads them; as they are where the platform itself asks. */
const select = (scope: Scope | undefined): Sql =>
  scope
    ? sql`select a.*, ${accountName(scope)} as shown_name, ${peopleNamedFor(scope).name} as person_name from account a
        left join person p on p.id = a.person_id left join organisation o on o.id = p.organisation_id`
    : sql`select a.*, a.name as shown_name, p.name as person_name from account a left join person p on p.id = a.person_id`;

/** Whose accounts are described: to whom, and which of their roles. */
interface Described {
  readonly ids: readonly string[];
  readonly reach: Sql;
  readonly scope?: Scope;
}

/** Roles (aliased `r`) that a permission of the caller reaches. */
export const rolesInReach = (scope: Scope, permission: 'user.read' | 'user.write'): Sql =>
  inReach(scope.reach(permission), { district: sql`r.district_id`, organisations: [sql`r.organisation_id`] });

const everywhere = all([]);

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: { readonly id: string; readonly district_id: string };
  /** Null where the password is given out later. */
  readonly passwordHash: string | null;
  readonly oneTime: boolean;
  readonly person?: string | null;
}

/** Accounts, managed by the office above them or by their school's own administrator. */
@Injectable()
export class Accounts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async list({ scope, query }: Call<typeof listUsers>) {
    const reach = rolesInReach(scope, 'user.read');
    const password = {
      none: sql`a.password_hash = ${NO_PASSWORD}`,
      oneTime: sql`a.password_hash <> ${NO_PASSWORD} and a.must_change_since is not null`,
      own: sql`a.password_hash <> ${NO_PASSWORD} and a.must_change_since is null`,
    };
    const where = all([
      sql`exists (select 1 from assignment r where ${all([
        sql`r.account_id = a.id`,
        own,
        reach,
        ...(query.organisation ? [sql`r.organisation_id = ${query.organisation}`] : []),
      ])})`,
      ...(query.q
        ? [
            sql`(a.username like ${containing(query.q)} escape '\\' or not ${accountHidden(scope)} and ${nameMatches({ key: sql`lower(a.name)`, initials: sql`a.name_initials`, pinyin: sql`a.name_pinyin` }, query.q)})`,
          ]
        : []),
      ...(query.password ? [password[query.password]] : []),
    ]);
    const found = await page<Found, Found>(this.database, {
      query,
      rows: (window) => sql`${select(scope)} where ${where} order by a.username, a.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from account a where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    return { ...found, rows: await describeAccounts(this.database, found.rows, reach) };
  }

  async create({ scope, actor, body }: Call<typeof createUser>) {
    this.assertGrantable(scope, body.role);
    const password = oneTimePassword();
    const passwordHash = await hashPassword(password);
    const user = await this.units.run(actor, async (unit) => {
      const organisation = await this.placeFor(unit, scope, body.organisation);
      const id = await this.insert(unit, { ...body, passwordHash, organisation, oneTime: true });
      return this.answer(unit, scope, id);
    });
    return { user, oneTimePassword: password };
  }

  /** Adds an account inside a unit of work; also used for the first administrator and sample data. */
  async add(unit: Unit, o: NewAccount): Promise<UserDto> {
    const id = await this.insert(unit, o);
    return (await this.describe(unit, { ids: [id], reach: everywhere }))[0]!;
  }

  /** Answers the id. */
  async insert(unit: Unit, o: NewAccount): Promise<string> {
    const username = o.username.toLowerCase();
    if (await unit.one(sql`select id from account where username = ${username}`))
      throw conflict(
        'username-taken',
        t(`用户名“${username}”已被使用，请换一个`, `The user name "${username}" is taken: choose another`),
      );
    if (o.person) await this.assertFree(unit, { person: o.person, organisations: [o.organisation.id] });
    const id = newId(this.clock.now().getTime());
    const at = this.clock.instant();
    await unit.insert(account, {
      id,
      district_id: o.organisation.district_id,
      person_id: o.person ?? null,
      username,
      name: o.name,
      ...nameSounds(o.name, { most: 50, person: true }),
      password_hash: o.passwordHash ?? NO_PASSWORD,
      state: 'active',
      must_change_since: o.oneTime ? at : null,
      failures: 0,
      created_at: at,
      version: 1,
    });
    await unit.insert(assignment, {
      id: newId(this.clock.now().getTime()),
      account_id: id,
      organisation_id: o.organisation.id,
      district_id: o.organisation.district_id,
      role: o.role,
      created_at: at,
    });
    await unit.audit({
      action: 'account.create',
      kind: 'account',
      id,
      districtId: o.organisation.district_id,
      detail: { role: o.role, organisation: o.organisation.id, ...(o.person ? { person: o.person } : {}) },
    });
    return id;
  }

  async resetPassword({ scope, actor, params }: { scope: Scope; actor: Actor; params: { id: string } }) {
    const password = oneTimePassword();
    const password_hash = await hashPassword(password);
    const user = await this.units.run(actor, async (unit) => {
      await this.renew(unit, await this.manageable(unit, scope, params.id), password_hash);
      return this.answer(unit, scope, params.id);
    });
    return { user, oneTimePassword: password };
  }

  /** For the operator at the server's own machine: whoever it is, also the last administrator. */
  async resetByName(actor: Actor, username: string): Promise<{ name: string; state: string; password: string }> {
    const password = oneTimePassword();
    const password_hash = await hashPassword(password);
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<AccountRow>(sql`select * from account where username = ${username.toLowerCase()}`);
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
  async renew(unit: Unit, row: AccountRow, password_hash: string): Promise<void> {
    const to = { password_hash, must_change_since: this.clock.instant(), failures: 0, last_failure_at: null };
    if (!(await unit.change(account, row, to)))
      throw conflict(
        'changed-meanwhile',
        t('账号刚刚被修改，请再试一次', 'The account was changed a moment ago: try again'),
      );
    await unit.run(sql`delete from session where account_id = ${row.id}`);
    await unit.run(sql`delete from known_browser where account_id = ${row.id}`);
    await unit.audit({ action: 'account.reset', kind: 'account', id: row.id, districtId: row.district_id });
  }

  async change({ scope, actor, params, body, version }: Call<typeof changeUser>): Promise<UserDto> {
    return this.units.run(actor, async (unit) => {
      const row = await this.manageable(unit, scope, params.id);
      if (row.id === scope.userId && body.state === 'suspended')
        throw invalid([{ field: 'state', text: t('不能停用自己的账号', 'You may not suspend your own account') }]);
      const to = {
        ...(body.state === undefined ? {} : { state: body.state }),
        ...(body.person === undefined ? {} : { person_id: body.person }),
      };
      const after = { ...row, ...to };
      if (after.person_id && after.state === 'active' && Object.keys(to).length > 0) {
        const held = await rolesOf(unit, [row.id], everywhere);
        const organisations = held.map((r) => r.organisation_id);
        await this.assertFree(unit, { person: after.person_id, organisations, account: row.id });
      }
      if (row.version !== version || !(await unit.change(account, { id: row.id, version }, to)))
        throw stale(await this.answer(unit, scope, row.id), [
          { field: 'state', yours: body.state ?? row.state, theirs: row.state },
        ]);
      if (body.state === 'suspended') await unit.run(sql`delete from session where account_id = ${row.id}`);
      await unit.audit({ action: 'account.change', kind: 'account', id: row.id, detail: to });
      return this.answer(unit, scope, row.id);
    });
  }

  /**
   * An account whose every role the caller reaches and could have given. Out of reach looks like absent; one that can
   * do more than the caller, or elsewhere, is another's to manage: a new password would open those roles too.
   */
  async manageable(unit: Unit, scope: Scope, id: string): Promise<AccountRow> {
    const held = await rolesOf(unit, [id], rolesInReach(scope, 'user.write'));
    const may = (r: (typeof held)[number]) => Number(r.mine) === 1 && grantable(scope.role).includes(r.role);
    if (!held.some(may)) throw notFound();
    if (!held.every(may))
      throw refused(
        'held-elsewhere',
        t(
          '这个账号还有您不能管理的身份（其他单位或更高的角色），请联系教育局处理',
          'This account also holds a role that is not yours to manage, elsewhere or higher: ask the bureau',
        ),
      );
    return (await unit.one<AccountRow>(sql`select * from account where id = ${id}`))!;
  }

  assertGrantable(scope: Scope, role: Role): void {
    if (!grantable(scope.role).includes(role))
      throw invalid([{ field: 'role', text: t('您不能授予这个角色', 'You may not give this role') }]);
  }

  async placeFor(unit: Unit, scope: Scope, id: string): Promise<{ id: string; district_id: string }> {
    const place = await unit.one<{ id: string; district_id: string }>(sql`select o.id, o.district_id from organisation o
      where o.id = ${id} and ${isOpen(this.clock.today())} and ${inReach(scope.reach('user.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] })}`);
    if (!place) throw invalid([{ field: 'organisation', text: t('没有这个单位', 'There is no such organisation') }]);
    return place;
  }

  /** A person of one of these organisations to whom no other active account belongs. */
  async assertFree(
    unit: Unit,
    o: { readonly person: string; readonly organisations: readonly string[]; readonly account?: string },
  ): Promise<void> {
    const wrong = (zh: string, en: string) => invalid([{ field: 'person', text: t(zh, en) }]);
    // Two accounts for one person at the same moment: the second waits here for the first.
    await unit.lock(person, o.person);
    const found = await unit.one<{ id: string }>(sql`select p.id from person p where p.id = ${o.person}
      and p.left_on is null and p.organisation_id in ${list(o.organisations)}`);
    if (!found) throw wrong('本单位没有这名人员', 'There is no such person at the organisation');
    const taken = await unit.one<{ username: string }>(sql`select a.username from account a
      where a.person_id = ${o.person} and a.state = 'active' and a.id <> ${o.account ?? ''}`);
    if (taken)
      throw wrong(
        `这名人员已有账号“${taken.username}”，一人只能有一个使用中的账号`,
        `This person has the account "${taken.username}": one active account for each person`,
      );
  }

  /** An account as the caller sees it. */
  async answer(reads: Reads, scope: Scope, id: string): Promise<UserDto> {
    return (await this.describe(reads, { ids: [id], reach: rolesInReach(scope, 'user.write'), scope }))[0]!;
  }

  async describe(reads: Reads, { ids, reach, scope }: Described): Promise<UserDto[]> {
    const rows = await reads.all<Found>(sql`${select(scope)} where a.id in ${list(ids)} order by a.username, a.id`);
    return describeAccounts(reads, rows, reach);
  }
}
