import { Inject, Injectable } from '@nestjs/common';
import { type FieldManifest, type Language, type Ledger, type Text, t, termOf, termTitle } from '@xieshou/sdk';
import { chineseDay } from '../files/chinese-day.js';
import { chosenColumns } from '../files/list-workbook.js';
import { writeOfficialTable } from '../files/workbook.js';
import { type PairingRow, pairingFrom, pairingInReach } from '../pairings/pairings.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { all, list, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { page } from '../platform/page.js';
import { notFound, refused } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { formFields, inLanguage, personIds, shown } from './presenting.js';
import { dataOf, recordFilters } from './record-rows.js';
import type * as api from './records.api.js';

/** Rows of one exported workbook, at most. */
export const EXPORTED = 50_000;

type Row = PairingRow & {
  readonly record_id: string;
  readonly form: string;
  readonly form_version: number;
  readonly on_day: string;
  readonly data: string;
  readonly subject_state: 'draft' | 'claimed' | 'confirmed' | 'returned' | 'void';
  readonly user_name: string;
  readonly decided_name: string | null;
  readonly decided_at: string | null;
};

const stateText: Readonly<Record<Row['subject_state'], Text>> = {
  draft: t('草稿', 'draft'),
  claimed: t('待确认', 'waiting'),
  confirmed: t('已确认', 'confirmed'),
  returned: t('已退回', 'returned'),
  void: t('已作废', 'void'),
};

const columns = sql`g.*, helper.name as helper_name, helped.name as helped_name, r.id as record_id, r.form, r.form_version, r.on_day, r.data,
  rs.state as subject_state, account.name as user_name, rs.decided_at,
  (select decider.name from account decider where decider.id = rs.decided_by) as decided_name`;
const from = sql`${pairingFrom} join record_subject rs on rs.pairing_id = g.id join record r on r.id = rs.record_id
  join account on account.id = r.user_id`;

