import { Inject, Injectable } from '@nestjs/common';
import { isDay, type Side, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, type ProblemField, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import type * as api from './inside.api.js';
import { endDayProblem, type PairingRow, pairingColumns, pairingFrom, pairingInReach } from './pairings.js';
import { pairing } from './pairings.tables.js';

type Row = PairingRow & { readonly records: number };

const columns = sql`${pairingColumns}, (select count(*) from record_subject rs
  where rs.pairing_id = g.id and rs.state not in ('draft', 'void')) as records`;

const dto = (row: Row) => ({
  id: row.id,
  parent: row.parent_id!,
  inside: row.inside!,
  kind: row.kind!,
  helper: { id: row.helper_id, name: row.helper_name },
  helped: { id: row.helped_id, name: row.helped_name },
  state: row.state,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  endReason: row.end_reason,
  records: Number(row.records),
  version: row.version,
});

/** Pairs of people inside a pairing of organisations: leaders, masters. Either side arranges them. */
@Injectable()
export class Inside {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly people: People,
    private readonly notifications: Notifications,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listInside>) {
    const around = await this.around(this.database, params.id, pairingInReach(scope.reach('pairing.read')));
    const where = all([
      sql`g.parent_id = ${around.id}`,
      ...(query.inside ? [sql`g.inside = ${query.inside}`] : []),
      ...(query.state ? [sql`g.state = ${query.state}`] : []),
    ]);
    const found = await page<Row, ReturnType<typeof dto>>(this.database, {
      query,
      rows: (window) =>
        sql`select ${columns} ${pairingFrom} where ${where} order by g.state, g.inside, g.kind, g.created_at, g.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${pairingFrom} where ${where} limit ${limit}) c`,
      map: dto,
    });
    return { ...found, people: await this.choosable(scope, around) };
  }

  /** Pairs of people inside pairings that were alive at some time between two days. */
  alive(
    reads: Reads,
    o: { readonly around: readonly string[]; readonly from: string; readonly to: string },
  ): Promise<PairingRow[]> {
    return reads.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.parent_id in ${list(o.around)}
      and g.starts_on <= ${o.to} and (g.ends_on is null or g.ends_on >= ${o.from}) order by g.inside, g.kind, g.id`);
  }

  arrange({ scope, actor, params, body }: Call<typeof api.arrangeInside>) {
    return this.units.run(actor, async (unit) => {
      const around = await this.around(unit, params.id, pairingInReach(scope.reach('pairing.arrange')));
      const { definition } = await this.programmes.writable(unit, scope, around.programme_id, 'pairing.arrange');
      // Both sides naming the same two people at once must not make two pairs of them.
      await unit.lock(pairing, around.id);
      const rule = Object.hasOwn(definition.inside, body.inside) ? definition.inside[body.inside] : undefined;
      if (!rule) throw invalid([{ field: 'inside', text: t('该项目没有这种结对', 'The programme has no such pairs') }]);
      if (around.state === 'ended')
        throw conflict('ended', t('两校的结对已经结束', 'The pairing of the two schools has ended'));
      const errors: ProblemField[] = [];
      if (!rule.kind.choices.some(({ value }) => value === body.kind))
        errors.push({
          field: 'kind',
          text: t(`请选择${rule.kind.title.zh}`, `Choose the ${rule.kind.title.en.toLowerCase()}`),
        });
      for (const side of ['helper', 'helped'] as const)
        if (!(await this.isOf(unit, body[side], around, side)))
          errors.push({
            field: side,
            text: t(`${rule[side].zh}不在可选人员中`, `${rule[side].en}: this person cannot be chosen`),
          });
      if (!isDay(body.startsOn) || body.startsOn < around.starts_on)
        errors.push({
          field: 'startsOn',
          text: t(
            `开始日期不得早于两校结对的日期 ${around.starts_on}`,
            `It cannot start before the schools’ pairing, on ${around.starts_on}`,
          ),
        });
      const again = await unit.one(sql`select id from pairing where parent_id = ${around.id} and state = 'active'
        and inside = ${body.inside} and helper_id = ${body.helper} and helped_id = ${body.helped}`);
      if (again) errors.push({ field: 'helped', text: t('这两人已经结对', 'These two are paired already') });
      if (errors.length > 0) throw invalid(errors);
      const id = newId(this.clock.now().getTime());
      await unit.insert(pairing, {
        id,
        district_id: around.district_id,
        programme_id: around.programme_id,
        parent_id: around.id,
        inside: body.inside,
        kind: body.kind,
        helper_kind: 'person',
        helper_id: body.helper,
        helper_organisation_id: around.helper_organisation_id,
        helped_kind: 'person',
        helped_id: body.helped,
        helped_organisation_id: around.helped_organisation_id,
        state: 'active',
        starts_on: body.startsOn,
        findings: '[]',
        settings_number: around.settings_number,
        created_at: this.clock.instant(),
        version: 1,
      });
      const made = await this.get(unit, id);
      await this.tellOthers(unit, scope, around, {
        zh: `${rule.title.zh}：${made.helper_name}与${made.helped_name}已结对`,
        en: `${rule.title.en}: ${made.helper_name} and ${made.helped_name} are paired`,
      });
      await unit.audit({
        action: 'pairing.arrange',
        kind: 'pairing',
        id,
        districtId: around.district_id,
        detail: { parent: around.id, inside: body.inside, kind: body.kind },
      });
      return dto(made);
    });
  }

  end({ scope, actor, params, body, version }: Call<typeof api.endInside>) {
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<Row>(sql`select ${columns} ${pairingFrom} where g.id = ${params.id}
        and g.parent_id is not null and ${pairingInReach(scope.reach('pairing.arrange'))}`);
      if (!row) throw notFound();
      await this.programmes.writable(unit, scope, row.programme_id, 'pairing.arrange');
      if (row.state === 'ended') throw conflict('ended', t('该结对已经结束', 'This pairing has ended already'));
      const problem = endDayProblem(row, body.on, this.clock.today());
      if (problem) throw invalid([problem]);
      const to = { state: 'ended' as const, ends_on: body.on, end_reason: body.reason };
      if (row.version !== version || !(await unit.change(pairing, { id: row.id, version }, to)))
        throw stale(dto(row), [{ field: 'state', yours: 'ended', theirs: row.state }]);
      await unit.audit({
        action: 'pairing.end',
        kind: 'pairing',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on },
      });
      return dto(await this.get(unit, row.id));
    });
  }

  /** The pairing of organisations around. */
  private async around(reads: Reads, id: string, reached: Sql): Promise<PairingRow> {
    const row = await reads.one<PairingRow>(
      sql`select ${pairingColumns} ${pairingFrom} where g.id = ${id} and g.parent_id is null and ${reached}`,
    );
    if (!row) throw notFound();
    return row;
  }

  private async get(reads: Reads, id: string): Promise<Row> {
    return (await reads.one<Row>(sql`select ${columns} ${pairingFrom} where g.id = ${id}`))!;
  }

  private async isOf(reads: Reads, person: string, around: PairingRow, side: Side): Promise<boolean> {
    const organisation = side === 'helper' ? around.helper_organisation_id : around.helped_organisation_id;
    return (
      (await reads.one(sql`select id from person where id = ${person} and organisation_id = ${organisation}
        and left_on is null and kind in ('teacher', 'staff')`)) !== undefined
    );
  }

  /** Whom the caller may pair; names are shown only to those who may arrange. */
  private async choosable(scope: Scope, around: PairingRow) {
    const mine = await this.database.one(sql`select g.id ${pairingFrom} where g.id = ${around.id} and g.state = 'active'
      and ${pairingInReach(scope.reach('pairing.arrange'))}`);
    const of = async (organisation: string) =>
      (await this.people.ofOrganisation(this.database, organisation))
        .filter(({ kind }) => kind === 'teacher' || kind === 'staff')
        .map(({ id, name }) => ({ id, name }));
    return mine
      ? { helper: await of(around.helper_organisation_id), helped: await of(around.helped_organisation_id) }
      : { helper: [], helped: [] };
  }

  private async tellOthers(
    unit: Unit,
    scope: Scope,
    around: PairingRow,
    text: { readonly zh: string; readonly en: string },
  ): Promise<void> {
    for (const organisationId of [around.helper_organisation_id, around.helped_organisation_id])
      if (organisationId !== scope.organisationId)
        await this.notifications.tell(unit, {
          organisationId,
          roles: ['schoolAdministrator'],
          kind: 'pairing',
          text: t(text.zh, text.en),
          link: `/pairings/${around.id}`,
        });
  }
}
