import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import { type PairingSides, pairingInReach } from '../pairings/pairings.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { xlsx } from '../platform/endpoint.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { roundOf } from '../reviews/review-rows.js';
import { Reviews } from '../reviews/reviews.js';
import { decisions } from '../reviews/reviews.tables.js';
import { offeredPeople } from './choosable-people.js';
import { Confidential } from './confidential.js';
import { Drafts } from './drafts.js';
import { narrowPage } from './narrow-lists.js';
import { hiddenFields, without } from './hidden-fields.js';
import { formFields } from './presenting.js';
import { isDatedByHandIn, withoutDay } from './record-day.js';
import { RecordFiles } from './record-files.js';
import {
  dataOf,
  isWriterOf,
  keptData,
  ownDraft,
  recordColumns,
  recordFilters,
  recordFrom,
  recordInReach,
  recordInScope,
  type RecordRow,
  type SubjectRow,
  subjectsOf,
  type WritableProgramme,
  writerColumns,
  wrote,
} from './record-rows.js';
import {
  changedFields,
  checkRecord,
  difference,
  formInUse,
  formOf,
  isChangeable,
  namedPairings,
  needsConfirmation,
  sideOfAll,
  writablePairings,
} from './record-rules.js';
import { recordListColumns } from './record-list.js';
import { RecordViews } from './record-views.js';
import { auditedOf, RECORD as KIND, RecordWriting } from './record-writing.js';
import type * as api from './records.api.js';
import { record, recordSubject, type recordVersion } from './records.tables.js';
import { ReviewSteps } from './review-steps.js';
import { RiskAlerts } from './risk-alerts.js';
import { submittedWords } from './review-words.js';

