import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  addWorkingDays,
  isDay,
  type ProgrammeDefinition,
  type Rectification,
  type Side,
  t,
  type Text,
} from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { Pairings, type PairingRow } from '../pairings/pairings.js';
import { type Call, system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, notFound, Problem, stale } from '../platform/problem.js';
import { isOwn, type Scope } from '../platform/scope.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { RectificationViews } from './rectification-views.js';
import {
  answeringSide,
  rectificationColumns,
  rectificationFrom,
  rectificationInReach,
  type RectificationRow,
  relationsOf,
} from './rectification-rows.js';
import type * as api from './rectification.api.js';
import { rectification, type rectificationActions, rectificationStep } from './rectification.tables.js';

const KIND = 'rectification';
type Action = (typeof rectificationActions)[number];
type Mutable = Partial<
  Pick<
    RectificationRow,
    'state' | 'measures' | 'responsible' | 'result' | 'closed_on' | 'due_on' | 'due_counted_on' | 'told_overdue_on'
  >
>;

const wrongState = (zh: string, en: string): Problem => conflict('wrong-state', t(zh, en));
const ownCase = () =>
  new Problem(
    422,
    'own-case',
    t(
      '被要求整改的单位（以及在该单位任职的人）不能检查和销号',
      'Whoever answers for it, or holds a role at that organisation, can neither inspect nor close it',
    ),
  );

