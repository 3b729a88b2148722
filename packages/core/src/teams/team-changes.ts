import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { rolesThatMay } from '../access/policy.js';
import { Notifications } from '../notifications/notifications.js';
import { type PairingRow, pairingColumns, pairingFrom } from '../pairings/pairings.js';
import { endWith } from '../pairings/party-changes.js';
import { team, teamMember } from '../pairings/teams.tables.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { conflict, invalid, notFound, refused, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { decides, leads, type MemberRow, membersOf, type TeamRow, teamRow } from './team-rows.js';
import { TeamTrail } from './team-trail.js';
import { TeamViews } from './team-views.js';
import type * as api from './teams.api.js';

const deciders = rolesThatMay('team.decide');

/** Screening, audit, leaving, another leader, withdrawing: each with its day, who, and why. */
@Injectable()
export class TeamChanges {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly notifications: Notifications,
    private readonly trail: TeamTrail,
    private readonly views: TeamViews,
  ) {}

  decide({ scope, actor, params, body, version }: Call<typeof api.decideTeamMember>) {
    return this.units.run(actor, async (unit) => {
      const { row, member, title } = await this.memberOf(unit, scope, params.id);
      const act = decides(row, member.state);
      if (!act) throw this.notNow(row, member);
      const self = await unit.one(
        sql`select id from account where id = ${scope.userId} and person_id = ${member.person_id}`,
      );
      if (self) throw conflict('own-case', t('不能办理本人的报名', 'Nobody decides on themself'));
      if (body.decision === 'return' && !body.reason)
        throw invalid([{ field: 'reason', text: t('退回时请写明理由', 'Write why you return it') }]);
      const to =
        body.decision === 'return'
          ? { state: 'returned' as const }
          : act === 'screen'
            ? { state: 'screened' as const }
            : { state: 'member' as const, joined_on: this.clock.today() };
      await this.change(unit, scope, { row, member, version, to });
      await this.trail.add(unit, scope, {
        team: row.id,
        member: member.id,
        act: body.decision === 'return' ? 'return' : act,
        reason: body.reason,
      });
      const link = `/teams/${row.id}`;
      if (to.state === 'screened')
        await this.notifications.tell(unit, {
          organisationId: row.owner_id,
          roles: deciders,
          kind: 'team',
          programme: row.programme_id,
          text: t(
            `“${title}”：${member.name}（小分队“${row.name}”）已由学院筛选，请审核`,
            `"${title}": ${member.name} (team "${row.name}") has been screened by the college: please audit`,
          ),
          link,
        });
      else
        await this.notifications.tell(unit, {
          organisationId: row.organisation_id,
          personId: member.person_id,
          roles: [],
          kind: 'team',
          programme: row.programme_id,
          text:
            to.state === 'member'
              ? t(
                  `“${title}”：您已成为小分队“${row.name}”的成员`,
                  `"${title}": you are a member of the team "${row.name}" now`,
                )
              : t(
                  `“${title}”：您的报名被退回：${body.reason}`,
                  `"${title}": your sign-up was returned: ${body.reason}`,
                ),
          link,
        });
      return this.views.again(unit, scope, row.id);
    });
  }

  leave({ scope, actor, params, body, version }: Call<typeof api.leaveTeam>) {
    return this.units.run(actor, async (unit) => {
      const { row, member } = await this.memberOf(unit, scope, params.id);
      if (!(scope.personIds?.includes(member.person_id) ?? false) && Number(row.changes) !== 1) throw notFound();
      if (row.state !== 'open' || member.state === 'left') throw this.notNow(row, member);
      if (member.person_id === row.leader_id)
        throw refused(
          'leader',
          t(
            '负责人不能直接退出：请先更换负责人，或撤销小分队',
            'The leader cannot leave: name another leader first, or withdraw the team',
          ),
        );
      await this.change(unit, scope, { row, member, version, to: this.gone(member) });
      await this.trail.add(unit, scope, { team: row.id, member: member.id, act: 'leave', reason: body.reason });
      return this.views.again(unit, scope, row.id);
    });
  }

  lead({ scope, actor, params, body, version }: Call<typeof api.leadTeam>) {
    return this.units.run(actor, async (unit) => {
      const { row } = await this.changeable(unit, scope, params.id);
      const member = (await membersOf(unit, scope, row.id)).find(({ id }) => id === body.member);
      if (!member || member.state === 'left' || member.state === 'returned')
        throw invalid([{ field: 'member', text: t('此人不是小分队成员', 'This person is no member of the team') }]);
      if (member.state !== 'member')
        throw invalid([
          {
            field: 'member',
            text: t(
              `${member.name}尚未通过审核，不能担任负责人`,
              `${member.name} has not been audited and cannot lead the team`,
            ),
          },
        ]);
      if (member.person_id === row.leader_id)
        throw invalid([
          { field: 'member', text: t(`${member.name}已是负责人`, `${member.name} is the leader already`) },
        ]);
      if (
        row.version !== version ||
        !(await unit.change(team, { id: row.id, version }, { leader_id: member.person_id }))
      )
        throw stale(await this.views.again(unit, scope, row.id), []);
      await this.trail.add(unit, scope, { team: row.id, member: member.id, act: 'lead', reason: body.reason });
      return this.views.again(unit, scope, row.id);
    });
  }

  withdraw({ scope, actor, params, body, version }: Call<typeof api.withdrawTeam>) {
    return this.units.run(actor, async (unit) => {
      const { row, title } = await this.changeable(unit, scope, params.id);
      if (row.version !== version || !(await unit.change(team, { id: row.id, version }, { state: 'withdrawn' })))
        throw stale(await this.views.again(unit, scope, row.id), []);
      for (const member of await membersOf(unit, scope, row.id))
        if (member.state !== 'left') await unit.change(teamMember, member, this.gone(member));
      const pairings = await unit.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom}
        where g.helper_id = ${row.id} and g.helper_kind = 'group' and g.state = 'active'`);
      const today = this.clock.today();
      for (const pairing of pairings)
        await endWith(unit, { pairing, on: today, reason: body.reason, at: 'once', today });
      await this.trail.add(unit, scope, { team: row.id, member: null, act: 'withdraw', reason: body.reason });
      if (pairings.length > 0)
        await this.notifications.tell(unit, {
          organisationId: row.owner_id,
          roles: deciders,
          kind: 'team',
          programme: row.programme_id,
          text: t(
            `“${title}”：小分队“${row.name}”已撤销，${pairings.map((g) => g.helped_name).join('、')}暂无小分队`,
            `"${title}": the team "${row.name}" has withdrawn; without a team: ${pairings.map((g) => g.helped_name).join(', ')}`,
          ),
          link: `/teams/${row.id}`,
        });
      return this.views.again(unit, scope, row.id);
    });
  }

  /** The last day is today: who was in a team on a day that has passed never changes. */
  private gone(member: MemberRow) {
    return { state: 'left' as const, left_on: member.joined_on === null ? null : this.clock.today() };
  }

  private async memberOf(unit: Unit, scope: Scope, id: string) {
    const row = await teamRow(unit, scope, sql`tm.id = (select m.team_id from team_member m where m.id = ${id})`);
    const member = (await membersOf(unit, scope, row.id)).find((m) => m.id === id)!;
    return { row, member, title: await this.running(unit, scope, row) };
  }

  private async changeable(unit: Unit, scope: Scope, id: string) {
    const row = await teamRow(unit, scope, sql`tm.id = ${id}`);
    if (Number(row.changes) !== 1 && !leads(scope, row)) throw notFound();
    const title = await this.running(unit, scope, row);
    if (row.state !== 'open') throw conflict('withdrawn', t('该小分队已撤销', 'This team has withdrawn'));
    return { row, title };
  }

  private async running(reads: Reads, scope: Scope, row: TeamRow): Promise<string> {
    return (await this.programmes.writable(reads, scope, row.programme_id, 'programme.read')).row.title;
  }

  private notNow(row: TeamRow, member: MemberRow) {
    if (row.state !== 'open') return conflict('withdrawn', t('该小分队已撤销', 'This team has withdrawn'));
    if (member.state === 'signedUp' || member.state === 'screened') return notFound();
    return conflict('decided', t('该成员的报名已经办理', 'This sign-up has been decided already'));
  }

  private async change(
    unit: Unit,
    scope: Scope,
    o: {
      readonly row: TeamRow;
      readonly member: MemberRow;
      readonly version: number;
      readonly to: Partial<Pick<MemberRow, 'state' | 'joined_on' | 'left_on'>>;
    },
  ): Promise<void> {
    const { member, version } = o;
    if (member.version !== version || !(await unit.change(teamMember, { id: member.id, version }, o.to)))
      throw stale(await this.views.again(unit, scope, o.row.id), [
        { field: 'state', yours: o.to.state, theirs: member.state },
      ]);
  }
}