/** What people write down. */
@Injectable()
export class Records {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly reviews: Reviews,
    private readonly views: RecordViews,
    private readonly writing: RecordWriting,
    private readonly drafts: Drafts,
    private readonly files: RecordFiles,
    private readonly confidential: Confidential,
    private readonly steps: ReviewSteps,
    private readonly alerts: RiskAlerts,
  ) {}

  async list(call: Call<typeof api.listRecords>) {
    const { scope, params, query } = call;
    const running = await this.programmes.get(this.database, scope, params.id, 'record.read');
    const where = all([
      sql`r.programme_id = ${params.id}`,
      query.state === 'draft' ? ownDraft(scope) : recordInReach(scope.reach('record.read')),
      this.confidential.open(scope),
      ...recordFilters(running, query),
    ]);
    const order = {
      on: sql`r.on_day, r.id`,
      '-on': sql`r.on_day desc, r.id desc`,
      submittedAt: sql`r.submitted_at, r.id`,
      '-submittedAt': sql`r.submitted_at desc, r.id desc`,
    }[query.sort];
    const rows = (window: Sql) => sql`select ${recordColumns} ${recordFrom} where ${where} order by ${order} ${window}`;
    if (call.wants(xlsx)) {
      const every = await wholeList<RecordRow>(this.database, rows);
      return listWorkbook({
        call,
        title: t(`${running.row.title}记录`, `${running.row.title}: records`),
        today: this.clock.today(),
        columns: recordListColumns(running),
        rows: await this.views.dtos(this.database, scope, running, every),
      });
    }
    const narrow = await this.narrow(running, scope, query);
    if (narrow) {
      const { ids, total, more } = narrow;
      const own = await this.database.all<RecordRow>(
        sql`select ${recordColumns} ${recordFrom} where r.id in ${list(ids)} order by ${order}`,
      );
      const dtos = await this.views.dtos(this.database, scope, running, own);
      return { page: query.page, size: query.size, total, more, rows: dtos };
    }
    const found = await page<RecordRow, RecordRow>(this.database, {
      query,
      rows,
      count: (limit) => sql`select count(*) as n from (select 1 from record r where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    return { ...found, rows: await this.views.dtos(this.database, scope, running, found.rows) };
  }

  /** The page by facts, where they can tell it. A draft has none, and other filters and orders ask for the records. */
  private async narrow(running: Running, scope: Scope, query: Call<typeof api.listRecords>['query']) {
    const { form, sort, state, where } = query;
    if (!form || state || where || (sort !== 'on' && sort !== '-on')) return undefined;
    // What is confidential yields no facts.
    if (running.definition?.forms[form]?.readBy) return undefined;
    const reach = scope.reach('record.read');
    // A person's lists are short, and what they are asked about may be of a pairing that is not theirs.
    if (reach?.kind === 'self') return undefined;
    return narrowPage(this.database, { ...query, form, sort, reach, programmeId: running.row.id });
  }

  async start({ scope, params, query, language }: Call<typeof api.startRecord>) {
    const running = await this.programmes.writable(this.database, scope, params.id, 'record.write');
    const form = formInUse(running, params.form);
    const pairings = await writablePairings(this.database, scope, running, params.form);
    const fields = formFields(running.definition, params.form, running.settings);
    const chosen = pairings.find((g) => g.id === query.pairing) ?? (pairings.length === 1 ? pairings[0] : undefined);
    const last = await this.database.one<{
      form_version: number;
      data: string;
    }>(sql`select r.form_version, r.data from record r where r.programme_id = ${params.id}
      and r.form = ${params.form} and ${isWriterOf(scope)} and r.state not in ('draft', 'void')
      ${chosen ? sql`and exists (select 1 from record_subject f where f.record_id = r.id and f.pairing_id = ${chosen.id})` : sql``}
      order by r.submitted_at desc, r.id desc limit 1`);
    const before = last ? dataOf(running, { ...last, form: params.form }) : {};
    const data: Record<string, unknown> = {};
    for (const f of fields) {
      if (f.key === 'on' && isDatedByHandIn(form)) continue;
      if (f.prefill === 'today') data[f.key] = this.clock.today();
      else if (f.prefill && before[f.key] !== undefined) data[f.key] = before[f.key];
    }
    const people: Record<string, { id: string; name: string }[]> = {};
    for (const f of fields.filter((one) => one.widget === 'person')) {
      const asked = { field: f, scope, today: this.clock.today() };
      people[f.key] = chosen ? await offeredPeople(this.database, { ...asked, pairing: chosen }) : [];
    }
    const me = await this.database.one<{ person_id: string | null }>(
      sql`select person_id from account where id = ${scope.userId}`,
    );
    for (const f of fields)
      if (f.prefill === 'me' && people[f.key]?.some(({ id }) => id === me?.person_id)) data[f.key] = me!.person_id;
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
          ? await this.views.alreadyThere(scope, running, params.form, chosen, language)
          : [],
    };
  }

  create({ scope, actor, params, body }: Call<typeof api.createRecord>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'record.write');
      formInUse(running, body.form);
      if (body.draft) return this.drafts.begin(unit, scope, running, body);
      const id = await this.add(unit, scope, running, body.form, await this.checked(unit, scope, running, body));
      return this.views.detail(unit, scope, id, running);
    });
  }

  /** Writes a record that has been checked down; answers its id. */
  async add(
    unit: Unit,
    scope: Scope,
    running: WritableProgramme,
    form: string,
    { row, pairings }: Awaited<ReturnType<Records['checked']>>,
    o: { readonly quietly?: boolean } = {},
  ): Promise<string> {
    const made = {
      id: newId(this.clock.now().getTime()),
      district_id: running.row.district_id,
      programme_id: running.row.id,
      form,
      user_id: scope.userId,
      created_at: this.clock.instant(),
      version: 1,
      ...row,
    };
    await unit.insert(record, made);
    await this.handIn(unit, scope, running, made, pairings, o);
    await unit.audit({
      action: 'record.create',
      kind: KIND,
      id: made.id,
      districtId: made.district_id,
      detail: auditedOf(running, form, {
        form: made.form,
        pairings: pairings.map((g) => g.id),
        on: made.on_day,
        settings: made.settings_number,
      }),
    });
    return made.id;
  }

  /** Hands a draft in. What does not hold is refused field by field, and the draft stays what it was. */
  submit({ scope, actor, params, version }: Call<typeof api.submitRecord>) {
    return this.units.run(actor, async (unit) => {
      const draft = await recordInScope(unit, scope, params.id, this.confidential.open(scope));
      const running = await this.programmes.writable(unit, scope, draft.programme_id, 'record.write');
      if (!wrote(scope, draft)) throw notFound();
      await this.assertSeen(unit, scope, draft, version);
      this.assertDraft(draft);
      const data = dataOf(running, draft);
      const named = await subjectsOf(unit, [draft.id]);
      const { row, pairings } = await this.checked(unit, scope, running, {
        form: draft.form,
        pairings: named.map((g) => g.id),
        data: withoutDay(formOf(running, draft.form), data),
        record: draft.id,
      });
      if (!(await unit.change(record, { id: draft.id, version }, row)))
        throw stale(await this.views.detail(unit, scope, draft.id), difference(running, draft, data));
      await unit.run(sql`delete from record_subject where record_id = ${draft.id}`);
      const made = { ...draft, ...row, version: version + 1 };
      await this.handIn(unit, scope, running, made, pairings);
      await unit.audit({
        action: 'record.submit',
        kind: KIND,
        id: made.id,
        districtId: made.district_id,
        detail: auditedOf(running, made.form, {
          form: made.form,
          pairings: pairings.map((g) => g.id),
          on: made.on_day,
          settings: made.settings_number,
        }),
      });
      return this.views.detail(unit, scope, made.id, running);
    });
  }

  discard({ scope, actor, params, version }: Call<typeof api.discardRecord>) {
    return this.units.run(actor, async (unit) => {
      const row = await recordInScope(unit, scope, params.id, this.confidential.open(scope));
      if (!wrote(scope, row)) throw notFound();
      await this.assertSeen(unit, scope, row, version);
      this.assertDraft(row);
      await this.drafts.discard(unit, await this.programmes.byId(unit, row.programme_id), row);
      return { id: row.id };
    });
  }

  change({ scope, actor, params, body, version }: Call<typeof api.changeRecord>) {
    return this.units.run(actor, async (unit) => {
      const row = await recordInScope(unit, scope, params.id, this.confidential.open(scope));
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'record.write');
      if (!wrote(scope, row)) throw notFound();
      if (row.version !== version)
        throw stale(await this.views.detail(unit, scope, row.id), difference(running, row, body.data));
      if (row.state === 'draft')
        return this.drafts.keep(unit, scope, running, { row, version, data: body.data, pairings: body.pairings });
      const subjects = await subjectsOf(unit, [row.id]);
      this.assertChangeable(row, subjects);
      if ((await this.steps.begun(unit, running, [row])).has(row.id)) throw underReview();
      await this.steps.assertSomebody(unit, running, { row, pairings: subjects, scope });
      if (body.pairings)
        throw invalid([
          {
            field: 'pairings',
            text: t('记录提交后不能更换结对', 'The pairings of a record that has been handed in do not change'),
          },
        ]);
      const { data, findings } = await checkRecord(unit, scope, running, {
        form: row.form,
        data: body.data,
        pairings: subjects,
        today: this.clock.today(),
        handedInOn: row.on_day,
        record: row.id,
      });
      const to = {
        data: keptData(running, row.form, data),
        findings: JSON.stringify(findings),
        on_day: data['on'] as string,
        form_version: formOf(running, row.form).version,
        settings_number: running.settingsNumber,
        state: 'submitted' as const,
        submitted_at: this.clock.instant(),
      };
      if (!(await unit.change(record, { id: row.id, version }, to)))
        throw stale(await this.views.detail(unit, scope, row.id), difference(running, row, body.data));
      const changed = { ...row, ...to, version: version + 1 };
      await unit.run(sql`update record_subject set state = 'claimed', decided_by = null, decided_at = null, reason = null
        where record_id = ${row.id}`);
      await this.writing.index(unit, running, changed);
      await this.files.link(unit, running, { record: row.id, form: row.form, data });
      await this.writing.keepVersion(unit, changed, {
        action: row.state === 'returned' ? 'resubmit' : 'change',
        userId: scope.userId,
        reason: null,
      });
      await this.reviews.withdraw(unit, row.id);
      await this.writing.count(unit, running, changed);
      await this.alerts.look(unit, running, {
        record: row.id,
        form: row.form,
        data,
        pairings: subjects.map((g) => ({ id: g.pairing_id })),
      });
      const round = (await roundOf(unit, row.id)) + (row.state === 'returned' ? 1 : 0);
      await this.askFor(unit, running, changed, { pairings: subjects, round });
      await unit.audit({
        action: 'record.change',
        kind: KIND,
        id: row.id,
        districtId: row.district_id,
        detail: { version: version + 1 },
      });
      return this.views.detail(unit, scope, row.id);
    });
  }

  async read(scope: Scope, id: string) {
    await recordInScope(this.database, scope, id, this.confidential.open(scope));
    return this.views.detail(this.database, scope, id);
  }

  async history(scope: Scope, id: string) {
    const row = await recordInScope(this.database, scope, id, this.confidential.open(scope));
    const running = await this.programmes.byId(this.database, row.programme_id);
    const fields = running.definition ? formFields(running.definition, row.form, running.settings) : [];
    const subjects = await subjectsOf(this.database, [id], scope.reach('record.read'));
    const hidden = hiddenFields(scope, { running, row, subjects, fields });
    // A decision is told to those who see the pairing it was made for: what one school of a meeting answered is no
    // business of the others.
    const versions = await this.database.all<
      Row<typeof recordVersion> & { by: string | null }
    >(sql`select v.*, account.name as by
      from record_version v left join account on account.id = v.user_id where v.record_id = ${id}
      and (v.action not in ${list(decisions)} or exists (select 1 from review_decision d join review w on w.id = d.review_id
        join pairing g on g.id = w.part_id where w.subject_id = v.record_id and d.at = v.at and d.decision = v.action
        and coalesce(d.user_id, '') = coalesce(v.user_id, '') and ${pairingInReach(scope.reach('record.read'))}))
      order by v.number`);
    let corrections = 0;
    return versions.map((v, i) => {
      const dataAt = (version: (typeof versions)[number]) =>
        without(dataOf(running, { ...version, form: row.form }), hidden);
      const after = dataAt(v);
      const before = i === 0 ? after : dataAt(versions[i - 1]!);
      return {
        version: v.number,
        at: v.at,
        by: v.by ?? '',
        action: v.action,
        reason: v.reason,
        correction: v.action === 'correct' ? (corrections += 1) : null,
        difference: changedFields(fields, before, after),
      };
    });
  }

  private async assertSeen(unit: Unit, scope: Scope, row: RecordRow, version: number): Promise<void> {
    if (row.version !== version)
      throw stale(await this.views.detail(unit, scope, row.id), [
        { field: 'version', yours: version, theirs: row.version },
      ]);
  }

  private assertDraft(row: RecordRow): void {
    if (row.state !== 'draft')
      throw conflict(
        'not-draft',
        t(
          '这条记录已经提交，不再是草稿；如有错误请作废',
          'It has been handed in and is no draft any more: void it if it is wrong',
        ),
      );
  }

  private assertChangeable(row: RecordRow, subjects: readonly SubjectRow[]): void {
    if (isChangeable(row, subjects)) return;
    if (row.state === 'void')
      throw conflict('void', t('该记录已经作废，不能修改', 'This record has been voided: it cannot be changed'));
    if (row.state === 'sealed')
      throw conflict(
        'sealed',
        t('该记录已封存，只能提交更正', 'This record is sealed: it changes by a correction only'),
      );
    throw conflict(
      'confirmed',
      t('对方已确认，不能再直接修改', 'The other side has confirmed it: it can no longer be changed directly'),
    );
  }

  /** Everything that must hold of a record before it is handed in; answers the columns of its row. */
  async checked(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    o: {
      readonly form: string;
      readonly pairings: readonly string[];
      readonly data: unknown;
      readonly record?: string;
    },
  ) {
    const form = formOf(running, o.form);
    const pairings = await namedPairings(reads, scope, running, o);
    const side = sideOfAll(pairings, form, scope);
    const writer = writerColumns(scope, { side, pairings });
    const written = { form: o.form, side, ...writer };
    await this.steps.assertSomebody(reads, running, { row: written, pairings, scope });
    const { data, findings } = await checkRecord(reads, scope, running, {
      form: o.form,
      data: o.data,
      pairings,
      today: this.clock.today(),
      ...(o.record ? { record: o.record } : {}),
    });
    const row = {
      ...writer,
      form_version: form.version,
      state: needsConfirmation(running, o.form) ? ('submitted' as const) : ('confirmed' as const),
      on_day: data['on'] as string,
      side,
      data: keptData(running, o.form, data),
      findings: JSON.stringify(findings),
      settings_number: running.settingsNumber,
      submitted_at: this.clock.instant(),
    };
    return { row, pairings };
  }

  /** What goes with a record that has just been handed in. */
  private async handIn(
    unit: Unit,
    scope: Scope,
    running: WritableProgramme,
    row: Omit<RecordRow, 'writer_name' | 'user_name'>,
    pairings: readonly PairingSides[],
    o: { readonly quietly?: boolean } = {},
  ): Promise<void> {
    const confirmed = row.state === 'confirmed';
    const state = confirmed ? ('confirmed' as const) : ('claimed' as const);
    const subjects = pairings.map((g) => ({ record_id: row.id, pairing_id: g.id, state }));
    await unit.insert(recordSubject, ...subjects);
    await this.writing.indexFirst(unit, running, row);
    await this.files.link(unit, running, { record: row.id, form: row.form, data: dataOf(running, row) });
    await this.writing.keepVersion(unit, row, { action: 'submit', userId: scope.userId, reason: null });
    await this.writing.countFirst(unit, running, row, subjects);
    await this.alerts.look(unit, running, { record: row.id, form: row.form, data: dataOf(running, row), pairings });
    if (confirmed) return;
    await this.askFor(unit, running, row, { ...o, pairings, round: 1 });
  }

  private async askFor(
    unit: Unit,
    running: WritableProgramme,
    row: Omit<RecordRow, 'writer_name' | 'user_name'>,
    o: { readonly pairings: readonly PairingSides[]; readonly round: number; readonly quietly?: boolean },
  ): Promise<void> {
    for (const pairing of o.pairings)
      await this.steps.begin(unit, running, {
        ...o,
        kind: KIND,
        id: row.id,
        row,
        pairing,
        words: submittedWords({ ...running, row, pairing }),
      });
  }
}

const underReview = () =>
  conflict(
    'under-review',
    t(
      '审核已经开始，不能再直接修改；如需修改，请由审核人退回',
      'It is being reviewed, so it can no longer be changed directly: ask who reviews it to return it',
    ),
  );
