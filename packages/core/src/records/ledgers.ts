import { Inject, Injectable } from '@nestjs/common';
import { type Language, type Ledger, type Text, t } from '@xieshou/sdk';
import { chosenColumns } from '../files/list-workbook.js';
import {
  type PagedSheet,
  type ProgrammeColumn,
  type ProgrammeRow,
  type ProgrammeSheet,
  streamProgrammeSheet,
} from '../files/programme-sheet.js';
import { pairingInReach } from '../pairings/pairings.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { sentWhileMade } from '../platform/http/sent-while-made.js';
import { page } from '../platform/page.js';
import { notFound, refused } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { formFields } from './presenting.js';
import { ledgerFrom, type LedgerKey, ledgerKey, ledgerPages } from './ledger-rows.js';
import { recordFilters } from './record-rows.js';
import type * as api from './records.api.js';

/** Rows of one exported workbook, at most. */
export const EXPORTED = 50_000;

/** Which rows of a ledger are meant. */
export interface LedgerFilter {
  readonly pairing?: string | undefined;
  readonly organisation?: string | undefined;
  readonly state?: 'submitted' | 'confirmed' | 'void' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A ledger as it is asked for, in one language. */
interface LedgerQuestion {
  readonly running: Running;
  readonly ledger: string;
  readonly reach: Reach | undefined;
  readonly filter: LedgerFilter;
  readonly language: Language;
}

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
    const day = this.clock.today();
    let name = '';
    const content = await sentWhileMade((making) =>
      this.database.snapshot(async (reads) => {
        const running = await this.programmes.get(reads, scope, params.id, 'record.read');
        const question = { running, ledger: params.ledger, reach: scope.reach('record.read'), filter: query };
        const sheet = await this.paged(reads, { ...question, language });
        name = `${sheet.title[language]}-${day}.xlsx`;
        await streamProgrammeSheet(
          {
            sheet: { ...sheet, columns: chosenColumns(sheet.columns, query.columns) },
            language,
            programme: running.row.title,
            unit: scope.organisationName,
            day,
          },
          making,
        );
      }),
    );
    return new FileAnswer(content, xlsx, name);
  }

  /** The whole ledger as it goes to paper, in the order of days. */
  async sheet(reads: Reads, o: LedgerQuestion): Promise<ProgrammeSheet> {
    const { pages, count: _, ...head } = await this.paged(reads, o);
    const rows: ProgrammeRow[] = [];
    for await (const page of pages) rows.push(...page);
    return { ...head, rows };
  }

  /** The same page by page: which rows there are is found at once, what they say is read as it is written. */
  private async paged(reads: Reads, o: LedgerQuestion): Promise<PagedSheet> {
    const { running, language } = o;
    const ledger = ledgerOf(running, o.ledger);
    const keys = await reads.all<LedgerKey>(sql`select ${ledgerKey} ${ledgerFrom} where ${this.where(o)}
      order by r.on_day, r.id, g.id limit ${EXPORTED + 1}`);
    if (keys.length > EXPORTED)
      throw refused(
        'too-many-rows',
        t(
          `一次最多导出 ${EXPORTED} 行，请缩小日期范围`,
          `At most ${EXPORTED} rows are exported at once: narrow the dates`,
        ),
      );
    return {
      title: ledger.title,
      columns: ledger.columns.map((c) => ({
        key: c.show,
        title: c.title,
        kind: kindOf(running, ledger, c.show),
        total: c.total ?? false,
      })),
      count: keys.length,
      pages: this.pages(reads, { running, ledger, keys, language, before: 0 }),
      note: noteOn(o.filter),
    };
  }

  private pages(reads: Reads, o: Omit<Parameters<typeof ledgerPages>[1], 'people' | 'calendars'>) {
    return ledgerPages(reads, { ...o, people: this.people, calendars: this.calendars });
  }

  private where(o: Omit<LedgerQuestion, 'language'>): Sql {
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
    const found = await page<LedgerKey, LedgerKey>(this.database, {
      query,
      rows: (window) =>
        sql`select ${ledgerKey} ${ledgerFrom} where ${where} order by r.on_day desc, r.id desc, g.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${ledgerFrom} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const before = (query.page - 1) * query.size;
    const rows: ProgrammeRow[] = [];
    for await (const some of this.pages(this.database, { running, ledger, keys: found.rows, language, before }))
      rows.push(...some);
    return {
      ...found,
      title: ledger.title,
      columns: ledger.columns.map((c) => ({ key: c.show, title: c.title, total: c.total ?? false })),
      rows: rows.map(({ record, cells }) => ({ record: record!, cells })),
    };
  }
}

/** What stands in a column: a number where every form that has the field says so. */
function kindOf(running: Running, ledger: Ledger, show: string): ProgrammeColumn['kind'] {
  if (show === '@number') return 'ordinal';
  if (show === 'on') return 'day';
  const widgets = ledger.from
    .flatMap((form) => formFields(running.definition!, form, running.settings))
    .filter((field) => field.key === show)
    .map(({ widget }) => widget);
  if (widgets.length === 0) return 'text';
  return (
    (['integer', 'decimal', 'money'] as const).find((kind) => widgets.every((widget) => widget === kind)) ?? 'text'
  );
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
