import { Inject, Injectable } from '@nestjs/common';
import { isDay, isInUse, type Report, t, termOf } from '@xieshou/sdk';
import { type ProgrammeSheet, writeProgrammeSheet } from '../files/programme-sheet.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { invalid, notFound } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { cellsOf } from './cells.js';
import { type Range, Readings, type Reaches } from './readings.js';
import type * as api from './reports.api.js';

/** Reports: a plugin's pure function over what its programme has counted. */
@Injectable()
export class Reports {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly readings: Readings,
  ) {}

  async read(call: Call<typeof api.readReport>) {
    const { scope, params, query } = call;
    const language = query.language ?? call.language;
    const { running, report, period, sheet } = await this.database.snapshot(async (reads) => {
      const found = await this.programmes.get(reads, scope, params.id, 'report.read');
      const asked = reportOf(found, params.report);
      if (!isInUse(asked, found.settings)) throw notFound();
      const range = await this.range(reads, found, query);
      const question = {
        running: found,
        report: params.report,
        reach: scope.reach('report.read'),
        entries: scope.reach('register.read'),
        awards: scope.reach('outcome.read'),
        period: range,
      };
      return {
        running: found,
        report: asked,
        period: range,
        sheet: await this.sheet(reads, question),
      };
    });
    const { columns, rows, title } = sheet;
    if (call.wants(xlsx)) {
      const day = this.clock.today();
      const content = await writeProgrammeSheet({
        sheet,
        language,
        programme: running.row.title,
        unit: scope.organisationName,
        day,
      });
      return new FileAnswer(content, xlsx, `${title[language]}-${day}.xlsx`);
    }
    return {
      title,
      period,
      asOf: this.clock.instant(),
      settingsVersion: running.settingsNumber,
      columns: columns.map(({ key, title: heading, kind, total }) => ({ key, title: heading, kind, total })),
      rows: rows.map(({ pairing, cells }) => ({ pairing, cells })),
      totals: Object.fromEntries(
        columns
          .filter((c) => c.total)
          .map((c) => [c.key, rows.reduce((sum, row) => sum + Number(row.cells[c.key] ?? 0), 0)]),
      ),
      chart: report.chart ? { kind: report.chart.kind, by: report.chart.by, series: [...report.chart.series] } : null,
      drill: Object.fromEntries(
        Object.entries(report.drill ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    };
  }

  /** The whole report as it goes to paper. */
  async sheet(
    reads: Reads,
    o: Reaches & { readonly running: Running; readonly report: string; readonly period: Range },
  ) {
    const report = reportOf(o.running, o.report);
    const seen = new Map<string, number>();
    // A pairing has a row, or several in an order of the report's own.
    const keyOf = (pairing: string | null) => {
      const n = (seen.get(pairing ?? '') ?? 0) + 1;
      seen.set(pairing ?? '', n);
      return n === 1 && pairing ? pairing : `${pairing ?? ''}#${n}`;
    };
    const { from, to } = o.period;
    const today = this.clock.today();
    return {
      title: report.title,
      columns: Object.entries(report.columns).map(([key, c]) => ({
        key,
        title: c.title,
        kind: c.kind,
        total: c.total ?? false,
      })),
      rows: (await this.rows(reads, { ...o, key: o.report, report })).map((row) => ({
        ...row,
        key: keyOf(row.pairing),
        record: null,
        version: null,
        rectification: null,
      })),
      note: t(`注：统计期间 ${from} 至 ${to}；数据截至 ${today}。`, `Note: period ${from} to ${to}; as of ${today}.`),
    } satisfies ProgrammeSheet;
  }

  private async rows(
    reads: Reads,
    o: Reaches & {
      readonly running: Running;
      readonly key: string;
      readonly report: Report;
      readonly period: Range;
    },
  ) {
    const { plugin } = o.running.row;
    const answered = o.report.rows(await this.readings.of(reads, { ...o, reading: o.report }));
    return answered.map(({ pairing, ...row }) => ({
      pairing: pairing ?? null,
      cells: cellsOf({ plugin, report: o.key, columns: o.report.columns, row }),
    }));
  }

  /** The days asked for; the running term unless told. */
  async range(
    reads: Reads,
    running: Running,
    query: { readonly from?: string | undefined; readonly to?: string | undefined },
  ): Promise<Range> {
    const calendar = await this.calendars.of(reads, running.row.district_id);
    const term = termOf(calendar, this.clock.today());
    const from = query.from ?? term?.starts ?? running.row.starts_on;
    const to = query.to ?? term?.ends ?? running.row.ends_on;
    if (!isDay(from) || !isDay(to) || from > to)
      throw invalid([
        { field: 'to', text: t('结束日期不得早于起始日期', 'The last day must not be before the first') },
      ]);
    return { from, to };
  }
}

/** A report of the programme, or not found. */
function reportOf({ definition }: Running, key: string): Report {
  const reports = definition?.reports ?? {};
  if (!Object.hasOwn(reports, key)) throw notFound();
  return reports[key]!;
}
