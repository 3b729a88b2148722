import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { sql } from '../platform/database/sql.js';
import { conflict, notFound, stale } from '../platform/problem.js';
import { inReach, ownOnly, type Scope } from '../platform/scope.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { Reviews } from '../reviews/reviews.js';
import { Confidential } from './confidential.js';
import { Corrections } from './corrections.js';
import { voidFacts } from './facts.js';
import { isWriterOf, recordColumns, recordFrom, type RecordRow, subjectsOf, wrote } from './record-rows.js';
import { formOf, isUnconfirmed } from './record-rules.js';
import { RecordViews } from './record-views.js';
import { RECORD, RecordWriting } from './record-writing.js';
import type * as api from './records.api.js';
import { record } from './records.tables.js';
import { ReviewSteps } from './review-steps.js';

/** 作废: a record that should not have been written stays to be read, and counts nowhere. */
@Injectable()
export class Voiding {
  constructor(
    private readonly units: Units,
    private readonly programmes: Programmes,
    private readonly reviews: Reviews,
    private readonly corrections: Corrections,
    private readonly steps: ReviewSteps,
    private readonly writing: RecordWriting,
    private readonly views: RecordViews,
    private readonly confidential: Confidential,
  ) {}

  void({ scope, actor, params, body, version }: Call<typeof api.voidRecord>) {
    const reach = scope.reach('record.void');
    return this.units.run(actor, async (unit) => {
      // Its writers, and whoever oversees their district. Who only stands on the other side finds nothing.
      const row = await unit.one<RecordRow>(sql`select ${recordColumns} ${recordFrom} where r.id = ${params.id} and
        (${isWriterOf(scope)} or ${ownOnly(reach) ? sql`1 = 0` : inReach(reach, { district: sql`r.district_id`, organisations: [sql`r.writer_organisation_id`] })})
        and ${this.confidential.open(scope)}`);
      const isWriter = row !== undefined && wrote(scope, row);
      if (!row || (row.state === 'draft' && !isWriter)) throw notFound();
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'record.void');
      if (row.version !== version) throw await this.stale(unit, scope, row);
      const subjects = await subjectsOf(unit, [row.id]);
      if (row.state === 'draft')
        throw conflict('draft', t('草稿不必作废，可直接删除', 'A draft is not voided: discard it'));
      if (row.state === 'void') throw conflict('void', t('该记录已经作废', 'This record has been voided already'));
      if (ownOnly(reach) && !isUnconfirmed(row, subjects))
        throw conflict(
          'confirmed',
          t(
            '对方已确认或记录已封存，如确需作废请联系教育局，或提交更正',
            'It is confirmed or sealed: correct it, or ask the bureau to void it',
          ),
        );
      if (ownOnly(reach) && (await this.steps.begun(unit, running, [row])).has(row.id))
        throw conflict(
          'under-review',
          t(
            '审核已经开始，不能作废；如确需作废，请由审核人退回后再作废，或联系教育局',
            'It is being reviewed: have it returned and void it then, or ask the bureau',
          ),
        );
      const to = { state: 'void' as const };
      if (!(await unit.change(record, { id: row.id, version }, to))) throw await this.stale(unit, scope, row);
      await unit.run(sql`update record_subject set state = 'void' where record_id = ${row.id}`);
      await voidFacts(unit, row.id);
      await this.reviews.withdraw(unit, row.id);
      await this.corrections.withdraw(unit, row.id);
      await this.writing.keepVersion(
        unit,
        { ...row, ...to, version: version + 1 },
        { action: 'void', userId: scope.userId, reason: body.reason },
      );
      const { title, readBy } = formOf(running, row.form);
      await this.writing.tellBoth(unit, row, subjects, {
        kind: 'void',
        readBy,
        text: t(
          `${row.on_day} 的${title.zh}已作废：${body.reason}`,
          `The ${title.en.toLowerCase()} of ${row.on_day} was voided: ${body.reason}`,
        ),
      });
      await unit.audit({
        action: 'record.void',
        kind: RECORD,
        id: row.id,
        districtId: row.district_id,
        detail: { version: version + 1, from: row.state },
      });
      return this.views.detail(unit, scope, row.id);
    });
  }

  private async stale(unit: Unit, scope: Scope, row: RecordRow) {
    return stale(await this.views.detail(unit, scope, row.id), [{ field: 'state', yours: 'void', theirs: row.state }]);
  }
}
