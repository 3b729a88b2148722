import {
  checkFields,
  type FieldManifest,
  type Fields,
  fieldsOf,
  type Finding,
  isInUse,
  isDay,
  reviewOf,
  type Side,
  sideHandedOverBy,
  t,
} from '@xieshou/sdk';
import { ofSides, type PairingSides, pairingFrom, pairingSidesFor, standsOn } from '../pairings/pairings.js';
import { partyOn } from '../pairings/parties.js';
import { successorProblem } from '../pairings/successors.js';
import type { Reads } from '../platform/database/database.js';
import { list, nothing, sql } from '../platform/database/sql.js';
import { invalid, notFound, type ProblemField } from '../platform/problem.js';
import { isParty, type Scope } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';
import { checkFiles } from './file-fields.js';
import { refusedPerson } from './choosable-people.js';
import { formFields } from './presenting.js';
import { findingsOfChecks } from './record-checks.js';
import { refusedDay, withDay, withoutDay } from './record-day.js';
import { type Data, dataOf, type RecordRow, type SubjectRow, type WritableProgramme } from './record-rows.js';

/** A form of the programme, or not found. */
export function formOf(running: WritableProgramme, key: string) {
  const form = Object.hasOwn(running.definition.forms, key) ? running.definition.forms[key] : undefined;
  if (!form) throw notFound();
  return form;
}

/** A form that new records are written in, or not found. */
export function formInUse(running: WritableProgramme, key: string) {
  const form = formOf(running, key);
  if (!isInUse(form, running.settings)) throw notFound();
  return form;
}

/** Whether records of a form count only once others have agreed. */
export const needsConfirmation = ({ definition }: Running, form: string): boolean =>
  definition !== undefined && reviewOf(definition, form) !== undefined;

/** Who writes a record: a side of the pairing, or the owner of the programme. */
export type Writer = Side | 'owner';

/** As what the caller writes about a pairing. */
export const writerOf = (g: PairingSides, scope: Scope): Writer =>
  isParty(scope, partyOn(g, 'helper')) ? 'helper' : isParty(scope, partyOn(g, 'helped')) ? 'helped' : 'owner';

/**
 * Active pairings (or pairs inside them, where the form is about those) for which the caller's organisation writes the
 * form: all of them, or those `among` some.
 */
export function writablePairings(
  reads: Reads,
  scope: Scope,
  running: WritableProgramme,
  formKey: string,
  among?: readonly string[],
): Promise<PairingSides[]> {
  const { writtenBy, about } = formOf(running, formKey);
  if (writtenBy === 'owner' && running.row.owner_id !== scope.organisationId) return Promise.resolve([]);
  const isHelper = standsOn(scope, 'helper');
  const isHelped = standsOn(scope, 'helped');
  const mine = {
    helper: isHelper,
    helped: isHelped,
    either: sql`(${isHelper} or ${isHelped})`,
    owner: sql`not (${isHelper} or ${isHelped})`,
  }[writtenBy];
  return reads.all<PairingSides>(sql`select ${pairingSidesFor(scope)} ${pairingFrom} where g.programme_id = ${running.row.id}
    and ${about === undefined ? ofSides : sql`g.inside = ${about}`}
    ${among ? sql`and g.id in ${list(among)}` : nothing} and g.state = 'active' and ${mine} order by helped.name_key, g.id`);
}

/** The pairings that a record names, when the caller may write about all of them. */
export async function namedPairings(
  reads: Reads,
  scope: Scope,
  running: WritableProgramme,
  o: { readonly form: string; readonly pairings: readonly string[] },
): Promise<PairingSides[]> {
  const mine = await writablePairings(reads, scope, running, o.form, o.pairings);
  if (mine.length < new Set(o.pairings).size)
    throw invalid([
      {
        field: 'pairings',
        text: t(
          '所选结对中有不存在、已结束或不由贵单位填写的',
          'Some of the pairings do not exist, have ended, or are not yours to write for',
        ),
      },
    ]);
  return mine;
}

/** The one side that writes a record about these pairings. */
export function sideOfAll(
  pairings: readonly PairingSides[],
  form: { readonly subjects: string },
  scope: Scope,
): Writer {
  const [first, ...others] = new Set(pairings.map((g) => writerOf(g, scope)));
  const refuse = (zh: string, en: string) => invalid([{ field: 'pairings', text: t(zh, en) }]);
  if (!first) throw refuse('请选择这条记录所属的结对', 'Choose the pairing that the record is about');
  if (form.subjects === 'one' && pairings.length > 1)
    throw refuse('这种记录一次只能填写一个结对', 'This form is for one pairing at a time');
  if (others.length > 0)
    throw refuse('不能同时以帮扶方和被帮扶方的身份填写', 'Write either as the helper or as the helped party');
  return first;
}

