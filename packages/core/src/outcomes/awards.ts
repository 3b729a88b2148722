import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import { organisationNamed } from '../organisations/organisation-rows.js';
import { peopleCalled } from '../people/children.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { all, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { xlsx } from '../platform/endpoint.js';
import { page } from '../platform/page.js';
import { invalid } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes } from '../programmes/programmes.js';
import { awardColumns } from './award-list.js';
import { awardInReach, findingsOf, reasonsInReach } from './award-rows.js';
import { decisionDto, type DecisionRow, decisionsOf } from './decision-rows.js';
import { type Parties, partiesFrom, partyColumns, partyOf, shownOutcome } from './evidence.js';
import type * as api from './outcomes.api.js';
import type { outcomeAward } from './outcomes.tables.js';
import { titled } from './settlement-rows.js';

type Shown = Row<typeof outcomeAward> &
  Parties & {
    readonly code: string | null;
    readonly number: number;
    readonly accepted_at: string;
    readonly reasons: number;
  };

const dto = (row: Shown, decisions: readonly DecisionRow[]) => {
  const side = row.side as 'helper' | 'helped';
  const { place, ...party } = partyOf(row, side);
  const { place: _place, ...other } = partyOf(row, side === 'helper' ? 'helped' : 'helper');
  const mayRead = Number(row.reasons) === 1;
  return {
    pairing: row.pairing_id,
    side,
    party: { ...party, code: row.code },
    place,
    other,
    level: row.level,
    points: row.points,
    rank: row.rank,
    findings: mayRead ? findingsOf(row.findings) : null,
    decisions: mayRead ? decisions.filter((one) => one.pairing_id === row.pairing_id).map(decisionDto) : null,
    settlement: row.number,
    acceptedAt: row.accepted_at,
  };
};

const from = sql`${partiesFrom} join outcome_award w on w.pairing_id = g.id
  join outcome_settlement s on s.id = w.settlement_id
  join organisation place on place.id = case when w.side = 'helper' then helper.id else helped.id end
  left join person p on p.id = case when w.side = 'helper' then helper_person.id else helped_person.id end`;

const ofPlace = (place: string): Sql => sql`exists (select 1 from organisation_tree t
  where t.ancestor_id = ${place} and t.descendant_id = place.id)`;

const isMinor = sql`(case when w.side = 'helper' then g.helper_kind else g.helped_kind end = 'minor')`;

/** Nobody finds or sorts a child here by a name that is read behind a mask. */
const namedLike = (q: string): Sql =>
  sql`(${peopleCalled(q, isMinor)} or (p.id is null and ${organisationNamed(sql`place`, q)}))`;

/** 考核结果: the awards in force, for everybody as far as the results concern them. */
@Injectable()
export class Awards {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async list(call: Call<typeof api.listAwards>) {
    const { scope, params, query } = call;
    const { row: running, definition } = await this.programmes.get(this.database, scope, params.id, 'outcome.read');
    const outcome = shownOutcome(definition, params.outcome);
    if (query.level !== undefined && definition && !Object.hasOwn(outcome.levels, query.level))
      throw invalid([{ field: 'level', text: t('没有这个等次', 'There is no such level') }]);
    const mine = all([
      sql`w.programme_id = ${params.id} and w.outcome = ${params.outcome}`,
      awardInReach(scope.reach('outcome.read')),
    ]);
    const periods = await this.database.all<{ period: string; n: number }>(
      sql`select w.period, count(*) as n ${from} where ${mine} group by w.period order by w.period desc`,
    );
    const period = query.period ?? periods[0]?.period ?? null;
    const asked = all([
      mine,
      sql`w.period = ${period ?? ''}`,
      ...(query.place ? [ofPlace(query.place)] : []),
      ...(query.q ? [namedLike(query.q)] : []),
    ]);
    const where = query.level !== undefined ? all([asked, sql`w.level = ${query.level}`]) : asked;
    const rows = (window: Sql) => sql`select w.*, ${partyColumns}, p.code, s.number, s.accepted_at,
      case when ${reasonsInReach(scope)} then 1 else 0 end as reasons ${from} where ${where}
      order by case when w.rank is null then 1 else 0 end, p.kind, w.rank, place.name_key,
        case when ${isMinor} then coalesce(p.code, '') else coalesce(p.name_key, '') end, w.pairing_id, w.side ${window}`;
    const decisions =
      period === null
        ? []
        : await decisionsOf(this.database, { programme: params.id, outcome: params.outcome, period });
    const calendar = await this.calendars.of(this.database, running.district_id);
    if (call.wants(xlsx)) {
      const every = await wholeList<Shown>(this.database, rows);
      const title = period === null ? t('', '') : titled(calendar, period).title;
      return listWorkbook({
        call,
        title: t(`${running.title}${title.zh}${outcome.title.zh}`, `${running.title} ${title.en} ${outcome.title.en}`),
        today: this.clock.today(),
        columns: awardColumns(definition, { ...outcome, ranked: every.some(({ rank }) => rank !== null) }),
        rows: every.map((row, i) => ({ ...dto(row, decisions), number: i + 1 })),
      });
    }
    const levels = await this.database.all<{ level: string; awards: number; points: number }>(
      sql`select w.level, count(*) as awards, sum(w.points) as points ${from} where ${asked} group by w.level`,
    );
    const found = await page<Shown, ReturnType<typeof dto>>(this.database, {
      query,
      rows,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: (row) => dto(row, decisions),
    });
    return {
      ...found,
      period,
      periods: periods.map(({ period: id, n }) => ({ ...titled(calendar, id), awards: Number(n) })),
      levels: levels
        .map(({ level, awards, points }) => ({ level, awards: Number(awards), points: Number(points) }))
        .sort((a, b) => order(outcome.levels, a.level) - order(outcome.levels, b.level)),
    };
  }
}

const order = (levels: object, level: string): number => Object.keys(levels).indexOf(level);
