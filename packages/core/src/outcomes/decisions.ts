import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { invalid, notFound } from '../platform/problem.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { covered } from './award-rows.js';
import { decisionDto, decisionsOf } from './decision-rows.js';
import { Evidence, outcomeOf } from './evidence.js';
import type * as api from './outcomes.api.js';

/** What somebody responsible decides for a single pairing and period; the next settlement takes it up. */
@Injectable()
export class Decisions {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly evidence: Evidence,
  ) {}

  decide({ scope, actor, params, body }: Call<typeof api.decideOutcome>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'outcome.decide');
      const rule = outcomeOf(running.definition, params.outcome);
      const g = await unit.one<{ starts_on: string; ends_on: string | null }>(
        sql`select g.starts_on, g.ends_on from pairing g where g.id = ${params.pairing}
          and g.programme_id = ${params.id} and g.parent_id is null and ${covered(scope.reach('outcome.decide'))}`,
      );
      if (!g) throw notFound();
      const { period } = await this.evidence.periods(unit, running, { rule, period: body.period });
      if (g.starts_on > period.to || (g.ends_on !== null && g.ends_on < period.from))
        throw invalid([
          {
            field: 'period',
            text: t(`该结对不在${period.title.zh}之内`, `The pairing was not alive in ${period.title.en}`),
          },
        ]);
      if (!Object.hasOwn(rule.decisions ?? {}, body.decision))
        throw invalid([
          { field: 'decision', text: t('该考核结果没有这项决定', 'The outcome leaves no such decision') },
        ]);
      await this.write(unit, { ...params, ...body, userId: scope.userId });
      await unit.audit({
        action: body.note === null ? 'outcome.undecide' : 'outcome.decide',
        kind: 'pairing',
        id: params.pairing,
        districtId: running.row.district_id,
        detail: { outcome: params.outcome, period: body.period, decision: body.decision },
      });
      const about = { programme: params.id, outcome: params.outcome, period: body.period, pairing: params.pairing };
      return { decisions: (await decisionsOf(unit, about)).map(decisionDto) };
    });
  }

  private async write(
    unit: Unit,
    o: {
      readonly id: string;
      readonly outcome: string;
      readonly pairing: string;
      readonly period: string;
      readonly decision: string;
      readonly note: string | null;
      readonly userId: string;
    },
  ): Promise<void> {
    if (o.note === null)
      await unit.run(sql`delete from outcome_decision where programme_id = ${o.id} and outcome = ${o.outcome}
        and period = ${o.period} and pairing_id = ${o.pairing} and decision = ${o.decision}`);
    else
      await unit.run(sql`insert into outcome_decision (programme_id, outcome, period, pairing_id, decision, note, user_id, at)
        values (${o.id}, ${o.outcome}, ${o.period}, ${o.pairing}, ${o.decision}, ${o.note}, ${o.userId},
          ${this.clock.instant()})
        on conflict (programme_id, outcome, period, pairing_id, decision) do update set note = excluded.note,
          user_id = excluded.user_id, at = excluded.at`);
  }
}
