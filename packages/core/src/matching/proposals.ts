import { Inject, Injectable } from '@nestjs/common';
import { periodOf } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { all, containing, type Sql, sql } from '../platform/database/sql.js';
import { page } from '../platform/page.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes } from '../programmes/programmes.js';
import { namedOn } from '../registers/eligibility.js';
import { placedBelow } from '../registers/entries.js';
import { assertKnowsChildren } from './match-terms.js';
import { type FoundProposal, proposalColumns, proposalDto, proposalFrom, proposalInReach } from './proposal-rows.js';
import type * as api from './proposals.api.js';

/** Conditions of the states in which a proposal may be; one may be in several. */
const states = {
  matched: sql`m.helper_id is not null`,
  unmatched: sql`m.helper_id is null`,
  pinned: sql`m.pinned_at is not null`,
  special: sql`m.origin = 'special'`,
  published: sql`m.pairing_id is not null`,
} as const;

/** 结对建议 as those read them who decide. */
@Injectable()
export class Proposals {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listProposals>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'proposal.read');
    assertKnowsChildren(scope, running);
    const reach = scope.reach('proposal.read');
    const periods = await this.periods(params.id, running.row.district_id, reach);
    const period = query.period ?? periods[0]?.id ?? null;
    const asked = all([
      sql`m.programme_id = ${params.id} and m.period = ${period ?? ''}`,
      proposalInReach(reach),
      ...(query.place ? [placedBelow(query.place)] : []),
      ...(query.q
        ? [
            sql`(${namedOn(scope, running, 'helped').found(query.q)} or lower(h.name) like ${containing(query.q)} escape '\\')`,
          ]
        : []),
    ]);
    const where = query.state ? all([asked, states[query.state]]) : asked;
    const found = await page<FoundProposal, ReturnType<typeof proposalDto>>(this.database, {
      query,
      rows: (window) =>
        sql`select ${proposalColumns(reach)} ${proposalFrom} where ${where} 
          order by case when m.helper_id is null then 0 else 1 end, o.name_key, p.name_key, m.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${proposalFrom} where ${where} limit ${limit}) c`,
      map: proposalDto,
    });
    return { ...found, period, periods, counts: await this.counts(asked) };
  }

  private async counts(where: Sql) {
    const one = (state: Sql) => sql`coalesce(sum(case when ${state} then 1 else 0 end), 0)`;
    const row = await this.database.one<Record<keyof typeof states, number>>(sql`select
      ${one(states.matched)} as matched, ${one(states.unmatched)} as unmatched, ${one(states.pinned)} as pinned,
      ${one(states.special)} as special, ${one(states.published)} as published ${proposalFrom} where ${where}`);
    return {
      matched: Number(row!.matched),
      unmatched: Number(row!.unmatched),
      pinned: Number(row!.pinned),
      special: Number(row!.special),
      published: Number(row!.published),
    };
  }

  private async periods(programme: string, districtId: string, reach: Reach | undefined) {
    const calendar = await this.calendars.of(this.database, districtId);
    const rows = await this.database.all<{ period: string }>(sql`select distinct m.period ${proposalFrom}
      where m.programme_id = ${programme} and ${proposalInReach(reach)} order by m.period desc`);
    return rows.map(({ period: id }) => ({
      id,
      title: periodOf(calendar, id)?.title ?? { zh: id, en: id },
    }));
  }
}
