import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { sql } from '../platform/database/sql.js';
import { conflict, notFound, stale } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { Reviews } from '../reviews/reviews.js';
import { Confidential } from './confidential.js';
import { recordInScope, subjectsOf, wrote } from './record-rows.js';
import { formOf } from './record-rules.js';
import { RecordViews } from './record-views.js';
import { RECORD, RecordWriting } from './record-writing.js';
import type * as api from './records.api.js';
import { record } from './records.tables.js';
import { ReviewSteps } from './review-steps.js';

/** 撤回: a writer takes a record back before anybody has decided, mends it and hands it in again. */
@Injectable()
export class Withdrawing {
  constructor(
    private readonly units: Units,
    private readonly programmes: Programmes,
    private readonly reviews: Reviews,
    private readonly steps: ReviewSteps,
    private readonly writing: RecordWriting,
    private readonly views: RecordViews,
    private readonly confidential: Confidential,
  ) {}

  withdraw({ scope, actor, params, version }: Call<typeof api.withdrawRecord>) {
    return this.units.run(actor, async (unit) => {
      const found = await recordInScope(unit, scope, params.id, this.confidential.open(scope));
      if (!wrote(scope, found)) throw notFound();
      const running = await this.programmes.writable(unit, scope, found.programme_id, 'record.write');
      // The lock waits for a decision that is being made in this moment.
      await unit.lock(record, found.id);
      const row = await recordInScope(unit, scope, found.id, this.confidential.open(scope));
      const subjects = await subjectsOf(unit, [row.id]);
      const begun = await this.steps.begun(unit, running, [row]);
      if (row.state !== 'submitted' || begun.has(row.id) || subjects.some((s) => s.subject_state !== 'claimed'))
        throw conflict(
          'decided',
          row.state === 'submitted'
            ? t(
                '已有人办理，不能再撤回；如需修改，请由审核人退回',
                'Somebody has decided already, so it cannot be taken back: ask who reviews it to return it',
              )
            : t(
                '这条记录不在等待办理，不能撤回',
                'Nobody is asked to decide on this record: there is nothing to take back',
              ),
        );
      if (row.version !== version)
        throw stale(await this.views.detail(unit, scope, row.id), [
          { field: 'version', yours: version, theirs: row.version },
        ]);
      const to = { state: 'returned' as const };
      await unit.change(record, { id: row.id, version }, to);
      await unit.run(sql`update record_subject set state = 'returned' where record_id = ${row.id}`);
      const title = formOf(running, row.form).title;
      await this.steps.tellWaiting(unit, row.id, {
        kind: 'returned',
        programme: row.programme_id,
        text: t(
          `${scope.organisationName}撤回了 ${row.on_day} 的${title.zh}，修改后再提交，暂不需办理`,
          `${scope.organisationName} has taken back its ${title.en.toLowerCase()} of ${row.on_day} to change it: nothing is to be decided for now`,
        ),
        link: `/records/${row.id}`,
      });
      await this.reviews.withdraw(unit, row.id);
      await this.writing.count(unit, running, row);
      await this.writing.keepVersion(
        unit,
        { ...row, ...to, version: version + 1 },
        { action: 'withdraw', userId: scope.userId, reason: null },
      );
      await unit.audit({ action: 'record.withdraw', kind: RECORD, id: row.id, districtId: row.district_id });
      return this.views.detail(unit, scope, row.id);
    });
  }
}
