import { Inject, Injectable } from '@nestjs/common';
import { type FieldManifest, type Language, type Ledger, type Text, t, termOf, termTitle } from '@xieshou/sdk';
import { chosenColumns } from '../files/list-workbook.js';
import { type ProgrammeSheet, writeProgrammeSheet } from '../files/programme-sheet.js';
import { type PairingRow, pairingFrom, pairingInReach } from '../pairings/pairings.js';
import { formerParties, nameOn } from '../pairings/party-changes.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { page } from '../platform/page.js';
import { notFound, refused } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { formFields, personIds } from './presenting.js';
import { inLanguage, shown } from '../programmes/field-text.js';
import { dataOf, recordFilters } from './record-rows.js';
import type * as api from './records.api.js';

/** Rows of one exported workbook, at most. */
export const EXPORTED = 50_000;

type Row = PairingRow & {
  readonly record_id: string;
  readonly record_version: number;
  readonly form: string;
  readonly form_version: number;
  readonly on_day: string;
  readonly data: string;
  readonly subject_state: 'draft' | 'claimed' | 'confirmed' | 'returned' | 'void';
  readonly user_name: string;
  readonly decided_name: string | null;
  readonly decided_at: string | null;
};

/** Which rows of a ledger are meant. */
export interface LedgerFilter {
  readonly pairing?: string | undefined;
  readonly organisation?: string | undefined;
  readonly state?: 'submitted' | 'confirmed' | 'void' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const stateText: Readonly<Record<Row['subject_state'], Text>> = {
  draft: t('草稿', 'draft'),
  claimed: t('待确认', 'waiting'),
  confirmed: t('已确认', 'confirmed'),
  returned: t('已退回', 'returned'),
  void: t('已作废', 'void'),
};

const columns = sql`g.*, helper.name as helper_name, helped.name as helped_name, r.id as record_id,
  r.version as record_version, r.form, r.form_version, r.on_day, r.data,
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
    if (!call.wants(xlsx)) return this.page(call);
    const { scope, params, query } = call;
    const language = query.language ?? call.language;
    const { running, sheet } = await this.database.snapshot(async (reads) => {
      const found = await this.programmes.get(reads, scope, params.id, 'record.read');
      const question = { running: found, ledger: params.ledger, reach: scope.reach('record.read'), filter: query };
      return { running: found, sheet: await this.sheet(reads, { ...question, language }) };
    });
    const day = this.clock.today();
    const content = await writeProgrammeSheet({
      sheet: { ...sheet, columns: chosenColumns(sheet.columns, query.columns) },
      language,
      programme: running.row.title,
      unit: scope.organisationName,
      day,
    });
    return new FileAnswer(content, xlsx, `${sheet.title[language]}-${day}.xlsx`);
  }

  /** The whole ledger as it goes to paper, in the order of days. */
  async sheet(
    reads: Reads,
    o: {
      readonly running: Running;
      readonly ledger: string;
      readonly reach: Reach | undefined;
      readonly filter: LedgerFilter;
      readonly language: Language;
    },
  ): Promise<ProgrammeSheet> {
    const { running } = o;
    const ledger = ledgerOf(running, o.ledger);
    const rows = await reads.all<Row>(
      sql`select ${columns} ${from} where ${this.where(o)} order by r.on_day, r.id, g.id limit ${EXPORTED + 1}`,
    );
    if (rows.length > EXPORTED)
      throw refused(
        'too-many-rows',
        t(
          `一次最多导出 ${EXPORTED} 行，请缩小日期范围`,
          `At most ${EXPORTED} rows are exported at once: narrow the dates`,
        ),
      );
    const cells = await this.cells(reads, running, ledger, { rows, language: o.language, before: 0 });
    return {
      title: ledger.title,
      columns: ledger.columns.map((c) => ({
        key: c.show,
        title: c.title,
        kind:
          c.show === '@number'
            ? ('ordinal' as const)
            : this.isNumber(running, ledger, c.show)
              ? ('integer' as const)
              : c.show === 'on'
                ? ('day' as const)
                : ('text' as const),
        total: c.total ?? false,
      })),
      rows: rows.map((row, i) => ({
        key: `${row.record_id} ${row.id}`,
        pairing: row.id,
        record: row.record_id,
        version: row.record_version,
        rectification: null,
        cells: cells[i]!,
      })),
      note: noteOn(o.filter),
    };
  }

  private where(o: {
    readonly running: Running;
    readonly ledger: string;
    readonly reach: Reach | undefined;
    readonly filter: LedgerFilter;
  }): Sql {
    const { state, ...rest } = o.filter;
    return all([
      sql`r.programme_id = ${o.running.row.id} and r.form in ${list(ledgerOf(o.running, o.ledger).from)}`,
      pairingInReach(o.reach),
      ...recordFilters(o.running, { pairing: rest.pairing, from: rest.from, to: rest.to }),
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
  }

  private async page({ scope, params, query, language }: Call<typeof api.readLedger>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'record.read');
    const ledger = ledgerOf(running, params.ledger);
    const where = this.where({ running, ledger: params.ledger, reach: scope.reach('record.read'), filter: query });
    const found = await page<Row, Row>(this.database, {
      query,
      rows: (window) => sql`select ${columns} ${from} where ${where} order by r.on_day desc, r.id desc, g.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const before = (query.page - 1) * query.size;
    const cells = await this.cells(this.database, running, ledger, { rows: found.rows, language, before });
    return {
      ...found,
      title: ledger.title,
      columns: ledger.columns.map((c) => ({ key: c.show, title: c.title, total: c.total ?? false })),
      rows: found.rows.map((row, i) => ({ record: row.record_id, cells: cells[i]! })),
    };
  }

  private isNumber(running: Running, ledger: Ledger, show: string): boolean {
    if (show === '@number') return true;
    const field = ledger.from
      .flatMap((form) => formFields(running.definition!, form, running.settings))
      .find((f) => f.key === show);
    return field?.widget === 'integer';
  }

  private async cells(
    reads: Reads,
    running: Running,
    ledger: Ledger,
    o: { readonly rows: readonly Row[]; readonly language: Language; readonly before: number },
  ) {
    const { rows, language, before } = o;
    const definition = running.definition!;
    const fields = new Map<string, FieldManifest[]>(
      ledger.from.map((form) => [form, formFields(definition, form, running.settings)]),
    );
    const data = rows.map((row) => dataOf(running, row));
    const people = rows.flatMap((row, i) => personIds(fields.get(row.form) ?? [], data[i]!));
    const names = await this.people.namesOf(reads, [...new Set(people)]);
    const calendar = await this.calendars.of(reads, running.row.district_id);
    const former = await formerParties(reads, [...new Set(rows.map((row) => row.id))]);
    const party = (row: Row, side: 'helper' | 'helped') =>
      nameOn({ pairing: row.id, side, name: row[`${side}_name`], on: row.on_day }, former)[language];
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
          return party(row, 'helper');
        case '@helped':
          return party(row, 'helped');
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

/** A ledger of the programme, or not found. */
function ledgerOf({ definition }: Running, key: string): Ledger {
  const ledgers = definition?.ledgers ?? {};
  if (!Object.hasOwn(ledgers, key)) throw notFound();
  return ledgers[key]!;
}

function noteOn({ from: first = '', to: last = '' }: LedgerFilter): Text {
  if (!first && !last)
    return t(
      '注：按活动日期排列；含待确认的记录。',
      'Note: in the order of days; includes records that wait for confirmation.',
    );
  return t(
    `注：活动日期 ${first || '…'} 至 ${last || '…'}；含待确认的记录。`,
    `Note: days ${first || '…'} to ${last || '…'}; includes records that wait for confirmation.`,
  );
}
