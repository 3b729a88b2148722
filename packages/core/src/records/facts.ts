import type { Fact, Fields, Form } from '@xieshou/sdk';
import { join, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import type { Unit } from '../platform/units.js';
import { programmeFault } from '../programmes/programme-faults.js';
import { fact, type factStates } from './records.tables.js';
import { differingTallies } from './tally-check.js';

type FactRow = Row<typeof fact>;
type FactState = (typeof factStates)[number];

export interface Counted {
  readonly recordId: string;
  readonly programmeId: string;
  readonly districtId: string;
  readonly plugin: string;
  readonly formKey: string;
  readonly form: Form<Readonly<Record<string, unknown>>, Fields>;
  readonly on: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Pairings and how far each has agreed. A returned or void one yields nothing that counts. */
  readonly subjects: readonly {
    readonly pairingId: string;
    readonly state: 'draft' | 'claimed' | 'confirmed' | 'returned' | 'void';
  }[];
}

const stateOf = (state: Counted['subjects'][number]['state']): FactState =>
  state === 'claimed' || state === 'confirmed' ? state : 'void';

/** The event itself, and what the form says it yields besides. What is confidential counts nowhere. */
const factsOf = (c: Counted): readonly Fact[] =>
  c.form.readBy
    ? []
    : [
        { name: c.formKey, amount: 1 },
        ...(c.form.facts?.(c.data as never, c.settings) ?? []).map((f) => ({ ...f, name: `${c.formKey}.${f.name}` })),
      ];

const tallyKey = (row: FactRow) =>
  [row.programme_id, row.subject_id, row.name, row.kind, row.state, row.on_day.slice(0, 7)].join('\n');

/** Adds facts to, or takes them from, the month tallies they belong to. */
const adjustTallies = async (unit: Unit, rows: readonly FactRow[], sign: 1 | -1): Promise<void> => {
  const changes = new Map<string, { row: FactRow; count: number; sum: number }>();
  for (const row of rows) {
    const key = tallyKey(row);
    const change = changes.get(key) ?? { row, count: 0, sum: 0 };
    change.count += sign;
    change.sum += sign * Number(row.amount);
    changes.set(key, change);
  }
  if (changes.size === 0) return;
  // Always in the same order, so that two transactions cannot wait for each other.
  const ordered = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
  const values = ordered.map(
    ([, { row, count, sum }]) => sql`(${row.programme_id}, ${row.subject_id}, ${row.name}, ${row.kind}, ${row.state},
      ${row.on_day.slice(0, 7)}, ${row.district_id}, ${count}, ${sum})`,
  );
  await unit.run(sql`insert into tally (programme_id, subject_id, name, kind, state, month, district_id, count, sum)
    values ${join(values, sql`, `)}
    on conflict (programme_id, subject_id, name, kind, state, month)
    do update set count = tally.count + excluded.count, sum = tally.sum + excluded.sum`);
};

/**
 * Rewrites the facts of a record and moves the tallies along, in the same transaction. Called whenever the record, or
 * the agreement of one of its subjects, changes.
 */
export const writeFacts = async (unit: Unit, c: Counted): Promise<void> => {
  const before = await unit.all<FactRow>(sql`select * from fact where record_id = ${c.recordId}`);
  if (before.length > 0) {
    await unit.run(sql`delete from fact where record_id = ${c.recordId}`);
    await adjustTallies(unit, before, -1);
  }
  await writeFirstFacts(unit, c);
};

/** The facts of a record that has none yet. */
export const writeFirstFacts = async (unit: Unit, c: Counted): Promise<void> => {
  const facts = factsOf(c);
  if (facts.length === 0) return;
  for (const f of facts)
    if (!Number.isSafeInteger(f.amount))
      throw programmeFault(c.plugin, `forms.${c.formKey}.facts`, `${f.name} is ${f.amount}, not a whole number`);
  const after: FactRow[] = c.subjects.flatMap((subject) =>
    facts.map((f, n) => ({
      record_id: c.recordId,
      subject_id: subject.pairingId,
      name: f.name,
      n,
      district_id: c.districtId,
      programme_id: c.programmeId,
      on_day: c.on,
      amount: f.amount,
      kind: f.kind ?? '',
      person_id: f.person ?? null,
      state: stateOf(subject.state),
    })),
  );
  await unit.insert(fact, ...after);
  await adjustTallies(unit, after, 1);
};

/** Makes everything a record yields void, and takes it from the tallies that count. Asks nothing of the programme. */
export const voidFacts = async (unit: Unit, recordId: string): Promise<void> => {
  const before = await unit.all<FactRow>(sql`select * from fact where record_id = ${recordId}`);
  await unit.run(sql`update fact set state = 'void' where record_id = ${recordId}`);
  await adjustTallies(unit, before, -1);
  await adjustTallies(
    unit,
    before.map((row) => ({ ...row, state: 'void' })),
    1,
  );
};

/** Makes the tallies anew from the facts; they must come out the same. Answers how many rows differed. */
export const rebuildTallies = async (unit: Unit): Promise<number> => {
  const differing = await differingTallies(unit);
  if (differing.length === 0) return 0;
  await unit.run(sql`delete from tally`);
  await unit.run(sql`insert into tally (programme_id, subject_id, name, kind, state, month, district_id, count, sum)
    select programme_id, subject_id, name, kind, state, substr(on_day, 1, 7), min(district_id), count(*), cast(sum(amount) as bigint)
    from fact group by programme_id, subject_id, name, kind, state, substr(on_day, 1, 7)`);
  return differing.length;
};
