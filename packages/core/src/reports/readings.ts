import { Injectable } from '@nestjs/common';
import { lastDayOfMonth, type Reader, type RecordSnapshot, type Report, type Unpaired } from '@xieshou/sdk';
import { Duties } from '../duties/duties.js';
import { inPieces } from '../imports/bulk.js';
import { awardSnapshots } from '../outcomes/award-snapshots.js';
import { Inside } from '../pairings/inside.js';
import type { PairingRow } from '../pairings/pairings.js';
import { unpaired } from '../pairings/unpaired.js';
import { teamStandings } from '../pairings/team-parties.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { inReach, type Reach } from '../platform/scope.js';
import { Calendars } from '../programmes/calendars.js';
import type { Running } from '../programmes/programmes.js';
import { formFields } from '../records/presenting.js';
import { dataOf } from '../records/record-rows.js';
import { RectificationViews } from '../rectification/rectification-views.js';
import { entrySnapshots } from '../registers/entry-snapshots.js';
import { Stages } from '../stages/stages.js';
import { recordStandings } from './record-standings.js';

interface TallyRow {
  readonly pairing: string;
  readonly name: string;
  readonly kind: string;
  readonly state: 'claimed' | 'confirmed';
  readonly month: string;
  readonly count: number;
  readonly sum: number;
}

export type Range = { readonly from: string; readonly to: string };

/** How far whoever asks sees pairings, what registers say of people, and awards. */
export interface Reaches {
  readonly reach: Reach | undefined;
  readonly entries: Reach | undefined;
  readonly awards: Reach | undefined;
}

/** What a report or a document says it reads. */
type Reading = Pick<Report, 'reads' | 'counts' | 'standing' | 'awards' | 'entries' | 'unpaired'>;

/** What reports and documents read: everything inside the programme, the period and the reach of whoever asks. */
@Injectable()
export class Readings {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly duties: Duties,
    private readonly rectifications: RectificationViews,
    private readonly inside: Inside,
    private readonly stages: Stages,
  ) {}

  async of(
    reads: Reads,
    o: Reaches & { readonly running: Running; readonly reading: Reading; readonly period: Range },
  ): Promise<Reader> {
    const { running, reading, reach, period } = o;
    const { pairings, standings } = await this.duties.standings(reads, { running, reach, ...period });
    const around = pairings.map((g) => g.id);
    const inside = await this.inside.alive(reads, { around, ...period });
    const everywhere = [...around, ...inside.map((g) => g.id)];
    const tallies = await this.tallies(reads, {
      programmeId: running.row.id,
      pairingIds: everywhere,
      names: reading.counts,
      ...period,
    });
    const records = await this.records(reads, { running, reading, pairingIds: everywhere, period });
    const standing = await recordStandings(reads, {
      programmeId: running.row.id,
      forms: reading.standing ?? [],
      pairingIds: everywhere,
      ...period,
    });
    const stages = await this.stages.standings(reads, running, around);
    const rectifications = running.definition?.rectification
      ? await this.rectifications.standings(reads, { programmeId: running.row.id, reach, ...period })
      : [];
    const { awards, entries } = await this.people(reads, o);
    const left = await this.left(reads, o, pairings);
    const teams =
      running.definition?.sides.helper.party === 'group'
        ? await teamStandings(reads, { programmeId: running.row.id, reach })
        : [];
    return {
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
      unpaired: (key) => left.get(key) ?? [],
      records: (form) => records.get(form) ?? [],
      standing: (form) => standing.get(form) ?? [],
      tallies: () => tallies,
      duties: () => standings,
      rectifications: () => rectifications,
      stages: () => stages,
      awards: (outcome) => awards.get(outcome) ?? [],
      entries: (register) => entries.get(register) ?? [],
      teams: () => teams,
    };
  }

  /** Of the people whom the reader's organisations answer for, those in no pair of the kinds that are asked for. */
  private async left(
    reads: Reads,
    { running, reading, reach }: { readonly running: Running; readonly reading: Reading } & Pick<Reaches, 'reach'>,
    pairings: readonly PairingRow[],
  ): Promise<ReadonlyMap<string, readonly Unpaired[]>> {
    const found = new Map<string, readonly Unpaired[]>();
    const around = pairings.filter(({ state }) => state === 'active');
    const reached = inReach(reach, { district: sql`p.district_id`, organisations: [sql`p.organisation_id`] });
    for (const inside of reading.unpaired ?? []) {
      const rule = running.definition!.inside[inside]!;
      const people = await unpaired(reads, { programme: running.row.id, inside, rule, around, reached });
      found.set(
        inside,
        people.map(({ side, id, name, organisation, place, kind }) => ({
          side,
          person: { id, name },
          place: { id: organisation, name: place },
          kind: kind ?? null,
        })),
      );
    }
    return found;
  }

  /** Awards and entries that a report or document says it reads. */
  private async people(
    reads: Reads,
    o: Reaches & { readonly running: Running; readonly reading: Reading; readonly period: Range },
  ) {
    const { row, definition } = o.running;
    const { awards: outcomes = [], entries: registers = [] } = o.reading;
    if (!definition) return { awards: new Map<string, never>(), entries: new Map<string, never>() };
    const calendar = await this.calendars.of(reads, row.district_id);
    const of = { calendar, range: o.period };
    const running = { ...o.running, definition };
    return {
      awards: await awardSnapshots(reads, { ...of, definition, programme: row.id, outcomes, reach: o.awards }),
      entries: await entrySnapshots(reads, { ...of, running, registers, reach: o.entries }),
    };
  }

  /** Confirmed records of the forms that a report or document says it reads, in the fields that every reader of reports may see. */
  private async records(
    reads: Reads,
    o: {
      readonly running: Running;
      readonly reading: Reading;
      readonly pairingIds: readonly string[];
      readonly period: Range;
    },
  ) {
    const { running, reading, pairingIds } = o;
    const { from, to } = o.period;
    const { definition } = running;
    if (!definition || !reading.reads?.length) return new Map<string, readonly RecordSnapshot[]>();
    const rows = await reads.all<{
      id: string;
      pairing: string;
      form: string;
      form_version: number;
      on_day: string;
      data: string;
    }>(sql`select r.id, rs.pairing_id as pairing, r.form, r.form_version, r.on_day, r.data from record r
      join record_subject rs on rs.record_id = r.id where r.programme_id = ${running.row.id}
      and r.form in ${list(reading.reads)} and r.on_day between ${from} and ${to} and rs.state = 'confirmed'
      and rs.pairing_id in ${list(pairingIds)} order by r.on_day, r.id`);
    const facts = await inPieces([...new Set(rows.map((row) => row.id))], (piece) =>
      reads.all<{ record_id: string; subject_id: string; name: string; amount: number }>(
        sql`select record_id, subject_id, name, amount from fact where record_id in ${piece}`,
      ),
    );
    const yielded = grouped(facts, (f) => `${f.record_id} ${f.subject_id}`);
    const open = new Map(
      reading.reads.map((form) => [
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
}
