import { Inject, Injectable } from '@nestjs/common';
import { isInUse, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import { Notifications } from '../notifications/notifications.js';
import type { Call } from '../platform/call.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, notFound, Problem, stale } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Rules } from '../rules/rules.js';
import { type Change, changesBetween, type Kept, settledAwards } from './award-changes.js';
import { coveredPairings, inForce } from './award-rows.js';
import { type Asked, Evidence, outcomeOf, type Parties, partiesFrom, partyColumns } from './evidence.js';
import type * as api from './outcomes.api.js';
import { work } from './settle-work.js';
import { outcomeSettlement } from './outcomes.tables.js';
import {
  changesOf,
  coverageOf,
  keepChanges,
  putInForce,
  settlingFor,
  type ShownSettlement,
  titled,
} from './settlement-rows.js';
import { SettlementViews } from './settlement-views.js';

/** Changes that a refusal names at most. */
const NAMED = 200;

const moved = (more: ConstructorParameters<typeof Problem>[3] = {}) =>
  new Problem(
    409,
    'results-moved',
    t('结算之后有关数据又有变化，请重新结算并核对差异', 'Results have moved meanwhile: settle again and compare'),
    more,
  );

const brief = ({ pairing, side, change, before, after }: Change) => ({
  pairing,
  side,
  change,
  before: before && { level: before.level, points: before.points },
  after: after && { level: after.level, points: after.points },
});

/** 结算: what comes of a period is computed, compared with what is in force, proposed, and accepted by somebody. */
@Injectable()
export class Settlements {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly evidence: Evidence,
    private readonly notifications: Notifications,
    private readonly rules: Rules,
    private readonly views: SettlementViews,
  ) {}

  async settle({ scope, actor, params, body }: Call<typeof api.settleOutcome>) {
    const asked = await this.database.snapshot(async (reads) => {
      const running = await this.programmes.get(reads, scope, params.id, 'outcome.settle');
      if (!isInUse(outcomeOf(running.definition, params.outcome), running.settings)) throw notFound();
      return this.evidence.gather(reads, running, { outcome: params.outcome, period: body.period });
    });
    const settled = await this.answer(asked);
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'outcome.settle');
      const { row } = running;
      const organisation_id = settlingFor(scope.reach('outcome.settle'), row.district_id);
      const coverage = coverageOf({ organisation_id, district_id: row.district_id });
      const { changes, counts } = await this.compare(unit, { running, asked, settled, coverage });
      const same = sql`programme_id = ${row.id} and outcome = ${params.outcome} and period = ${body.period}`;
      const open = await unit.one<ShownSettlement>(
        sql`select * from outcome_settlement where ${same} and organisation_id = ${organisation_id} and state = 'proposed'`,
      );
      const id = open?.id ?? newId(this.clock.now().getTime());
      const kept = {
        settings_number: asked.settingsNumber,
        counts: JSON.stringify(counts),
        user_id: scope.userId,
        proposed_at: this.clock.instant(),
      };
      if (changes.length === 0 && open) {
        // What was proposed is in force already, by another settlement or because results went back.
        await unit.run(sql`delete from outcome_change where settlement_id = ${id}`);
        await unit.run(sql`delete from outcome_settlement where id = ${id}`);
      } else if (open) {
        if (!isSame(changes, await changesOf(unit, id))) {
          await unit.change(outcomeSettlement, open, kept);
          await keepChanges(unit, id, changes);
        }
      } else if (changes.length > 0) {
        const last = await unit.one<{ n: number | null }>(
          sql`select max(number) as n from outcome_settlement where ${same}`,
        );
        await unit.insert(outcomeSettlement, {
          id,
          district_id: row.district_id,
          programme_id: row.id,
          outcome: params.outcome,
          period: body.period,
          number: Number(last?.n ?? 0) + 1,
          organisation_id,
          state: 'proposed',
          version: 1,
          ...kept,
        });
        await keepChanges(unit, id, changes);
      }
      await unit.audit({
        action: 'outcome.settle',
        kind: 'programme',
        id: row.id,
        districtId: row.district_id,
        detail: { outcome: params.outcome, period: body.period, ...counts },
      });
      return { settlement: changes.length > 0 ? await this.views.shown(unit, id) : null, counts };
    });
  }

  async accept({ scope, actor, params, version }: Call<typeof api.acceptSettlement>) {
    const reach = scope.reach('outcome.settle');
    const asked = await this.database.snapshot(async (reads) => {
      const row = await this.views.get(reads, reach, params.id);
      const running = await this.programmes.get(reads, scope, row.programme_id, 'outcome.settle');
      return this.evidence.gather(reads, running, row);
    });
    const settled = await this.answer(asked);
    return this.units.run(actor, async (unit) => {
      const row = await this.views.get(unit, reach, params.id);
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'outcome.settle');
      await unit.lock(programme, running.row.id);
      if (row.state === 'accepted')
        throw conflict('accepted', t('该次结算已经确认', 'This settlement has been accepted already'));
      const to = {
        state: 'accepted' as const,
        settings_number: asked.settingsNumber,
        accepted_by: scope.userId,
        accepted_at: this.clock.instant(),
      };
      if (row.version !== version || !(await unit.change(outcomeSettlement, row, to)))
        throw stale(await this.views.shown(unit, row.id), [{ field: 'state', yours: 'accepted', theirs: row.state }]);
      const found = await this.compare(unit, { running, asked, settled, coverage: coverageOf(row) });
      if (!isSame(found.changes, await changesOf(unit, row.id)))
        throw moved({ current: found.counts, difference: found.changes.slice(0, NAMED).map(brief) });
      await putInForce(unit, row, found.changes);
      await this.announce(unit, running, row, found.changes);
      await unit.audit({
        action: 'outcome.accept',
        kind: 'settlement',
        id: row.id,
        districtId: row.district_id,
        detail: { outcome: row.outcome, period: row.period, number: row.number, ...found.counts },
      });
      return this.views.shown(unit, row.id);
    });
  }

  /** What the rule awards, asked away from the requests and outside any transaction. */
  private async answer(asked: Asked): Promise<ReadonlyMap<string, Kept>> {
    const { definition, key, seen, settings } = asked;
    const answered = await this.rules.run({
      definition,
      rule: `outcomes.${key}.settle`,
      work,
      file: new URL('./settle-work.js', import.meta.url),
      input: { outcome: key, seen, settings },
    });
    return settledAwards(asked, answered);
  }

  /** What the rule has answered against what is in force; refused where what it was asked about is no longer so. */
  private async compare(
    unit: Unit,
    o: {
      readonly running: Running;
      readonly asked: Asked;
      readonly settled: ReadonlyMap<string, Kept>;
      readonly coverage: Reach;
    },
  ) {
    const { running, asked, coverage } = o;
    await unit.lock(programme, running.row.id);
    const about = { programme: running.row.id, outcome: asked.key, period: asked.seen.period.id };
    if ((await this.evidence.gather(unit, running, about)).print !== asked.print) throw moved();
    const ids = await coveredPairings(unit, running.row.id, coverage);
    const settled = new Map([...o.settled].filter(([, { pairing }]) => ids.has(pairing)));
    return changesBetween(await inForce(unit, { ...about, coverage }), settled);
  }

  /** Tells the classes and schools whose awards have changed, and the people; what was awarded stands in no message. */
  private async announce(
    unit: Unit,
    running: Running,
    row: ShownSettlement,
    changes: readonly Change[],
  ): Promise<void> {
    const parties = await inPieces(
      changes.map(({ pairing }) => pairing),
      (ids) =>
        unit.all<Parties & { id: string }>(sql`select g.id, ${partyColumns} ${partiesFrom} where g.id in ${ids}`),
    );
    const { title } = running.definition!.outcomes[row.outcome]!;
    const period = titled(await this.calendars.of(unit, row.district_id), row.period).title;
    const told = {
      kind: 'outcome' as const,
      programme: running.row.id,
      text: t(
        `“${running.row.title}”：${period.zh}${title.zh}已确认`,
        `"${running.row.title}": the results of ${period.en} have been accepted (${title.en.toLowerCase()})`,
      ),
      link: `/programmes/${running.row.id}`,
    };
    for (const organisationId of new Set(parties.map((g) => g.helped_place)))
      await this.notifications.tell(unit, { organisationId, roles: ['adviser', 'schoolAdministrator'], ...told });
    const sides = new Map(parties.map((g) => [g.id, g]));
    const personIds = new Set(changes.map(({ pairing, side }) => sides.get(pairing)![side]));
    await this.notifications.tellPeople(unit, { personIds: [...personIds], ...told });
  }
}

const ordered = (changes: readonly Change[]): string =>
  canonicalJson([...changes].sort((a, b) => (`${a.pairing} ${a.side}` < `${b.pairing} ${b.side}` ? -1 : 1)));

const isSame = (a: readonly Change[], b: readonly Change[]): boolean => ordered(a) === ordered(b);
