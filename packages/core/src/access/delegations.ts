import { Inject, Injectable } from '@nestjs/common';
import { t, today } from '@xieshou/sdk';
import type * as z from 'zod';
import { accountName } from '../people/children.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { invalid, notFound, refused } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { assignment } from './access.tables.js';
import type * as api from './delegations.api.js';
import type { Role } from './access.api.js';

type Dto = z.output<typeof api.Delegation>;
interface Found {
  readonly id: string;
  readonly delegated_from: string;
  readonly role: Role;
  readonly district_id: string;
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly from_id: string;
  readonly from_name: string;
  readonly to_id: string;
  readonly to_name: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly ended_at: string | null;
}

const select: Sql = sql`select r.id, r.delegated_from, r.role, r.district_id, r.organisation_id, r.starts_on, r.ends_on,
    r.ended_at, o.name as organisation_name, da.id as from_id, da.name as from_name, a.id as to_id, a.name as to_name
  from assignment r join organisation o on o.id = r.organisation_id join account a on a.id = r.account_id
  join assignment d on d.id = r.delegated_from join account da on da.id = d.account_id`;

/** Accounts for whom any of these stood in at an instant. */
export const delegatorsOf = async (
  reads: Reads,
  o: { readonly accounts: readonly string[]; readonly at: string },
): Promise<string[]> => {
  if (o.accounts.length === 0) return [];
  const day = today(new Date(o.at));
  const rows = await reads.all<{ account_id: string }>(sql`select distinct d.account_id from assignment r
    join assignment d on d.id = r.delegated_from
    where r.account_id in ${list(o.accounts)} and r.starts_on <= ${day} and r.ends_on >= ${day}
    and (r.ended_at is null or r.ended_at > ${o.at})`);
  return rows.map(({ account_id }) => account_id);
};

/** 代理: somebody away lets a colleague of the same organisation act in their role for some days. */
@Injectable()
export class Delegations {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async list({ scope }: Call<typeof api.listDelegations>): Promise<{ given: Dto[]; received: Dto[] }> {
    const rows = await this.database
      .all<Found>(sql`${select} where (d.account_id = ${scope.userId} or r.account_id = ${scope.userId})
      order by r.starts_on desc, r.id limit 200`);
    const dtos = rows.map((row) => this.dto(row));
    return {
      given: dtos.filter(({ from }) => from.id === scope.userId),
      received: dtos.filter(({ to }) => to.id === scope.userId),
    };
  }

  async colleagues({ scope }: Call<typeof api.listColleagues>): Promise<{ rows: { id: string; name: string }[] }> {
    return { rows: await this.colleaguesOf(this.database, scope) };
  }

  create({ scope, actor, body }: Call<typeof api.createDelegation>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const wrong = (field: string, zh: string, en: string) => invalid([{ field, text: t(zh, en) }]);
      if (scope.onBehalfOf !== undefined)
        throw refused(
          'delegated-role',
          t('代理的身份不能再委托他人', 'A role that you act in for somebody else cannot be passed on'),
        );
      if (body.startsOn < this.clock.today())
        throw wrong('startsOn', '开始日期不能早于今天', 'The first day must not be in the past');
      if (body.endsOn < body.startsOn)
        throw wrong('endsOn', '结束日期不能早于开始日期', 'The last day must not be before the first');
      if (!(await this.colleaguesOf(unit, scope)).some(({ id }) => id === body.to))
        throw wrong('to', '只能委托给本单位的其他账号', 'Choose another account of your organisation');
      await unit.lock(assignment, scope.assignmentId);
      const other = await unit.one<{
        name: string;
      }>(sql`select a.name from assignment r join account a on a.id = r.account_id
        where r.delegated_from = ${scope.assignmentId} and r.ended_at is null
        and r.starts_on <= ${body.endsOn} and r.ends_on >= ${body.startsOn}`);
      if (other)
        throw wrong(
          'startsOn',
          `这段日期已委托给“${other.name}”，请先结束那次委托`,
          `"${other.name}" acts for you in these days already: end that first`,
        );
      const id = newId(this.clock.now().getTime());
      await unit.insert(assignment, {
        id,
        account_id: body.to,
        organisation_id: scope.organisationId,
        district_id: scope.districtId,
        role: scope.role as Role,
        delegated_from: scope.assignmentId,
        starts_on: body.startsOn,
        ends_on: body.endsOn,
        created_at: this.clock.instant(),
      });
      await unit.audit({
        action: 'delegation.create',
        kind: 'assignment',
        id,
        districtId: scope.districtId,
        detail: { from: scope.userId, to: body.to, startsOn: body.startsOn, endsOn: body.endsOn },
      });
      return this.dto((await unit.one<Found>(sql`${select} where r.id = ${id}`))!);
    });
  }

  end({ scope, actor, params }: Call<typeof api.endDelegation>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<Found>(sql`${select} where r.id = ${params.id}
        and (d.account_id = ${scope.userId} or r.account_id = ${scope.userId})`);
      if (!row) throw notFound();
      if (this.dto(row).state !== 'over') {
        await unit.run(
          sql`update assignment set ended_at = ${this.clock.instant()} where id = ${row.id} and ended_at is null`,
        );
        await unit.run(sql`delete from session where assignment_id = ${row.id}`);
      }
      await unit.audit({ action: 'delegation.end', kind: 'assignment', id: row.id, districtId: row.district_id });
      return this.dto((await unit.one<Found>(sql`${select} where r.id = ${row.id}`))!);
    });
  }

  private colleaguesOf(reads: Reads, scope: Scope) {
    return reads.all<{
      id: string;
      name: string;
    }>(sql`select distinct a.id, ${accountName(scope)} as name from account a
      join assignment r on r.account_id = a.id and r.ended_at is null and r.delegated_from is null
      where r.organisation_id = ${scope.organisationId} and a.state = 'active' and a.id <> ${scope.userId}
      order by 2, 1 limit 500`);
  }

  private dto(row: Found): Dto {
    const day = this.clock.today();
    const over = row.ended_at !== null || row.ends_on < day;
    return {
      id: row.id,
      assignment: row.delegated_from,
      role: row.role,
      organisation: { id: row.organisation_id, name: row.organisation_name },
      from: { id: row.from_id, name: row.from_name },
      to: { id: row.to_id, name: row.to_name },
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      state: over ? 'over' : row.starts_on > day ? 'coming' : 'running',
    };
  }
}
