import { Injectable } from '@nestjs/common';
import { fieldsOf, type NamedReader, withoutConfidential } from '@xieshou/sdk';
import type { NotificationKind } from '../notifications/notifications.api.js';
import { Notifications } from '../notifications/notifications.js';
import type { PairingSides } from '../pairings/pairings.js';
import { partyOn } from '../pairings/parties.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import type { Party } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { type Counted, writeFacts, writeFirstFacts } from './facts.js';
import { dataOf, type RecordRow, type SubjectRow, type WritableProgramme } from './record-rows.js';
import { formOf } from './record-rules.js';
import { recordIndex, recordSubject, recordVersion } from './records.tables.js';

export const RECORD = 'record';

/** Of a record, what it yields is worked out from. */
type CountedRow = Pick<
  RecordRow,
  'id' | 'form' | 'form_version' | 'on_day' | 'data' | 'programme_id' | 'district_id' | 'settings_number'
>;

/** The side of a pairing that did not write a record that one of its sides wrote. */
export const otherSideOf = (side: string, g: PairingSides): Party =>
  partyOn(g, side === 'helper' ? 'helped' : 'helper');

/** Who wrote a record. */
export const writerOfRecord = (row: Pick<RecordRow, 'writer_organisation_id' | 'writer_person_id'>): Party => ({
  organisationId: row.writer_organisation_id,
  personId: row.writer_person_id,
});

/**
 * Whom of a pairing a record concerns that they did not write: the other side, or both where the owner wrote it; of a
 * confidential form those that it names.
 */
const othersOf = (side: string, g: PairingSides, readBy: readonly NamedReader[] | undefined): readonly Party[] =>
  (['helper', 'helped'] as const)
    .filter((one) => one !== side && (!readBy || readBy.includes(one)))
    .map((one) => partyOn(g, one));

/** What the audit log says of a record: that there is a confidential one is all that those it does not name may know. */
export const auditedOf = <T extends object>(running: Running, form: string, detail: T): Partial<T> =>
  running.definition?.forms[form]?.readBy ? {} : detail;

/** Each party once. */
export const onceEach = (parties: readonly Party[]): readonly Party[] => [
  ...new Map(parties.map((p) => [p.personId ?? p.organisationId, p])).values(),
];

/** What goes with every change of a record: its index, its history, its facts, and who hears of it. */
@Injectable()
export class RecordWriting {
  constructor(
    private readonly clock: Clock,
    private readonly notifications: Notifications,
    private readonly programmes: Programmes,
  ) {}

  /** Rewrites the values that lists filter by. */
  async index(
    unit: Unit,
    running: WritableProgramme,
    row: Pick<RecordRow, 'id' | 'form' | 'form_version' | 'data'>,
  ): Promise<void> {
    await unit.run(sql`delete from record_index where record_id = ${row.id}`);
    await this.indexFirst(unit, running, row);
  }

  /** The same of a record that has never been handed in, and so is in no list yet. */
  async indexFirst(
    unit: Unit,
    running: WritableProgramme,
    row: Pick<RecordRow, 'id' | 'form' | 'form_version' | 'data'>,
  ): Promise<void> {
    const data = dataOf(running, row);
    const entries = (formOf(running, row.form).index ?? []).flatMap((field) => {
      const value = data[field];
      if (value === undefined || value === null) return [];
      const values = Array.isArray(value) ? value : [value];
      return [...new Set(values.map((v) => String(v).slice(0, 200)))].map((v) => ({
        record_id: row.id,
        field,
        value: v,
      }));
    });
    if (entries.length > 0) await unit.insert(recordIndex, ...entries);
  }

  keepVersion(
    unit: Unit,
    row: Pick<RecordRow, 'id' | 'version' | 'state' | 'form_version' | 'data'>,
    o: {
      readonly action: string;
      readonly userId: string | null;
      readonly reason: string | null;
      readonly at?: string;
    },
  ): Promise<void> {
    return unit.insert(recordVersion, {
      record_id: row.id,
      number: row.version,
      at: o.at ?? this.clock.instant(),
      user_id: o.userId,
      action: o.action,
      reason: o.reason,
      state: row.state,
      form_version: row.form_version,
      data: row.data,
    });
  }

  /** Rewrites what the record yields, by the settings under which it was handed in: what changed since is not its. */
  async count(unit: Unit, running: Running, row: CountedRow): Promise<void> {
    const subjects = await unit.all<Row<typeof recordSubject>>(
      sql`select * from record_subject where record_id = ${row.id}`,
    );
    await writeFacts(unit, await this.counted(unit, running, row, subjects));
  }

  /** The same of a record that has never been handed in, and so has yielded nothing yet. */
  async countFirst(
    unit: Unit,
    running: Running,
    row: CountedRow,
    subjects: readonly Pick<Row<typeof recordSubject>, 'pairing_id' | 'state'>[],
  ): Promise<void> {
    await writeFirstFacts(unit, await this.counted(unit, running, row, subjects));
  }

  private async counted(
    unit: Unit,
    running: Running,
    row: CountedRow,
    subjects: readonly Pick<Row<typeof recordSubject>, 'pairing_id' | 'state'>[],
  ): Promise<Counted> {
    const form = running.definition!.forms[row.form]!;
    const settings = await this.settingsOf(unit, running, row.settings_number);
    return {
      recordId: row.id,
      programmeId: row.programme_id,
      districtId: row.district_id,
      plugin: running.row.plugin,
      formKey: row.form,
      form,
      on: row.on_day,
      data: withoutConfidential(fieldsOf(form, settings), dataOf(running, row)),
      settings,
      subjects: subjects.map((s) => ({ pairingId: s.pairing_id, state: s.state })),
    };
  }

  private async settingsOf(unit: Unit, running: Running, number: number): Promise<Running['settings']> {
    if (number === running.settingsNumber) return running.settings;
    const versions = await this.programmes.versions(unit, running.row.id);
    return versions.find((v) => v.number === number)?.settings ?? running.settings;
  }

  /** Tells the people of the writer, and those of the other side of every pairing it names. */
  async tellBoth(
    unit: Unit,
    row: Pick<RecordRow, 'id' | 'programme_id' | 'side' | 'writer_organisation_id' | 'writer_person_id'>,
    subjects: readonly SubjectRow[],
    o: {
      readonly kind: NotificationKind;
      readonly text: { readonly zh: string; readonly en: string };
      readonly readBy: readonly NamedReader[] | undefined;
    },
  ): Promise<void> {
    const { readBy, ...message } = o;
    const told = {
      ...message,
      programme: row.programme_id,
      roles: ['schoolAdministrator', 'teacher'],
      link: `/records/${row.id}`,
    };
    await this.notifications.tell(unit, { ...told, ...writerOfRecord(row) });
    for (const party of onceEach(subjects.flatMap((g) => othersOf(row.side, g, readBy))))
      await this.notifications.tell(unit, { ...told, roles: ['schoolAdministrator'], ...party });
  }
}
