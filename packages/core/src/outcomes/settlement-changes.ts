import { Inject, Injectable } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { page } from '../platform/page.js';
import { DATABASE } from '../platform/tokens.js';
import { findingsOf, reasonsInReach } from './award-rows.js';
import { type Parties, partiesFrom, partyColumns, partyOf } from './evidence.js';
import type * as api from './outcomes.api.js';
import type { outcomeChange } from './outcomes.tables.js';
import { Settlements } from './settlements.js';

type Shown = Row<typeof outcomeChange> & Parties & { readonly reasons: number };

const valueOf = (level: string | null, points: number | null) =>
  level === null ? null : { level, points: points ?? 0 };

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
    before: valueOf(row.level_before, row.points_before),
    after: valueOf(row.level, row.points),
    findingsBefore: mayRead ? findingsOf(row.findings_before) : null,
    findings: mayRead ? findingsOf(row.findings) : null,
  };
};

/** What one settlement changes, for those who settle. */
@Injectable()
export class SettlementChanges {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly settlements: Settlements,
  ) {}

  async read({ scope, params, query }: Call<typeof api.readSettlement>) {
    const { id } = await this.settlements.get(this.database, scope.reach('outcome.settle'), params.id);
    const from = sql`${partiesFrom} join outcome_change c on c.pairing_id = g.id where c.settlement_id = ${id}`;
    const found = await page<Shown, ReturnType<typeof dto>>(this.database, {
      query,
      rows: (window) => sql`select c.*, ${partyColumns}, case when ${reasonsInReach(scope)} then 1 else 0 end as reasons
        ${from} order by helped.name_key, coalesce(helped_person.name_key, ''), g.id, c.side ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} limit ${limit}) c`,
      map: dto,
    });
    return { ...found, settlement: await this.settlements.shown(this.database, id) };
  }
}
