import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { rolesThatMay } from '../access/policy.js';
import { Notifications } from '../notifications/notifications.js';
import { team, teamMember } from '../pairings/teams.tables.js';
import { guardedName } from '../people/children.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, notFound } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { type Unit, Units } from '../platform/units.js';
import { isMember, Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { TeamTrail } from './team-trail.js';
import { teamRow } from './team-rows.js';
import { TeamViews } from './team-views.js';
import type * as api from './teams.api.js';

const deciders = rolesThatMay('team.decide');

/** 报名: people found a team or sign up for one. Until they have been audited they are no members of it. */
@Injectable()
export class SigningUp {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly notifications: Notifications,
    private readonly trail: TeamTrail,
    private readonly views: TeamViews,
  ) {}

  found({ scope, actor, params, body }: Call<typeof api.foundTeam>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'programme.read');
      // Two teams founded at once must not get one number, nor somebody into two teams.
      await unit.lock(programme, running.row.id);
      const me = await this.assertFree(unit, scope, running);
      const taken = await unit.one(
        sql`select id from team where programme_id = ${running.row.id} and name = ${body.name} and state = 'open'`,
      );
      if (taken)
        throw invalid([
          { field: 'name', text: t('已有同名的小分队，请换一个名称', 'There is a team of this name: choose another') },
        ]);
      const last = await unit.one<{ n: number | null }>(
        sql`select max(number) as n from team where programme_id = ${running.row.id}`,
      );
      const id = newId(this.clock.now().getTime());
      const place = await this.collegeOf(unit, me.organisation_id);
      await unit.insert(team, {
        id,
        district_id: running.row.district_id,
        programme_id: running.row.id,
        organisation_id: place,
        number: Number(last?.n ?? 0) + 1,
        name: body.name,
        leader_id: me.id,
        state: 'open',
        created_at: this.clock.instant(),
        version: 1,
      });
      const member = await this.enter(unit, { team: id, person: me.id, statement: body.statement });
      await this.trail.add(unit, scope, { team: id, member, act: 'found' });
      await this.tellCollege(unit, running, { team: id, place, name: body.name, person: me.name });
      return this.views.again(unit, scope, id);
    });
  }

  join({ scope, actor, params, body }: Call<typeof api.joinTeam>) {
    return this.units.run(actor, async (unit) => {
      const row = await teamRow(unit, scope, sql`tm.id = ${params.id}`);
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'programme.read');
      await unit.lock(programme, running.row.id);
      const me = await this.assertFree(unit, scope, running);
      if (row.state !== 'open') throw conflict('withdrawn', t('该小分队已撤销', 'This team has withdrawn'));
      const before = await unit.one<{ id: string; version: number }>(sql`select id, version from team_member
        where team_id = ${row.id} and person_id = ${me.id} and state = 'returned'`);
      const { statement } = body;
      if (before) await unit.change(teamMember, before, { state: 'signedUp', statement });
      const member = before?.id ?? (await this.enter(unit, { team: row.id, person: me.id, statement }));
      await this.trail.add(unit, scope, { team: row.id, member, act: 'signUp' });
      await this.tellCollege(unit, running, {
        team: row.id,
        place: row.organisation_id,
        name: row.name,
        person: me.name,
      });
      return this.views.again(unit, scope, row.id);
    });
  }

  private async enter(
    unit: Unit,
    o: { readonly team: string; readonly person: string; readonly statement: string },
  ): Promise<string> {
    const id = newId(this.clock.now().getTime());
    await unit.insert(teamMember, {
      id,
      team_id: o.team,
      person_id: o.person,
      state: 'signedUp',
      statement: o.statement,
      created_at: this.clock.instant(),
      version: 1,
    });
    return id;
  }

  /** The caller as a person who may sign up now: of the right kind, in the programme, and in no team of it. */
  private async assertFree(unit: Reads, scope: Scope, running: Running) {
    const rule = running.definition!.sides.helper;
    if (rule.party !== 'group')
      throw conflict('no-teams', t('该项目不以小分队结对', 'There are no teams in this programme'));
    const me = await unit.one<{ id: string; name: string; organisation_id: string }>(
      sql`select p.id, ${guardedName} as name, p.organisation_id from person p join organisation o on o.id = p.organisation_id where p.id in ${list(scope.personIds?.slice(0, 1) ?? [])}
        and p.left_on is null and p.kind in ${list(rule.of?.(running.settings) ?? [])} and ${isMember(sql`${running.row.id}`, sql`p.organisation_id`)}`,
    );
    if (!me) throw notFound();
    if (await this.views.isIn(unit, scope, running.row.id))
      throw conflict(
        'in-a-team',
        t('您已报名或加入该项目的一个小分队', 'You have signed up for a team of this programme already, or are in one'),
      );
    return me;
  }

  /** The college that somebody belongs to; their own organisation where there is none above it. */
  private async collegeOf(reads: Reads, organisation: string): Promise<string> {
    const above = await reads.one<{ id: string }>(sql`select o.id from organisation_tree x
      join organisation o on o.id = x.ancestor_id and o.kind = 'college' where x.descendant_id = ${organisation}
      order by x.depth limit 1`);
    return above?.id ?? organisation;
  }

  private async tellCollege(
    unit: Unit,
    running: Running,
    o: { readonly team: string; readonly place: string; readonly name: string; readonly person: string },
  ): Promise<void> {
    await this.notifications.tell(unit, {
      organisationId: o.place,
      roles: deciders,
      kind: 'team',
      programme: running.row.id,
      text: t(
        `“${running.row.title}”：${o.person}报名参加小分队“${o.name}”，请筛选`,
        `"${running.row.title}": ${o.person} has signed up for the team "${o.name}": please screen`,
      ),
      link: `/teams/${o.team}`,
    });
  }
}
