import { Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { Successors } from '../pairings/successors.js';
import { sql } from '../platform/database/sql.js';
import { notFound } from '../platform/problem.js';
import type { Unit } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { type Decided, ReviewKinds } from '../reviews/review-kinds.js';
import { Reviews } from '../reviews/reviews.js';
import { ownersOf } from './corrections.js';
import { dataOf, recordColumns, recordFrom, type RecordRow, subjectsOf } from './record-rows.js';
import { successorIn } from './record-rules.js';
import { RecordViews } from './record-views.js';
import { RECORD, RecordWriting, writerOfRecord } from './record-writing.js';
import { record } from './records.tables.js';
import { ReviewSteps } from './review-steps.js';
import { submittedWords } from './review-words.js';

/** What decisions do to the record that they are about. */
@Injectable()
export class RecordDecisions implements OnModuleInit {
  constructor(
    private readonly kinds: ReviewKinds,
    private readonly programmes: Programmes,
    private readonly reviews: Reviews,
    private readonly notifications: Notifications,
    private readonly views: RecordViews,
    private readonly writing: RecordWriting,
    private readonly steps: ReviewSteps,
    private readonly successors: Successors,
  ) {}

  onModuleInit(): void {
    this.kinds.register(RECORD, {
      // Two schools of one meeting may confirm at the same moment: the record is theirs one after the other.
      lock: (unit, { subject_id }) => unit.lock(record, subject_id),
      describe: (reads, reviews) => this.views.describeReviews(reads, reviews),
      owners: (reads, { subject_id }) => ownersOf(reads, subject_id),
      decided: (unit, o) => this.decided(unit, o),
    });
  }

  private async decided(unit: Unit, o: Decided): Promise<void> {
    const row = await unit.one<RecordRow>(
      sql`select ${recordColumns} ${recordFrom} where r.id = ${o.review.subject_id}`,
    );
    if (!row) throw notFound();
    const running = await this.programmes.byId(unit, row.programme_id);
    const definition = this.programmes.assertWritable(running);
    const all = await subjectsOf(unit, [row.id]);
    const pairing = all.find((g) => g.pairing_id === o.review.part_id)!;
    if (o.decision === 'return') await this.reviews.withdraw(unit, row.id, pairing.id);
    const isThrough =
      o.decision !== 'return' &&
      (await this.steps.goOn(
        unit,
        { ...running, definition },
        {
          kind: RECORD,
          id: row.id,
          row,
          pairing,
          review: o.review,
          words: submittedWords({ definition, row, pairing }),
        },
      ));
    const state = o.decision === 'return' ? ('returned' as const) : isThrough ? ('confirmed' as const) : undefined;
    if (state)
      await unit.run(sql`update record_subject set state = ${state}, decided_by = ${o.userId}, decided_at = ${o.at},
        reason = ${o.reason} where record_id = ${row.id} and pairing_id = ${pairing.id}`);
    const states = all.map((g) => (g.id === pairing.id && state) || g.subject_state);
    const whole = states.includes('returned')
      ? 'returned'
      : states.every((one) => one === 'confirmed')
        ? 'confirmed'
        : 'submitted';
    await unit.change(record, { id: row.id, version: row.version }, { state: whole });
    await this.writing.keepVersion(
      unit,
      { ...row, state: whole, version: row.version + 1 },
      { action: o.decision, userId: o.userId, reason: o.reason, at: o.at },
    );
    if (state) await this.writing.count(unit, running, row);
    const to = isThrough ? successorIn({ ...running, definition }, row.form, dataOf(running, row)) : undefined;
    if (to)
      await this.successors.takeOver(unit, {
        running,
        pairing,
        side: to.side,
        to: to.person,
        from: row.writer_person_id,
        sheet: row.id,
      });
    if (o.decision === 'return')
      await this.notifications.tell(unit, {
        ...writerOfRecord(row),
        roles: ['schoolAdministrator', 'teacher'],
        kind: 'returned',
        programme: row.programme_id,
        text: t(
          `${row.on_day} 的记录被退回：${o.reason ?? ''}`,
          `The record of ${row.on_day} was returned: ${o.reason ?? ''}`,
        ),
        link: `/records/${row.id}`,
      });
  }
}
