import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { keepEvent } from '../organisations/organisation-events.js';
import { nameKey } from '../organisations/organisation-rows.js';
import { type FoundOrganisation, organisationDto, staleOrganisation } from '../organisations/organisation-view.js';
import { Organisations } from '../organisations/organisations.js';
import { organisation } from '../organisations/organisations.tables.js';
import { endWith } from '../pairings/party-changes.js';
import { pairing } from '../pairings/pairings.tables.js';
import { type Call, system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { conflict, refused } from '../platform/problem.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { closeOrganisation, reopenOrganisation } from './closures.api.js';
import { Impact, type Touched } from './impact.js';

/** What stands before the reason in a pairing that ends because one side closes. */
const CLOSED = '单位停办：';

/** 停办: an organisation that is no more after a day. Everything it did stays to be read. */
@Injectable()
export class Closing implements OnModuleInit, OnModuleDestroy {
  private readonly sweep = new Sweep('Closing', () => this.endRunOut());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly organisations: Organisations,
    private readonly notifications: Notifications,
    private readonly impact: Impact,
  ) {}

  onModuleInit(): void {
    this.sweep.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.sweep.stop();
  }

  close({ scope, actor, params, body, version }: Call<typeof closeOrganisation>) {
    return this.units.run(actor, async (unit) => {
      const found = await this.impact.writable(unit, scope, params.id);
      await unit.lock(organisation, found.district_id);
      const row = await this.impact.writable(unit, scope, params.id);
      if (row.version !== version) throw staleOrganisation(row, {});
      await this.assertClosable(unit, row);
      if (!(await unit.change(organisation, { id: row.id, version }, { closed_on: body.on })))
        throw staleOrganisation((await this.organisations.find(unit, sql`o.id = ${row.id}`))!, {});
      const touched = await this.impact.pairings(unit, row.id);
      for (const { row: g } of touched)
        await endWith(unit, {
          pairing: g,
          on: body.on,
          reason: `${CLOSED}${body.reason}`,
          at: 'lastDay',
          today: this.clock.today(),
        });
      await keepEvent(unit, this.clock, {
        organisation_id: row.id,
        kind: 'close',
        on_day: body.on,
        reason: body.reason,
        user_id: scope.userId,
      });
      await this.tell(unit, row, touched, {
        zh: `“${row.name}”于 ${body.on} 停办（当天仍有效）：${body.reason}`,
        en: `"${row.name}" closes; ${body.on} is its last day: ${body.reason}`,
      });
      await unit.audit({
        action: 'organisation.close',
        kind: 'organisation',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on, pairings: touched.map((one) => one.row.id) },
      });
      return organisationDto((await this.organisations.find(unit, sql`o.id = ${row.id}`))!);
    });
  }

  /** Takes the closing back. Pairings that have not run out yet go on; those that ended are paired anew. */
  reopen({ scope, actor, params, body, version }: Call<typeof reopenOrganisation>) {
    return this.units.run(actor, async (unit) => {
      const found = await this.impact.writable(unit, scope, params.id);
      await unit.lock(organisation, found.district_id);
      const row = await this.impact.writable(unit, scope, params.id);
      if (row.version !== version) throw staleOrganisation(row, {});
      await this.assertReopenable(unit, row);
      const to = { closed_on: null, name_key: nameKey(row.name) };
      if (!(await unit.change(organisation, { id: row.id, version }, to)))
        throw staleOrganisation((await this.organisations.find(unit, sql`o.id = ${row.id}`))!, {});
      const touched = (await this.impact.pairings(unit, row.id)).filter(({ row: g }) =>
        g.end_reason?.startsWith(CLOSED),
      );
      for (const { row: g } of touched) {
        await unit.change(pairing, g, { ends_on: null, end_reason: null });
        await unit.run(sql`update pairing set ends_on = null, end_reason = null, version = version + 1
          where parent_id = ${g.id} and state = 'active'`);
      }
      await keepEvent(unit, this.clock, {
        organisation_id: row.id,
        kind: 'reopen',
        on_day: this.clock.today(),
        reason: body.reason,
        user_id: scope.userId,
      });
      await this.tell(unit, row, touched, {
        zh: `“${row.name}”恢复办学：${body.reason}`,
        en: `"${row.name}" is open again: ${body.reason}`,
      });
      await unit.audit({
        action: 'organisation.reopen',
        kind: 'organisation',
        id: row.id,
        districtId: row.district_id,
        detail: { closedOn: row.closed_on, pairings: touched.map((one) => one.row.id) },
      });
      return organisationDto((await this.organisations.find(unit, sql`o.id = ${row.id}`))!);
    });
  }

  /** Ends pairings whose last day has passed. Answers how many. */
  async endRunOut(): Promise<number> {
    const late = sql`state = 'active' and ends_on is not null and ends_on < ${this.clock.today()}`;
    if (!(await this.database.one(sql`select id from pairing where ${late} limit 1`))) return 0;
    return this.units.run(system, async (unit) => {
      const ended = await unit.run(sql`update pairing set state = 'ended', version = version + 1 where ${late}`);
      await unit.audit({ action: 'pairing.runOut', kind: 'pairing', id: null, detail: { pairings: ended } });
      return ended;
    });
  }

  /** An organisation that stands, and below which nothing stands. */
  async assertClosable(reads: Reads, row: FoundOrganisation): Promise<void> {
    if (row.closed_on !== null)
      throw conflict(
        'closed',
        t(
          row.successor_name
            ? `“${row.name}”已并入“${row.successor_name}”`
            : `“${row.name}”已定于 ${row.closed_on} 停办`,
          row.successor_name
            ? `"${row.name}" was merged into "${row.successor_name}" already`
            : `"${row.name}" closes on ${row.closed_on} already`,
        ),
      );
    if (row.kind === 'bureau')
      throw refused('bureau', t('教育局不能停办或合并', 'A bureau is neither closed nor merged'));
    const below = await this.impact.below(reads, row.id);
    if (below > 0)
      throw refused(
        'not-empty',
        t(
          `“${row.name}”还有 ${below} 个下级单位，请先把它们调整到别的单位之下`,
          `${below} organisation(s) stand below "${row.name}": move them elsewhere first`,
        ),
      );
  }

  private async assertReopenable(unit: Unit, row: FoundOrganisation): Promise<void> {
    if (row.closed_on === null)
      throw conflict('open', t(`“${row.name}”没有停办，无需恢复`, `"${row.name}" is not closed`));
    if (row.successor_name !== null)
      throw conflict(
        'merged',
        t(
          `“${row.name}”已并入“${row.successor_name}”，合并不能撤销；如需恢复请新增单位`,
          `"${row.name}" was merged into "${row.successor_name}", which cannot be undone: add an organisation instead`,
        ),
      );
    const [taken] = await this.organisations.taken(unit, row);
    if (taken)
      throw refused(
        'name-taken',
        t(`${taken.text.zh}；请先为另一个单位更名`, `${taken.text.en}; rename the other one first`),
      );
  }

  private async tell(
    unit: Unit,
    row: FoundOrganisation,
    touched: readonly Touched[],
    text: { readonly zh: string; readonly en: string },
  ): Promise<void> {
    const partners = touched.map(({ row: g, side }) =>
      side === 'helper' ? g.helped_organisation_id : g.helper_organisation_id,
    );
    for (const organisationId of new Set([row.id, ...partners]))
      await this.notifications.tell(unit, {
        organisationId,
        roles: ['schoolAdministrator'],
        kind: 'organisation',
        programme: null,
        text,
      });
  }
}
