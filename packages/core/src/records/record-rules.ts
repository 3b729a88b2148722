import {
  checkFields,
  type FieldManifest,
  type Fields,
  fieldsOf,
  type Finding,
  isDay,
  type Side,
  t,
} from '@xieshou/sdk';
import { type PairingRow, pairingColumns, pairingFrom } from '../pairings/pairings.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { invalid, notFound, type ProblemField } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';
import { formFields } from './presenting.js';
import { type Data, dataOf, type RecordRow, type SubjectRow, type WritableProgramme } from './record-rows.js';

/** A form of the programme, or not found. */
export function formOf(running: WritableProgramme, key: string) {
  const form = Object.hasOwn(running.definition.forms, key) ? running.definition.forms[key] : undefined;
  if (!form) throw notFound();
  return form;
}

export function needsConfirmation({ definition }: Running, form: string): boolean {
  return definition?.reviews.confirmation?.of.includes(form) ?? false;
}

/** The side on which an organisation stands in a pairing. */
export const sideOf = (g: PairingRow, organisationId: string): Side =>
  g.helper_organisation_id === organisationId ? 'helper' : 'helped';

/** Active pairings in which the caller's organisation stands on a side that writes the form. */
export function writablePairings(
  reads: Reads,
  scope: Scope,
  running: WritableProgramme,
  formKey: string,
): Promise<PairingRow[]> {
  const { writtenBy } = formOf(running, formKey);
  const sides = [
    ...(writtenBy === 'helped' ? [] : [sql`g.helper_organisation_id = ${scope.organisationId}`]),
    ...(writtenBy === 'helper' ? [] : [sql`g.helped_organisation_id = ${scope.organisationId}`]),
  ];
  return reads.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.programme_id = ${running.row.id}
    and g.state = 'active' and (${sides.reduce((a, b) => sql`${a} or ${b}`)}) order by helped.name_key, g.id`);
}

/** Whose people a person field offers for a pairing. */
export function personOrganisation(f: FieldManifest, g: PairingRow, scope: Scope): string {
  return f.from === 'helper'
    ? g.helper_organisation_id
    : f.from === 'helped'
      ? g.helped_organisation_id
      : scope.organisationId;
}

/** Everything that must hold of a record's data; answers the cleaned data and what was found. */
export async function checkRecord(
  reads: Reads,
  scope: Scope,
  running: WritableProgramme,
  o: {
    readonly form: string;
    readonly data: unknown;
    readonly pairings: readonly PairingRow[];
    readonly today: string;
  },
): Promise<{ data: Data; findings: readonly Finding[] }> {
  const form = formOf(running, o.form);
  const fields: Fields = fieldsOf(form, running.settings);
  const checked = checkFields(fields, o.data);
  if ('errors' in checked) throw invalid(checked.errors.map((e) => ({ ...e, field: `data.${e.field}` })));
  const { data } = checked;
  const errors: ProblemField[] = checkDay(running, o.today, data['on'] as string, o.pairings);
  for (const f of formFields(running.definition, o.form, running.settings).filter((one) => one.widget === 'person')) {
    if (data[f.key] === undefined) continue;
    const organisations = new Set(o.pairings.map((g) => personOrganisation(f, g, scope)));
    const known = await reads.one(sql`select id from person where id = ${String(data[f.key])} and left_on is null
      and organisation_id in ${list([...organisations])}`);
    if (!known)
      errors.push({
        field: `data.${f.key}`,
        text: t(`${f.title.zh}不在可选人员中`, `${f.title.en}: this person cannot be chosen`),
      });
  }
  const findings = form.checks?.(data, running.settings) ?? [];
  for (const f of findings.filter((one) => one.outcome === 'fail'))
    errors.push({ field: `data.${f.field ?? ''}`, text: f.text });
  if (errors.length > 0) throw invalid(errors);
  return { data, findings };
}

function checkDay({ row }: Running, today: string, on: string, pairings: readonly PairingRow[]): ProblemField[] {
  const one = (zh: string, en: string): ProblemField[] => [{ field: 'data.on', text: t(zh, en) }];
  if (!isDay(on)) return one('日期不存在', 'There is no such day');
  if (on > today) return one('日期不能晚于今天', 'The day cannot be later than today');
  if (on < row.starts_on || on > row.ends_on)
    return one(
      `日期应在项目期间（${row.starts_on} 至 ${row.ends_on}）之内`,
      `The day must be within the programme (${row.starts_on} to ${row.ends_on})`,
    );
  const outside = pairings.find((g) => on < g.starts_on || (g.ends_on !== null && on > g.ends_on));
  return outside
    ? one(
        `${outside.helper_name}与${outside.helped_name}自 ${outside.starts_on} 起结对，日期不在结对期间`,
        `${outside.helper_name} and ${outside.helped_name} are paired from ${outside.starts_on}: the day is outside`,
      )
    : [];
}

/** Where what the caller sent differs from what stands there now. */
export function difference(running: WritableProgramme, row: RecordRow, mine: Data) {
  const theirs = dataOf(running.definition, row);
  return formFields(running.definition, row.form, running.settings)
    .filter((f) => JSON.stringify(theirs[f.key] ?? null) !== JSON.stringify(mine[f.key] ?? null))
    .map((f) => ({ field: `data.${f.key}`, yours: mine[f.key] ?? null, theirs: theirs[f.key] ?? null }));
}

/**
 * Whether the writer may still correct it: as long as nobody has confirmed it, or once somebody has given it back.
 * What others had confirmed by then was another text, so all of them are asked again.
 */
export const isChangeable = (
  row: Pick<RecordRow, 'state'>,
  subjects: readonly Pick<SubjectRow, 'subject_state'>[],
): boolean =>
  row.state === 'returned' ||
  (row.state === 'submitted' && subjects.every((subject) => subject.subject_state !== 'confirmed'));
