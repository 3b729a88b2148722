import { type AuditContent, chainOf, macOf } from '../audit-chain.js';
import { chanceFrom } from '../chance.js';
import type { District } from './district.js';
import { recordRows } from './record-rows.js';
import { type Cell, rowOf, type Sink } from './sink.js';

const DAY = 86_400_000;

/** Writes rows by their columns' names; each table's order of columns is looked up once. */
const writing = (sink: Sink) => {
  const orders = new Map<string, ReturnType<typeof rowOf>>();
  return (table: string, values: Readonly<Record<string, Cell>>): void | Promise<void> => {
    let order = orders.get(table);
    if (!order) orders.set(table, (order = rowOf(table)));
    return sink.add(table, order(values));
  };
};

type Write = ReturnType<typeof writing>;

/** Gives the audit entries their places in the chain, from where it stands. */
const chaining = async (sink: Sink, write: Write, key: Buffer) => {
  const last = await sink.one<{ seq: number | string; chain: string }>(
    'select seq, chain from audit_entry where seq is not null order by seq desc limit 1',
  );
  let seq = Number(last?.seq ?? 0);
  let before = last?.chain ?? '';
  return (content: AuditContent) => {
    const mac = macOf(key, content);
    seq += 1;
    before = chainOf(key, { before, seq, mac });
    return write('audit_entry', { ...content, seq, mac, chain: before });
  };
};

/** Adds up what the month tallies hold. */
const tallying = () => {
  const tallies = new Map<string, Record<string, Cell>>();
  return {
    count: (fact: Readonly<Record<string, Cell>>): void => {
      const month = String(fact['on_day']).slice(0, 7);
      const { programme_id, subject_id, name, kind, state, district_id } = fact as Record<string, Cell>;
      const key = [subject_id, name, kind, state, month].join(' ');
      let tally = tallies.get(key);
      if (!tally) {
        tally = {
          programme_id: programme_id!,
          subject_id: subject_id!,
          name: name!,
          kind: kind!,
          state: state!,
          month,
          district_id: district_id!,
          count: 0,
          sum: 0,
        };
        tallies.set(key, tally);
      }
      tally['count'] = Number(tally['count']) + 1;
      tally['sum'] = Number(tally['sum']) + Number(fact['amount']);
    },
    all: () => tallies.values(),
  };
};

/**
 * Records as two years of use leave them, with everything that the platform writes along: subjects, indexed values,
 * versions, facts, month tallies, reviews and their decisions, notifications, and the audit log with its chain. The
 * same seed makes the same records.
 */
export const makeRecords = async (o: {
  readonly district: District;
  readonly sink: Sink;
  readonly auditKey: Buffer;
  readonly count: number;
}): Promise<void> => {
  const { district, sink } = o;
  const chance = chanceFrom(42);
  const write = writing(sink);
  const chain = await chaining(sink, write, o.auditKey);
  const tallies = tallying();
  const begin = Date.parse(`${district.from}T02:00:00.000Z`);
  const span = Date.parse(`${district.today}T00:00:00.000Z`) - DAY - begin;
  for (let n = 0; n < o.count; n++) {
    const time = begin + Math.floor((span * n) / o.count);
    const { rows, facts, audit } = recordRows({ district, pair: chance.pick(district.pairs), chance, time, n });
    // A promise for every row would cost more than the row.
    for (const [table, values] of rows) {
      const waits = write(table, values);
      if (waits) await waits;
    }
    for (const entry of audit) {
      const waits = chain(entry);
      if (waits) await waits;
    }
    facts.forEach(tallies.count);
  }
  for (const tally of tallies.all()) await write('tally', tally);
};
