import { Inject, Injectable } from '@nestjs/common';
import {
  type Language,
  type RectificationStanding,
  type SchoolCalendar,
  type Text,
  t,
  unknownYears,
} from '@xieshou/sdk';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import { type ProgrammeColumn, type ProgrammeSheet, writeProgrammeSheet } from '../files/programme-sheet.js';
import { ofSides, pairingColumns, pairingFrom, type PairingRow } from '../pairings/pairings.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { page } from '../platform/page.js';
import { notFound, refused } from '../platform/problem.js';
import { isOwn, type Reach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { rectificationListColumns, stateText } from './rectification-list.js';
import {
  answeringSide,
  isOverdue,
  type Raiser,
  rectificationColumns,
  rectificationFrom,
  rectificationInReach,
  type RectificationRow,
  relationsOf,
} from './rectification-rows.js';
import type * as api from './rectification.api.js';
import type { rectificationActions } from './rectification.tables.js';

/** Rows that one workbook holds at most. */
const EXPORTED = 5000;

/** Which problems are meant. */
export interface RectificationFilter {
  readonly state?: RectificationRow['state'] | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly pairing?: string | undefined;
  /** The record in which they were named. */
  readonly record?: string | undefined;
}

const lateOn = (today: string): Sql => sql`(x.state <> 'closed' and x.due_on < ${today})`;

const column = (key: string, kind: ProgrammeColumn['kind'], title: Text): ProgrammeColumn => ({
  key,
  kind,
  title,
  total: false,
});
const ledgerColumns = [
  column('number', 'ordinal', t('序号', 'No.')),
  column('helped', 'text', t('整改单位', 'Organisation')),
  column('content', 'text', t('问题内容', 'Problem')),
  column('measures', 'text', t('整改措施', 'Measures')),
  column('due', 'day', t('整改期限', 'Until')),
  column('responsible', 'text', t('责任人', 'Responsible')),
  column('inspector', 'text', t('复查人', 'Inspected by')),
  column('inspection', 'text', t('复查结果', 'Result')),
  column('closed', 'day', t('销号日期', 'Closed on')),
  column('state', 'text', t('状态', 'State')),
];

/** Problems as people read them: board, page and ledger. */
@Injectable()
export class RectificationViews {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async list(call: Call<typeof api.listRectifications>) {
    // With columns it is the list of the screen; without, the ledger in the plan's layout.
    if (call.wants(xlsx) && call.query.columns === undefined) return this.workbook(call);
    const { scope, params, query } = call;
    const running = await this.programmes.get(this.database, scope, params.id, 'record.read');
    const today = this.clock.today();
    const reach = scope.reach('record.read');
    const mine = this.where({ running, reach, filter: {} });
    const where = this.where({ running, reach, filter: query });
    const late = lateOn(today);
    if (call.wants(xlsx)) {
      const rows = await wholeList<RectificationRow>(
        this.database,
        (window) => sql`select ${rectificationColumns} ${rectificationFrom} where ${where}
          order by case when x.state = 'closed' then 1 else 0 end, x.due_on, x.id ${window}`,
      );
      const title = running.definition?.rectification?.title ?? t('整改', 'Rectification');
      return listWorkbook({
        call,
        title: t(`${running.row.title}${title.zh}`, `${running.row.title}: ${title.en}`),
        today,
        columns: rectificationListColumns,
        rows: rows.map((row) => ({ row, overdue: isOverdue(row, today) })),
      });
    }
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const found = await page<RectificationRow, ReturnType<typeof dto>>(this.database, {
      query,
      rows: (window) => sql`select ${rectificationColumns} ${rectificationFrom} where ${where}
        order by case when x.state = 'closed' then 1 else 0 end, x.due_on, x.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${rectificationFrom} where ${where} limit ${limit}) c`,
      map: (row) => dto(row, { today, calendar, rule: running.definition?.rectification }),
    });
    const states = await this.database.all<{ state: RectificationRow['state']; n: number; late: number }>(
      sql`select x.state, count(*) as n, sum(case when ${late} then 1 else 0 end) as late ${rectificationFrom}
        where ${mine} group by x.state`,
    );
    const counts = { open: 0, answering: 0, waiting: 0, closed: 0, overdue: 0 };
    for (const row of states) {
      counts[row.state] = Number(row.n);
      counts.overdue += Number(row.late);
    }
    return { ...found, counts, mayRaise: await this.mayRaise(scope, running) };
  }

  /** How problems stand, for reports: raised by `to`, and not closed before `from`. */
  async standings(
    reads: Reads,
    o: { readonly programmeId: string; readonly reach: Reach | undefined; readonly from: string; readonly to: string },
  ): Promise<RectificationStanding[]> {
    const rows = await reads.all<RectificationRow>(sql`select ${rectificationColumns} ${rectificationFrom}
      where x.programme_id = ${o.programmeId} and ${rectificationInReach(o.reach)} and x.raised_on <= ${o.to}
      and (x.closed_on is null or x.closed_on >= ${o.from}) order by x.raised_on, x.id`);
    return rows.map((row) => ({
      pairing: row.pairing_id,
      state: row.state,
      raisedOn: row.raised_on,
      dueOn: row.due_on,
      closedOn: row.closed_on,
      overdue: isOverdue(row, this.clock.today()),
    }));
  }

  async whole(reads: Reads, scope: Scope, id: string) {
    const row = await reads.one<RectificationRow>(sql`select ${rectificationColumns} ${rectificationFrom}
      where x.id = ${id} and ${rectificationInReach(scope.reach('record.read'))}`);
    if (!row) throw notFound();
    const steps = await reads.all<{
      number: number;
      at: string;
      by: string;
      organisation: string;
      action: (typeof rectificationActions)[number];
      text: string;
    }>(sql`select s.number, s.at, coalesce(a.name, '') as "by", o.name as organisation, s.action, s.text
      from rectification_step s join organisation o on o.id = s.organisation_id left join account a on a.id = s.user_id
      where s.rectification_id = ${id} order by s.number`);
    const { definition } = await this.programmes.byId(reads, row.programme_id);
    const calendar = await this.calendars.of(reads, row.district_id);
    return {
      ...dto(row, { today: this.clock.today(), calendar, rule: definition?.rectification }),
      steps: steps.map((s) => ({ ...s, number: Number(s.number) })),
      may: await this.may(reads, scope, row),
    };
  }

  /** Whether the caller holds a role at the organisation that has to put it right: nobody inspects their own case. */
  async isOwnCase(reads: Reads, scope: Scope, answering: string): Promise<boolean> {
    if (isOwn(scope, answering)) return true;
    return (
      (await reads.one(sql`select id from assignment where account_id in ${list([scope.userId, ...(scope.onBehalfOf ? [scope.onBehalfOf] : [])])}
        and ended_at is null and organisation_id = ${answering}`)) !== undefined
    );
  }

  private async may(reads: Reads, scope: Scope, row: RectificationRow) {
    const running = await this.programmes.byId(reads, row.programme_id);
    const rule = running.definition?.rectification;
    if (!running.definition || !rule || running.row.state !== 'enabled')
      return { answer: false, finish: false, inspect: false, extend: false };
    const answering = row[`${answeringSide(row, rule)}_organisation_id`];
    const writes = scope.reach('record.write') !== undefined && isOwn(scope, answering);
    const relations = await relationsOf(reads, { scope, pairing: row, definition: running.definition });
    return {
      answer: writes && (row.state === 'open' || row.state === 'answering'),
      finish: writes && row.state === 'answering',
      inspect:
        row.state !== 'closed' &&
        scope.reach('rectification.inspect') !== undefined &&
        rule.inspectedBy.some((key) => relations.has(key)) &&
        !(await this.isOwnCase(reads, scope, answering)),
      extend: row.state !== 'closed' && scope.reach('rectification.extend') !== undefined,
    };
  }

  private async mayRaise(scope: Scope, { row, definition }: Running) {
    if (!definition?.rectification || row.state !== 'enabled' || !scope.reach('record.write')) return [];
    const { raisedBy } = definition.rectification;
    const raiser = {
      owner: sql`${row.owner_id}`,
      helper: sql`g.helper_organisation_id`,
      helped: sql`g.helped_organisation_id`,
    }[raisedBy];
    const pairings = await this.database.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom}
      where g.programme_id = ${row.id} and ${ofSides} and g.state = 'active' and ${raiser} = ${scope.organisationId}
      order by helped.name_key, g.id`);
    return pairings.map((g) => ({
      id: g.id,
      helper: { id: g.helper_organisation_id, name: g.helper_name },
      helped: { id: g.helped_organisation_id, name: g.helped_name },
    }));
  }

  /** 整改台账, in the columns that bureaus ask for. */
  async sheet(
    reads: Reads,
    o: {
      readonly running: Running;
      readonly reach: Reach | undefined;
      readonly filter: RectificationFilter;
      readonly language: Language;
    },
  ): Promise<ProgrammeSheet> {
    // Also where the programme's code is gone: its rows stay exportable.
    const title = o.running.definition?.rectification?.title ?? t('整改', 'Rectification');
    const rows = await reads.all<RectificationRow>(sql`select ${rectificationColumns} ${rectificationFrom}
      where ${this.where(o)} order by x.raised_on, x.id limit ${EXPORTED + 1}`);
    if (rows.length > EXPORTED)
      throw refused(
        'too-many-rows',
        t(`一次最多导出 ${EXPORTED} 行，请先筛选`, `At most ${EXPORTED} rows are exported at once: filter first`),
      );
    const today = this.clock.today();
    const overdue = t('（超期）', ' (overdue)')[o.language];
    return {
      title: t(`${title.zh}台账`, `${title.en}: ledger`),
      columns: ledgerColumns,
      rows: rows.map((row, i) => ({
        key: row.id,
        pairing: row.pairing_id,
        record: null,
        version: null,
        rectification: row.id,
        cells: {
          number: i + 1,
          helped: row[`${answeringSide(row, o.running.definition?.rectification)}_name`],
          content: row.content,
          measures: row.measures,
          due: row.due_on,
          responsible: row.responsible,
          inspector: row.inspector_name,
          inspection: row.inspection,
          closed: row.closed_on,
          state: `${stateText[row.state][o.language]}${isOverdue(row, today) ? overdue : ''}`,
        },
      })),
      note: t('注：按提出日期排列。', 'Note: in the order in which problems were named.'),
    };
  }

  private where(o: {
    readonly running: Running;
    readonly reach: Reach | undefined;
    readonly filter: RectificationFilter;
  }): Sql {
    const { state, overdue, pairing, record } = o.filter;
    return all([
      sql`x.programme_id = ${o.running.row.id}`,
      rectificationInReach(o.reach),
      ...(state ? [sql`x.state = ${state}`] : []),
      ...(overdue ? [lateOn(this.clock.today())] : []),
      ...(pairing ? [sql`x.pairing_id = ${pairing}`] : []),
      ...(record ? [sql`x.record_id = ${record}`] : []),
    ]);
  }

  private async workbook({ scope, params, query, ...call }: Call<typeof api.listRectifications>) {
    const language = query.language ?? call.language;
    const { running, sheet } = await this.database.snapshot(async (reads) => {
      const found = await this.programmes.get(reads, scope, params.id, 'record.read');
      const question = { running: found, reach: scope.reach('record.read'), filter: query, language };
      return { running: found, sheet: await this.sheet(reads, question) };
    });
    const day = this.clock.today();
    const content = await writeProgrammeSheet({
      sheet,
      language,
      programme: running.row.title,
      unit: scope.organisationName,
      day,
    });
    return new FileAnswer(content, xlsx, `${sheet.title[language]}-${day}.xlsx`);
  }
}

const dto = (row: RectificationRow, o: { today: string; calendar: SchoolCalendar; rule: Raiser }) => ({
  id: row.id,
  programme: row.programme_id,
  pairing: row.pairing_id,
  helper: { id: row.helper_organisation_id, name: row.helper_name },
  helped: { id: row.helped_organisation_id, name: row.helped_name },
  record: row.record_id,
  content: row.content,
  raisedOn: row.raised_on,
  raisedBy: row.raiser_name ?? '',
  dueOn: row.due_on,
  dueUnknownYears: row.due_counted_on ? unknownYears(o.calendar, { from: row.due_counted_on, to: row.due_on }) : [],
  answeredBy: answeringSide(row, o.rule),
  state: row.state,
  overdue: isOverdue(row, o.today),
  measures: row.measures,
  responsible: row.responsible,
  result: row.result,
  inspectedBy: row.inspector_name,
  inspection: row.inspection,
  closedOn: row.closed_on,
  version: row.version,
});
