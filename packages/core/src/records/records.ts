import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { type PairingRow, pairingInReach } from '../pairings/pairings.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { all, list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { type Decided, Reviews } from '../reviews/reviews.js';
import { decisions } from '../reviews/reviews.tables.js';
import { writeFacts } from './facts.js';
import { formFields } from './presenting.js';
import {
  dataOf,
  recordColumns,
  recordFilters,
  recordFrom,
  recordInReach,
  recordInScope,
  type RecordRow,
  subjectsOf,
  type WritableProgramme,
} from './record-rows.js';
import {
  checkRecord,
  difference,
  formOf,
  isChangeable,
  needsConfirmation,
  personOrganisation,
  sideOf,
  writablePairings,
} from './record-rules.js';
import { RecordViews } from './record-views.js';
import type * as api from './records.api.js';
import { record, recordIndex, recordSubject, recordVersion } from './records.tables.js';

const KIND = 'record';

/** What people write down, and what the other side's decision does to it. */
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
    private readonly views: RecordViews,
  ) {}

  onModuleInit(): void {
    this.reviews.register(KIND, {
      describe: (reads, reviews) => this.views.describeReviews(reads, reviews),
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
      ...recordFilters(running, query),
    ]);
    const order = {
      on: sql`r.on_day, r.id`,
      '-on': sql`r.on_day desc, r.id desc`,
      submittedAt: sql`r.submitted_at, r.id`,
      '-submittedAt': sql`r.submitted_at desc, r.id desc`,
    }[query.sort];
    const found = await page<RecordRow, RecordRow>(this.database, {
      query,
      rows: (window) => sql`select ${recordColumns} ${recordFrom} where ${where} order by ${order} ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from record r where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    return { ...found, rows: await this.views.dtos(this.database, scope, running, found.rows) };
  }

  async start({ scope, params, query, language }: Call<typeof api.startRecord>) {
    const running = await this.programmes.writable(this.database, scope, params.id, 'record.write');
    const form = formOf(running, params.form);
    const pairings = await writablePairings(this.database, scope, running, params.form);
    const fields = formFields(running.definition, params.form, running.settings);
    const chosen = pairings.find((g) => g.id === query.pairing) ?? (pairings.length === 1 ? pairings[0] : undefined);
    const last = await this.database.one<{
      form_version: number;
      data: string;
    }>(sql`select r.form_version, r.data from record r where r.programme_id = ${params.id}
      and r.form = ${params.form} and r.writer_organisation_id = ${scope.organisationId}
      ${chosen ? sql`and exists (select 1 from record_subject f where f.record_id = r.id and f.pairing_id = ${chosen.id})` : sql``}
      order by r.submitted_at desc, r.id desc limit 1`);
    const before = last ? dataOf(running.definition, { ...last, form: params.form }) : {};
    const data: Record<string, unknown> = {};
    for (const f of fields) {
      if (f.prefill === 'today') data[f.key] = this.clock.today();
      else if (f.prefill === 'last' && before[f.key] !== undefined) data[f.key] = before[f.key];
    }
    const people: Record<string, { id: string; name: string }[]> = {};
    for (const f of fields.filter((one) => one.widget === 'person')) {
      people[f.key] = chosen
        ? (await this.people.ofOrganisation(this.database, personOrganisation(f, chosen, scope))).map((p) => ({
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
          ? await this.views.alreadyThere(scope, running, params.form, chosen, language)
          : [],
    };
  }

  create({ scope, actor, params, body }: Call<typeof api.createRecord>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'record.write');
      const form = formOf(running, body.form);
      const named = [...new Set(body.pairings)];
      const mine = (await writablePairings(unit, scope, running, body.form)).filter((g) => named.includes(g.id));
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
      const { data, findings } = await checkRecord(unit, scope, running, {
        form: body.form,
        data: body.data,
        pairings: mine,
        today: this.clock.today(),
      });
      const id = newId(this.clock.now().getTime());
      const confirmed = !needsConfirmation(running, body.form);
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
      return this.views.detail(unit, scope, id);
    });
  }

  change({ scope, actor, params, body, version }: Call<typeof api.changeRecord>) {
    return this.units.run(actor, async (unit) => {
      const row = await recordInScope(unit, scope, params.id);
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'record.write');
      if (row.writer_organisation_id !== scope.organisationId) throw notFound();
      if (row.version !== version)
        throw stale(await this.views.detail(unit, scope, row.id), difference(running, row, body.data));
      const subjects = await subjectsOf(unit, [row.id]);
      if (!isChangeable(row, subjects))
        throw conflict(
          'confirmed',
          t('对方已确认，不能再直接修改', 'The other side has confirmed it: it can no longer be changed directly'),
        );
      const { data, findings } = await checkRecord(unit, scope, running, {
        form: row.form,
        data: body.data,
        pairings: subjects,
        today: this.clock.today(),
      });
      const to = {
        data: JSON.stringify(data),
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
      return this.views.detail(unit, scope, row.id);
    });
  }

  async read(scope: Scope, id: string) {
    await recordInScope(this.database, scope, id);
    return this.views.detail(this.database, scope, id);
  }

  async history(scope: Scope, id: string) {
    const row = await recordInScope(this.database, scope, id);
    const running = await this.programmes.byId(this.database, row.programme_id);
    const fields = running.definition ? formFields(running.definition, row.form, running.settings) : [];
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
    return versions.map((v, i) => {
      const after = dataOf(running.definition, { ...v, form: row.form });
      const before = i === 0 ? {} : dataOf(running.definition, { ...versions[i - 1]!, form: row.form });
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

  private async writeIndex(
    unit: Unit,
    running: WritableProgramme,
    row: Pick<RecordRow, 'id' | 'form' | 'form_version' | 'data'>,
  ): Promise<void> {
    const data = dataOf(running.definition, row);
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

  private keepVersion(
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

  private async count(
    unit: Unit,
    running: Running,
    row: Pick<RecordRow, 'id' | 'form' | 'form_version' | 'on_day' | 'data' | 'programme_id' | 'district_id'>,
  ): Promise<void> {
    const subjects = await unit.all<Row<typeof recordSubject>>(
      sql`select * from record_subject where record_id = ${row.id}`,
    );
    await writeFacts(unit, {
      recordId: row.id,
      programmeId: row.programme_id,
      districtId: row.district_id,
      plugin: running.row.plugin,
      formKey: row.form,
      form: running.definition!.forms[row.form]!,
      on: row.on_day,
      data: dataOf(running.definition, row),
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
    const form = formOf(running, row.form);
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
  private async decided(unit: Unit, o: Decided): Promise<void> {
    const row = await unit.one<RecordRow>(
      sql`select ${recordColumns} ${recordFrom} where r.id = ${o.review.subject_id}`,
    );
    if (!row) throw notFound();
    const running = await this.programmes.byId(unit, row.programme_id);
    this.programmes.assertWritable(running);
    // Two schools of one meeting may confirm at the same moment: the record is theirs one after the other.
    await unit.lock(record, row.id);
    const state = o.decision === 'return' ? 'returned' : 'confirmed';
    await unit.run(sql`update record_subject set state = ${state}, decided_by = ${o.userId}, decided_at = ${o.at},
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
      { action: o.decision, userId: o.userId, reason: o.reason, at: o.at },
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
        link: `/records/${row.id}`,
      });
  }
}
