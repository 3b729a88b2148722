import { Injectable } from '@nestjs/common';
import { type Field, fieldsOf, isDay, t } from '@xieshou/sdk';
import { pairingFrom, type PairingSides, pairingSides, standsOn } from '../pairings/pairings.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import type { Running } from '../programmes/programmes.js';
import { usableFiles } from './file-fields.js';
import { refusedDay, withoutDay } from './record-day.js';
import { RecordFiles } from './record-files.js';
import { type Data, keptData, type RecordRow, type WritableProgramme, writerColumns } from './record-rows.js';
import { difference, formOf, namedPairings, type Writer, writerOf } from './record-rules.js';
import { RecordViews } from './record-views.js';
import { auditedOf, RECORD } from './record-writing.js';
import { record, recordSubject } from './records.tables.js';

/** Longest draft: bytes of its data as JSON in UTF-8. The longest form filled to the brim takes a fraction of it. */
export const DRAFT_BYTES = 64 * 1024;

/** What is left out of a draft, in the shape of a finding: it is shown where the field stands. */
interface LeftOut {
  readonly rule: 'draft';
  readonly outcome: 'soft';
  readonly field: string;
  readonly text: { readonly zh: string; readonly en: string };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether a value could stand in a field at all. Whether it is right is asked when the record is handed in. */
const fits = (f: Field, value: unknown): boolean => {
  switch (f.widget) {
    case 'integer':
    case 'decimal':
    case 'share':
    case 'money':
      return Number.isFinite(value);
    case 'choices':
    case 'attachments':
      return Array.isArray(value) && value.every(isText);
    case 'yesNo':
      return typeof value === 'boolean';
    default:
      return isText(value);
  }
};

/** As what a draft that names no pairing yet is written. */
const sideWithoutPairing = (writtenBy: Writer | 'either'): Writer => (writtenBy === 'either' ? 'helper' : writtenBy);

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** 草稿: what somebody has begun to write. It counts nowhere, and nobody but the writing organisation sees it. */
@Injectable()
export class Drafts {
  constructor(
    private readonly clock: Clock,
    private readonly views: RecordViews,
    private readonly files: RecordFiles,
  ) {}

  async begin(
    unit: Unit,
    scope: Scope,
    running: WritableProgramme,
    o: { readonly form: string; readonly pairings: readonly string[]; readonly data: Data },
  ) {
    const kept = await this.kept(unit, scope, running, o);
    const id = newId(this.clock.now().getTime());
    await unit.insert(record, {
      id,
      district_id: running.row.district_id,
      programme_id: running.row.id,
      form: o.form,
      state: 'draft',
      ...writerColumns(scope),
      user_id: scope.userId,
      created_at: this.clock.instant(),
      version: 1,
      ...kept.row,
    });
    await this.name(unit, id, kept.pairings);
    await this.files.link(unit, running, { record: id, form: o.form, data: kept.data });
    await unit.audit({
      action: 'record.draft',
      kind: RECORD,
      id,
      districtId: running.row.district_id,
      detail: auditedOf(running, o.form, { form: o.form, pairings: o.pairings }),
    });
    return this.views.detail(unit, scope, id);
  }

  /** Keeps what there is now. Each time is audited; none is a version of the record's history. */
  async keep(
    unit: Unit,
    scope: Scope,
    running: WritableProgramme,
    o: {
      readonly row: RecordRow;
      readonly version: number;
      readonly data: Data;
      readonly pairings: readonly string[] | undefined;
    },
  ) {
    const { row, version } = o;
    const kept = await this.kept(unit, scope, running, {
      form: row.form,
      data: o.data,
      pairings: o.pairings ?? [],
      record: row.id,
    });
    // Without a word about pairings they stay: one that has ended meanwhile must not keep the text from being kept.
    const to = o.pairings ? kept.row : { ...kept.row, side: row.side };
    if (!(await unit.change(record, { id: row.id, version }, to)))
      throw stale(await this.views.detail(unit, scope, row.id), difference(running, row, o.data));
    if (o.pairings) {
      await unit.run(sql`delete from record_subject where record_id = ${row.id}`);
      await this.name(unit, row.id, kept.pairings);
    }
    await this.files.relink(unit, running, { record: row.id, form: row.form, data: kept.data });
    await unit.audit({
      action: 'record.keepDraft',
      kind: RECORD,
      id: row.id,
      districtId: row.district_id,
      detail: { version: version + 1 },
    });
    return this.views.detail(unit, scope, row.id);
  }

  /** Throws a draft away. Nothing else can be: what has been handed in is voided. */
  async discard(unit: Unit, running: Running, row: RecordRow): Promise<void> {
    // Handed in, or kept again, in this very moment: then it is another.
    const mine = await unit.change(
      record,
      { id: row.id, version: row.version },
      { submitted_at: this.clock.instant() },
    );
    if (!mine)
      throw conflict(
        'stale',
        t('草稿刚刚被修改或提交，请刷新', 'The draft has just been changed or handed in: refresh'),
      );
    await unit.run(sql`delete from record_subject where record_id = ${row.id}`);
    await this.files.unlink(unit, row.id);
    await unit.run(sql`delete from record where id = ${row.id}`);
    await unit.audit({
      action: 'record.discardDraft',
      kind: RECORD,
      id: row.id,
      districtId: row.district_id,
      detail: auditedOf(running, row.form, { form: row.form }),
    });
  }

