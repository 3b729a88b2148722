import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type * as z from 'zod';
import { isOpen } from '../organisations/organisation-rows.js';
import type { Actor } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { actsOn } from '../platform/assignments.js';
import type { Database } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { type Permission, permissions } from '../platform/permissions.js';
import { Problem, refused } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import type { Role, Session as SessionDto } from './access.api.js';
import { type account, type assignment, session } from './access.tables.js';
import { type KnownBrowser, KnownBrowsers } from './known-browsers.js';
import { hashPassword, passwordMatches, weakness } from './passwords.js';
import { actsAsPerson, reachOf } from './policy.js';
import { triesOf, turns } from './tries.js';

const MINUTE = 60_000;
/** A session ends after so long without a request, and after so long in any case. */
export const IDLE = 30 * MINUTE;
export const WHOLE = 12 * 60 * MINUTE;
/** Wrong passwords before a pause: in one known browser or in all others together, and from one address. */
export const FAILURES = { account: 5, address: 30, within: 15 * MINUTE } as const;

type AccountRow = Row<typeof account>;
type AssignmentRow = Row<typeof assignment> & {
  readonly name: string;
  readonly kind: string;
  /** Name of the account it stands in for. */
  readonly delegator: string | null;
};

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** How long nothing is looked at any more; 0 while there is no pause. */
const pauseOf = (row: Pick<AccountRow, 'failures' | 'last_failure_at'>, now: number): number =>
  row.failures >= FAILURES.account && row.last_failure_at
    ? Math.max(0, Date.parse(row.last_failure_at) + FAILURES.within - now)
    : 0;

const tooMany = (pause: number) => {
  const minutes = Math.ceil(pause / MINUTE);
  return new Problem(
    429,
    'too-many-tries',
    t(
      `密码错误次数过多，请 ${minutes} 分钟后再试；如急需登录，请本校管理员或教育局重置密码，重置后即可登录`,
      `Too many wrong passwords: try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. If you cannot wait, ask your school's administrator or the bureau for a new password: it works at once`,
    ),
    { headers: { 'retry-after': String(Math.ceil(pause / 1000)) } },
  );
};

const scopeOf = (o: Omit<Scope, 'reach'> & { readonly role: Role }): Scope => ({
  ...o,
  // Who stands in for somebody manages no accounts: roles given so would outlast the days.
  reach: (permission: Permission) =>
    o.onBehalfOf !== undefined && permission === 'user.write' ? undefined : reachOf({ ...o, permission }),
});

interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** What the browser says of the people it knows. */
  readonly cookie: string | undefined;
  readonly browser?: KnownBrowser;
}

interface SignedIn {
  readonly token: string;
  /** What the browser is to keep of the people it knows. */
  readonly known: string;
}

export interface LiveSession {
  readonly scope: Scope;
  readonly mustChangePassword: boolean;
}

