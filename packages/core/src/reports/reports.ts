import { Inject, Injectable } from '@nestjs/common';
import { isDay, lastDayOfMonth, type RecordSnapshot, type Report, t, termOf } from '@xieshou/sdk';
import { Duties } from '../duties/duties.js';
import { type ProgrammeSheet, writeProgrammeSheet } from '../files/programme-sheet.js';
import { inPieces } from '../imports/bulk.js';
import { awardSnapshots } from '../outcomes/award-snapshots.js';
import { Inside } from '../pairings/inside.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { grouped } from '../platform/grouped.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { invalid, notFound } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { formFields } from '../records/presenting.js';
import { dataOf } from '../records/record-rows.js';
import { RectificationViews } from '../rectification/rectification-views.js';
import { entrySnapshots } from '../registers/entry-snapshots.js';
import { cellsOf } from './cells.js';
import { recordStandings } from './record-standings.js';
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

/** How far whoever asks sees pairings, what registers say of people, and awards. */
interface Reaches {
  readonly reach: Reach | undefined;
  readonly entries: Reach | undefined;
  readonly awards: Reach | undefined;
}

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
    private readonly inside: Inside,
  ) {}

  async read(call: Call<typeof api.readReport>) {
    const { scope, params, query } = call;
    const language = query.language ?? call.language;
    const { running, report, period, sheet } = await this.database.snapshot(async (reads) => {
      const found = await this.programmes.get(reads, scope, params.id, 'report.read');
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
        report: reportOf(found, params.report),
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
    const { running, report, reach, period } = o;
    const { pairings, standings } = await this.duties.standings(reads, { running, reach, ...period });
    const around = pairings.map((g) => g.id);
    const inside = await this.inside.alive(reads, { around, ...period });
    const tallies = await this.tallies(reads, {
      programmeId: running.row.id,
      pairingIds: [...around, ...inside.map((g) => g.id)],
      names: report.counts,
      ...period,
    });
    const records = await this.records(reads, { running, report, pairingIds: around, period });
    const standing = await recordStandings(reads, {
      programmeId: running.row.id,
      forms: report.standing ?? [],
      pairingIds: around,
      ...period,
    });
    const rectifications = running.definition?.rectification
      ? await this.rectifications.standings(reads, { programmeId: running.row.id, reach, ...period })
      : [];
    const { awards, entries } = await this.people(reads, o);
    const answered = report.rows({
      period,
      today: this.clock.today(),
      pairings: () =>
        pairings.map((g) => ({
          id: g.id,
          helper: { id: g.helper_id, name: g.helper_name },
          helped: { id: g.helped_id, name: g.helped_name },
        })),
      inside: () =>
        inside.map((g) => ({
          id: g.id,
          pairing: g.parent_id!,
          inside: g.inside!,
          kind: g.kind!,
          helper: { id: g.helper_id, name: g.helper_name },
          helped: { id: g.helped_id, name: g.helped_name },
        })),
      records: (form) => records.get(form) ?? [],
      standing: (form) => standing.get(form) ?? [],
      tallies: () => tallies,
      duties: () => standings,
      rectifications: () => rectifications,
      awards: (outcome) => awards.get(outcome) ?? [],
      entries: (register) => entries.get(register) ?? [],
    });
    const { plugin } = running.row;
    return answered.map(({ pairing, ...row }) => ({
      pairing: pairing ?? null,
      cells: cellsOf({ plugin, report: o.key, columns: report.columns, row }),
    }));
  }

  /** Awards and entries that a report says it reads. */
  private async people(
    reads: Reads,
    o: Reaches & { readonly running: Running; readonly report: Report; readonly period: Range },
  ) {
    const { row, definition } = o.running;
    const { awards: outcomes = [], entries: registers = [] } = o.report;
    if (!definition) return { awards: new Map<string, never>(), entries: new Map<string, never>() };
    const calendar = await this.calendars.of(reads, row.district_id);
    const of = { calendar, range: o.period };
    const running = { ...o.running, definition };
    return {
      awards: await awardSnapshots(reads, { ...of, definition, programme: row.id, outcomes, reach: o.awards }),
      entries: await entrySnapshots(reads, { ...of, running, registers, reach: o.entries }),
    };
  }

  /** Confirmed records of the forms that a report says it reads, in the fields that every reader of reports may see. */
  private async records(
    reads: Reads,
    o: {
      readonly running: Running;
      readonly report: Report;
      readonly pairingIds: readonly string[];
      readonly period: Range;
    },
  ) {
    const { running, report, pairingIds } = o;
    const { from, to } = o.period;
    const { definition } = running;
    if (!definition || !report.reads?.length) return new Map<string, readonly RecordSnapshot[]>();
    const rows = await reads.all<{
      id: string;
      pairing: string;
      form: string;
      form_version: number;
      on_day: string;
      data: string;
    }>(sql`select r.id, rs.pairing_id as pairing, r.form, r.form_version, r.on_day, r.data from record r
      join record_subject rs on rs.record_id = r.id where r.programme_id = ${running.row.id}
      and r.form in ${list(report.reads)} and r.on_day between ${from} and ${to} and rs.state = 'confirmed'
      and rs.pairing_id in ${list(pairingIds)} order by r.on_day, r.id`);
    const facts = await inPieces([...new Set(rows.map((row) => row.id))], (piece) =>
      reads.all<{ record_id: string; subject_id: string; name: string; amount: number }>(
        sql`select record_id, subject_id, name, amount from fact where record_id in ${piece}`,
      ),
    );
    const yielded = grouped(facts, (f) => `${f.record_id} ${f.subject_id}`);
    const open = new Map(
      report.reads.map((form) => [
        form,
        formFields(definition, form, running.settings)
          .filter((f) => f.class === 'public' || f.class === 'internal')
          .map((f) => f.key),
      ]),
    );
    const snapshots = rows.map((row) => {
      const data = dataOf(running, row);
      const shown = open.get(row.form)!.filter((key) => Object.hasOwn(data, key));
      return {
        form: row.form,
        pairing: row.pairing,
        on: row.on_day,
        data: Object.fromEntries(shown.map((key) => [key, data[key]])),
        facts: Object.fromEntries(
          (yielded.get(`${row.id} ${row.pairing}`) ?? [])
            .filter((f) => f.name !== row.form)
            .map((f) => [f.name.slice(row.form.length + 1), Number(f.amount)]),
        ),
      };
    });
    return grouped(snapshots, (one) => one.form);
  }

  /** From the month tallies where the range is whole months, from the facts where it is not; the same numbers. */
  private async tallies(
    reads: Reads,
    o: Range & {
      readonly programmeId: string;
      readonly pairingIds: readonly string[];
      readonly names: readonly string[] | undefined;
    },
  ): Promise<TallyRow[]> {
    const { programmeId, pairingIds, from, to } = o;
    const named = o.names ? sql`and name in ${list(o.names)}` : sql``;
    const wholeMonths = from.endsWith('-01') && to === lastDayOfMonth(to.slice(0, 7));
    const rows = await reads.all<TallyRow>(
      wholeMonths
        ? sql`select subject_id as pairing, name, kind, state, month, count, sum from tally where programme_id = ${programmeId}
            and subject_id in ${list(pairingIds)} ${named} and state in ('claimed', 'confirmed')
            and month between ${from.slice(0, 7)} and ${to.slice(0, 7)} and count > 0`
        : sql`select subject_id as pairing, name, kind, state, substr(on_day, 1, 7) as month, count(*) as count,
            cast(sum(amount) as bigint) as sum from fact where programme_id = ${programmeId}
            and subject_id in ${list(pairingIds)} ${named} and state in ('claimed', 'confirmed') and on_day between ${from} and ${to}
            group by subject_id, name, kind, state, substr(on_day, 1, 7)`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count), sum: Number(row.sum) }));
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
