import { Inject, Injectable } from '@nestjs/common';
import { reviewOf, stepTitle, t } from '@xieshou/sdk';
import { pairingInReach } from '../pairings/pairings.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Programmes } from '../programmes/programmes.js';
import { decisionDto, decisionsOn, type ReviewRow } from '../reviews/review-rows.js';
import { Confidential } from './confidential.js';
import { recordInScope } from './record-rows.js';

type Found = ReviewRow & { readonly organisation_name: string; readonly correction: number | null };

/** 审核意见: every step that a record and its corrections went through, with who decided what. */
@Injectable()
export class RecordTrail {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly confidential: Confidential,
  ) {}

  /** What one school of a meeting answered is told to those who see its pairing. */
  async read(scope: Scope, id: string) {
    const row = await recordInScope(this.database, scope, id, this.confidential.open(scope));
    const { definition } = await this.programmes.byId(this.database, row.programme_id);
    const steps = (definition && reviewOf(definition, row.form)?.steps) ?? [];
    const titleOf = (step: number) => {
      const known = steps[step - 1];
      return known ? stepTitle(known) : t(`第 ${step} 步`, `Step ${step}`);
    };
    const reviews = await this.database.all<Found>(sql`select w.*, o.name as organisation_name, c.number as correction
      from review w join organisation o on o.id = w.organisation_id join pairing g on g.id = w.part_id
      left join record_correction c on c.id = w.subject_id
      where (w.subject_id = ${row.id} or c.record_id = ${row.id}) and ${pairingInReach(scope.reach('record.read'))}
      order by coalesce(c.number, 0), coalesce(w.round, 1), w.step, w.opened_at, w.id`);
    const decisions = grouped(
      await decisionsOn(
        this.database,
        reviews.map((w) => w.id),
      ),
      (d) => d.review_id,
    );
    const today = this.clock.today();
    return reviews.flatMap((w) => {
      const own = (decisions.get(w.id) ?? []).map(decisionDto);
      // What was taken back before anybody said a word is no step that was gone through.
      if (w.state === 'withdrawn' && own.length === 0) return [];
      return [
        {
          pairing: w.part_id,
          correction: w.correction === null ? null : Number(w.correction),
          round: w.round ?? 1,
          step: w.step,
          title: titleOf(w.step),
          organisation: { id: w.organisation_id, name: w.organisation_name },
          state: w.state,
          needs: w.needs ?? 1,
          openedAt: w.opened_at,
          dueOn: w.due_on ?? w.decide_by,
          silence: w.due_on !== null,
          overdue: w.state === 'open' && w.decide_by !== null && w.decide_by < today,
          decisions: own,
        },
      ];
    });
  }
}