/** Whom a sheet names to take over, and at which field; nothing of any other record. */
export function successorIn(running: WritableProgramme, form: string, data: Data) {
  const sheet = sideHandedOverBy(running.definition, form);
  return sheet && { side: sheet.side, field: sheet.to, person: String(data[sheet.to]) };
}

/** Everything that must hold of a record's data; answers the cleaned data and what was found. */
export async function checkRecord(
  reads: Reads,
  scope: Scope,
  running: WritableProgramme,
  o: {
    readonly form: string;
    readonly data: unknown;
    readonly pairings: readonly PairingSides[];
    readonly today: string;
    /** Its day where it has been handed in before: of a form dated by that it stays. */
    readonly handedInOn?: string;
    /** What stands there now: people it names are kept even where they have left since. */
    readonly before?: Data;
    /** The record, when there is one already: files it has may stay. */
    readonly record?: string;
  },
): Promise<{ data: Data; findings: readonly Finding[] }> {
  const form = formOf(running, o.form);
  const fields: Fields = fieldsOf(form, running.settings);
  const day = o.handedInOn ?? o.today;
  const refused = refusedDay(form, o.data, day);
  const checked = checkFields(fields, withDay(form, o.data, day));
  if ('errors' in checked)
    throw invalid([...refused, ...checked.errors.map((e) => ({ ...e, field: `data.${e.field}` }))]);
  const { data } = checked;
  const errors: ProblemField[] =
    refused.length > 0 ? refused : checkDay(running, o.today, data['on'] as string, o.pairings);
  for (const f of formFields(running.definition, o.form, running.settings).filter((one) => one.widget === 'person')) {
    if (data[f.key] === undefined || data[f.key] === o.before?.[f.key]) continue;
    const asked = { field: f, scope, on: data['on'] as string, id: String(data[f.key]) };
    const refusal = await refusedPerson(reads, { ...asked, pairings: o.pairings });
    if (refusal) errors.push({ field: `data.${f.key}`, text: refusal });
  }
  const to = errors.length === 0 ? successorIn(running, o.form, data) : undefined;
  for (const pairing of to ? o.pairings : []) {
    const text = await successorProblem(reads, { running, pairing, side: to!.side, to: to!.person });
    if (text) errors.push({ field: `data.${to!.field}`, text });
  }
  errors.push(...(await checkFiles(reads, scope, { fields, data, record: o.record })));
  const findings = await findingsOfChecks(reads, { form, data, running, pairings: o.pairings });
  for (const f of findings.filter((one) => one.outcome === 'fail'))
    errors.push({ field: `data.${f.field ?? ''}`, text: f.text });
  if (errors.length > 0) throw invalid(errors);
  return { data, findings };
}

function checkDay({ row }: Running, today: string, on: string, pairings: readonly PairingSides[]): ProblemField[] {
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

/** Fields that differ between two texts of a record. */
export const changedFields = (fields: readonly FieldManifest[], before: Data, after: Data) =>
  fields
    .filter((f) => JSON.stringify(before[f.key] ?? null) !== JSON.stringify(after[f.key] ?? null))
    .map((f) => ({ field: f.key, title: f.title, before: before[f.key] ?? null, after: after[f.key] ?? null }));

/** Where what the caller sent differs from what stands there now. */
export function difference(running: WritableProgramme, row: RecordRow, mine: Data) {
  const form = formOf(running, row.form);
  const fields = formFields(running.definition, row.form, running.settings);
  return changedFields(fields, withoutDay(form, dataOf(running, row)), withoutDay(form, mine)).map((d) => ({
    field: `data.${d.field}`,
    yours: d.after,
    theirs: d.before,
  }));
}

/**
 * Whether its writer may still void it: until somebody has confirmed it, or let it pass in silence. What needs no
 * confirmation nobody has confirmed.
 */
export const isUnconfirmed = (
  row: Pick<RecordRow, 'state'>,
  subjects: readonly Pick<SubjectRow, 'subject_state' | 'decided_at'>[],
): boolean => row.state !== 'sealed' && !subjects.some((s) => s.subject_state === 'confirmed' && s.decided_at !== null);

/** Whether it changes by numbered corrections only. */
export const isSettled = (row: Pick<RecordRow, 'state'>): boolean =>
  row.state === 'confirmed' || row.state === 'sealed';

/**
 * Whether the writer may still change it directly: as long as nobody has confirmed it, or once somebody has given it back.
 * What others had confirmed by then was another text, so all of them are asked again. A review of several steps that has
 * begun is told apart by {@link ReviewSteps.begun}.
 */
export const isChangeable = (
  row: Pick<RecordRow, 'state'>,
  subjects: readonly Pick<SubjectRow, 'subject_state'>[],
): boolean =>
  row.state === 'returned' ||
  (row.state === 'submitted' && subjects.every((subject) => subject.subject_state !== 'confirmed'));
