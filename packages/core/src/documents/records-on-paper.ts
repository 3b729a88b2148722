import {
  type DocumentPairing,
  type DocumentValue,
  type FieldManifest,
  type RecordOnPaper,
  type Text,
  t,
  today,
  visibleFields,
} from '@xieshou/sdk';
import { formerParties } from '../pairings/party-changes.js';
import type { People } from '../people/people.js';
import type { Reads } from '../platform/database/database.js';
import { grouped } from '../platform/grouped.js';
import type { Reach } from '../platform/scope.js';
import { shown } from '../programmes/field-text.js';
import type { Running } from '../programmes/programmes.js';
import { formFields, personIds } from '../records/presenting.js';
import { dataOf, type RecordRow, subjectsOf } from '../records/record-rows.js';
import { theseOnPaper } from './document-pairings.js';
import { asOn } from './parties-then.js';

const states: Readonly<Record<string, Text>> = {
  draft: t('草稿', 'draft'),
  submitted: t('待确认', 'waiting'),
  claimed: t('待确认', 'waiting'),
  confirmed: t('已确认', 'confirmed'),
  sealed: t('已确认', 'confirmed'),
  returned: t('已退回', 'returned'),
  void: t('已作废', 'void'),
};

const yuan = t('元', 'yuan');

const withUnit = ({ title, unit, widget }: FieldManifest): Text => {
  const of = widget === 'money' ? yuan : unit;
  return of ? t(`${title.zh}（${of.zh}）`, `${title.en} (${of.en})`) : title;
};

/** What somebody wrote is the same in both languages, and is given as it was written. */
const onPaper = (value: Text | number | undefined): DocumentValue =>
  value === undefined ? null : typeof value === 'object' && value.zh === value.en ? value.zh : value;

/** Records as they go to paper: names for ids, only the pairings that a reach covers, and nothing sensitive. */
export const recordsOnPaper = async (
  reads: Reads,
  o: {
    readonly running: Running;
    readonly people: People;
    readonly rows: readonly RecordRow[];
    readonly reach: Reach;
  },
): Promise<RecordOnPaper[]> => {
  const { running, rows } = o;
  const definition = running.definition!;
  const fieldsOf = new Map(
    [...new Set(rows.map(({ form }) => form))].map((form) => [form, formFields(definition, form, running.settings)]),
  );
  const data = rows.map((row) => dataOf(running, row));
  const ids = rows.flatMap((row, i) => personIds(fieldsOf.get(row.form)!, data[i]!));
  const names = await o.people.namesOf(reads, [...new Set(ids)]);
  const subjects = grouped(
    await subjectsOf(
      reads,
      rows.map(({ id }) => id),
      o.reach,
    ),
    (subject) => subject.record_id,
  );
  const about = [...new Set([...subjects.values()].flat().map(({ pairing_id: id }) => id))];
  const pairings = new Map<string, DocumentPairing>(
    (await theseOnPaper(reads, { running, reach: o.reach, ids: about })).map((pairing) => [pairing.id, pairing]),
  );
  const former = await formerParties(reads, about);
  return rows.map((row, i) => {
    const manifests = fieldsOf.get(row.form)!;
    const visible = new Set(visibleFields(Object.fromEntries(manifests.map((f) => [f.key, f])), data[i]!));
    const fields = manifests
      .filter((f) => f.class !== 'sensitive' && visible.has(f.key))
      .map((f) => ({
        key: f.key,
        title: withUnit(f),
        value: onPaper(shown(f, data[i]![f.key], names)),
        isLong: f.widget === 'longText',
      }));
    const values = new Map(fields.map(({ key, value }) => [key, value]));
    return {
      form: row.form,
      title: definition.forms[row.form]?.title ?? t(row.form, row.form),
      on: row.on_day,
      state: states[row.state]!,
      subjects: (subjects.get(row.id) ?? []).map((subject) => ({
        pairing: asOn(pairings.get(subject.pairing_id)!, row.on_day, former),
        state: states[subject.subject_state]!,
        decidedBy: subject.decided_name,
        decidedOn: subject.decided_at ? today(new Date(subject.decided_at)) : null,
      })),
      writer: row.writer_name,
      writtenBy: row.user_name,
      fields,
      text: (field) => values.get(field) ?? null,
    };
  });
};
