import { addDays, addMonths, type DayRange, lastDayOfMonth, monthOf, type ProgrammeDefinition } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { join, list, sql } from '../platform/database/sql.js';
import { type DayCount, factOf } from './standings.js';

type State = DayCount['state'];

/**
 * What a stretch of periods is counted from: months that no period divides, from their tallies; what is left over, from
 * the facts. Both hold the same numbers.
 */
export const divided = (periods: readonly DayRange[]): { readonly months: string[]; readonly days: DayRange[] } => {
  const from = periods.map((p) => p.from).sort()[0]!;
  const to = periods
    .map((p) => p.to)
    .sort()
    .at(-1)!;
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

/** What has been recorded of a programme's duties in some periods. Who it was is told only where people are counted. */
export const dutyCounts = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly definition: ProgrammeDefinition;
    readonly pairingIds: readonly string[];
    /** The periods, and the windows inside them: a month that one of them divides is counted by its days. */
    readonly periods: readonly DayRange[];
  },
): Promise<DayCount[]> => {
  const duties = Object.keys(o.definition.duties);
  const namesOf = (people: boolean) => [
    ...new Set(
      duties
        .filter((duty) => (o.definition.duties[duty]!.count === 'people') === people)
        .map((duty) => factOf(o.definition, duty)),
    ),
  ];
  const { months, days } = divided(o.periods);
  const people = namesOf(true);
  const numbers = namesOf(false).filter((name) => !people.includes(name));
  const whole = {
    from: o.periods.map((p) => p.from).sort()[0]!,
    to: o.periods
      .map((p) => p.to)
      .sort()
      .at(-1)!,
  };
  return [
    ...(await fromTallies(reads, { ...o, names: numbers, months })),
    ...(await fromFacts(reads, { ...o, names: numbers, days })),
    ...(await fromFacts(reads, { ...o, names: people, days: [whole] })),
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

const fromFacts = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly pairingIds: readonly string[];
    readonly names: readonly string[];
    readonly days: readonly DayRange[];
  },
): Promise<DayCount[]> => {
  if (o.names.length === 0 || o.days.length === 0) return [];
  const within = join(
    o.days.map(({ from, to }) => sql`on_day between ${from} and ${to}`),
    sql` or `,
  );
  const rows = await reads.all<{
    pairing: string;
    name: string;
    state: State;
    on_day: string;
    person: string | null;
    n: number;
    amount: number;
  }>(
    sql`select subject_id as pairing, name, state, on_day, coalesce(x.successor_id, fact.person_id) as person, count(*) as n,
        cast(sum(amount) as bigint) as amount
      from fact left join person_alias x on x.person_id = fact.person_id where programme_id = ${o.programmeId}
      and name in ${list(o.names)} and subject_id in ${list(o.pairingIds)} and (${within})
      and state in ('claimed', 'confirmed')
      group by subject_id, name, state, on_day, coalesce(x.successor_id, fact.person_id)`,
  );
  return rows.map(({ on_day, n, amount, ...row }) => ({ ...row, on: on_day, count: Number(n), sum: Number(amount) }));
};