/** 整改: named, put right, inspected and closed, each step kept. */
@Injectable()
export class Rectifications implements OnModuleInit, OnModuleDestroy {
  private readonly sweep = new Sweep('Rectifications', () => this.tellOverdue());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly pairings: Pairings,
    private readonly notifications: Notifications,
    private readonly views: RectificationViews,
  ) {}

  onModuleInit(): void {
    this.sweep.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.sweep.stop();
  }

  raise({ scope, actor, params, body }: Call<typeof api.raiseRectification>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'record.write');
      const rule = ruleOf(running.definition);
      const g = await this.pairings.active(unit, { programmeId: params.id, id: body.pairing });
      const raiser = g && (rule.raisedBy === 'owner' ? running.row.owner_id : sideOrganisation(g, rule.raisedBy));
      if (!g || raiser !== scope.organisationId)
        throw invalid([
          {
            field: 'pairing',
            text: t(
              '该结对不存在、已结束，或不由贵单位提出整改',
              'The pairing does not exist, has ended, or is not yours to name problems for',
            ),
          },
        ]);
      const answers = answersFor(rule, body.answeredBy);
      if (body.record) await this.assertRecord(unit, { record: body.record, pairing: g.id, forms: rule.raisedIn });
      const today = this.clock.today();
      const due_on = body.dueOn ?? (await this.dueDay(unit, running, rule));
      assertDue(due_on, today);
      const row = {
        id: newId(this.clock.now().getTime()),
        district_id: g.district_id,
        programme_id: params.id,
        pairing_id: g.id,
        record_id: body.record ?? null,
        content: body.content,
        raised_on: today,
        raised_by: scope.userId,
        organisation_id: scope.organisationId,
        answers,
        due_on,
        due_counted_on: body.dueOn ? null : today,
        state: 'open' as const,
        measures: null,
        responsible: null,
        result: null,
        closed_on: null,
        told_overdue_on: null,
        created_at: this.clock.instant(),
        version: 1,
      };
      await unit.insert(rectification, row);
      await this.step(unit, scope, { id: row.id, action: 'raise', text: body.content });
      const who = rule.raisedBy === 'owner' ? scope.organisationName : nameOn(g, rule.raisedBy);
      await this.tell(unit, [sideOrganisation(g, answeringSide(row, rule))], {
        id: row.id,
        programme: row.programme_id,
        text: t(
          `${who}提出整改：${short(body.content)}，请于 ${due_on} 前整改`,
          `${who} asks to put right: ${short(body.content)}, until ${due_on}`,
        ),
      });
      return this.done(unit, scope, { row, action: 'raise' });
    });
  }

  answer({ scope, actor, params, body, version }: Call<typeof api.answerRectification>) {
    return this.units.run(actor, async (unit) => {
      const { row } = await this.answerable(unit, scope, params.id);
      if (row.state !== 'open' && row.state !== 'answering')
        throw wrongState('已提请复查或已销号，不能再修改整改措施', 'It waits for inspection or is closed already');
      await this.change(unit, scope, { row, version, to: { state: 'answering', ...body } });
      await this.step(unit, scope, { id: row.id, action: 'answer', text: `${body.measures}（${body.responsible}）` });
      return this.done(unit, scope, { row, action: 'answer' });
    });
  }

  finish({ scope, actor, params, body, version }: Call<typeof api.finishRectification>) {
    return this.units.run(actor, async (unit) => {
      const { row, rule, definition } = await this.answerable(unit, scope, params.id);
      if (row.state !== 'answering')
        throw wrongState('请先填写整改措施和责任人', 'Say first what is being done, and who answers for it');
      await this.change(unit, scope, { row, version, to: { state: 'waiting', result: body.result } });
      await this.step(unit, scope, { id: row.id, action: 'finish', text: body.result });
      await this.tell(unit, await this.inspectors(unit, { row, rule, definition }), {
        id: row.id,
        programme: row.programme_id,
        text: t(
          `${nameOn(row, answeringSide(row, rule))}已整改，请复查：${short(row.content)}`,
          `${nameOn(row, answeringSide(row, rule))} has put it right, please inspect: ${short(row.content)}`,
        ),
      });
      return this.done(unit, scope, { row, action: 'finish' });
    });
  }

  inspect({ scope, actor, params, body, version }: Call<typeof api.inspectRectification>) {
    return this.units.run(actor, async (unit) => {
      const { row, rule, definition } = await this.load(unit, scope, params.id);
      await this.assertInspector(unit, scope, { row, rule, definition });
      if (row.state === 'closed') throw wrongState('已销号', 'It is closed already');
      if (body.outcome !== 'noted' && row.state !== 'waiting')
        throw wrongState('整改单位尚未提请复查', 'The other side has not asked for an inspection yet');
      const to: Mutable =
        body.outcome === 'passed'
          ? { state: 'closed', closed_on: this.clock.today() }
          : body.outcome === 'failed'
            ? { state: 'answering' }
            : {};
      await this.change(unit, scope, { row, version, to });
      await this.step(unit, scope, { id: row.id, action: body.outcome, text: body.note });
      const what = {
        passed: t('复查通过，已销号', 'passed the inspection and is closed'),
        failed: t('复查未通过，请继续整改', 'did not pass the inspection: go on'),
        noted: t('检查意见', 'was looked at'),
      }[body.outcome];
      await this.tell(unit, [answering(row, rule)], {
        id: row.id,
        programme: row.programme_id,
        text: t(`${what.zh}：${short(row.content)}。${body.note}`, `${short(row.content)} ${what.en}. ${body.note}`),
      });
      return this.done(unit, scope, { row, action: body.outcome });
    });
  }

  extend({ scope, actor, params, body, version }: Call<typeof api.extendRectification>) {
    return this.units.run(actor, async (unit) => {
      const { row, rule } = await this.load(unit, scope, params.id);
      if (row.state === 'closed') throw wrongState('已销号', 'It is closed already');
      assertDue(body.dueOn, row.due_on < this.clock.today() ? this.clock.today() : row.due_on);
      await this.change(unit, scope, {
        row,
        version,
        to: { due_on: body.dueOn, due_counted_on: null, told_overdue_on: null },
      });
      await this.step(unit, scope, {
        id: row.id,
        action: 'extend',
        text: `${row.due_on} → ${body.dueOn}：${body.reason}`,
      });
      await this.tell(unit, [answering(row, rule)], {
        id: row.id,
        programme: row.programme_id,
        text: t(
          `整改期限延至 ${body.dueOn}：${short(row.content)}`,
          `It may take until ${body.dueOn}: ${short(row.content)}`,
        ),
      });
      return this.done(unit, scope, { row, action: 'extend' });
    });
  }

  /** Tells both sides once of what is past its day. Answers how many problems that were. */
  async tellOverdue(): Promise<number> {
    const late = sql`x.state <> 'closed' and x.due_on < ${this.clock.today()} and x.told_overdue_on is null`;
    const due = await this.database.all<{ id: string }>(
      sql`select x.id from rectification x join programme p on p.id = x.programme_id
        where ${late} and p.state = 'enabled' order by x.id limit 500`,
    );
    let told = 0;
    for (const { id } of due)
      told += await this.units.run(system, async (unit) => {
        await unit.lock(rectification, id);
        const row = await unit.one<RectificationRow>(
          sql`select ${rectificationColumns} ${rectificationFrom} where x.id = ${id} and ${late}`,
        );
        if (row) {
          await unit.run(sql`update rectification set told_overdue_on = ${this.clock.today()} where id = ${id}`);
          await this.tell(unit, [row.helper_organisation_id, row.helped_organisation_id], {
            id,
            programme: row.programme_id,
            text: t(
              `整改已超期（期限 ${row.due_on}）：${short(row.content)}`,
              `Overdue since ${row.due_on}: ${short(row.content)}`,
            ),
          });
        }
        await unit.audit({
          action: 'rectification.overdue',
          kind: KIND,
          id,
          ...(row ? { districtId: row.district_id } : {}),
        });
        return row ? 1 : 0;
      });
    return told;
  }

  private async load(unit: Unit, scope: Scope, id: string) {
    const row = await unit.one<RectificationRow>(sql`select ${rectificationColumns} ${rectificationFrom}
      where x.id = ${id} and ${rectificationInReach(scope.reach('record.read'))}`);
    if (!row) throw notFound();
    const running = await this.programmes.byId(unit, row.programme_id);
    const definition = this.programmes.assertWritable(running);
    return { row, running, definition, rule: ruleOf(definition) };
  }

  private async answerable(unit: Unit, scope: Scope, id: string) {
    const loaded = await this.load(unit, scope, id);
    if (!isOwn(scope, answering(loaded.row, loaded.rule))) throw notFound();
    return loaded;
  }

  private async assertInspector(
    reads: Reads,
    scope: Scope,
    o: { readonly row: RectificationRow; readonly rule: Rule; readonly definition: ProgrammeDefinition },
  ): Promise<void> {
    if (await this.views.isOwnCase(reads, scope, answering(o.row, o.rule))) throw ownCase();
    const relations = await relationsOf(reads, { scope, pairing: o.row, definition: o.definition });
    if (!o.rule.inspectedBy.some((key) => relations.has(key))) throw notFound();
  }

  /** Organisations that may inspect a problem. */
  private async inspectors(
    reads: Reads,
    o: { readonly row: RectificationRow; readonly rule: Rule; readonly definition: ProgrammeDefinition },
  ): Promise<string[]> {
    const found = new Set<string>();
    const { raisedBy } = o.rule;
    if (o.rule.inspectedBy.includes(raisedBy))
      found.add(raisedBy === 'owner' ? o.row.owner_id : sideOrganisation(o.row, raisedBy));
    const appointed = await reads.all<{ role: string; organisation_id: string }>(
      sql`select role, organisation_id from pairing_role where pairing_id = ${o.row.pairing_id}`,
    );
    for (const a of appointed) if (o.rule.inspectedBy.includes(a.role)) found.add(a.organisation_id);
    for (const key of o.rule.inspectedBy) {
      const role = o.definition.roles[key];
      if (role?.how !== 'ancestor') continue;
      const above = await reads.one<{ id: string }>(sql`select a.id from organisation_tree t
        join organisation a on a.id = t.ancestor_id and a.kind = ${role.kind}
        where t.descendant_id = ${sideOrganisation(o.row, role.of)} and t.depth > 0 order by t.depth limit 1`);
      if (above) found.add(above.id);
    }
    return [...found];
  }

  private async assertRecord(
    reads: Reads,
    o: { readonly record: string; readonly pairing: string; readonly forms: readonly string[] },
  ): Promise<void> {
    const known = await reads.one(sql`select r.id from record r join record_subject rs on rs.record_id = r.id
      where r.id = ${o.record} and rs.pairing_id = ${o.pairing} and r.form in ${list(o.forms)} and r.state <> 'draft'`);
    if (!known)
      throw invalid([
        {
          field: 'record',
          text: t('没有这条记录，或该记录不能提出整改', 'There is no such record to name a problem in'),
        },
      ]);
  }

  private async dueDay(reads: Reads, { row, settings }: Running, rule: Rule): Promise<string> {
    const calendar = await this.calendars.of(reads, row.district_id);
    return addWorkingDays(calendar, this.clock.today(), rule.within(settings)).day;
  }

  private async change(
    unit: Unit,
    scope: Scope,
    o: { readonly row: RectificationRow; readonly version: number; readonly to: Mutable },
  ): Promise<void> {
    const changed =
      o.row.version === o.version &&
      (await unit.change(rectification, { id: o.row.id, version: o.version }, { ...o.to }));
    if (!changed) throw stale(await this.views.whole(unit, scope, o.row.id), []);
  }

  private async step(
    unit: Unit,
    scope: Scope,
    o: { readonly id: string; readonly action: Action; readonly text: string },
  ): Promise<void> {
    const last = await unit.one<{ n: number | null }>(
      sql`select max(number) as n from rectification_step where rectification_id = ${o.id}`,
    );
    await unit.insert(rectificationStep, {
      rectification_id: o.id,
      number: Number(last?.n ?? 0) + 1,
      at: this.clock.instant(),
      user_id: scope.userId,
      organisation_id: scope.organisationId,
      action: o.action,
      text: o.text,
    });
  }

  private async tell(
    unit: Unit,
    organisations: readonly string[],
    o: { readonly id: string; readonly programme: string; readonly text: Text },
  ): Promise<void> {
    for (const organisationId of organisations)
      await this.notifications.tell(unit, {
        organisationId,
        roles: ['schoolAdministrator', 'centreSchoolInspector', 'sectionMember', 'bureauOfficer'],
        kind: KIND,
        programme: o.programme,
        text: o.text,
        link: `/rectifications/${o.id}`,
      });
  }

  private async done(
    unit: Unit,
    scope: Scope,
    o: { readonly row: Pick<RectificationRow, 'id' | 'district_id'>; readonly action: Action },
  ) {
    await unit.audit({
      action: `rectification.${o.action}`,
      kind: KIND,
      id: o.row.id,
      districtId: o.row.district_id,
    });
    return this.views.whole(unit, scope, o.row.id);
  }
}