/** 台账: views over records in the plan's own columns, on screen and on paper. */
@Injectable()
export class Ledgers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly people: People,
  ) {}

  async read(call: Call<typeof api.readLedger>) {
    const { scope, params, query } = call;
    const running = await this.programmes.get(this.database, scope, params.id, 'record.read');
    const ledgers = running.definition?.ledgers ?? {};
    const ledger = Object.hasOwn(ledgers, params.ledger) ? ledgers[params.ledger]! : undefined;
    if (!ledger) throw notFound();
    const { state, ...rest } = query;
    const where = all([
      sql`r.programme_id = ${params.id} and r.form in ${list(ledger.from)}`,
      pairingInReach(scope.reach('record.read')),
      ...recordFilters(running, { pairing: rest.pairing, from: rest.from, to: rest.to }),
      ...(rest.pairing ? [sql`g.id = ${rest.pairing}`] : []),
      ...(rest.organisation
        ? [sql`(g.helper_organisation_id = ${rest.organisation} or g.helped_organisation_id = ${rest.organisation})`]
        : []),
      state === 'confirmed'
        ? sql`rs.state = 'confirmed'`
        : state === 'submitted'
          ? sql`rs.state = 'claimed'`
          : state === 'void'
            ? sql`rs.state = 'void'`
            : sql`rs.state in ('claimed', 'confirmed')`,
    ]);
    return call.wants(xlsx) ? this.workbook(call, running, ledger, where) : this.page(call, running, ledger, where);
  }

  private async page(
    { scope, query, language }: Call<typeof api.readLedger>,
    running: Running,
    ledger: Ledger,
    where: ReturnType<typeof all>,
  ) {
    const found = await page<Row, Row>(this.database, {
      query,
      rows: (window) => sql`select ${columns} ${from} where ${where} order by r.on_day desc, r.id desc, g.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const cells = await this.cells(
      scope.districtId,
      running,
      ledger,
      found.rows,
      language,
      (query.page - 1) * query.size,
    );
    return {
      ...found,
      title: ledger.title,
      columns: ledger.columns.map((c) => ({ key: c.show, title: c.title, total: c.total ?? false })),
      rows: found.rows.map((row, i) => ({ record: row.record_id, cells: cells[i]! })),
    };
  }

  private async workbook(
    call: Call<typeof api.readLedger>,
    running: Running,
    ledger: Ledger,
    where: ReturnType<typeof all>,
  ) {
    const { scope, query } = call;
    const language = query.language ?? call.language;
    const rows = await this.database.all<Row>(
      sql`select ${columns} ${from} where ${where} order by r.on_day, r.id, g.id limit ${EXPORTED + 1}`,
    );
    if (rows.length > EXPORTED)
      throw refused(
        'too-many-rows',
        t(
          `一次最多导出 ${EXPORTED} 行，请缩小日期范围`,
          `At most ${EXPORTED} rows are exported at once: narrow the dates`,
        ),
      );
    const cells = await this.cells(scope.districtId, running, ledger, rows, language, 0);
    const title = ledger.title[language];
    const today = this.clock.today();
    const columnsShown = chosenColumns(
      ledger.columns.map((c) => ({ ...c, key: c.show })),
      query.columns,
    );
    const totals = columnsShown.some((c) => c.total);
    const content = await writeOfficialTable({
      sheet: title.slice(0, 30),
      title: language === 'zh' ? `${running.row.title}${title}` : `${running.row.title}: ${title}`,
      unitLine: `${{ zh: '填报单位（盖章）：', en: 'Unit (seal): ' }[language]}${scope.organisationName}`,
      dateLine: `${{ zh: '填报日期：', en: 'Date: ' }[language]}${language === 'zh' ? chineseDay(today) : today}`,
      columns: columnsShown.map((c) => ({
        key: c.show,
        title: c.title[language],
        kind: this.isNumber(running, ledger, c.show)
          ? ('integer' as const)
          : c.show === 'on'
            ? ('day' as const)
            : ('text' as const),
        ...(c.total ? { total: true } : {}),
      })),
      rows: cells,
      ...(totals ? { totalLabel: { zh: '合计', en: 'Total' }[language] } : {}),
      signatures: {
        zh: ['单位负责人（签名）：', '复核人（签名）：', '填表人（签名）：', '联系电话：'],
        en: ['Head of unit (signature): ', 'Checked by (signature): ', 'Filled in by (signature): ', 'Phone: '],
      }[language],
      notes: [this.note(query, language)],
    });
    return new FileAnswer(content, xlsx, `${title}-${today}.xlsx`);
  }

  private note(query: { from?: string | undefined; to?: string | undefined }, language: Language): string {
    const { from: first = '', to: last = '' } = query;
    if (!first && !last)
      return {
        zh: '注：按活动日期排列；含待确认的记录。',
        en: 'Note: in the order of days; includes records that wait for confirmation.',
      }[language];
    return {
      zh: `注：活动日期 ${first || '…'} 至 ${last || '…'}；含待确认的记录。`,
      en: `Note: days ${first || '…'} to ${last || '…'}; includes records that wait for confirmation.`,
    }[language];
  }

  private isNumber(running: Running, ledger: Ledger, show: string): boolean {
    if (show === '@number') return true;
    const field = ledger.from
      .flatMap((form) => formFields(running.definition!, form, running.settings))
      .find((f) => f.key === show);
    return field?.widget === 'integer';
  }

  private async cells(
    districtId: string,
    running: Running,
    ledger: Ledger,
    rows: readonly Row[],
    language: Language,
    before: number,
  ) {
    const definition = running.definition!;
    const fields = new Map<string, FieldManifest[]>(
      ledger.from.map((form) => [form, formFields(definition, form, running.settings)]),
    );
    const data = rows.map((row) => dataOf(definition, row));
    const people = rows.flatMap((row, i) => personIds(fields.get(row.form) ?? [], data[i]!));
    const names = await this.people.namesOf(this.database, [...new Set(people)]);
    const calendar = await this.calendars.of(this.database, districtId);
    const builtIn = (row: Row, i: number, show: string): string | number | null => {
      switch (show) {
        case '@number':
          return before + i + 1;
        case '@term': {
          const term = termOf(calendar, row.on_day);
          return term ? termTitle(term.id)[language] : null;
        }
        case '@form':
          return definition.forms[row.form]?.title[language] ?? row.form;
        case '@helper':
          return row.helper_name;
        case '@helped':
          return row.helped_name;
        case '@recordedBy':
          return row.user_name;
        case '@confirmedBy':
          return row.decided_name;
        default:
          return stateText[row.subject_state][language];
      }
    };
    return rows.map((row, i) =>
      Object.fromEntries(
        ledger.columns.map(({ show }) => {
          if (show.startsWith('@')) return [show, builtIn(row, i, show)];
          const field = fields.get(row.form)?.find((f) => f.key === show);
          return [show, field ? inLanguage(shown(field, data[i]![show], names), language) : null];
        }),
      ),
    );
  }
}