/** Sign-in, sessions, and the scope that a session carries. */
@Injectable()
export class Sessions {
  private readonly byAddress = triesOf({ most: FAILURES.address, within: FAILURES.within, from: 'first' });
  /** Names that nobody has are paused like accounts, so that a pause does not tell who exists. */
  private readonly byName = triesOf({ most: FAILURES.account, within: FAILURES.within, from: 'last' });
  private readonly inTurn = turns();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly browsers: KnownBrowsers,
  ) {}

  /**
   * Unknown names, wrong passwords and suspended accounts look the same. Wrong passwords are counted for each known
   * browser by itself, and together for all others: whoever guesses elsewhere does not pause the owner's browser, and
   * gains nothing from many addresses.
   */
  async signIn(o: Omit<SignIn, 'browser'>): Promise<SignedIn> {
    const one = { ...o, username: o.username.toLowerCase() };
    const browser = await this.browsers.find(this.database, one);
    const known =
      browser && (await this.inTurn(`browser ${browser.token_hash}`, () => this.signInKnown(one, browser.token_hash)));
    return (
      known ??
      this.inTurn(`address ${o.address}`, () => this.inTurn(`name ${one.username}`, () => this.signInUnknown(one)))
    );
  }

  /** Nothing when another sign-in replaced the browser's mark meanwhile. */
  private async signInKnown(o: SignIn, hash: string): Promise<SignedIn | undefined> {
    const now = this.clock.now().getTime();
    const browser = await this.browsers.find(this.database, o);
    if (browser?.token_hash !== hash) return undefined;
    const pause = pauseOf(browser, now);
    if (pause > 0) throw tooMany(pause);
    return this.checkAndBegin({ ...o, browser }, await this.accountOf(o.username));
  }

  private async signInUnknown(o: SignIn): Promise<SignedIn> {
    const now = this.clock.now().getTime();
    const atAddress = this.byAddress.pause(o.address, now);
    if (atAddress > 0) throw tooMany(atAddress);
    const found = await this.accountOf(o.username);
    const pause = found ? pauseOf(found, now) : this.byName.pause(o.username, now);
    if (pause > 0) throw tooMany(pause);
    return this.checkAndBegin(o, found);
  }

  private accountOf(username: string): Promise<AccountRow | undefined> {
    return this.database.one<AccountRow>(sql`select * from account where username = ${username}`);
  }

  private async checkAndBegin(o: SignIn, found: AccountRow | undefined): Promise<SignedIn> {
    const now = this.clock.now().getTime();
    const right = await passwordMatches(found?.password_hash, o.password);
    if (!found || !right || found.state !== 'active') {
      await this.noteFailure(o, now, found);
      throw new Problem(401, 'wrong-sign-in', t('用户名或密码不正确', 'The user name or the password is wrong'));
    }
    const assignments = await this.assignmentsOf(found.id);
    if (assignments.length === 0)
      throw new Problem(
        403,
        'no-role',
        t('该账号没有可用的身份，请联系上级管理员', 'This account holds no role: ask the office above you'),
      );
    const token = randomBytes(32).toString('base64url');
    const first = assignments.find((a) => a.id === found.chosen_assignment_id) ?? assignments[0]!;
    const actor: Actor = { userId: found.id, role: first.role, districtId: found.district_id };
    const known = await this.units.run(actor, async (unit) => {
      await unit.run(sql`update account set last_sign_in_at = ${this.clock.instant()} where id = ${found.id}`);
      // A sign-in in a known browser leaves the others' count as it is: it would give a guesser five more tries.
      if (!o.browser)
        await unit.run(sql`update account set failures = 0, last_failure_at = null where id = ${found.id}`);
      await unit.insert(session, {
        token_hash: hashToken(token),
        account_id: found.id,
        assignment_id: first.id,
        csrf: randomBytes(24).toString('base64url'),
        created_at: this.clock.instant(),
        seen_at: this.clock.instant(),
        ends_at: new Date(now + WHOLE).toISOString(),
      });
      await unit.run(sql`delete from session where ends_at < ${this.clock.instant()}`);
      await unit.audit({ action: 'session.begin', kind: 'account', id: found.id });
      return this.browsers.renew(unit, { accountId: found.id, cookie: o.cookie });
    });
    return { token, known };
  }

  /** The live session behind a token: looked up on every request, so that a suspended account is out at once. */
  async find(token: string): Promise<LiveSession | undefined> {
    const row = await this.database.one<
      Row<typeof session> &
        Pick<AccountRow, 'name' | 'must_change_since'> & {
          role: Role;
          organisation_id: string;
          district_id: string;
          organisation_name: string;
          former: number;
          on_behalf_of: string | null;
          person_id: string | null;
        }
    >(sql`select s.*, a.name, a.person_id, a.must_change_since, r.role, r.organisation_id, r.district_id, o.name as organisation_name,
        (select count(*) from organisation_successor past where past.successor_id = o.id) as former,
        (select d.account_id from assignment d where d.id = r.delegated_from) as on_behalf_of
      from session s
      join account a on a.id = s.account_id and a.state = 'active'
      join assignment r on r.id = s.assignment_id and r.account_id = a.id and ${actsOn(this.clock.today())}
      join organisation o on o.id = r.organisation_id and ${isOpen(this.clock.today())}
      where s.token_hash = ${hashToken(token)}`);
    const now = this.clock.now().getTime();
    if (!row || now >= Date.parse(row.ends_at) || now - Date.parse(row.seen_at) >= IDLE) return undefined;
    if (now - Date.parse(row.seen_at) > MINUTE)
      await this.database.write((tx) =>
        tx.run(sql`update session set seen_at = ${this.clock.instant()} where token_hash = ${row.token_hash}`),
      );
    return {
      mustChangePassword: row.must_change_since !== null,
      scope: scopeOf({
        role: row.role,
        organisationId: row.organisation_id,
        districtId: row.district_id,
        userId: row.account_id,
        name: row.name,
        ...(await this.actingPerson(row)),
        assignmentId: row.assignment_id!,
        ...(row.on_behalf_of === null ? {} : { onBehalfOf: row.on_behalf_of }),
        organisationName: row.organisation_name,
        sessionHash: row.token_hash,
        csrf: row.csrf,
        former: Number(row.former) > 0 ? await this.formerOf(row.organisation_id) : [],
      }),
    };
  }

  /** The scope an account would have in its first role, for work done on its behalf without a browser. */
  async scopeFor(username: string): Promise<Scope> {
    const row = await this.database.one<{ id: string }>(sql`select id from account where username = ${username}`);
    const [scope] = row ? await this.scopesOf(row.id) : [];
    if (!scope) throw new Error(`There is no account ${username} with a role.`);
    return scope;
  }

  /** The scopes that an account would have in each of its own roles, oldest first; none when it is suspended. */
  async scopesOf(accountId: string): Promise<Scope[]> {
    const rows = await this.database.all<
      AssignmentRow & { account_name: string; person_id: string | null }
    >(sql`select r.*, o.name, o.kind, a.name as account_name, a.person_id
      from account a join assignment r on r.account_id = a.id and r.ended_at is null and r.delegated_from is null
      join organisation o on o.id = r.organisation_id and ${isOpen(this.clock.today())}
      where a.id = ${accountId} and a.state = 'active' order by r.created_at, r.id`);
    const scopes: Scope[] = [];
    for (const row of rows) scopes.push(await this.scopeOfRole(row));
    return scopes;
  }

  private async scopeOfRole(
    row: AssignmentRow & { readonly account_name: string; readonly person_id: string | null },
  ): Promise<Scope> {
    return scopeOf({
      role: row.role,
      organisationId: row.organisation_id,
      districtId: row.district_id,
      userId: row.account_id,
      name: row.account_name,
      ...(await this.actingPerson(row)),
      assignmentId: row.id,
      organisationName: row.name,
      sessionHash: '',
      csrf: '',
      former: await this.formerOf(row.organisation_id),
    });
  }

  /** As whom the caller acts, in a role that speaks for one person. */
  private async actingPerson(row: { readonly role: Role; readonly person_id: string | null }) {
    if (row.person_id === null || !actsAsPerson(row.role)) return {};
    const same = await this.database.all<{ person_id: string }>(
      sql`select person_id from person_alias where successor_id = ${row.person_id}`,
    );
    const personIds = [row.person_id, ...same.map((one) => one.person_id)];
    const teams = await this.database.all<{ team_id: string }>(
      sql`select team_id from team_member where person_id in ${list(personIds)} and state = 'member'`,
    );
    return { personIds: [...personIds, ...teams.map((one) => one.team_id)] };
  }

  async signOut(scope: Scope, actor: Actor): Promise<void> {
    await this.units.run(actor, async (unit) => {
      await unit.run(sql`delete from session where token_hash = ${scope.sessionHash}`);
      await unit.audit({ action: 'session.end', kind: 'account', id: scope.userId });
    });
  }

  async changePassword(
    scope: Scope,
    actor: Actor,
    o: { readonly current: string; readonly next: string },
  ): Promise<void> {
    const row = await this.database.one<AccountRow>(sql`select * from account where id = ${scope.userId}`);
    if (!row || !(await passwordMatches(row.password_hash, o.current)))
      throw refused('wrong-password', t('当前密码不正确', 'The current password is wrong'), [
        { field: 'current', text: t('当前密码不正确', 'The current password is wrong') },
      ]);
    const weak =
      weakness(o.next, row.username) ??
      (o.next === o.current
        ? t('新密码不能与当前密码相同', 'The new password must differ from the current one')
        : undefined);
    if (weak) throw refused('weak-password', weak, [{ field: 'next', text: weak }]);
    const password_hash = await hashPassword(o.next);
    await this.units.run(actor, async (unit) => {
      await unit.run(sql`update account set password_hash = ${password_hash}, must_change_since = null, version = version + 1
        where id = ${scope.userId}`);
      await unit.run(
        sql`delete from session where account_id = ${scope.userId} and token_hash <> ${scope.sessionHash}`,
      );
      await unit.audit({ action: 'account.password', kind: 'account', id: scope.userId });
    });
  }

  async switchTo(scope: Scope, actor: Actor, assignmentId: string): Promise<void> {
    const mine = await this.assignmentsOf(scope.userId);
    if (!mine.some((a) => a.id === assignmentId))
      throw refused('not-your-role', t('您没有这个身份', 'This role is not yours'));
    await this.units.run(actor, async (unit) => {
      await unit.run(sql`update session set assignment_id = ${assignmentId} where token_hash = ${scope.sessionHash}`);
      await unit.run(sql`update account set chosen_assignment_id = ${assignmentId} where id = ${scope.userId}`);
      await unit.audit({ action: 'session.switch', kind: 'assignment', id: assignmentId });
    });
  }

  /** What the admin app shows of a session. */
  async describe(token: string | undefined): Promise<z.output<typeof SessionDto>> {
    const live = token ? await this.find(token) : undefined;
    if (!live) return { user: null, assignment: null, district: null, assignments: [], permissions: [], csrf: null };
    const { scope } = live;
    const [mine, self, district] = await Promise.all([
      this.assignmentsOf(scope.userId),
      this.database.one<AccountRow & { person_name: string | null }>(
        sql`select a.*, p.name as person_name from account a left join person p on p.id = a.person_id where a.id = ${scope.userId}`,
      ),
      this.database.one<{ id: string; name: string; kind: string }>(
        sql`select id, name, kind from organisation where id = ${scope.districtId}`,
      ),
    ]);
    const assignments = mine.map((a) => ({
      id: a.id,
      role: a.role,
      organisation: { id: a.organisation_id, name: a.name, kind: a.kind },
      delegatedBy: a.delegator,
      endsOn: a.ends_on,
    }));
    return {
      user: {
        id: scope.userId,
        username: self?.username ?? '',
        name: scope.name,
        mustChangePassword: live.mustChangePassword,
        person: self?.person_id ? { id: self.person_id, name: self.person_name ?? '' } : null,
        mustChoose: mine.length > 1 && !mine.some((a) => a.id === self?.chosen_assignment_id),
      },
      assignment: assignments.find((a) => a.id === scope.assignmentId) ?? null,
      district: district ?? null,
      assignments,
      permissions: permissions.filter((permission) => scope.reach(permission)),
      csrf: scope.csrf,
    };
  }

  private assignmentsOf(accountId: string): Promise<AssignmentRow[]> {
    return this.database.all<AssignmentRow>(sql`select r.*, o.name, o.kind,
        (select da.name from assignment d join account da on da.id = d.account_id where d.id = r.delegated_from) as delegator
      from assignment r join organisation o on o.id = r.organisation_id and ${isOpen(this.clock.today())}
      where r.account_id = ${accountId} and ${actsOn(this.clock.today())}
      order by case when r.delegated_from is null then 0 else 1 end, r.created_at, r.id`);
  }

  /** Organisations that were merged into one. */
  private async formerOf(organisationId: string): Promise<string[]> {
    const rows = await this.database.all<{ id: string }>(
      sql`select organisation_id as id from organisation_successor where successor_id = ${organisationId} order by id`,
    );
    return rows.map((row) => row.id);
  }

  private async noteFailure(o: SignIn, now: number, found: AccountRow | undefined): Promise<void> {
    if (!o.browser) this.byAddress.note(o.address, now);
    if (!found) this.byName.note(o.username, now);
    const actor: Actor = { userId: found?.id ?? null, role: null, districtId: found?.district_id ?? null };
    const quietSince = new Date(now - FAILURES.within).toISOString();
    // Counted by the database: another server process may note a failure in the same moment.
    const counted = sql`failures = case when last_failure_at > ${quietSince} then failures + 1 else 1 end,
      last_failure_at = ${this.clock.instant()}`;
    await this.units.run(actor, async (unit) => {
      if (o.browser)
        await unit.run(sql`update known_browser set ${counted} where token_hash = ${o.browser.token_hash}`);
      else if (found) await unit.run(sql`update account set ${counted} where id = ${found.id}`);
      await unit.audit({ action: 'session.refuse', kind: 'account', id: found?.id ?? null });
    });
  }
}
