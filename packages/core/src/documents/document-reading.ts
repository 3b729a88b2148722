import { Injectable } from '@nestjs/common';
import {
  type DocumentBasis,
  type DocumentOfProgramme,
  type DocumentPairing,
  type PairingReader,
  type ProgrammeDefinition,
  type Reader,
  type RecordOnPaper,
  periodOf,
  type SchoolCalendar,
  t,
} from '@xieshou/sdk';
import { Duties } from '../duties/duties.js';
import { PRINTED } from '../files/word.js';
import { formerParties } from '../pairings/party-changes.js';
import { People } from '../people/people.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { invalid, notFound } from '../platform/problem.js';
import type { Reach, Scope } from '../platform/scope.js';
import { Calendars } from '../programmes/calendars.js';
import type { Running } from '../programmes/programmes.js';
import { Confidential } from '../records/confidential.js';
import { recordColumns, recordFrom, recordInScope, type RecordRow } from '../records/record-rows.js';
import { type Range, Readings } from '../reports/readings.js';
import { pairingsOnPaper, theseOnPaper } from './document-pairings.js';
import type { readDocument } from './documents.api.js';
import { assertFitsPaper } from './fits-paper.js';
import { asIn, asOn } from './parties-then.js';
import { recordsOnPaper } from './records-on-paper.js';
import { settingsInWords } from './settings-in-words.js';

export type Working = Running & { readonly definition: ProgrammeDefinition };

export interface Asked {
  readonly working: Working;
  readonly scope: Scope;
  readonly query: Call<typeof readDocument>['query'];
  readonly period: Range;
}

/** What documents read, inside the reach of whoever asks. */
@Injectable()
export class DocumentReading {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly readings: Readings,
    private readonly duties: Duties,
    private readonly people: People,
    private readonly confidential: Confidential,
  ) {}

  calendar(reads: Reads, { row }: Working): Promise<SchoolCalendar> {
    return this.calendars.of(reads, row.district_id);
  }

  /** The days of the period asked for inside the programme; the whole programme unless told. */
  async period(reads: Reads, working: Working, id: string | undefined): Promise<Range> {
    const { starts_on, ends_on } = working.row;
    if (id === undefined) return { from: starts_on, to: ends_on };
    const period = periodOf(await this.calendar(reads, working), id);
    if (!period)
      throw invalid([
        {
          field: 'period',
          text: t(
            '没有这个时段，如 2026-11 或 2026-2027-1',
            'There is no such period; write one like 2026-11 or 2026-2027-1',
          ),
        },
      ]);
    if (period.from > ends_on || period.to < starts_on)
      throw invalid([
        {
          field: 'period',
          text: t(
            `项目期间为 ${starts_on} 至 ${ends_on}，不含${period.title.zh}`,
            `The programme runs from ${starts_on} to ${ends_on}, without ${period.title.en}`,
          ),
        },
      ]);
    return {
      from: period.from < starts_on ? starts_on : period.from,
      to: period.to > ends_on ? ends_on : period.to,
    };
  }

  /** What every document knows of its programme. */
  async basis(
    reads: Reads,
    { row, settings, definition }: Working,
  ): Promise<DocumentBasis<Readonly<Record<string, unknown>>>> {
    const owner = await reads.one<{ name: string }>(sql`select name from organisation where id = ${row.owner_id}`);
    const organisations = await reads.all<{ name: string }>(sql`select o.name from programme_organisation po
      join organisation o on o.id = po.organisation_id where po.programme_id = ${row.id} order by o.name_key, o.id`);
    return {
      programme: {
        title: row.title,
        owner: owner!.name,
        schoolYear: row.school_year,
        from: row.starts_on,
        to: row.ends_on,
        organisations: organisations.map(({ name }) => name),
      },
      settings,
      settingsInWords: settingsInWords(definition, settings),
    };
  }

  /** Those of the period, with whoever was party when it ended. */
  async pairings(reads: Reads, { working, scope, period }: Asked): Promise<DocumentPairing[]> {
    const found = await pairingsOnPaper(reads, { running: working, reach: scope.reach('report.read'), ...period });
    const former = await formerParties(
      reads,
      found.map(({ id }) => id),
    );
    return found.map((one) => asOn(one, period.to, former));
  }

  programme(reads: Reads, { working, scope, period }: Asked, reading: DocumentOfProgramme): Promise<Reader> {
    return this.readings.of(reads, {
      running: working,
      reading,
      reach: scope.reach('report.read'),
      entries: scope.reach('register.read'),
      awards: scope.reach('outcome.read'),
      period,
    });
  }

  /** One record of the programme, of a form where the document is about one. */
  async record(reads: Reads, { working, scope, query }: Asked, form: string | undefined): Promise<RecordOnPaper> {
    if (!query.record)
      throw invalid([{ field: 'record', text: t('请选择要打印的记录', 'Choose the record to be printed') }]);
    const row = await recordInScope(reads, scope, query.record, this.confidential.open(scope));
    if (row.programme_id !== working.row.id || (form !== undefined && row.form !== form)) throw notFound();
    const [record] = await this.onPaper(reads, { working, scope }, [row]);
    return record!;
  }

  /** One pairing with its confirmed records of the period. */
  async pairing(reads: Reads, { working, scope, query, period }: Asked): Promise<PairingReader> {
    if (!query.pairing) throw invalid([{ field: 'pairing', text: t('请选择结对', 'Choose the pairing') }]);
    const reach = reachOf(scope);
    const [pairing] = await theseOnPaper(reads, { running: working, reach, ids: [query.pairing] });
    if (!pairing) throw notFound();
    const rows = await reads.all<RecordRow>(sql`select ${recordColumns} ${recordFrom}
      join record_subject rs on rs.record_id = r.id where rs.pairing_id = ${pairing.id} and rs.state = 'confirmed'
      and ${this.confidential.open(scope)}
      and r.programme_id = ${working.row.id} and r.on_day between ${period.from} and ${period.to}
      order by r.on_day, r.id limit ${PRINTED + 1}`);
    assertFitsPaper(rows.length);
    const records = grouped(await this.onPaper(reads, { working, scope }, rows), ({ form }) => form);
    const { standings } = await this.duties.standings(reads, {
      running: working,
      reach,
      ...period,
      pairingId: pairing.id,
    });
    return {
      period,
      today: this.clock.today(),
      pairing: asIn(pairing, period, await formerParties(reads, [pairing.id])),
      records: (form) => records.get(form) ?? [],
      duties: () => standings,
    };
  }

  private onPaper(reads: Reads, { working, scope }: Pick<Asked, 'working' | 'scope'>, rows: readonly RecordRow[]) {
    return recordsOnPaper(reads, { running: working, people: this.people, rows, reach: reachOf(scope) });
  }
}

/** The gate has let nobody through who reads no records. */
const reachOf = (scope: Scope): Reach => {
  const reach = scope.reach('record.read');
  if (!reach) throw notFound();
  return reach;
};
