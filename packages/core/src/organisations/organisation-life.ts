import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { conflict, invalid, notFound } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { keepEvent, keepFormerName, releaseName } from './organisation-events.js';
import { placeProblem } from './organisation-rules.js';
import { isOpen, nameKey } from './organisation-rows.js';
import { type FoundOrganisation, organisationDto, staleOrganisation } from './organisation-view.js';
import { Organisations } from './organisations.js';
import type { moveOrganisation, readOrganisationEvents, renameOrganisation } from './organisations.api.js';
import { organisation, type organisationEvents } from './organisations.tables.js';

interface EventRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly kind: (typeof organisationEvents)[number];
  readonly on_day: string;
  readonly name: string | null;
  readonly other_id: string | null;
  readonly other_name: string | null;
  readonly reason: string | null;
  readonly by: string | null;
  readonly at: string;
}

/** The day on which something was decided lies behind us. */
export const assertPast = (on: string, today: string): void => {
  if (on > today)
    throw invalid([
      {
        field: 'on',
        text: t(
          `日期不能晚于今天（${today}），请到当天再办理`,
          `The day cannot be later than today (${today}): do it on that day`,
        ),
      },
    ]);
};

/** 更名 and 调整隶属: an organisation goes on under another name, or below another office. */
@Injectable()
export class OrganisationLife {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly organisations: Organisations,
    private readonly notifications: Notifications,
  ) {}

  rename({ scope, actor, params, body, version }: Call<typeof renameOrganisation>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.writable(unit, scope, params.id);
      if (row.version !== version) throw staleOrganisation(row, { name: body.name });
      assertPast(body.on, this.clock.today());
      if (body.name === row.name)
        throw invalid([
          {
            field: 'name',
            text: t('新名称与现名称相同，请填写新的名称', 'This is its name already: write the new one'),
          },
        ]);
      const last = await unit.one<{ on_day: string }>(sql`select on_day from organisation_event
        where organisation_id = ${row.id} and kind = 'rename' order by on_day desc limit 1`);
      if (last && body.on < last.on_day)
        throw invalid([
          {
            field: 'on',
            text: t(
              `该单位已于 ${last.on_day} 更名，日期不得早于这一天`,
              `It was renamed on ${last.on_day} already: the day cannot be earlier`,
            ),
          },
        ]);
      const taken = await this.organisations.taken(unit, { ...row, name: body.name });
      if (taken.length > 0) throw invalid(taken);
      await releaseName(unit, { parentId: row.parent_id, name: body.name, id: row.id });
      await keepFormerName(unit, this.clock, {
        row,
        on: body.on,
        reason: body.reason ?? null,
        userId: scope.userId,
      });
      const to = { name: body.name, name_key: nameKey(body.name) };
      if (!(await unit.change(organisation, { id: row.id, version }, to)))
        throw staleOrganisation((await this.read(unit, row.id))!, { name: body.name });
      await this.notifications.tell(unit, {
        organisationId: row.id,
        roles: ['schoolAdministrator', 'centreSchoolInspector', 'sectionMember'],
        kind: 'organisation',
        programme: null,
        text: t(
          `贵单位自 ${body.on} 起更名为“${body.name}”，原名“${row.name}”仍可查到`,
          `Your organisation is called "${body.name}" from ${body.on}; its former name "${row.name}" still finds it`,
        ),
        link: `/organisations/${row.id}`,
      });
      await unit.audit({
        action: 'organisation.rename',
        kind: 'organisation',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on },
      });
      return organisationDto((await this.read(unit, row.id))!);
    });
  }

  move({ scope, actor, params, body, version }: Call<typeof moveOrganisation>) {
    return this.units.run(actor, async (unit) => {
      const found = await this.writable(unit, scope, params.id);
      // Two moves at once could each place the other below itself: in one district they come one after the other.
      await unit.lock(organisation, found.district_id);
      const row = await this.writable(unit, scope, params.id);
      if (row.version !== version) throw staleOrganisation(row, {});
      const parent = await this.assertParent(unit, scope, row, body.parent);
      const taken = await this.organisations.taken(unit, {
        ...row,
        code: null,
        parent_id: parent.id,
        parent_name: parent.name,
      });
      if (taken.length > 0) throw invalid([{ field: 'parent', text: taken[0]!.text }]);
      await releaseName(unit, { parentId: parent.id, name: row.name, id: row.id });
      if (!(await unit.change(organisation, { id: row.id, version }, { parent_id: parent.id })))
        throw staleOrganisation((await this.read(unit, row.id))!, {});
      await this.replant(unit, row.id, parent.id);
      await keepEvent(unit, this.clock, {
        organisation_id: row.id,
        kind: 'move',
        on_day: this.clock.today(),
        other_id: row.parent_id,
        reason: body.reason ?? null,
        user_id: scope.userId,
      });
      const text = t(
        `“${row.name}”的上级单位由“${row.parent_name ?? '—'}”调整为“${parent.name}”`,
        `"${row.name}" stands below "${parent.name}" now, no longer below "${row.parent_name ?? '—'}"`,
      );
      for (const organisationId of [row.id, row.parent_id, parent.id])
        if (organisationId)
          await this.notifications.tell(unit, {
            organisationId,
            roles: ['schoolAdministrator', 'centreSchoolInspector'],
            kind: 'organisation',
            programme: null,
            text,
          });
      await unit.audit({
        action: 'organisation.move',
        kind: 'organisation',
        id: row.id,
        districtId: row.district_id,
        detail: { from: row.parent_id, to: parent.id },
      });
      return organisationDto((await this.read(unit, row.id))!);
    });
  }

  async events({ scope, params }: Call<typeof readOrganisationEvents>) {
    const row = await this.organisations.find(
      this.database,
      sql`o.id = ${params.id} and ${reached(scope, 'organisation.read')}`,
    );
    if (!row) throw notFound();
    const rows = await this.database.all<EventRow>(sql`select e.*, own.name as organisation_name,
        other.name as other_name, account.name as by
      from organisation_event e join organisation own on own.id = e.organisation_id
      left join organisation other on other.id = e.other_id left join account on account.id = e.user_id
      where e.organisation_id = ${row.id} or (e.kind = 'merge' and e.other_id = ${row.id})
      order by e.on_day desc, e.id desc`);
    return rows.map((e) => {
      const absorbed = e.organisation_id !== row.id;
      return {
        id: e.id,
        kind: absorbed ? ('absorb' as const) : e.kind,
        on: e.on_day,
        name: absorbed ? e.organisation_name : e.name,
        other: absorbed
          ? { id: e.organisation_id, name: e.organisation_name }
          : e.other_id && e.other_name !== null
            ? { id: e.other_id, name: e.other_name }
            : null,
        reason: e.reason,
        by: e.by,
        at: e.at,
      };
    });
  }

  /** An open organisation that the caller may change. */
  private async writable(unit: Unit, scope: Scope, id: string): Promise<FoundOrganisation> {
    const row = await this.organisations.find(unit, sql`o.id = ${id} and ${reached(scope, 'organisation.write')}`);
    if (!row) throw notFound();
    if (row.closed_on !== null)
      throw conflict(
        'closed',
        t(
          `“${row.name}”已停办或并入其他单位，不能再更名或调整隶属`,
          `"${row.name}" is closed or merged: it is neither renamed nor moved any more`,
        ),
      );
    return row;
  }

  private async assertParent(unit: Unit, scope: Scope, row: FoundOrganisation, parentId: string) {
    const refuse = (zh: string, en: string) => invalid([{ field: 'parent', text: t(zh, en) }]);
    if (row.kind === 'bureau')
      throw refuse(
        '教育局自成一个区县，不能调整隶属',
        'A bureau is a district of its own: it is not placed below another',
      );
    const parent = await this.organisations.find(
      unit,
      sql`o.id = ${parentId} and o.district_id = ${row.district_id} and ${isOpen(this.clock.today())}
        and ${reached(scope, 'organisation.write')}`,
    );
    if (!parent) throw refuse('本区县没有这个上级单位', 'There is no such organisation in this district');
    const misplaced = placeProblem({ kind: row.kind, parent, everywhere: true });
    if (misplaced) throw refuse(misplaced.zh, misplaced.en);
    if (parent.id === row.parent_id)
      throw refuse(`“${row.name}”已在“${parent.name}”之下`, `"${row.name}" stands below "${parent.name}" already`);
    const within = await unit.one(sql`select depth from organisation_tree
      where ancestor_id = ${row.id} and descendant_id = ${parent.id}`);
    if (within)
      throw refuse(
        `不能移到自己或自己的下级单位之下，请另选上级单位`,
        'It cannot stand below itself or below one of its own: choose another',
      );
    return parent;
  }

  /** Everything below keeps its place; what is above changes. */
  private async replant(unit: Unit, id: string, parentId: string): Promise<void> {
    const own = sql`select descendant_id from organisation_tree where ancestor_id = ${id}`;
    await unit.run(sql`delete from organisation_tree where descendant_id in (${own}) and ancestor_id not in (${own})`);
    await unit.run(sql`insert into organisation_tree (ancestor_id, descendant_id, depth)
      select above.ancestor_id, below.descendant_id, above.depth + below.depth + 1
      from organisation_tree above cross join organisation_tree below
      where above.descendant_id = ${parentId} and below.ancestor_id = ${id}`);
  }

  private read(unit: Unit, id: string): Promise<FoundOrganisation | undefined> {
    return this.organisations.find(unit, sql`o.id = ${id}`);
  }
}

const reached = (scope: Scope, permission: 'organisation.read' | 'organisation.write') =>
  inReach(scope.reach(permission), { district: sql`o.district_id`, organisations: [sql`o.id`] });
