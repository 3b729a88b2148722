import type { Outcome, Period, ProgrammeDefinition, Sum } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Running } from '../programmes/programmes.js';
import { dataOf } from '../records/record-rows.js';

/**
 * What confirmed records of a period come to, for each pairing: by form, of a whole-number field; by name, of a fact. It
 * opens records that are sealed, those of confidential forms too: a sum is all that leaves here.
 */
export const evidenceSums = async (
  reads: Reads,
  o: {
    readonly running: Running & { readonly definition: ProgrammeDefinition };
    readonly rule: Pick<Outcome, 'sums' | 'counts'>;
    readonly period: Period;
  },
): Promise<ReadonlyMap<string, ReadonlyMap<string, Sum>>> => {
  const sums = new Map<string, Map<string, Sum>>();
  const add = (pairing: string, name: string, more: Sum): void => {
    const own = sums.get(pairing) ?? new Map<string, Sum>();
    const { count, sum } = own.get(name) ?? { count: 0, sum: 0 };
    sums.set(pairing, own.set(name, { count: count + more.count, sum: sum + more.sum }));
  };
  for (const [form, field] of Object.entries(o.rule.sums ?? {})) {
    const rows = await reads.all<{ pairing: string; form: string; form_version: number; data: string }>(
      sql`select f.pairing_id as pairing, r.form, r.form_version, r.data from record r
        join record_subject f on f.record_id = r.id and f.state = 'confirmed'
        where r.programme_id = ${o.running.row.id} and r.form = ${form} and r.state in ('confirmed', 'sealed')
        and r.on_day between ${o.period.from} and ${o.period.to} order by r.id`,
    );
    for (const { pairing, ...row } of rows) {
      const value = dataOf(o.running, row)[field];
      if (typeof value !== 'number') continue;
      add(pairing, form, { count: 1, sum: value });
    }
  }
  const facts = o.rule.counts ?? [];
  if (facts.length === 0) return sums;
  const counted = await reads.all<{ pairing: string; name: string; n: number; amount: number }>(
    sql`select subject_id as pairing, name, count(*) as n, cast(sum(amount) as bigint) as amount from fact
      where programme_id = ${o.running.row.id} and name in ${list(facts)} and state = 'confirmed'
      and on_day between ${o.period.from} and ${o.period.to} group by subject_id, name order by subject_id, name`,
  );
  for (const { pairing, name, n, amount } of counted) add(pairing, name, { count: Number(n), sum: Number(amount) });
  return sums;
};
