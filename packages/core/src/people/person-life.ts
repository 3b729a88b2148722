import { Inject, Injectable } from '@nestjs/common';
import { addDays, t } from '@xieshou/sdk';
import { isOpen } from '../organisations/organisation-rows.js';
import { assertPast } from '../organisations/organisation-life.js';
import { Notifications } from '../notifications/notifications.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, notFound } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { leavePerson, readPlaces, returnPerson, transferPerson } from './people.api.js';
import { keepsPupils } from './children.js';
import { type FoundPerson, isMasked, People, personReached } from './people.js';
import { person, personPlace } from './people.tables.js';

/** 调动, 离职 and 返岗: the same person goes on elsewhere, leaves, or comes back. What was recorded stays with the person. */
@Injectable()
export class PersonLife {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly people: People,
    private readonly notifications: Notifications,
  ) {}

  transfer({ scope, actor, params, body, version }: Call<typeof transferPerson>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.present(unit, scope, params.id);
      assertPast(body.on, this.clock.today());
      const place = await unit.one<{
        id: string;
        name: string;
        district_id: string;
        keeps_pupils: number;
      }>(sql`select o.id, o.name, o.district_id, case when ${keepsPupils} then 1 else 0 end as keeps_pupils
        from organisation o where o.id = ${body.organisation} and ${isOpen(this.clock.today())}
        and ${inReach(scope.reach('person.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] })}`);
      if (!place)
        throw invalid([
          {
            field: 'organisation',
            text: t(
              '没有这个单位，或不在您的管理范围内；跨单位调动请由教育局办理',
              'There is no such organisation, or it is not yours: transfers between schools are made by the bureau',
            ),
          },
        ]);
      if (place.id === row.organisation_id)
        throw invalid([
          { field: 'organisation', text: t(`此人已在“${place.name}”`, `This person is at "${place.name}" already`) },
        ]);
      if (isMasked(row) && Number(place.keeps_pupils) !== 1)
        throw invalid([
          {
            field: 'organisation',
            text: t(
              '在校学生只能调入学校或班级；调入其他单位请由其所在学校办理',
              'A pupil is transferred to a school or a class; to anywhere else by the pupil’s own school',
            ),
          },
        ]);
      await this.people.refuseTaken(unit, { ...row, organisation_id: place.id });
      const to = { organisation_id: place.id, district_id: place.district_id };
      await this.change(unit, scope, row, version, to);
      await this.keepPlace(unit, scope, row, { until: addDays(body.on, -1), why: 'transfer' });
      // Who is paired as a person stays so, and is looked after where they are now.
      await unit.run(sql`update pairing set helper_organisation_id = ${place.id}, version = version + 1
        where helper_id = ${row.id} and helper_kind in ('person', 'minor') and parent_id is null and state = 'active'`);
      await unit.run(sql`update pairing set helped_organisation_id = ${place.id}, version = version + 1
        where helped_id = ${row.id} and helped_kind in ('person', 'minor') and parent_id is null and state = 'active'`);
      for (const organisationId of [row.organisation_id, place.id])
        await this.notifications.tell(unit, {
          organisationId,
          roles: ['schoolAdministrator'],
          kind: 'person',
          programme: null,
          text: t(
            `${row.shown_name}自 ${body.on} 起由“${row.organisation_name}”调入“${place.name}”`,
            `${row.shown_name} is transferred from "${row.organisation_name}" to "${place.name}" from ${body.on}`,
          ),
          link: '/people',
        });
      await unit.audit({
        action: 'person.transfer',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { from: row.organisation_id, to: place.id, on: body.on },
      });
      return this.people.dtoOf(scope, unit, row.id);
    });
  }

  leave({ scope, actor, params, body, version }: Call<typeof leavePerson>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.present(unit, scope, params.id);
      assertPast(body.on, this.clock.today());
      await this.change(unit, scope, row, version, { left_on: body.on });
      await unit.audit({
        action: 'person.leave',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on },
      });
      return this.people.dtoOf(scope, unit, row.id);
    });
  }

  return({ scope, actor, params, body, version }: Call<typeof returnPerson>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.find(unit, scope, params.id);
      if (row.left_on === null)
        throw conflict('present', t(`${row.shown_name}没有离职`, `${row.shown_name} has not left`));
      if (row.successor_id !== null)
        throw conflict(
          'merged',
          t(
            `${row.shown_name}的这条登记已合并，不能返岗`,
            `This registration of ${row.shown_name} was merged: it cannot come back`,
          ),
        );
      assertPast(body.on, this.clock.today());
      if (body.on < row.left_on)
        throw invalid([
          {
            field: 'on',
            text: t(
              `返岗日期不得早于离职日期 ${row.left_on}`,
              `It cannot be earlier than the day of leaving, ${row.left_on}`,
            ),
          },
        ]);
      const open = await unit.one(
        sql`select o.id from organisation o where o.id = ${row.organisation_id} and ${isOpen(this.clock.today())}`,
      );
      if (!open)
        throw conflict(
          'closed',
          t(
            `“${row.organisation_name}”已停办或合并，请在新单位重新登记此人`,
            `"${row.organisation_name}" is closed or merged: register this person at the new organisation`,
          ),
        );
      await this.change(unit, scope, row, version, { left_on: null });
      await this.keepPlace(unit, scope, row, { until: row.left_on, why: 'leave' });
      await unit.audit({
        action: 'person.return',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on },
      });
      return this.people.dtoOf(scope, unit, row.id);
    });
  }

  /** Where somebody was before, the latest first. */
  async places({ scope, params }: Call<typeof readPlaces>) {
    const row = await this.people.find(
      this.database,
      scope,
      sql`p.id = ${params.id} and ${personReached(scope, 'person.read')}`,
    );
    if (!row) throw notFound();
    const places = await this.database.all<Row<typeof personPlace> & { name: string }>(sql`select x.*, o.name
      from person_place x join organisation o on o.id = x.organisation_id
      where x.person_id = ${row.id} order by x.until_on desc, x.id desc`);
    return places.map((place) => ({
      organisation: { id: place.organisation_id, name: place.name },
      until: place.until_on,
      why: place.why,
    }));
  }

  private async find(reads: Reads, scope: Scope, id: string): Promise<FoundPerson> {
    const row = await this.people.find(reads, scope, sql`p.id = ${id} and ${personReached(scope, 'person.write')}`);
    if (!row) throw notFound();
    return row;
  }

  private async present(reads: Reads, scope: Scope, id: string): Promise<FoundPerson> {
    const row = await this.find(reads, scope, id);
    if (row.left_on !== null)
      throw conflict(
        'left',
        t(
          `${row.shown_name}已于 ${row.left_on} 离职，请先办理返岗`,
          `${row.shown_name} left on ${row.left_on}: register the return first`,
        ),
      );
    return row;
  }

  private async change(
    unit: Unit,
    scope: Scope,
    row: FoundPerson,
    version: number,
    to: Partial<Row<typeof person>>,
  ): Promise<void> {
    if (row.version !== version || !(await unit.change(person, { id: row.id, version }, to)))
      throw this.people.stale(scope, (await this.people.find(unit, scope, sql`p.id = ${row.id}`))!, {});
  }

  private keepPlace(
    unit: Unit,
    scope: Scope,
    row: FoundPerson,
    o: { readonly until: string; readonly why: 'transfer' | 'leave' },
  ): Promise<void> {
    return unit.insert(personPlace, {
      id: newId(this.clock.now().getTime()),
      person_id: row.id,
      organisation_id: row.organisation_id,
      until_on: o.until,
      why: o.why,
      user_id: scope.userId,
      at: this.clock.instant(),
    });
  }
}
