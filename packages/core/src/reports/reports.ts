import { Inject, Injectable } from '@nestjs/common';
import { type Cell, isDay, lastDayOfMonth, percent, type Report, t, termOf } from '@xieshou/sdk';
import { Duties } from '../duties/duties.js';
import { chineseDay } from '../files/chinese-day.js';
import { writeOfficialTable } from '../files/workbook.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { invalid, notFound } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { RectificationViews } from '../rectification/rectification-views.js';
import type * as api from './reports.api.js';

interface TallyRow {
  readonly pairing: string;
  readonly name: string;
  readonly kind: string;
  readonly state: 'claimed' | 'confirmed';
  readonly month: string;
  readonly count: number;
  readonly sum: number;
}

type Range = { readonly from: string; readonly to: string };

/** Reports: a plugin's pure function over what its programme has counted. */
@Injectable()
export class Reports {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly duties: Duties,
    private readonly rectifications: RectificationViews,
  ) {}

  async read(call: Call<typeof api.readReport>) {
    const { scope, params, query } = call;
    const running = await this.programmes.get(this.database, scope, params.id, 'report.read');
    const reports = running.definition?.reports ?? {};
    const report = Object.hasOwn(reports, params.report) ? reports[params.report]! : undefined;
    if (!report) throw notFound();
    const period = await this.range(running, query);
    const rows = await this.rows(call, running, report, period);
    const columns = Object.entries(report.columns).map(([key, c]) => ({
      key,
      title: c.title,
      kind: c.kind,
      total: c.total ?? false,
    }));
    const totals = Object.fromEntries(
      columns
        .filter((c) => c.total)
        .map((c) => [c.key, rows.reduce((sum, row) => sum + Number(row.cells[c.key] ?? 0), 0)]),
    );
    const table = {
      title: report.title,
      period,
      asOf: this.clock.instant(),
      settingsVersion: running.settingsNumber,
      columns,
      rows,
      totals,
      chart: report.chart ? { kind: report.chart.kind, by: report.chart.by, series: [...report.chart.series] } : null,
      drill: Object.fromEntries(
        Object.entries(report.drill ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    };
    return call.wants(xlsx) ? this.workbook(call, running, table) : table;
  }

  private async rows(call: Call<typeof api.readReport>, running: Running, report: Report, period: Range) {
    const reach = call.scope.reach('report.read');
    const { pairings, standings } = await this.duties.standings(this.database, { running, reach, ...period });
    const tallies = await this.tallies(
      running.row.id,
      pairings.map((g) => g.id),
      period,
    );
    const rectifications = running.definition?.rectification
      ? await this.rectifications.standings(this.database, { programmeId: running.row.id, reach, ...period })
      : [];
    const answered = report.rows({
      period,
      today: this.clock.today(),
      pairings: () =>
        pairings.map((g) => ({
          id: g.id,
          helper: { id: g.helper_id, name: g.helper_name },
          helped: { id: g.helped_id, name: g.helped_name },
        })),
      tallies: () => tallies,
      duties: () => standings,
      rectifications: () => rectifications,
    });
    return answered.map(({ pairing, ...row }) => {
      const cells: Record<string, Cell> = {};
      for (const key of Object.keys(report.columns)) cells[key] = (row as Record<string, Cell>)[key] ?? null;
      return { pairing: pairing ?? null, cells };
    });
  }

  /** From the month tallies where the range is whole months, from the facts where it is not; the same numbers. */
  private async tallies(programmeId: string, pairingIds: readonly string[], { from, to }: Range): Promise<TallyRow[]> {
    const wholeMonths = from.endsWith('-01') && to === lastDayOfMonth(to.slice(0, 7));
    const rows = await this.database.all<TallyRow>(
      wholeMonths
        ? sql`select subject_id as pairing, name, kind, state, month, count, sum from tally where programme_id = ${programmeId}
            and subject_id in ${list(pairingIds)} and state in ('claimed', 'confirmed')
            and month between ${from.slice(0, 7)} and ${to.slice(0, 7)} and count > 0`
        : sql`select subject_id as pairing, name, kind, state, substr(on_day, 1, 7) as month, count(*) as count,
            cast(sum(amount) as bigint) as sum from fact where programme_id = ${programmeId}
            and subject_id in ${list(pairingIds)} and state in ('claimed', 'confirmed') and on_day between ${from} and ${to}
            group by subject_id, name, kind, state, substr(on_day, 1, 7)`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count), sum: Number(row.sum) }));
  }

  private async range(running: Running, query: { from?: string | undefined; to?: string | undefined }): Promise<Range> {
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const term = termOf(calendar, this.clock.today());
    const from = query.from ?? term?.starts ?? running.row.starts_on;
    const to = query.to ?? term?.ends ?? running.row.ends_on;
    if (!isDay(from) || !isDay(to) || from > to)
      throw invalid([
        { field: 'to', text: t('结束日期不得早于起始日期', 'The last day must not be before the first') },
      ]);
    return { from, to };
  }

  private async workbook(
    call: Call<typeof api.readReport>,
    running: Running,
    table: {
      title: { zh: string; en: string };
      period: Range;
      columns: readonly {
        key: string;
        title: { zh: string; en: string };
        kind: 'text' | 'integer' | 'share';
        total: boolean;
      }[];
      rows: readonly { cells: Readonly<Record<string, Cell>> }[];
    },
  ): Promise<FileAnswer> {
    const language = call.query.language ?? call.language;
    const title = table.title[language];
    const today = this.clock.today();
    const content = await writeOfficialTable({
      sheet: title.slice(0, 30),
      title: language === 'zh' ? `${running.row.title}${title}` : `${running.row.title}: ${title}`,
      unitLine: `${{ zh: '填报单位（盖章）：', en: 'Unit (seal): ' }[language]}${call.scope.organisationName}`,
      dateLine: `${{ zh: '填报日期：', en: 'Date: ' }[language]}${language === 'zh' ? chineseDay(today) : today}`,
      columns: table.columns.map((c) => ({
        key: c.key,
        title: c.title[language],
        kind: c.kind === 'integer' ? ('integer' as const) : ('text' as const),
        ...(c.total ? { total: true } : {}),
      })),
      rows: table.rows.map((row) => ({
        ...row.cells,
        ...Object.fromEntries(
          table.columns
            .filter((c) => c.kind === 'share' && typeof row.cells[c.key] === 'number')
            .map((c) => [c.key, percent(Number(row.cells[c.key]))]),
        ),
      })),
      totalLabel: { zh: '合计', en: 'Total' }[language],
      signatures: {
        zh: ['单位负责人（签名）：', '复核人（签名）：', '填表人（签名）：', '联系电话：'],
        en: ['Head of unit (signature): ', 'Checked by (signature): ', 'Filled in by (signature): ', 'Phone: '],
      }[language],
      notes: [
        {
          zh: `注：统计期间 ${table.period.from} 至 ${table.period.to}；数据截至 ${today}。`,
          en: `Note: period ${table.period.from} to ${table.period.to}; as of ${today}.`,
        }[language],
      ],
    });
    return new FileAnswer(content, xlsx, `${title}-${today}.xlsx`);
  }
}
