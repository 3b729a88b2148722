import { fieldsOf, type ProgrammeDefinition, t, upgradeData } from '@xieshou/sdk';
import { pairingFrom, pairingInReach, type PairingSides, pairingSides, pairingSidesFor } from '../pairings/pairings.js';
import { partyOn } from '../pairings/parties.js';
import type { Reads } from '../platform/database/database.js';
import { list, nothing, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import { invalid, notFound } from '../platform/problem.js';
import { inReach, isParty, partyIs, partyOf, type Reach, type Scope } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';
import { keptText, openedText } from '../programmes/sealed-data.js';
import type { record, recordSubject } from './records.tables.js';

export type RecordRow = Row<typeof record> & { readonly writer_name: string; readonly user_name: string };
export type SubjectRow = Omit<Row<typeof recordSubject>, 'state'> &
  PairingSides & { readonly subject_state: Row<typeof recordSubject>['state']; readonly decided_name: string | null };
export type Data = Readonly<Record<string, unknown>>;
export type WritableProgramme = Running & { readonly definition: ProgrammeDefinition };

type Keeping = Pick<Running, 'definition' | 'settings' | 'vault'>;

/** A record's data as it is kept: sealed as a whole where its form is confidential or has a sensitive field. */
export function keptData(running: Keeping, form: string, data: Data): string {
  const found = running.definition!.forms[form]!;
  const text = JSON.stringify(data);
  return found.readBy ? running.vault.seal(text) : keptText(running, fieldsOf(found, running.settings), text);
}

/**
 * Data as the form's present version has it. What cannot be brought there (the programme is gone, a step is missing or
 * fails) is shown as it was written.
 */
export function dataOf(
  running: Pick<Running, 'definition' | 'vault'>,
  row: { readonly form: string; readonly form_version: number; readonly data: string },
): Data {
  const { definition } = running;
  const data = JSON.parse(openedText(running, row.data)) as Data;
  const form = definition?.forms[row.form];
  if (!form || form.version === row.form_version) return data;
  try {
    return upgradeData(form, { version: row.form_version, data });
  } catch {
    return data;
  }
}

/** Columns and `from` of records (aliased `r`) with the names of who wrote them. */
export const recordColumns = sql`r.*, writer.name as writer_name, account.name as user_name`;
export const recordFrom = sql`from record r join organisation writer on writer.id = r.writer_organisation_id
  join account on account.id = r.user_id`;

/** An open review (aliased `w`) asks a person of the reach: who is to take over stands on no side of the pairing yet. */
const asks = (reach: Reach | undefined): Sql =>
  reach?.kind === 'self' ? sql`w.state = 'open' and w.person_id in ${list(reach.personIds)}` : sql`1 = 0`;

/** Records (aliased `r`) a reach covers: those about a pairing it covers, and those that a person is asked about. No drafts: see `ownDraft`. */
export const recordInReach = (reach: Reach | undefined): Sql => {
  if (!reach || reach.kind === 'all' || reach.kind === 'district')
    return sql`r.state <> 'draft' and ${inReach(reach, { district: sql`r.district_id`, organisations: [] })}`;
  const about = sql`exists (select 1 from record_subject rs join pairing g on g.id = rs.pairing_id
    where rs.record_id = r.id and ${pairingInReach(reach)})`;
  return reach.kind === 'self'
    ? sql`r.state <> 'draft' and (${about} or exists (select 1 from review w where w.subject_id = r.id and ${asks(reach)}))`
    : sql`r.state <> 'draft' and ${about}`;
};

/** Whom the caller writes for: the organisation, only themself, or the team that stands on a side of the pairings. */
export const writerColumns = (
  scope: Scope,
  o: { readonly side: string; readonly pairings: readonly PairingSides[] } = { side: 'owner', pairings: [] },
) => {
  const [first] = o.pairings;
  const forTeam = first && o.side === 'helper' && first.helper_kind === 'group';
  const { organisationId, personId } = forTeam ? partyOn(first, 'helper') : partyOf(scope);
  return { writer_organisation_id: organisationId, writer_person_id: personId };
};

/** The caller's side wrote a record (aliased `r`). */
export const isWriterOf = (scope: Scope): Sql =>
  partyIs(scope, { organisation: sql`r.writer_organisation_id`, person: sql`r.writer_person_id` });

/** Whether the caller's side wrote a record. */
export const wrote = (scope: Scope, row: Pick<RecordRow, 'writer_organisation_id' | 'writer_person_id'>): boolean =>
  isParty(scope, { organisationId: row.writer_organisation_id, personId: row.writer_person_id });

/** Drafts (records aliased `r`) that the caller's side writes: they are nobody else's. */
export const ownDraft = (scope: Scope): Sql =>
  scope.reach('record.write') ? sql`(r.state = 'draft' and ${isWriterOf(scope)})` : sql`1 = 0`;

/** Records (aliased `r`) the caller may read: what has been handed in within its reach, and its own drafts. */
const readable = (scope: Scope): Sql => sql`(${ownDraft(scope)} or (${recordInReach(scope.reach('record.read'))}))`;

/** One record that the caller may read; `open` keeps it from whom its form does not name. */
export async function recordInScope(reads: Reads, scope: Scope, id: string, open: Sql): Promise<RecordRow> {
  const row = await reads.one<RecordRow>(
    sql`select ${recordColumns} ${recordFrom} where r.id = ${id} and ${readable(scope)} and ${open}`,
  );
  if (!row) throw notFound();
  return row;
}

/**
 * Subjects of records with their pairings, in the order of the helped party's name. With a reach, only those it
 * covers: a school at a joint meeting does not see which other schools were there, nor what they answered.
 */
export async function subjectsOf(
  reads: Reads,
  recordIds: readonly string[],
  reach: Reach = { kind: 'all' },
  /** Who reads it, and may know children by name. */
  reader?: Scope,
): Promise<SubjectRow[]> {
  const decided = await reads.all<Omit<SubjectRow, keyof PairingSides>>(sql`select rs.record_id, rs.pairing_id,
      rs.state as subject_state, rs.decided_by, rs.decided_at, rs.reason, account.name as decided_name
    from record_subject rs left join account on account.id = rs.decided_by where rs.record_id in ${list(recordIds)}`);
  // Many records are about few pairings: those are read once each.
  const of = grouped(decided, ({ pairing_id }) => pairing_id);
  const sides = reader ? pairingSidesFor(reader) : pairingSides;
  const pairings = await reads.all<PairingSides>(sql`select ${sides} ${pairingFrom}
    where g.id in ${list([...of.keys()])} and (${pairingInReach(reach)} ${
      reach.kind === 'self'
        ? sql`or exists (select 1 from review w where w.part_id = g.id and w.subject_id in ${list(recordIds)} and ${asks(reach)})`
        : nothing
    }) order by helped.name_key, g.id`);
  return pairings.flatMap((g) => of.get(g.id)!.map((subject) => ({ ...g, ...subject })));
}

/** Conditions of a filtered list of records (aliased `r`). */
export function recordFilters(
  running: Running,
  query: {
    form?: string | undefined;
    pairing?: string | undefined;
    organisation?: string | undefined;
    state?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
    where?: string | undefined;
  },
): Sql[] {
  const conditions: Sql[] = [];
  if (query.form) conditions.push(sql`r.form = ${query.form}`);
  // What is sealed is confirmed as well.
  if (query.state === 'confirmed') conditions.push(sql`r.state in ('confirmed', 'sealed')`);
  else if (query.state) conditions.push(sql`r.state = ${query.state}`);
  if (query.from) conditions.push(sql`r.on_day >= ${query.from}`);
  if (query.to) conditions.push(sql`r.on_day <= ${query.to}`);
  if (query.pairing)
    conditions.push(
      sql`exists (select 1 from record_subject f where f.record_id = r.id and f.pairing_id = ${query.pairing})`,
    );
  if (query.organisation)
    conditions.push(sql`exists (select 1 from record_subject f join pairing fg on fg.id = f.pairing_id where f.record_id = r.id
      and (fg.helper_organisation_id = ${query.organisation} or fg.helped_organisation_id = ${query.organisation}))`);
  if (query.where) {
    const [field, ...rest] = query.where.split(':');
    const value = rest.join(':');
    const indexed = Object.entries(running.definition?.forms ?? {}).some(
      ([key, form]) => (!query.form || key === query.form) && form.index?.includes(field!),
    );
    if (!indexed || !value)
      throw invalid([{ field: 'where', text: t('这个字段不能用于筛选', 'This field cannot be filtered by') }]);
    conditions.push(
      sql`exists (select 1 from record_index f where f.record_id = r.id and f.field = ${field!}
        and (f.value = ${value} or f.value in (select x.person_id from person_alias x where x.successor_id = ${value})))`,
    );
  }
  return conditions;
}
