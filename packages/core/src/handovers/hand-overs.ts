import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Role } from '../access/access.api.js';
import { assignment } from '../access/access.tables.js';
import { type HeldRole, rolesOf } from '../access/account-rows.js';
import { rolesInReach } from '../access/accounts.js';
import { grantable } from '../access/policy.js';
import { Notifications } from '../notifications/notifications.js';
import { personReached } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { invalid, notFound, refused } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import type * as api from './hand-overs.api.js';
import { handOver } from './hand-overs.tables.js';
import { delegationsOf, InHand, type InHandDto } from './in-hand.js';

type Dto = z.output<typeof api.HandOver>;
type Found = Row<typeof handOver> & {
  readonly from_name: string;
  readonly to_name: string;
  readonly by_name: string;
  readonly organisation_name: string;
};

const heldDto = (r: HeldRole) => ({
  id: r.id,
  role: r.role,
  organisation: { id: r.organisation_id, name: r.organisation_name },
});

/** 交接: what somebody has in hand goes to a colleague before their role ends, and a sheet says what it was. */
@Injectable()
export class HandOvers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly inHand: InHand,
    private readonly notifications: Notifications,
  ) {}

  async inHandOf({ scope, params, query }: Call<typeof api.readInHand>) {
    const mine = await this.heldBy(this.database, scope, params.id, 'user.read');
    const held = query.assignment ? mine.find(({ id }) => id === query.assignment) : mine[0];
    if (!held) throw notFound();
    const user = (await this.database.one<{ id: string; name: string; username: string }>(
      sql`select id, name, username from account where id = ${params.id}`,
    ))!;
    const earlier = await this.database.all<{ id: string; to_name: string; at: string }>(
      sql`select h.id, b.name as to_name, h.at from hand_over h join account b on b.id = h.to_id
        where h.from_id = ${params.id} and ${sheetsInReach(scope)} order by h.at desc, h.id limit 50`,
    );
    return {
      user,
      assignment: heldDto(held),
      assignments: mine.map(heldDto),
      inHand: await this.inHand.of(this.database, held),
      colleagues: (await this.inHand.colleagues(this.database, held)).map(({ id, name, mayWrite }) => ({
        id,
        name,
        mayWrite,
      })),
      earlier: earlier.map(({ id, to_name, at }) => ({ id, to: to_name, at })),
    };
  }

  /** Asked before somebody leaves or is transferred. */
  async ofPerson({ scope, params }: Call<typeof api.readPersonInHand>) {
    const seen = await this.database.one(
      sql`select p.id from person p where p.id = ${params.id} and ${personReached(scope, 'person.read')}`,
    );
    if (!seen) throw notFound();
    const users = await this.database.all<{ id: string; name: string }>(
      sql`select id, name from account where person_id = ${params.id} order by id`,
    );
    const held = await rolesOf(
      this.database,
      users.map(({ id }) => id),
      rolesInReach(scope, 'user.read'),
    );
    const found = [];
    for (const role of held.filter((r) => Number(r.mine) === 1)) {
      const inHand = await this.inHand.of(this.database, role);
      const total = Object.values(inHand).reduce((sum, kind) => sum + kind.total, 0);
      const user = users.find(({ id }) => id === role.account_id)!;
      if (total > 0) found.push({ user, assignment: heldDto(role), total });
    }
    return found;
  }

  /** By whoever could end the role. Drafts go to the colleague; what was handed in keeps who wrote it. */
  handOver({ scope, actor, params, body }: Call<typeof api.handOverUser>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      await unit.lock(assignment, body.assignment);
      const held = (await this.heldBy(unit, scope, params.id, 'user.write')).find(({ id }) => id === body.assignment);
      if (!held || !grantable(scope.role).includes(held.role)) throw notFound();
      const to = (await this.inHand.colleagues(unit, held)).find(({ id }) => id === body.to);
      if (!to)
        throw invalid([
          {
            field: 'to',
            text: t(
              '只能移交给同一单位有身份的其他账号',
              'Choose another account that holds a role at the same organisation',
            ),
          },
        ]);
      const content = await this.inHand.of(unit, held);
      if (content.drafts.total > 0 && !to.mayWrite)
        throw refused(
          'may-not-write',
          t(
            `“${to.name}”的角色不能填写记录，接不了 ${content.drafts.total} 份草稿，请选择其他人`,
            `"${to.name}" may not write records and cannot take over ${content.drafts.total} drafts: choose somebody else`,
          ),
          [{ field: 'to', text: t('这个角色不能填写记录', 'This role may not write records') }],
        );
      const drafts = await unit.run(sql`update record set user_id = ${to.id}, version = version + 1
        where user_id = ${params.id} and writer_organisation_id = ${held.organisation_id} and state = 'draft'`);
      const ending = await unit.all<{ id: string }>(
        sql`select r.id from assignment r where ${delegationsOf(held, this.clock.today())}`,
      );
      for (const { id } of ending) {
        await unit.run(sql`delete from session where assignment_id = ${id}`);
        await unit.run(sql`update assignment set ended_at = ${this.clock.instant()} where id = ${id}`);
      }
      const id = newId(this.clock.now().getTime());
      await unit.insert(handOver, {
        id,
        district_id: held.district_id,
        organisation_id: held.organisation_id,
        assignment_id: held.id,
        role: held.role,
        from_id: params.id,
        to_id: to.id,
        user_id: scope.userId,
        at: this.clock.instant(),
        drafts,
        delegations: ending.length,
        content: JSON.stringify(content),
      });
      const sheet = await this.sheet(unit, id);
      for (const accountId of [params.id, to.id])
        await this.notifications.tellOne(unit, {
          accountId,
          districtId: held.district_id,
          kind: 'handOver',
          text: t(
            `${held.organisation_name}：“${sheet.from.name}”手头的工作已移交给“${to.name}”（草稿 ${drafts} 份，结束代理 ${ending.length} 项）`,
            `${held.organisation_name}: what "${sheet.from.name}" had in hand went to "${to.name}" (drafts: ${drafts}, delegations ended: ${ending.length})`,
          ),
        });
      await unit.audit({
        action: 'account.handOver',
        kind: 'account',
        id: params.id,
        districtId: held.district_id,
        detail: { to: to.id, assignment: held.id, handOver: id, drafts, delegations: ending.length },
      });
      return sheet;
    });
  }

  async read({ scope, params }: Call<typeof api.readHandOver>): Promise<Dto> {
    const seen = await this.database.one(
      sql`select h.id from hand_over h where h.id = ${params.id} and ${sheetsInReach(scope)}`,
    );
    if (!seen) throw notFound();
    return this.sheet(this.database, params.id);
  }

  private async heldBy(reads: Reads, scope: Scope, id: string, permission: 'user.read' | 'user.write') {
    const held = await rolesOf(reads, [id], rolesInReach(scope, permission));
    const mine = held.filter((r) => Number(r.mine) === 1);
    if (mine.length === 0) throw notFound();
    return mine;
  }

  private async sheet(reads: Reads, id: string): Promise<Dto> {
    const row = (await reads.one<Found>(sql`select h.*, a.name as from_name, b.name as to_name, u.name as by_name,
        o.name as organisation_name
      from hand_over h join account a on a.id = h.from_id join account b on b.id = h.to_id
      join account u on u.id = h.user_id join organisation o on o.id = h.organisation_id where h.id = ${id}`))!;
    return {
      id: row.id,
      from: { id: row.from_id, name: row.from_name },
      to: { id: row.to_id, name: row.to_name },
      by: row.by_name,
      at: row.at,
      role: row.role as Role,
      organisation: { id: row.organisation_id, name: row.organisation_name },
      drafts: row.drafts,
      delegations: row.delegations,
      content: JSON.parse(row.content) as InHandDto,
    };
  }
}

/** Sheets (aliased `h`) of organisations whose accounts the caller may see. */
const sheetsInReach = (scope: Scope) =>
  inReach(scope.reach('user.read'), { district: sql`h.district_id`, organisations: [sql`h.organisation_id`] });
