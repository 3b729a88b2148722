import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import type { NotificationKind } from '../notifications/notifications.api.js';
import { Notifications } from '../notifications/notifications.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, notFound, refused, stale } from '../platform/problem.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { type Decided, ReviewKinds } from '../reviews/review-kinds.js';
import { Reviews } from '../reviews/reviews.js';
import { Confidential } from './confidential.js';
import { formFields } from './presenting.js';
import { RecordFiles } from './record-files.js';
import {
  dataOf,
  keptData,
  recordColumns,
  recordFrom,
  recordInScope,
  type RecordRow,
  subjectsOf,
  type WritableProgramme,
  wrote,
} from './record-rows.js';
import { changedFields, checkRecord, difference, formOf, isSettled, needsConfirmation } from './record-rules.js';
import { type CorrectionRow, corrections, RecordViews } from './record-views.js';
import { RECORD, RecordWriting, writerOfRecord } from './record-writing.js';
import type * as api from './records.api.js';
import { record, recordCorrection } from './records.tables.js';
import { ReviewSteps } from './review-steps.js';
import { RiskAlerts } from './risk-alerts.js';

const CORRECTION = 'correction';

/** People who have a hand in a record: who wrote it, handed it in, changed it or asked for it to be corrected. */
export const ownersOf = async (reads: Reads, recordId: string): Promise<string[]> => {
  const rows = await reads.all<{ user_id: string }>(sql`select user_id from record where id = ${recordId}
    union select user_id from record_version where record_id = ${recordId} and user_id is not null
      and action in ('submit', 'change', 'resubmit', 'correct')
    union select user_id from record_correction where record_id = ${recordId} and state = 'open'`);
  return rows.map((row) => row.user_id);
};

