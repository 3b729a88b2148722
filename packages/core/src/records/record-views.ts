import { Inject, Injectable } from '@nestjs/common';
import { addDays, type Finding, reviewOf, type Side, stepTitle, t } from '@xieshou/sdk';
import { pairingInReach, type PairingSides } from '../pairings/pairings.js';
import { formerParties, partyThen } from '../pairings/party-changes.js';
import { People } from '../people/people.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import { ownOnly, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { ReviewDesk } from '../reviews/review-desk.js';
import type { Described } from '../reviews/review-kinds.js';
import type { ReviewRow } from '../reviews/review-rows.js';
import { RecordFiles } from './record-files.js';
import { decidersStanding, hiddenFields, hiddenFrom, without } from './hidden-fields.js';
import { briefOf, formFields, personIds } from './presenting.js';
import {
  dataOf,
  isWriterOf,
  ownDraft,
  recordColumns,
  recordFrom,
  type RecordRow,
  subjectsOf,
  type WritableProgramme,
  wrote,
} from './record-rows.js';
import { changedFields, isChangeable, isSettled, isUnconfirmed } from './record-rules.js';
import type { recordCorrection } from './records.tables.js';
import { ReviewSteps } from './review-steps.js';

export type CorrectionRow = Row<typeof recordCorrection> & { readonly user_name: string };

/** Corrections (aliased `c`) with the names of who wrote them. */
export const corrections = sql`select c.*, account.name as user_name from record_correction c
  join account on account.id = c.user_id`;

