import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type LastRecord,
  type Outcome,
  type Period,
  periodBefore,
  periodOf,
  type PersonKind,
  type ProgrammeDefinition,
  type SettledPairing,
  type Settling,
  t,
} from '@xieshou/sdk';
import { partyNameAlone } from '../pairings/party-names.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { join, list, type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { invalid, notFound } from '../platform/problem.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { evidenceSums } from './evidence-sums.js';
import { knownEntries } from '../registers/known-entries.js';

/** What an outcome's rule is asked with. */
export interface Asked {
  readonly definition: ProgrammeDefinition;
  readonly key: string;
  readonly rule: Outcome<Readonly<Record<string, unknown>>>;
  readonly seen: Settling;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settingsNumber: number;
  /** The same as long as nothing that the rule sees has changed. */
  readonly print: string;
}

/** An outcome of the programme, or not found. */
export const outcomeOf = (definition: ProgrammeDefinition | undefined, key: string): Outcome => {
  const found = definition && Object.hasOwn(definition.outcomes, key) ? definition.outcomes[key] : undefined;
  if (!found) throw notFound();
  return found;
};

/** What is shown of an outcome: of a programme whose plugin is missing there is still something to read. */
export const shownOutcome = (
  definition: ProgrammeDefinition | undefined,
  key: string,
): Pick<Outcome, 'title' | 'levels'> => (definition ? outcomeOf(definition, key) : { title: t(key, key), levels: {} });

/** Pairings (aliased `g`) with both parties as they are called today: `helper` and `helped`, each a person or not. */
export const partiesFrom = sql`from pairing g
  join organisation helper on helper.id = g.helper_organisation_id
  join organisation helped on helped.id = g.helped_organisation_id
  left join person_alias helper_alias on helper_alias.person_id = g.helper_id and g.helper_kind in ('person', 'minor')
  left join person helper_person on helper_person.id = coalesce(helper_alias.successor_id, g.helper_id)
  left join person_alias helped_alias on helped_alias.person_id = g.helped_id and g.helped_kind in ('person', 'minor')
  left join person helped_person on helped_person.id = coalesce(helped_alias.successor_id, g.helped_id)`;

export const partyColumns: Sql = sql`coalesce(helper_person.id, g.helper_id) as helper,
  ${partyNameAlone('helper')} as helper_name, helper.id as helper_place, helper.name as helper_place_name,
  coalesce(helped_person.id, g.helped_id) as helped,
  ${partyNameAlone('helped')} as helped_name, helped.id as helped_place, helped.name as helped_place_name`;

export interface Parties {
  readonly helper: string;
  readonly helper_name: string;
  readonly helper_place: string;
  readonly helper_place_name: string;
  readonly helped: string;
  readonly helped_name: string;
  readonly helped_place: string;
  readonly helped_place_name: string;
}

/** One party of a row with both. */
export const partyOf = (row: Parties, side: 'helper' | 'helped') => ({
  id: row[side],
  name: row[`${side}_name`],
  place: { id: row[`${side}_place`], name: row[`${side}_place_name`] },
});