/** 更正: how a confirmed or sealed record changes. Numbered, with a reason, agreed like the record itself. */
@Injectable()
export class Corrections implements OnModuleInit {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly kinds: ReviewKinds,
    private readonly reviews: Reviews,
    private readonly steps: ReviewSteps,
    private readonly notifications: Notifications,
    private readonly writing: RecordWriting,
    private readonly views: RecordViews,
    private readonly files: RecordFiles,
    private readonly confidential: Confidential,
    private readonly alerts: RiskAlerts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(CORRECTION, {
      lock: async (unit, { subject_id }) => unit.lock(record, (await this.get(unit, subject_id)).record_id),
      describe: async (reads, reviews) => {
        const ids = [...new Set(reviews.map((w) => w.subject_id))];
        const changes = await reads.all<CorrectionRow>(sql`${corrections} where c.id in ${list(ids)}`);
        return this.views.describeReviews(reads, reviews, changes);
      },
      owners: async (reads, { subject_id }) => ownersOf(reads, (await this.get(reads, subject_id)).record_id),
      decided: (unit, o) => this.decided(unit, o),
    });
  }

  create({ scope, actor, params, body, version }: Call<typeof api.correctRecord>) {
    return this.units.run(actor, async (unit) => {
      const found = await recordInScope(unit, scope, params.id, this.confidential.open(scope));
      if (!wrote(scope, found)) throw notFound();
      const running = await this.programmes.writable(unit, scope, found.programme_id, 'record.write');
      const row = await this.locked(unit, found.id);
      if (row.version !== version)
        throw stale(await this.views.detail(unit, scope, row.id), difference(running, row, body.data));
      this.assertCorrectable(row);
      if (await this.open(unit, row.id))
        throw conflict(
          'correction-open',
          t('已有一项更正等待对方确认，请等其办结', 'A correction of this record waits for the other side already'),
        );
      const subjects = await subjectsOf(unit, [row.id]);
      await this.steps.assertSomebody(unit, running, { row, pairings: subjects, scope });
      const before = dataOf(running, row);
      const { data, findings } = await checkRecord(unit, scope, running, {
        form: row.form,
        data: body.data,
        pairings: subjects,
        today: this.clock.today(),
        handedInOn: row.on_day,
        before,
        record: row.id,
      });
      const fields = formFields(running.definition, row.form, running.settings);
      if (changedFields(fields, before, data).length === 0)
        throw refused(
          'no-change',
          t('更正内容与原记录相同，没有需要更正的地方', 'The correction says what the record says: nothing changes'),
        );
      const asks = needsConfirmation(running, row.form);
      const change = {
        id: newId(this.clock.now().getTime()),
        record_id: row.id,
        district_id: row.district_id,
        number: 1 + (await this.accepted(unit, row.id)),
        data: keptData(running, row.form, data),
        findings: JSON.stringify(findings),
        reason: body.reason,
        user_id: scope.userId,
        at: this.clock.instant(),
        state: asks ? ('open' as const) : ('accepted' as const),
        settings_number: running.settingsNumber,
        form_version: formOf(running, row.form).version,
      };
      await unit.insert(recordCorrection, change);
      await this.files.link(unit, running, { record: row.id, form: row.form, data });
      await this.alerts.look(unit, running, {
        record: row.id,
        form: row.form,
        data,
        pairings: subjects.map((g) => ({ id: g.pairing_id })),
      });
      await unit.audit({
        action: 'record.correct',
        kind: RECORD,
        id: row.id,
        districtId: row.district_id,
        detail: { correction: change.id, number: change.number, asks },
      });
      if (!asks) await this.apply(unit, row, { ...change, user_name: scope.name });
      else
        for (const pairing of subjects)
          await this.steps.begin(unit, running, {
            ...this.asking(running, row, { ...change, writer: scope.organisationName }),
            pairing,
            round: 1,
          });
      return this.views.detail(unit, scope, row.id);
    });
  }

  /** Its writers think better of it, as long as nobody has decided. Its number goes to the next. */
  takeBack({ scope, actor, params }: Call<typeof api.withdrawCorrection>) {
    return this.units.run(actor, async (unit) => {
      const found = await recordInScope(unit, scope, params.id, this.confidential.open(scope));
      if (!wrote(scope, found)) throw notFound();
      const running = await this.programmes.writable(unit, scope, found.programme_id, 'record.write');
      // The lock waits for a decision that is being made in this moment.
      const row = await this.locked(unit, found.id);
      const change = await this.get(unit, params.correction);
      if (change.record_id !== row.id) throw notFound();
      if (change.state !== 'open')
        throw conflict(
          'decided',
          t(
            '这项更正已经办结，不能撤回，请刷新查看结果',
            'This correction has been decided already and cannot be taken back: refresh to see how',
          ),
        );
      const title = formOf(running, row.form).title;
      await this.steps.tellWaiting(unit, change.id, {
        kind: CORRECTION,
        programme: row.programme_id,
        text: t(
          `${scope.organisationName}撤回了对 ${row.on_day} 的${title.zh}的更正，无需再确认`,
          `${scope.organisationName} has taken back its correction of the ${title.en.toLowerCase()} of ${row.on_day}: nothing is left to confirm`,
        ),
        link: `/records/${row.id}`,
      });
      await this.withdraw(unit, row.id);
      await unit.audit({
        action: 'record.withdrawCorrection',
        kind: RECORD,
        id: row.id,
        districtId: row.district_id,
        detail: { correction: change.id, number: change.number },
      });
      return this.views.detail(unit, scope, row.id);
    });
  }

  /** Takes back what waits: its record has been voided. */
  async withdraw(unit: Unit, recordId: string): Promise<void> {
    const waiting = await this.open(unit, recordId);
    if (!waiting) return;
    await unit.run(sql`update record_correction set state = 'withdrawn' where id = ${waiting.id}`);
    await this.reviews.withdraw(unit, waiting.id);
  }

  private assertCorrectable(row: RecordRow): void {
    if (isSettled(row)) return;
    throw row.state === 'void'
      ? conflict('void', t('该记录已经作废，不能更正', 'This record has been voided: it cannot be corrected'))
      : conflict(
          'not-confirmed',
          t('该记录尚未确认，可直接修改，无需更正', 'It is not confirmed yet: change it, without a correction'),
        );
  }

  /** What every step asks, and how those who decide are told. */
  private asking(
    running: WritableProgramme,
    row: RecordRow,
    change: { readonly id: string; readonly reason: string; readonly writer: string },
  ) {
    const title = formOf(running, row.form).title;
    const words = (ask: Text) =>
      t(
        `${change.writer}申请更正 ${row.on_day} 的${title.zh}：${change.reason}，${ask.zh}`,
        `${change.writer} asks to correct the ${title.en.toLowerCase()} of ${row.on_day} (${change.reason}): ${ask.en}`,
      );
    return { kind: CORRECTION, id: change.id, row, words } as const;
  }

  /** One school that gives it back ends it; when the last has agreed, it is the record's text. */
  private async decided(unit: Unit, o: Decided): Promise<void> {
    const id = o.review.subject_id;
    const change = await this.get(unit, id);
    const row = await this.locked(unit, change.record_id);
    if (change.state !== 'open')
      throw conflict('decided', t('该事项已由他人处理，请刷新', 'Somebody else has decided this already: refresh'));
    const running = await this.programmes.byId(unit, row.programme_id);
    const definition = this.programmes.assertWritable(running);
    if (o.decision === 'return') {
      await unit.run(sql`update record_correction set state = 'returned' where id = ${id}`);
      await this.reviews.withdraw(unit, id);
      await this.tellWriter(unit, row, {
        kind: 'returned',
        zh: `${row.on_day} 的记录的更正被退回，记录保持原样：${o.reason ?? ''}`,
        en: `The correction of the record of ${row.on_day} was given back, the record stays as it was: ${o.reason ?? ''}`,
      });
      return;
    }
    const pairing = (await subjectsOf(unit, [row.id])).find((g) => g.pairing_id === o.review.part_id)!;
    const live = { ...running, definition };
    const asking = this.asking(live, row, { ...change, writer: row.writer_name });
    if (!(await this.steps.goOn(unit, live, { ...asking, pairing, review: o.review }))) return;
    const waiting = await unit.one(sql`select id from review where subject_id = ${id} and state = 'open' limit 1`);
    if (waiting) return;
    await unit.run(sql`update record_correction set state = 'accepted' where id = ${id}`);
    await this.apply(unit, row, change);
    await this.tellWriter(unit, row, {
      kind: CORRECTION,
      zh: `${row.on_day} 的记录的第 ${change.number} 次更正已生效`,
      en: `Correction ${change.number} of the record of ${row.on_day} is in force`,
    });
  }

  private async apply(unit: Unit, row: RecordRow, change: CorrectionRow): Promise<void> {
    const running = await this.programmes.byId(unit, row.programme_id);
    const definition = this.programmes.assertWritable(running);
    const data = dataOf(running, { ...change, form: row.form });
    const to = {
      data: change.data,
      findings: change.findings,
      on_day: data['on'] as string,
      form_version: change.form_version,
      settings_number: change.settings_number,
    };
    // The row is locked: nobody has changed it since it was read.
    await unit.change(record, { id: row.id, version: row.version }, to);
    const corrected = { ...row, ...to, version: row.version + 1 };
    await this.writing.index(unit, { ...running, definition }, corrected);
    await this.writing.count(unit, running, corrected);
    await this.writing.keepVersion(unit, corrected, {
      action: 'correct',
      userId: change.user_id,
      reason: change.reason,
    });
  }

  private tellWriter(
    unit: Unit,
    row: RecordRow,
    o: { readonly kind: NotificationKind; readonly zh: string; readonly en: string },
  ): Promise<number> {
    return this.notifications.tell(unit, {
      ...writerOfRecord(row),
      roles: ['schoolAdministrator', 'teacher'],
      kind: o.kind,
      programme: row.programme_id,
      text: t(o.zh, o.en),
      link: `/records/${row.id}`,
    });
  }

  private async locked(unit: Unit, id: string): Promise<RecordRow> {
    await unit.lock(record, id);
    const row = await unit.one<RecordRow>(sql`select ${recordColumns} ${recordFrom} where r.id = ${id}`);
    if (!row) throw notFound();
    return row;
  }

  private async get(reads: Reads, id: string): Promise<CorrectionRow> {
    const row = await reads.one<CorrectionRow>(sql`${corrections} where c.id = ${id}`);
    if (!row) throw notFound();
    return row;
  }

  private open(reads: Reads, recordId: string): Promise<CorrectionRow | undefined> {
    return reads.one<CorrectionRow>(sql`${corrections} where c.record_id = ${recordId} and c.state = 'open'`);
  }

  private async accepted(reads: Reads, recordId: string): Promise<number> {
    const row = await reads.one<{ n: number }>(
      sql`select count(*) as n from record_correction where record_id = ${recordId} and state = 'accepted'`,
    );
    return Number(row?.n ?? 0);
  }
}
