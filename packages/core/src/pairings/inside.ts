import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, sql } from '../platform/database/sql.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Arranging, insideRule } from './arranging.js';
import type * as api from './inside.api.js';
import {
  insideColumns,
  insideDto,
  insidePair,
  type InsideRow,
  offerColumns,
  offerDto,
  offerFrom,
  type OfferRow,
  pairingAround,
} from './inside-rows.js';
import { endDayProblem, type PairingRow, pairingColumns, pairingFrom, pairingInReach } from './pairings.js';
import { pairing } from './pairings.tables.js';

/** Offers that a page shows: those that wait, and the latest that were declined. */
const OFFERS = 500;

/** Pairs of people inside a pairing of organisations: leaders, masters. Either side arranges them. */
@Injectable()
export class Inside {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly people: People,
    private readonly arranging: Arranging,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listInside>) {
    const around = await pairingAround(this.database, params.id, pairingInReach(scope.reach('pairing.read')));
    const where = all([
      sql`g.parent_id = ${around.id}`,
      ...(query.inside ? [sql`g.inside = ${query.inside}`] : []),
      ...(query.state ? [sql`g.state = ${query.state}`] : []),
    ]);
    const found = await page<InsideRow, ReturnType<typeof insideDto>>(this.database, {
      query,
      rows: (window) =>
        sql`select ${insideColumns} ${pairingFrom} where ${where} order by g.state, g.inside, g.kind, g.created_at, g.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${pairingFrom} where ${where} limit ${limit}) c`,
      map: insideDto,
    });
    const offers = await this.database.all<OfferRow>(sql`select ${offerColumns} ${offerFrom}
      where f.parent_id = ${around.id} and f.state <> 'agreed' ${query.inside ? sql`and f.inside = ${query.inside}` : sql``}
      order by f.state desc, f.inside, f.kind, f.created_at desc, f.id limit ${OFFERS}`);
    return {
      ...found,
      offers: offers.map((row) => offerDto(scope, row)),
      people: await this.choosable(scope, around),
    };
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
      const around = await pairingAround(unit, params.id, pairingInReach(scope.reach('pairing.arrange')));
      const { definition } = await this.programmes.writable(unit, scope, around.programme_id, 'pairing.arrange');
      // Both sides naming the same people at once must not make two pairs of them.
      await unit.lock(programme, around.programme_id);
      const rule = insideRule(definition, body.inside);
      const made = await this.arranging.arrange(unit, scope, { around, rule, arranged: body });
      const dto =
        made.state === 'active'
          ? insideDto(await insidePair(unit, made.id))
          : { ...waitingDto(await this.arranging.offered(unit, made.id)), state: made.state };
      const names = [dto.helper.name, dto.helped.name];
      await this.arranging.tell(unit, scope, around, {
        zh: `${rule.title.zh}：${names.join('与')}${made.state === 'active' ? '已结对' : '待双方同意'}`,
        en: `${rule.title.en}: ${names.join(' and ')} ${made.state === 'active' ? 'are paired' : 'wait for both to agree'}`,
      });
      return dto;
    });
  }

  end({ scope, actor, params, body, version }: Call<typeof api.endInside>) {
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<InsideRow>(sql`select ${insideColumns} ${pairingFrom} where g.id = ${params.id}
        and g.parent_id is not null and ${pairingInReach(scope.reach('pairing.arrange'))}`);
      if (!row) throw notFound();
      await this.programmes.writable(unit, scope, row.programme_id, 'pairing.arrange');
      if (row.state === 'ended') throw conflict('ended', t('该结对已经结束', 'This pairing has ended already'));
      const problem = endDayProblem(row, body.on, this.clock.today());
      if (problem) throw invalid([problem]);
      const to = { state: 'ended' as const, ends_on: body.on, end_reason: body.reason };
      if (row.version !== version || !(await unit.change(pairing, { id: row.id, version }, to)))
        throw stale(insideDto(row), [{ field: 'state', yours: 'ended', theirs: row.state }]);
      await unit.audit({
        action: 'pairing.end',
        kind: 'pairing',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on },
      });
      return insideDto(await insidePair(unit, row.id));
    });
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
}

/** An offer where a pair is answered: nothing of it has begun. */
const waitingDto = (row: OfferRow) => ({
  id: row.id,
  parent: row.parent_id,
  inside: row.inside,
  kind: row.kind,
  helper: { id: row.helper_id, name: row.helper_name },
  helped: { id: row.helped_id, name: row.helped_name },
  startsOn: row.starts_on,
  endsOn: null,
  endReason: null,
  records: 0,
  version: row.version,
});
