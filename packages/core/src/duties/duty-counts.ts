import { addDays, addMonths, type DayRange, lastDayOfMonth, monthOf, type ProgrammeDefinition } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { type DayCount, factOf } from './standings.js';

type State = DayCount['state'];

/** From the first day of any period to the last of any; nothing where there are none. */
const stretch = (periods: readonly DayRange[]): DayRange[] => {
  const from = periods.map((p) => p.from).sort()[0];
  const to = periods
    .map((p) => p.to)
    .sort()
    .at(-1);
  return from === undefined || to === undefined ? [] : [{ from, to }];
};

/**
 * What a stretch of periods is counted from: months that no period divides, from their tallies; what is left over, from
 * the facts. Both hold the same numbers.
 */
export const divided = (periods: readonly DayRange[]): { readonly months: string[]; readonly days: DayRange[] } => {
  const [whole] = stretch(periods);
  if (!whole) return { months: [], days: [] };
  const { from, to } = whole;
  const edges = new Set([...periods.map((p) => p.from), ...periods.map((p) => addDays(p.to, 1))]);
  const months: string[] = [];
  const days: DayRange[] = [];
  for (let first = `${monthOf(from)}-01`; first <= to; first = addMonths(first, 1)) {
    const last = lastDayOfMonth(monthOf(first));
    if (first >= from && last <= to && ![...edges].some((edge) => edge > first && edge <= last))
      months.push(monthOf(first));
    else days.push({ from: first < from ? from : first, to: last > to ? to : last });
  }
  return { months, days };
};

/** Days cut wherever a period begins or has just ended: each piece is inside a period as a whole, or not at all. */
export const pieces = (days: readonly DayRange[], periods: readonly DayRange[]): DayRange[] => {
  const edges = [...new Set([...periods.map((p) => p.from), ...periods.map((p) => addDays(p.to, 1))])].sort();
  return days.flatMap(({ from, to }) => {
    const begins = [from, ...edges.filter((edge) => edge > from && edge <= to)];
    return begins.map((begin, i) => ({ from: begin, to: i + 1 < begins.length ? addDays(begins[i + 1]!, -1) : to }));
  });
};

/** What has been recorded of a programme's duties in some periods. Who it was is told only where people are counted. */
export const dutyCounts = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly definition: ProgrammeDefinition;
    readonly pairingIds: readonly string[];
    /** Of each duty its periods, and the windows inside them. */
    readonly periods: Readonly<Record<string, readonly DayRange[]>>;
  },
): Promise<DayCount[]> => {
  const duties = Object.keys(o.definition.duties).filter((duty) => o.periods[duty]?.length);
  const nameOf = (duty: string) => factOf(o.definition, duty);
  const people = new Set(duties.filter((duty) => o.definition.duties[duty]!.count === 'people').map(nameOf));
  const of = (counted: readonly string[]) => ({
    ...o,
    names: [...new Set(counted.map(nameOf))],
    periods: counted.flatMap((duty) => o.periods[duty]!),
  });
  const numbers = of(duties.filter((duty) => !people.has(nameOf(duty))));
  const heads = of(duties.filter((duty) => people.has(nameOf(duty))));
  const { months, days } = divided(numbers.periods);
  return [
    ...(await fromTallies(reads, { ...numbers, months })),
    ...(await fromFacts(reads, { ...numbers, days: pieces(days, numbers.periods), people: false })),
    ...(await fromFacts(reads, { ...heads, days: pieces(stretch(heads.periods), heads.periods), people: true })),
  ];
};

const fromTallies = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly pairingIds: readonly string[];
    readonly names: readonly string[];
    readonly months: readonly string[];
  },
): Promise<DayCount[]> => {
  if (o.names.length === 0 || o.months.length === 0) return [];
  const rows = await reads.all<{ pairing: string; name: string; month: string } & Record<string, number | string>>(
    sql`select subject_id as pairing, name, month,
        sum(case when state = 'confirmed' then count else 0 end) as confirmed,
        cast(sum(case when state = 'confirmed' then sum else 0 end) as bigint) as confirmed_sum,
        sum(case when state = 'claimed' then count else 0 end) as claimed,
        cast(sum(case when state = 'claimed' then sum else 0 end) as bigint) as claimed_sum
      from tally where programme_id = ${o.programmeId} and subject_id in ${list(o.pairingIds)} and name in ${list(o.names)}
      and month in ${list(o.months)} group by subject_id, name, month`,
  );
  return rows.flatMap((row) =>
    (['confirmed', 'claimed'] as const)
      .map((state): DayCount => ({
        pairing: row.pairing,
        name: row.name,
        state,
        on: `${row.month}-01`,
        count: Number(row[state]),
        sum: Number(row[`${state}_sum`]),
        person: null,
      }))
      .filter(({ count }) => count !== 0),
  );
};

/** One question for each piece of days: the index of facts goes by pairing and day, and no other day is looked at. */
const fromFacts = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly pairingIds: readonly string[];
    readonly names: readonly string[];
    readonly days: readonly DayRange[];
    /** Whether it matters who it was. */
    readonly people: boolean;
  },
): Promise<DayCount[]> => {
  if (o.names.length === 0) return [];
  const counts: DayCount[] = [];
  const person = o.people ? sql`coalesce(x.successor_id, fact.person_id)` : sql`null`;
  for (const { from, to } of o.days) {
    const rows = await reads.all<{
      pairing: string;
      name: string;
      state: State;
      person: string | null;
      n: number;
      amount: number;
    }>(
      sql`select subject_id as pairing, name, state, ${person} as person, count(*) as n,
          cast(sum(amount) as bigint) as amount
        from fact ${o.people ? sql`left join person_alias x on x.person_id = fact.person_id` : sql``} where programme_id = ${o.programmeId}
        and name in ${list(o.names)} and subject_id in ${list(o.pairingIds)} and on_day between ${from} and ${to}
        and state in ('claimed', 'confirmed')
        group by subject_id, name, state${o.people ? sql`, ${person}` : sql``}`,
    );
    for (const { n, amount, ...row } of rows) counts.push({ ...row, on: from, count: Number(n), sum: Number(amount) });
  }
  return counts;
};