/** Records as people read them: names for ids, what may be done, one line for the review desk. */
@Injectable()
export class RecordViews {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly people: People,
    private readonly desk: ReviewDesk,
    private readonly steps: ReviewSteps,
    private readonly files: RecordFiles,
  ) {}

  /** `known` is the record's programme, where whoever asks has just read it. */
  async detail(reads: Reads, scope: Scope, id: string, known?: Running) {
    const row = await reads.one<RecordRow>(sql`select ${recordColumns} ${recordFrom} where r.id = ${id}`);
    const running = known ?? (await this.programmes.byId(reads, row!.programme_id));
    const [dto] = await this.dtos(reads, scope, running, [row!]);
    return dto!;
  }

  async dtos(reads: Reads, scope: Scope, running: Running, rows: readonly RecordRow[]) {
    const ids = rows.map((row) => row.id);
    const programmes = new Map([[running.row.id, running]]);
    const changes = await reads.all<CorrectionRow>(sql`${corrections}
      where c.record_id in ${list(ids)} order by c.at, c.id`);
    const returns = await this.returns(reads, scope, changes);
    const subjects = grouped(await subjectsOf(reads, ids, scope.reach('record.read'), scope), (s) => s.record_id);
    const former = await formerParties(reads, [...new Set([...subjects.values()].flat().map((s) => s.pairing_id))]);
    const formerly = (row: RecordRow, pairing: string, side: Side) =>
      partyThen({ pairing, side, on: row.on_day }, former)?.name ?? null;
    const open = await this.desk.openFor(reads, scope, [
      ...ids,
      ...changes.filter((c) => c.state === 'open').map((c) => c.id),
    ]);
    const names = await this.people.namesOf(reads, this.everyone(rows, programmes));
    const filesOf = await this.files.of(reads, ids);
    const voided = await this.voidReasons(
      reads,
      rows.filter((row) => row.state === 'void').map((row) => row.id),
    );
    const fieldsOf = this.fieldsBy(running);
    const begun = await this.steps.begun(reads, running, rows);
    const live = running.row.state === 'enabled' && running.definition !== undefined;
    const mayWrite = live && scope.reach('record.write') !== undefined;
    const voiding = live ? scope.reach('record.void') : undefined;
    return rows.map((row) => {
      const own = subjects.get(row.id) ?? [];
      const corrected = changes.filter((c) => c.record_id === row.id);
      const waiting = corrected.find((c) => c.state === 'open');
      const last = corrected.at(-1);
      const given = last?.state === 'returned' ? returns.get(last.id) : undefined;
      const isWriter = wrote(scope, row);
      const fields = fieldsOf(row.form);
      const hidden = hiddenFields(scope, { running, row, subjects: own, fields });
      const data = without(dataOf(running, row), hidden);
      return {
        id: row.id,
        programme: row.programme_id,
        form: row.form,
        on: row.on_day,
        state: row.state,
        writer: { id: row.writer_organisation_id, name: row.writer_name },
        writtenBy: row.user_name,
        submittedAt: row.submitted_at,
        subjects: own.map((s) => ({
          pairing: s.pairing_id,
          helper: { id: s.helper_id, name: s.helper_name, former: formerly(row, s.pairing_id, 'helper') },
          helped: { id: s.helped_id, name: s.helped_name, former: formerly(row, s.pairing_id, 'helped') },
          state: s.subject_state,
          decidedBy: s.decided_name,
          decidedAt: s.decided_at,
          reason: s.reason,
          review: open.find((w) => w.subject_id === row.id && w.part_id === s.pairing_id)?.id ?? null,
        })),
        data,
        people: Object.fromEntries(personIds(fields, data).map((id) => [id, names.get(id) ?? '—'])),
        files: filesOf(row.id),
        // What a rule found may rest on any field of the form.
        findings: hidden.length > 0 ? [] : (JSON.parse(row.findings) as Finding[]),
        withheld: [...hidden],
        correction: corrected.filter((c) => c.state === 'accepted').length,
        openCorrection: waiting
          ? {
              ...this.asked(running, row, waiting, hidden),
              id: waiting.id,
              by: waiting.user_name,
              at: waiting.at,
              review: open.find((w) => w.subject_id === waiting.id)?.id ?? null,
              mayWithdraw: mayWrite && isWriter,
            }
          : null,
        returnedCorrection:
          last && given && row.state !== 'void'
            ? {
                id: last.id,
                reason: last.reason,
                by: last.user_name,
                at: last.at,
                difference: this.asked(running, row, last, hidden).difference,
                data: without(dataOf(running, { ...last, form: row.form }), hidden),
                returnedBy: given.by,
                returnedAt: given.at,
                returnReason: given.reason ?? '',
              }
            : null,
        voidReason: voided.get(row.id) ?? null,
        mayChange: mayWrite && isWriter && !begun.has(row.id) && (row.state === 'draft' || isChangeable(row, own)),
        mayWithdraw: mayWrite && isWriter && !begun.has(row.id) && row.state === 'submitted' && isChangeable(row, own),
        mayCorrect: mayWrite && isWriter && isSettled(row) && !waiting,
        mayVoid:
          voiding !== undefined &&
          row.state !== 'void' &&
          row.state !== 'draft' &&
          (!ownOnly(voiding) || (isWriter && isUnconfirmed(row, own) && !begun.has(row.id))),
        version: row.version,
      };
    });
  }

  private async voidReasons(reads: Reads, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    if (ids.length === 0) return new Map();
    const rows = await reads.all<{ record_id: string; reason: string | null }>(sql`select record_id, reason
      from record_version where action = 'void' and record_id in ${list(ids)}`);
    return new Map(rows.map((row) => [row.record_id, row.reason]));
  }

  /** Who gave corrections back and why, told to whoever sees the pairing it was decided for. */
  private async returns(reads: Reads, scope: Scope, changes: readonly CorrectionRow[]) {
    const ids = changes.filter((c) => c.state === 'returned').map((c) => c.id);
    if (ids.length === 0) return new Map<string, never>();
    const rows = await reads.all<{ id: string; by: string; at: string; reason: string | null }>(
      sql`select w.subject_id as id, coalesce(a.name, '') as "by", d.at, d.reason from review w
        join review_decision d on d.review_id = w.id and d.decision = 'return' join pairing g on g.id = w.part_id
        left join account a on a.id = d.user_id
        where w.subject_id in ${list(ids)} and ${pairingInReach(scope.reach('record.read'))}`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What a correction asks of the other side, as far as it may be read. */
  asked(running: Running, row: RecordRow, c: CorrectionRow, hidden: readonly string[]) {
    const fields = running.definition ? formFields(running.definition, row.form, running.settings) : [];
    const after = without(dataOf(running, { ...c, form: row.form }), hidden);
    return {
      number: c.number,
      reason: c.reason,
      difference: changedFields(fields, without(dataOf(running, row), hidden), after),
    };
  }

  /** What reviews ask about: records themselves, or corrections of them. */
  async describeReviews(
    reads: Reads,
    reviews: readonly ReviewRow[],
    changes: readonly CorrectionRow[] = [],
  ): Promise<ReadonlyMap<string, Described>> {
    const recordOf = new Map(changes.map((c) => [c.id, c.record_id]));
    const about = (w: ReviewRow) => recordOf.get(w.subject_id) ?? w.subject_id;
    const ids = [...new Set(reviews.map(about))];
    const rows = await reads.all<RecordRow>(sql`select ${recordColumns} ${recordFrom} where r.id in ${list(ids)}`);
    const subjects = await subjectsOf(reads, ids);
    const described = new Map<string, Described>();
    const programmes = new Map<string, Running>();
    for (const id of new Set(rows.map((row) => row.programme_id)))
      programmes.set(id, await this.programmes.byId(reads, id));
    const names = await this.people.namesOf(reads, this.everyone(rows, programmes));
    for (const w of reviews) {
      const row = rows.find((r) => r.id === about(w));
      const change = changes.find((c) => c.id === w.subject_id);
      const g = subjects.find((s) => s.record_id === about(w) && s.pairing_id === w.part_id);
      const running = row && programmes.get(row.programme_id);
      if (!row || !g || !running) continue;
      const { definition } = running;
      const data = dataOf(running, row);
      const fields = definition ? formFields(definition, row.form, running.settings) : [];
      described.set(w.id, {
        programmeTitle: running.row.title,
        form: row.form,
        formTitle: definition?.forms[row.form]?.title ?? t(row.form, row.form),
        helper: { id: g.helper_id, name: g.helper_name },
        helped: { id: g.helped_id, name: g.helped_name },
        on: row.on_day,
        brief: definition
          ? briefOf({
              definition,
              form: row.form,
              fields,
              data,
              names,
            })
          : t('', ''),
        record: row.id,
        steps: ((definition && reviewOf(definition, row.form)?.steps) ?? []).map((step) => ({
          by: step.by,
          title: stepTitle(step),
        })),
        writtenBy: `${change?.user_name ?? row.user_name}（${row.writer_name}）`,
        ...(change
          ? {
              correction: this.asked(
                running,
                row,
                change,
                hiddenFrom(fields, decidersStanding(w, { owner: running.row.owner_id, row, pairing: g })),
              ),
            }
          : {}),
      });
    }
    return described;
  }

  /** Records of the same form, pairing and days nearby that the other side has written: to confirm instead of writing twice. */
  async alreadyThere(scope: Scope, running: WritableProgramme, form: string, g: PairingSides, language: 'zh' | 'en') {
    const today = this.clock.today();
    const rows = await this.database
      .all<RecordRow>(sql`select ${recordColumns} ${recordFrom} join record_subject rs on rs.record_id = r.id
      where rs.pairing_id = ${g.id} and rs.state = 'claimed' and r.form = ${form} and not ${isWriterOf(scope)}
      and r.on_day between ${addDays(today, -14)} and ${today} order by r.on_day desc, r.id limit 5`);
    const open = await this.desk.openFor(
      this.database,
      scope,
      rows.map((row) => row.id),
    );
    const programmes = new Map([[running.row.id, running]]);
    const names = await this.people.namesOf(this.database, this.everyone(rows, programmes));
    const fields = formFields(running.definition, form, running.settings);
    return rows.map((row) => ({
      id: row.id,
      on: row.on_day,
      brief: briefOf({ definition: running.definition, form, fields, data: dataOf(running, row), names })[language],
      review: open.find((w) => w.subject_id === row.id && w.part_id === g.id)?.id ?? null,
    }));
  }

  /** What the caller's organisation has begun to write and not handed in, latest first. */
  async unfinished(scope: Scope, enabled: readonly Running[]) {
    const rows = await this.database.all<RecordRow>(sql`select ${recordColumns} ${recordFrom} where ${ownDraft(scope)}
      and r.programme_id in ${list(enabled.map((running) => running.row.id))} order by r.submitted_at desc, r.id desc limit 20`);
    const programmes = new Map(enabled.map((running) => [running.row.id, running]));
    const names = await this.people.namesOf(this.database, this.everyone(rows, programmes));
    return rows.flatMap((row) => {
      const running = programmes.get(row.programme_id)!;
      const { definition, settings } = running;
      const form = definition?.forms[row.form];
      if (!definition || !form) return [];
      const fields = formFields(definition, row.form, settings);
      return [
        {
          id: row.id,
          programme: row.programme_id,
          form: row.form,
          formTitle: form.title,
          keptAt: row.submitted_at,
          brief: briefOf({ definition, form: row.form, fields, data: dataOf(running, row), names }),
        },
      ];
    });
  }

  /** The fields of a programme's forms, made once for all rows that are shown. */
  private fieldsBy({ definition, settings }: Running) {
    const made = new Map<string, ReturnType<typeof formFields>>();
    return (form: string) => {
      let fields = made.get(form);
      if (!fields) made.set(form, (fields = definition ? formFields(definition, form, settings) : []));
      return fields;
    };
  }

  private everyone(rows: readonly RecordRow[], programmes: ReadonlyMap<string, Running>): string[] {
    const fieldsIn = new Map([...programmes].map(([id, running]) => [id, this.fieldsBy(running)]));
    const ids = rows.flatMap((row) => {
      const running = programmes.get(row.programme_id);
      if (!running?.definition) return [];
      return personIds(fieldsIn.get(row.programme_id)!(row.form), dataOf(running, row));
    });
    return [...new Set(ids)];
  }
}