/** Everything that an outcome is settled from, gathered in one moment. */
@Injectable()
export class Evidence {
  constructor(
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async gather(
    reads: Reads,
    running: Running,
    o: { readonly outcome: string; readonly period: string },
  ): Promise<Asked> {
    const definition = this.programmes.assertWritable(running);
    const rule = outcomeOf(definition, o.outcome);
    const { period, before } = await this.periods(reads, running, { rule, period: o.period });
    const version = await this.settingsFor(reads, running.row.id, period);
    const known = (of: Period) => knownEntries(reads, { running: { ...running, definition }, period: of.id });
    const entries = { before: before ? await known(before) : new Map<string, never>(), after: await known(period) };
    const pairings = await this.pairings(reads, {
      programme: running.row.id,
      definition,
      outcome: o.outcome,
      period,
      forms: rule.reads ?? [],
      sums: await evidenceSums(reads, { running: { ...running, definition }, rule, period }),
    });
    const print = createHash('sha256').update(
      canonicalJson([period, before, pairings, [...entries.before], [...entries.after], version.number]),
    );
    return {
      definition,
      key: o.outcome,
      rule: rule as Asked['rule'],
      seen: { period, before, pairings, entries },
      settings: version.settings,
      settingsNumber: version.number,
      print: print.digest('hex'),
    };
  }

  /** A period of the outcome's kind, inside the programme and begun, with the one before it. */
  async periods(
    reads: Reads,
    { row }: Running,
    o: { readonly rule: Pick<Outcome, 'per'>; readonly period: string },
  ): Promise<{ readonly period: Period; readonly before: Period | null }> {
    const calendar = await this.calendars.of(reads, row.district_id);
    const period = periodOf(calendar, o.period);
    if (!period || period.kind !== o.rule.per)
      throw invalid([
        {
          field: 'period',
          text:
            o.rule.per === 'term'
              ? t('请选择校历中的一个学期', 'Choose a term of the calendar')
              : t('请选择校历中的一个学年', 'Choose a school year of the calendar'),
        },
      ]);
    if (period.from > row.ends_on || period.to < row.starts_on)
      throw invalid([
        {
          field: 'period',
          text: t(
            `项目期间为 ${row.starts_on} 至 ${row.ends_on}，不含${period.title.zh}`,
            `The programme runs from ${row.starts_on} to ${row.ends_on}, without ${period.title.en}`,
          ),
        },
      ]);
    if (period.from > this.clock.today())
      throw invalid([
        {
          field: 'period',
          text: t(`${period.title.zh}于 ${period.from} 开始`, `${period.title.en} begins on ${period.from}`),
        },
      ]);
    return { period, before: periodBefore(calendar, period) ?? null };
  }

  /** The version in force when the period ends, or today if it still runs: past periods keep theirs. */
  private async settingsFor(reads: Reads, programme: string, period: Period) {
    const today = this.clock.today();
    const at = period.to < today ? period.to : today;
    const versions = await this.programmes.versions(reads, programme);
    return [...versions].reverse().find((v) => v.from <= at) ?? versions[0]!;
  }

  private async pairings(
    reads: Reads,
    o: {
      readonly programme: string;
      readonly definition: ProgrammeDefinition;
      readonly outcome: string;
      readonly period: Period;
      /** Forms whose last record is looked at. */
      readonly forms: readonly string[];
      /** Sums of fields, by pairing. */
      readonly sums: Awaited<ReturnType<typeof evidenceSums>>;
    },
  ): Promise<SettledPairing[]> {
    const { from, to, id } = o.period;
    const rows = await reads.all<
      Parties & { id: string; helper_is: PersonKind | null; helped_is: PersonKind | null }
    >(sql`select g.id, helper_person.kind as helper_is, helped_person.kind as helped_is, ${partyColumns} ${partiesFrom}
      where g.programme_id = ${o.programme} and g.parent_id is null and g.starts_on <= ${to}
      and (g.ends_on is null or g.ends_on >= ${from}) order by g.id`);
    const counted = await reads.all<{ pairing: string; form: string; n: number }>(
      sql`select subject_id as pairing, name as form, count(distinct record_id) as n from fact
        where programme_id = ${o.programme} and name in ${list(Object.keys(o.definition.forms))} and state = 'confirmed'
        and on_day between ${from} and ${to} group by subject_id, name`,
    );
    const decided = await reads.all<{ pairing: string; decision: string; note: string }>(
      sql`select pairing_id as pairing, decision, note from outcome_decision
        where programme_id = ${o.programme} and outcome = ${o.outcome} and period = ${id}`,
    );
    const records = grouped(counted, (row) => row.pairing);
    const last = await lastRecords(reads, o);
    const decisions = grouped(decided, (row) => row.pairing);
    return rows.map((row) => ({
      id: row.id,
      helper: { ...partyOf(row, 'helper'), kind: row.helper_is },
      helped: { ...partyOf(row, 'helped'), kind: row.helped_is },
      records: Object.fromEntries((records.get(row.id) ?? []).map(({ form, n }) => [form, Number(n)])),
      last: Object.fromEntries(o.forms.flatMap((form) => lastOf(form, last.get(`${row.id} ${form}`)))),
      sums: Object.fromEntries(o.sums.get(row.id) ?? []),
      decisions: Object.fromEntries((decisions.get(row.id) ?? []).map(({ decision, note }) => [decision, note])),
    }));
  }
}

interface FactRow {
  readonly pairing: string;
  readonly record: string;
  readonly name: string;
  readonly kind: string;
  readonly amount: number;
  readonly on: string;
}

const formIn = (name: string): string => name.split('.', 1)[0]!;

/** Facts of the confirmed records of some forms in a period, by pairing and form; those of the last record first. */
const lastRecords = async (
  reads: Reads,
  o: { readonly programme: string; readonly period: Period; readonly forms: readonly string[] },
): Promise<ReadonlyMap<string, readonly FactRow[]>> => {
  if (o.forms.length === 0) return new Map();
  const names = join(
    o.forms.map((form) => sql`(name = ${form} or name like ${`${form}.%`})`),
    sql` or `,
  );
  const rows = await reads.all<FactRow>(
    sql`select subject_id as pairing, record_id as record, name, kind, amount, on_day as "on" from fact
      where programme_id = ${o.programme} and state = 'confirmed' and on_day between ${o.period.from} and ${o.period.to}
      and (${names}) order by on_day desc, record_id desc, n`,
  );
  return grouped(rows, ({ pairing, name }) => `${pairing} ${formIn(name)}`);
};

const lastOf = (form: string, rows: readonly FactRow[] | undefined): readonly (readonly [string, LastRecord])[] => {
  const [first] = rows ?? [];
  if (!first) return [];
  const facts = rows!
    .filter(({ record, name }) => record === first.record && name !== form)
    .map(({ name, amount, kind }) => ({ name: name.slice(form.length + 1), amount: Number(amount), kind }));
  return [[form, { on: first.on, facts }]];
};
