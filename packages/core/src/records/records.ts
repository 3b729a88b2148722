import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  addDays,
  checkFields,
  type FieldManifest,
  type Fields,
  fieldsOf,
  type Finding,
  isDay,
  type ProgrammeDefinition,
  type Side,
  t,
} from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { type PairingRow, pairingColumns, pairingFrom, pairingInReach } from '../pairings/pairings.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, type ProblemField, stale } from '../platform/problem.js';
import { inReach, type Reach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { type Described, Reviews, type ReviewRow } from '../reviews/reviews.js';
import { writeFacts } from './facts.js';
import { briefOf, formFields, personIds } from './presenting.js';
import type * as api from './records.api.js';
import { record, recordIndex, recordSubject, recordVersion } from './records.tables.js';

export type RecordRow = Row<typeof record> & { readonly writer_name: string; readonly user_name: string };
export type SubjectRow = Omit<Row<typeof recordSubject>, 'state'> &
  PairingRow & { readonly subject_state: Row<typeof recordSubject>['state']; readonly decided_name: string | null };
type Data = Readonly<Record<string, unknown>>;
type WritableProgramme = Running & { readonly definition: ProgrammeDefinition };

const columns = sql`r.*, writer.name as writer_name, account.name as user_name`;
const from = sql`from record r join organisation writer on writer.id = r.writer_organisation_id
  join account on account.id = r.user_id`;

/** Records (aliased `r`) a reach covers: those about a pairing it covers. */
export const recordInReach = (reach: Reach | undefined): Sql => {
  if (!reach || reach.kind === 'all' || reach.kind === 'district')
    return inReach(reach, { district: sql`r.district_id`, organisations: [] });
  return sql`exists (select 1 from record_subject rs join pairing g on g.id = rs.pairing_id
    where rs.record_id = r.id and ${pairingInReach(reach)})`;
};

const KIND = 'record';

@Injectable()
export class Records implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly people: People,
    private readonly reviews: Reviews,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.reviews.register(KIND, {
      describe: (reads, reviews) => this.describeReviews(reads, reviews),
      owners: async (reads, { subject_id }) => {
        const row = await reads.one<{ user_id: string }>(sql`select user_id from record where id = ${subject_id}`);
        return row ? [row.user_id] : [];
      },
      decided: (unit, o) => this.decided(unit, o),
    });
  }

  async list({ scope, params, query }: Call<typeof api.listRecords>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'record.read');
    const where = all([
      sql`r.programme_id = ${params.id}`,
      recordInReach(scope.reach('record.read')),
      ...this.filters(running, query),
    ]);
    const order = {
      on: sql`r.on_day, r.id`,
      '-on': sql`r.on_day desc, r.id desc`,
      submittedAt: sql`r.submitted_at, r.id`,
      '-submittedAt': sql`r.submitted_at desc, r.id desc`,
    }[query.sort];
    const found = await page<RecordRow, RecordRow>(this.database, {
      query,
      rows: (window) => sql`select ${columns} ${from} where ${where} order by ${order} ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from record r where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    return { ...found, rows: await this.dtos(this.database, scope, running, found.rows) };
  }

  /** Conditions of a filtered list of records (aliased `r`). */
  filters(
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
    if (query.state) conditions.push(sql`r.state = ${query.state}`);
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
        sql`exists (select 1 from record_index f where f.record_id = r.id and f.field = ${field!} and f.value = ${value})`,
      );
    }
    return conditions;
  }

  async start({ scope, params, query, language }: Call<typeof api.startRecord>) {
    const running = await this.programmes.writable(this.database, scope, params.id, 'record.write');
    const form = this.formOf(running, params.form);
    const pairings = await this.writablePairings(this.database, scope, running, params.form);
    const fields = formFields(running.definition, params.form, running.settings);
    const chosen = pairings.find((g) => g.id === query.pairing) ?? (pairings.length === 1 ? pairings[0] : undefined);
    const last = await this.database.one<{
      data: string;
    }>(sql`select r.data from record r where r.programme_id = ${params.id}
      and r.form = ${params.form} and r.writer_organisation_id = ${scope.organisationId}
      ${chosen ? sql`and exists (select 1 from record_subject f where f.record_id = r.id and f.pairing_id = ${chosen.id})` : sql``}
      order by r.submitted_at desc, r.id desc limit 1`);
    const before = last ? (JSON.parse(last.data) as Data) : {};
    const data: Record<string, unknown> = {};
    for (const f of fields) {
      if (f.prefill === 'today') data[f.key] = this.clock.today();
      else if (f.prefill === 'last' && before[f.key] !== undefined) data[f.key] = before[f.key];
    }
    const people: Record<string, { id: string; name: string }[]> = {};
    for (const f of fields.filter((one) => one.widget === 'person')) {
      people[f.key] = chosen
        ? (await this.people.ofOrganisation(this.database, this.personOrganisation(f, chosen, scope))).map((p) => ({
            id: p.id,
            name: p.name,
          }))
        : [];
    }
    const choosable = new Set(
      Object.values(people)
        .flat()
        .map((p) => p.id),
    );
    for (const f of fields)
      if (f.widget === 'person' && data[f.key] && !choosable.has(String(data[f.key]))) delete data[f.key];
    return {
      pairings: pairings.map((g) => ({
        id: g.id,
        helper: { id: g.helper_id, name: g.helper_name },
        helped: { id: g.helped_id, name: g.helped_name },
      })),
      data,
      people,
      alreadyThere:
        chosen && form.writtenBy === 'either'
          ? await this.alreadyThere(scope, running, params.form, chosen, language)
          : [],
    };
  }

  create({ scope, actor, params, body }: Call<typeof api.createRecord>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'record.write');
      const form = this.formOf(running, body.form);
      const named = [...new Set(body.pairings)];
      const mine = (await this.writablePairings(unit, scope, running, body.form)).filter((g) => named.includes(g.id));
      if (mine.length < named.length)
        throw invalid([
          {
            field: 'pairings',
            text: t(
              '所选结对中有不存在、已结束或不由贵单位填写的',
              'Some of the pairings do not exist, have ended, or are not yours to write for',
            ),
          },
        ]);
      if (form.subjects === 'one' && mine.length > 1)
        throw invalid([
          { field: 'pairings', text: t('这种记录一次只能填写一个结对', 'This form is for one pairing at a time') },
        ]);
      const sides = new Set(mine.map((g) => sideOf(g, scope.organisationId)));
      if (sides.size > 1)
        throw invalid([
          {
            field: 'pairings',
            text: t('不能同时以帮扶方和被帮扶方的身份填写', 'Write either as the helper or as the helped party'),
          },
        ]);
      const { data, findings } = await this.check(unit, scope, running, {
        form: body.form,
        data: body.data,
        pairings: mine,
      });
      const id = newId(this.clock.now().getTime());
      const confirmed = !this.needsConfirmation(running, body.form);
      const at = this.clock.instant();
      const row = {
        id,
        district_id: running.row.district_id,
        programme_id: running.row.id,
        form: body.form,
        form_version: form.version,
        state: confirmed ? ('confirmed' as const) : ('submitted' as const),
        on_day: data['on'] as string,
        side: [...sides][0]!,
        writer_organisation_id: scope.organisationId,
        user_id: scope.userId,
        data: JSON.stringify(data),
        findings: JSON.stringify(findings),
        settings_number: running.settingsNumber,
        created_at: at,
        submitted_at: at,
        version: 1,
      };
      await unit.insert(record, row);
      await unit.insert(
        recordSubject,
        ...mine.map((g) => ({
          record_id: id,
          pairing_id: g.id,
          state: confirmed ? ('confirmed' as const) : ('claimed' as const),
        })),
      );
      await this.writeIndex(unit, running, row);
      await this.keepVersion(unit, row, { action: 'submit', userId: scope.userId, reason: null });
      await this.count(unit, running, row);
      if (!confirmed) for (const g of mine) await this.askOtherSide(unit, running, row, g);
      await unit.audit({
        action: 'record.create',
        kind: KIND,
        id,
        districtId: row.district_id,
        detail: { form: row.form, pairings: named, on: row.on_day, settings: row.settings_number },
      });
      return this.detail(unit, scope, id);
    });
  }

  change({ scope, actor, params, body, version }: Call<typeof api.changeRecord>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.get(unit, scope, params.id);
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'record.write');
      if (row.writer_organisation_id !== scope.organisationId) throw notFound();
      if (row.version !== version)
        throw stale(await this.detail(unit, scope, row.id), this.difference(running, row, body.data));
      const subjects = await this.subjects(unit, [row.id]);
      if (
        subjects.some((s) => s.subject_state === 'confirmed') ||
        (row.state !== 'submitted' && row.state !== 'returned')
      )
        throw conflict(
          'confirmed',
          t('对方已确认，不能再直接修改', 'The other side has confirmed it: it can no longer be changed directly'),
        );
      const { data, findings } = await this.check(unit, scope, running, {
        form: row.form,
        data: body.data,
        pairings: subjects,
      });
      const to = {
        data: JSON.stringify(data),
        findings: JSON.stringify(findings),
        on_day: data['on'] as string,
        form_version: this.formOf(running, row.form).version,
        settings_number: running.settingsNumber,
        state: 'submitted' as const,
        submitted_at: this.clock.instant(),
      };
      if (!(await unit.change(record, { id: row.id, version }, to)))
        throw stale(await this.detail(unit, scope, row.id), this.difference(running, row, body.data));
      const changed = { ...row, ...to, version: version + 1 };
      await unit.run(sql`update record_subject set state = 'claimed', decided_by = null, decided_at = null, reason = null
        where record_id = ${row.id}`);
      await unit.run(sql`delete from record_index where record_id = ${row.id}`);
      await this.writeIndex(unit, running, changed);
      await this.keepVersion(unit, changed, {
        action: row.state === 'returned' ? 'resubmit' : 'change',
        userId: scope.userId,
        reason: null,
      });
      await this.reviews.withdraw(unit, row.id);
      await this.count(unit, running, changed);
      for (const g of subjects) await this.askOtherSide(unit, running, changed, g);
      await unit.audit({
        action: 'record.change',
        kind: KIND,
        id: row.id,
        districtId: row.district_id,
        detail: { version: version + 1 },
      });
      return this.detail(unit, scope, row.id);
    });
  }

  async read(scope: Scope, id: string) {
    await this.get(this.database, scope, id);
    return this.detail(this.database, scope, id);
  }

  async history(scope: Scope, id: string) {
    const row = await this.get(this.database, scope, id);
    const running = await this.programmes.byId(this.database, row.programme_id);
    const fields = running.definition ? formFields(running.definition, row.form, running.settings) : [];
    const versions = await this.database.all<
      Row<typeof recordVersion> & { by: string | null }
    >(sql`select v.*, account.name as by
      from record_version v left join account on account.id = v.user_id where v.record_id = ${id} order by v.number`);
    return versions.map((v, i) => {
      const after = JSON.parse(v.data) as Data;
      const before = i === 0 ? {} : (JSON.parse(versions[i - 1]!.data) as Data);
      return {
        version: v.number,
        at: v.at,
        by: v.by ?? '',
        action: v.action,
        reason: v.reason,
        difference:
          i === 0
            ? []
            : fields
                .filter((f) => JSON.stringify(before[f.key]) !== JSON.stringify(after[f.key]))
                .map((f) => ({
                  field: f.key,
                  title: f.title,
                  before: before[f.key] ?? null,
                  after: after[f.key] ?? null,
                })),
      };
    });
  }

  /**
   * Subjects of records with their pairings, in the order of the helped party's name. With a reach, only those it
   * covers: a school at a joint meeting does not see which other schools were there, nor what they answered.
   */
  subjects(reads: Reads, recordIds: readonly string[], reach: Reach = { kind: 'all' }): Promise<SubjectRow[]> {
    return reads.all<SubjectRow>(sql`select ${pairingColumns}, rs.record_id, rs.pairing_id, rs.state as subject_state, rs.decided_by, rs.decided_at, rs.reason,
        (select account.name from account where account.id = rs.decided_by) as decided_name
      ${pairingFrom} join record_subject rs on rs.pairing_id = g.id
      where rs.record_id in ${list(recordIds)} and ${pairingInReach(reach)} order by helped.name_key, g.id`);
  }

  private async get(reads: Reads, scope: Scope, id: string): Promise<RecordRow> {
    const row = await reads.one<RecordRow>(
      sql`select ${columns} ${from} where r.id = ${id} and ${recordInReach(scope.reach('record.read'))}`,
    );
    if (!row) throw notFound();
    return row;
  }

  private formOf(running: WritableProgramme, key: string) {
    const form = Object.hasOwn(running.definition.forms, key) ? running.definition.forms[key] : undefined;
    if (!form) throw notFound();
    return form;
  }

  private needsConfirmation({ definition }: Running, form: string): boolean {
    return definition?.reviews.confirmation?.of.includes(form) ?? false;
  }

  /** Active pairings in which the caller's organisation stands on a side that writes the form. */
  private writablePairings(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    formKey: string,
  ): Promise<PairingRow[]> {
    const { writtenBy } = this.formOf(running, formKey);
    const sides = [
      ...(writtenBy === 'helped' ? [] : [sql`g.helper_organisation_id = ${scope.organisationId}`]),
      ...(writtenBy === 'helper' ? [] : [sql`g.helped_organisation_id = ${scope.organisationId}`]),
    ];
    return reads.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.programme_id = ${running.row.id}
      and g.state = 'active' and (${sides.reduce((a, b) => sql`${a} or ${b}`)}) order by helped.name_key, g.id`);
  }

  private personOrganisation(f: FieldManifest, g: PairingRow, scope: Scope): string {
    return f.from === 'helper'
      ? g.helper_organisation_id
      : f.from === 'helped'
        ? g.helped_organisation_id
        : scope.organisationId;
  }

  /** Everything that must hold of a record's data; answers the cleaned data and what was found. */
  private async check(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    o: { readonly form: string; readonly data: unknown; readonly pairings: readonly PairingRow[] },
  ): Promise<{ data: Data; findings: readonly Finding[] }> {
    const form = this.formOf(running, o.form);
    const fields: Fields = fieldsOf(form, running.settings);
    const checked = checkFields(fields, o.data);
    if ('errors' in checked) throw invalid(checked.errors.map((e) => ({ ...e, field: `data.${e.field}` })));
    const { data } = checked;
    const errors: ProblemField[] = this.checkDay(running, data['on'] as string, o.pairings);
    for (const f of formFields(running.definition, o.form, running.settings).filter((one) => one.widget === 'person')) {
      if (data[f.key] === undefined) continue;
      const organisations = new Set(o.pairings.map((g) => this.personOrganisation(f, g, scope)));
      const known = await reads.one(sql`select id from person where id = ${String(data[f.key])} and left_on is null
        and organisation_id in ${list([...organisations])}`);
      if (!known)
        errors.push({
          field: `data.${f.key}`,
          text: t(`${f.title.zh}不在可选人员中`, `${f.title.en}: this person cannot be chosen`),
        });
    }
    const findings = form.checks?.(data as never, running.settings) ?? [];
    for (const f of findings.filter((one) => one.outcome === 'fail'))
      errors.push({ field: `data.${f.field ?? ''}`, text: f.text });
    if (errors.length > 0) throw invalid(errors);
    return { data, findings };
  }

  private checkDay({ row }: Running, on: string, pairings: readonly PairingRow[]): ProblemField[] {
    const one = (zh: string, en: string): ProblemField[] => [{ field: 'data.on', text: t(zh, en) }];
    if (!isDay(on)) return one('日期不存在', 'There is no such day');
    if (on > this.clock.today()) return one('日期不能晚于今天', 'The day cannot be later than today');
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

  private async writeIndex(
    unit: Unit,
    running: WritableProgramme,
    row: Pick<RecordRow, 'id' | 'form' | 'data'>,
  ): Promise<void> {
    const data = JSON.parse(row.data) as Data;
    const entries = (this.formOf(running, row.form).index ?? []).flatMap((field) => {
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

  private keepVersion(
    unit: Unit,
    row: Pick<RecordRow, 'id' | 'version' | 'state' | 'data'>,
    o: { readonly action: string; readonly userId: string | null; readonly reason: string | null },
  ): Promise<void> {
    return unit.insert(recordVersion, {
      record_id: row.id,
      number: row.version,
      at: this.clock.instant(),
      user_id: o.userId,
      action: o.action,
      reason: o.reason,
      state: row.state,
      data: row.data,
    });
  }

  private async count(
    unit: Unit,
    running: Running,
    row: Pick<RecordRow, 'id' | 'form' | 'on_day' | 'data' | 'programme_id' | 'district_id'>,
  ): Promise<void> {
    const subjects = await unit.all<Row<typeof recordSubject>>(
      sql`select * from record_subject where record_id = ${row.id}`,
    );
    await writeFacts(unit, {
      recordId: row.id,
      programmeId: row.programme_id,
      districtId: row.district_id,
      formKey: row.form,
      form: running.definition!.forms[row.form]!,
      on: row.on_day,
      data: JSON.parse(row.data) as Data,
      settings: running.settings,
      subjects: subjects.map((s) => ({ pairingId: s.pairing_id, state: s.state })),
    });
  }

  private async askOtherSide(
    unit: Unit,
    running: WritableProgramme,
    row: Pick<RecordRow, 'id' | 'form' | 'side' | 'on_day' | 'writer_organisation_id'>,
    g: PairingRow & { readonly pairing_id?: string },
  ): Promise<void> {
    const other = row.side === 'helper' ? g.helped_organisation_id : g.helper_organisation_id;
    const writer = row.side === 'helper' ? g.helper_name : g.helped_name;
    const form = this.formOf(running, row.form);
    await this.reviews.open(unit, {
      name: 'confirmation',
      kind: KIND,
      subjectId: row.id,
      partId: g.pairing_id ?? g.id,
      organisationId: other,
      programmeId: running.row.id,
      districtId: running.row.district_id,
      silentAfter: running.definition.reviews.confirmation?.silentAfter?.(running.settings) ?? 0,
    });
    await this.notifications.tell(unit, {
      organisationId: other,
      roles: ['schoolAdministrator'],
      kind: 'confirmation',
      text: t(
        `${writer}提交了 ${row.on_day} 的${form.title.zh}，请确认`,
        `${writer} recorded a ${form.title.en.toLowerCase()} on ${row.on_day}: please confirm`,
      ),
      link: '/reviews',
    });
  }

  /** What a decision of the other side does to the record. */
  private async decided(
    unit: Unit,
    o: { review: ReviewRow; decision: 'approve' | 'return' | 'silence'; reason: string | null; userId: string | null },
  ): Promise<void> {
    const row = await unit.one<RecordRow>(sql`select ${columns} ${from} where r.id = ${o.review.subject_id}`);
    if (!row) throw notFound();
    const running = await this.programmes.byId(unit, row.programme_id);
    this.programmes.assertWritable(running);
    // Two schools of one meeting may confirm at the same moment: the record is theirs one after the other.
    await unit.lock(record, row.id);
    const state = o.decision === 'return' ? 'returned' : 'confirmed';
    await unit.run(sql`update record_subject set state = ${state}, decided_by = ${o.userId}, decided_at = ${this.clock.instant()},
      reason = ${o.reason} where record_id = ${row.id} and pairing_id = ${o.review.part_id}`);
    const subjects = await unit.all<{ state: string }>(
      sql`select state from record_subject where record_id = ${row.id}`,
    );
    const whole = subjects.some((s) => s.state === 'returned')
      ? 'returned'
      : subjects.every((s) => s.state === 'confirmed')
        ? 'confirmed'
        : 'submitted';
    const latest = await unit.one<{ version: number }>(sql`select version from record where id = ${row.id}`);
    await unit.change(record, { id: row.id, version: latest!.version }, { state: whole });
    await this.keepVersion(
      unit,
      { ...row, state: whole, version: latest!.version + 1 },
      { action: o.decision, userId: o.userId, reason: o.reason },
    );
    await this.count(unit, running, row);
    if (o.decision === 'return')
      await this.notifications.tell(unit, {
        organisationId: row.writer_organisation_id,
        roles: ['schoolAdministrator', 'teacher'],
        kind: 'returned',
        text: t(
          `${row.on_day} 的记录被退回：${o.reason ?? ''}`,
          `The record of ${row.on_day} was returned: ${o.reason ?? ''}`,
        ),
        link: `/programmes/${row.programme_id}/records/${row.id}`,
      });
  }

  private async describeReviews(reads: Reads, reviews: readonly ReviewRow[]): Promise<ReadonlyMap<string, Described>> {
    const ids = [...new Set(reviews.map((w) => w.subject_id))];
    const rows = await reads.all<RecordRow>(sql`select ${columns} ${from} where r.id in ${list(ids)}`);
    const subjects = await this.subjects(reads, ids);
    const described = new Map<string, Described>();
    const programmes = new Map<string, Running>();
    for (const id of new Set(rows.map((row) => row.programme_id)))
      programmes.set(id, await this.programmes.byId(reads, id));
    const names = await this.people.namesOf(reads, this.everyone(rows, programmes));
    for (const w of reviews) {
      const row = rows.find((r) => r.id === w.subject_id);
      const g = subjects.find((s) => s.record_id === w.subject_id && s.pairing_id === w.part_id);
      const running = row && programmes.get(row.programme_id);
      if (!row || !g || !running) continue;
      const { definition } = running;
      const data = JSON.parse(row.data) as Data;
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
              fields: formFields(definition, row.form, running.settings),
              data,
              names,
            })
          : t('', ''),
        writtenBy: `${row.user_name}（${row.writer_name}）`,
      });
    }
    return described;
  }

  private everyone(rows: readonly RecordRow[], programmes: ReadonlyMap<string, Running>): string[] {
    const ids = rows.flatMap((row) => {
      const running = programmes.get(row.programme_id);
      if (!running?.definition) return [];
      return personIds(formFields(running.definition, row.form, running.settings), JSON.parse(row.data) as Data);
    });
    return [...new Set(ids)];
  }

  /** Records of the same form, pairing and days nearby that the other side has written: to confirm instead of writing twice. */
  private async alreadyThere(
    scope: Scope,
    running: WritableProgramme,
    form: string,
    g: PairingRow,
    language: 'zh' | 'en',
  ) {
    const today = this.clock.today();
    const rows = await this.database
      .all<RecordRow>(sql`select ${columns} ${from} join record_subject rs on rs.record_id = r.id
      where rs.pairing_id = ${g.id} and rs.state = 'claimed' and r.form = ${form} and r.writer_organisation_id <> ${scope.organisationId}
      and r.on_day between ${addDays(today, -14)} and ${today} order by r.on_day desc, r.id limit 5`);
    const open = await this.reviews.openFor(
      this.database,
      scope.reach('review.decide'),
      rows.map((row) => row.id),
    );
    const programmes = new Map([[running.row.id, running]]);
    const names = await this.people.namesOf(this.database, this.everyone(rows, programmes));
    const fields = formFields(running.definition, form, running.settings);
    return rows.map((row) => ({
      id: row.id,
      on: row.on_day,
      brief: briefOf({ definition: running.definition, form, fields, data: JSON.parse(row.data) as Data, names })[
        language
      ],
      review: open.find((w) => w.subject_id === row.id && w.part_id === g.id)?.id ?? null,
    }));
  }

  private difference(running: WritableProgramme, row: RecordRow, mine: Data) {
    const theirs = JSON.parse(row.data) as Data;
    return formFields(running.definition, row.form, running.settings)
      .filter((f) => JSON.stringify(theirs[f.key] ?? null) !== JSON.stringify(mine[f.key] ?? null))
      .map((f) => ({ field: `data.${f.key}`, yours: mine[f.key] ?? null, theirs: theirs[f.key] ?? null }));
  }

  private async detail(reads: Reads, scope: Scope, id: string) {
    const row = await reads.one<RecordRow>(sql`select ${columns} ${from} where r.id = ${id}`);
    const running = await this.programmes.byId(reads, row!.programme_id);
    const [dto] = await this.dtos(reads, scope, running, [row!]);
    return dto!;
  }

  private async dtos(reads: Reads, scope: Scope, running: Running, rows: readonly RecordRow[]) {
    const ids = rows.map((row) => row.id);
    const programmes = new Map([[running.row.id, running]]);
    const [subjects, open, names] = [
      grouped(await this.subjects(reads, ids, scope.reach('record.read')), (s) => s.record_id),
      await this.reviews.openFor(reads, scope.reach('review.decide'), ids),
      await this.people.namesOf(reads, this.everyone(rows, programmes)),
    ];
    const mayWrite =
      scope.reach('record.write') !== undefined && running.row.state === 'enabled' && running.definition !== undefined;
    return rows.map((row) => {
      const own = subjects.get(row.id) ?? [];
      const data = JSON.parse(row.data) as Record<string, unknown>;
      const fields = running.definition ? formFields(running.definition, row.form, running.settings) : [];
      return {
        id: row.id,
        programme: row.programme_id,
        form: row.form,
        on: row.on_day,
        state: row.state as 'submitted' | 'confirmed' | 'returned' | 'void',
        writer: { id: row.writer_organisation_id, name: row.writer_name },
        writtenBy: row.user_name,
        submittedAt: row.submitted_at,
        subjects: own.map((s) => ({
          pairing: s.pairing_id,
          helper: { id: s.helper_id, name: s.helper_name },
          helped: { id: s.helped_id, name: s.helped_name },
          state: s.subject_state as 'claimed' | 'confirmed' | 'returned',
          decidedBy: s.decided_name,
          decidedAt: s.decided_at,
          reason: s.reason,
          review: open.find((w) => w.subject_id === row.id && w.part_id === s.pairing_id)?.id ?? null,
        })),
        data,
        people: Object.fromEntries(personIds(fields, data).map((id) => [id, names.get(id) ?? '—'])),
        findings: JSON.parse(row.findings) as Finding[],
        mayChange:
          mayWrite &&
          row.writer_organisation_id === scope.organisationId &&
          (row.state === 'submitted' || row.state === 'returned') &&
          !own.some((s) => s.subject_state === 'confirmed'),
        version: row.version,
      };
    });
  }
}

const sideOf = (g: PairingRow, organisationId: string): Side =>
  g.helper_organisation_id === organisationId ? 'helper' : 'helped';