type Rule = Rectification<Readonly<Record<string, unknown>>, string>;
type Sides = Pick<PairingRow, 'helper_organisation_id' | 'helped_organisation_id' | 'helper_name' | 'helped_name'>;

function ruleOf(definition: ProgrammeDefinition): Rule {
  if (!definition.rectification) throw notFound();
  return definition.rectification;
}

function assertDue(day: string, notBefore: string): void {
  if (!isDay(day) || day < notBefore)
    throw invalid([
      {
        field: 'dueOn',
        text: t(`整改期限不能早于 ${notBefore}`, `The last day cannot be before ${notBefore}`),
      },
    ]);
}

/** Which side is to put it right: only the owner says, because the others stand on one themselves. */
function answersFor({ raisedBy }: Rule, named: Side | undefined): Side | null {
  if ((raisedBy === 'owner') === (named !== undefined)) return named ?? null;
  throw invalid([
    {
      field: 'answeredBy',
      text: named
        ? t('由对方整改，无需选择整改单位', 'The other side puts it right: leave this out')
        : t('请选择由哪一方整改', 'Say which side is to put it right'),
    },
  ]);
}

const sideOrganisation = (
  g: Pick<Sides, 'helper_organisation_id' | 'helped_organisation_id'>,
  side: 'helper' | 'helped',
) => (side === 'helper' ? g.helper_organisation_id : g.helped_organisation_id);
const answering = (row: RectificationRow, rule: Rule) => sideOrganisation(row, answeringSide(row, rule));
const nameOn = (g: Pick<Sides, 'helper_name' | 'helped_name'>, side: 'helper' | 'helped') =>
  side === 'helper' ? g.helper_name : g.helped_name;
const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
