import { Inject, Injectable } from '@nestjs/common';
import { partyOrder } from '../pairings/party-names.js';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { page } from '../platform/page.js';
import { notFound } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes } from '../programmes/programmes.js';
import { findingsOf, reasonsInReach } from './award-rows.js';
import { type Parties, partiesFrom, partyColumns, partyOf, shownOutcome } from './evidence.js';
import type * as api from './outcomes.api.js';
import type { outcomeChange } from './outcomes.tables.js';
import {
  settlementColumns,
  settlementDto,
  settlementFrom,
  settlementInReach,
  type ShownSettlement,
} from './settlement-rows.js';

type Shown = Row<typeof outcomeChange> & Parties & { readonly reasons: number };

const valueOf = (v: { readonly level: string | null; readonly points: number | null; readonly rank: number | null }) =>
  v.level === null ? null : { level: v.level, points: v.points ?? 0, rank: v.rank };

const dto = (row: Shown) => {
  const side = row.side as 'helper' | 'helped';
  const { place, ...party } = partyOf(row, side);
  const mayRead = Number(row.reasons) === 1;
  return {
    pairing: row.pairing_id,
    side,
    party,
    place,
    change: row.change,
    before: valueOf({ level: row.level_before, points: row.points_before, rank: row.rank_before }),
    after: valueOf(row),
    findingsBefore: mayRead ? findingsOf(row.findings_before) : null,
    findings: mayRead ? findingsOf(row.findings) : null,
  };
};

/** Settlements as those who settle see them. */
@Injectable()
export class SettlementViews {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listSettlements>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'outcome.settle');
    shownOutcome(running.definition, params.outcome);
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const where = all([
      sql`s.programme_id = ${params.id} and s.outcome = ${params.outcome}`,
      settlementInReach(scope.reach('outcome.settle')),
      ...(query.period ? [sql`s.period = ${query.period}`] : []),
    ]);
    return page<ShownSettlement, ReturnType<typeof settlementDto>>(this.database, {
      query,
      rows: (window) => sql`select ${settlementColumns} ${settlementFrom} where ${where}
        order by s.period desc, s.number desc, s.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${settlementFrom} where ${where} limit ${limit}) c`,
      map: (row) => settlementDto(row, calendar),
    });
  }

  /** A settlement as people see it. */
  async shown(reads: Reads, id: string) {
    const row = (await reads.one<ShownSettlement>(
      sql`select ${settlementColumns} ${settlementFrom} where s.id = ${id}`,
    ))!;
    return settlementDto(row, await this.calendars.of(reads, row.district_id));
  }

  async get(reads: Reads, reach: Reach | undefined, id: string): Promise<ShownSettlement> {
    const row = await reads.one<ShownSettlement>(
      sql`select ${settlementColumns} ${settlementFrom} where s.id = ${id} and ${settlementInReach(reach)}`,
    );
    if (!row) throw notFound();
    return row;
  }

  /** One settlement with what it changes, by place and name. */
  async read({ scope, params, query }: Call<typeof api.readSettlement>) {
    const { id } = await this.get(this.database, scope.reach('outcome.settle'), params.id);
    const from = sql`${partiesFrom} join outcome_change c on c.pairing_id = g.id where c.settlement_id = ${id}`;
    const found = await page<Shown, ReturnType<typeof dto>>(this.database, {
      query,
      rows: (window) => sql`select c.*, ${partyColumns}, case when ${reasonsInReach(scope)} then 1 else 0 end as reasons
        ${from} order by helped.name_key, ${partyOrder('helped')}, g.id, c.side ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} limit ${limit}) c`,
      map: dto,
    });
    return { ...found, settlement: await this.shown(this.database, id) };
  }
}