  private name(unit: Unit, id: string, pairings: readonly PairingSides[]): Promise<void> {
    return unit.insert(
      recordSubject,
      ...pairings.map((g) => ({ record_id: id, pairing_id: g.id, state: 'draft' as const })),
    );
  }

  /** What of a draft can be kept, as the columns of its row. */
  private async kept(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    o: {
      readonly form: string;
      readonly pairings: readonly string[];
      readonly data: Data;
      readonly record?: string;
    },
  ) {
    const form = formOf(running, o.form);
    const bytes = Buffer.byteLength(JSON.stringify(o.data));
    if (bytes > DRAFT_BYTES)
      throw invalid([
        {
          field: 'data',
          text: t(
            `草稿最多 ${DRAFT_BYTES / 1024} KB，现有 ${Math.ceil(bytes / 1024)} KB，请缩短后再保存`,
            `A draft holds at most ${DRAFT_BYTES / 1024} KB; this is ${Math.ceil(bytes / 1024)} KB: shorten it`,
          ),
        },
      ]);
    const fields: Readonly<Record<string, Field>> = fieldsOf(form, running.settings as never);
    const unknown = Object.keys(o.data).filter((key) => !Object.hasOwn(fields, key));
    if (unknown.length > 0)
      throw invalid(
        unknown.map((key) => ({
          field: `data.${key}`,
          text: t(`没有名为“${key}”的字段`, `There is no field named "${key}"`),
        })),
      );
    const refused = refusedDay(form, o.data, this.clock.today());
    if (refused.length > 0) throw invalid(refused);
    const sent = withoutDay(form, o.data);
    const pairings = await namedPairings(reads, scope, running, o);
    const people = await this.choosable(reads, scope, running, { fields, data: sent });
    const files = await usableFiles(reads, scope, { fields, data: sent, record: o.record });
    const data: Record<string, unknown> = {};
    const leftOut: LeftOut[] = [];
    for (const [key, f] of Object.entries(fields)) {
      const value = sent[key];
      if (isEmpty(value)) continue;
      if (f.widget === 'attachments' && fits(f, value)) {
        const usable = (value as string[]).filter((file) => files.has(file));
        if (usable.length > 0) data[key] = usable;
        if (usable.length === (value as string[]).length) continue;
      } else if (fits(f, value) && (f.widget !== 'person' || people.has(value as string))) {
        data[key] = value;
        continue;
      }
      leftOut.push({ rule: 'draft', outcome: 'soft', field: key, text: this.sentence(f) });
    }
    const [mine] = pairings;
    const on = data['on'];
    return {
      pairings,
      data,
      row: {
        form_version: form.version,
        // A draft without a day stands under the day on which it was last kept.
        on_day: isText(on) && isDay(on) ? on : this.clock.today(),
        side: mine ? writerOf(mine, scope) : sideWithoutPairing(form.writtenBy),
        data: keptData(running, o.form, data),
        findings: JSON.stringify(leftOut),
        settings_number: running.settingsNumber,
        submitted_at: this.clock.instant(),
      },
    };
  }

  private sentence(f: Field) {
    return f.widget === 'person'
      ? t(
          `${f.title.zh}不在可选人员中，未存入草稿`,
          `${f.title.en}: this person cannot be chosen; left out of the draft`,
        )
      : f.widget === 'attachments'
        ? t(
            `${f.title.zh}中有的文件不存在、已过期或不是您上传的，未存入草稿`,
            `${f.title.en}: a file does not exist, has expired or is not yours; left out of the draft`,
          )
        : t(`${f.title.zh}的格式不对，未存入草稿`, `${f.title.en} has the wrong format; left out of the draft`);
  }

  /** Of the people a draft names, those of either side of the caller's pairings: no others' names are told. */
  private async choosable(
    reads: Reads,
    scope: Scope,
    { row }: Running,
    o: { readonly fields: Readonly<Record<string, Field>>; readonly data: Data },
  ): Promise<ReadonlySet<string>> {
    const ids = Object.entries(o.fields)
      .filter(([, f]) => f.widget === 'person')
      .map(([key]) => o.data[key])
      .filter(isText);
    if (ids.length === 0) return new Set();
    const pairings = await reads.all<PairingSides>(sql`select ${pairingSides} ${pairingFrom}
      where g.programme_id = ${row.id} and g.state = 'active'
      and (${standsOn(scope, 'helper')} or ${standsOn(scope, 'helped')})`);
    const organisations = [
      scope.organisationId,
      ...pairings.flatMap((g) => [g.helper_organisation_id, g.helped_organisation_id]),
    ];
    const people = await reads.all<{ id: string }>(sql`select id from person where id in ${list(ids)}
      and ((left_on is null and organisation_id in ${list([...new Set(organisations)])})
        or id in (select person_id from team_member where state = 'member' and team_id in ${list(scope.personIds ?? [])}))`);
    return new Set(people.map((p) => p.id));
  }
}
