import plugin from '@xieshou/public-private-supervision';
import { addDays } from '@xieshou/sdk';
import { type AuditContent, chainOf, macOf } from '../audit-chain.js';
import { type Chance, chanceFrom, idAt } from '../chance.js';
import type { BenchPair, District } from './district.js';
import { forms } from './lesson.js';
import { type Cell, rowOf, type Sink } from './sink.js';

const tablesOf = [
  'record',
  'record_subject',
  'record_index',
  'record_version',
  'fact',
  'tally',
  'review',
  'review_decision',
  'notification',
  'audit_entry',
] as const;
const rows = Object.fromEntries(tablesOf.map((name) => [name, rowOf(name)])) as Record<
  (typeof tablesOf)[number],
  ReturnType<typeof rowOf>
>;

const DAY = 86_400_000;

/** Gives the audit entries their places in the chain, from where it stands. */
const chaining = async (sink: Sink, key: Buffer) => {
  const last = await sink.one<{ seq: number | string; chain: string }>(
    'select seq, chain from audit_entry where seq is not null order by seq desc limit 1',
  );
  let seq = Number(last?.seq ?? 0);
  let before = last?.chain ?? '';
  return (content: AuditContent) => {
    const mac = macOf(key, content);
    seq += 1;
    before = chainOf(key, { before, seq, mac });
    return sink.add('audit_entry', rows.audit_entry({ ...content, seq, mac, chain: before }));
  };
};

/** Adds up what the month tallies hold. */
const tallying = () => {
  const tallies = new Map<string, Record<string, Cell> & { count: number; sum: number }>();
  return {
    count: (fact: Readonly<Record<string, Cell>>) => {
      const { programme_id, subject_id, name, kind, state, district_id } = fact as Record<string, string>;
      const month = String(fact['on_day']).slice(0, 7);
      const key = `${subject_id} ${name} ${kind} ${state} ${month}`;
      const tally = tallies.get(key) ?? {
        ...{ programme_id, subject_id, name, kind, state, month, district_id },
        count: 0,
        sum: 0,
      };
      tally.count += 1;
      tally.sum += Number(fact['amount']);
      tallies.set(key, tally as never);
    },
    all: () => tallies.values(),
  };
};

const formOf = (chance: Chance) => {
  let at = chance.below(100);
  return forms.find(({ share }) => (at -= share) < 0)!;
};

/**
 * Records as two years of use leave them, with everything that the platform writes along: subjects, indexed values,
 * versions, facts, month tallies, reviews and their decisions, notifications, and the audit log with its chain. Nine
 * of ten are confirmed by the other side. The same seed makes the same records.
 */
export const makeRecords = async (o: {
  readonly district: District;
  readonly sink: Sink;
  readonly auditKey: Buffer;
  readonly count: number;
}): Promise<void> => {
  const { district, sink } = o;
  const chance = chanceFrom(42);
  const chain = await chaining(sink, o.auditKey);
  const tallies = tallying();
  const begin = Date.parse(`${district.from}T02:00:00.000Z`);
  const span = Date.parse(`${district.today}T00:00:00.000Z`) - DAY - begin;
  for (let n = 0; n < o.count; n++) {
    const time = begin + Math.floor((span * n) / o.count);
    const made = recordOf({ district, pair: chance.pick(district.pairs), chance, time, n });
    for (const [table, values] of made.rows) {
      if (table === 'fact') tallies.count(values);
      const waits = sink.add(table, rows[table](values));
      if (waits) await waits;
    }
    for (const entry of made.audit) {
      const waits = chain(entry);
      if (waits) await waits;
    }
  }
  for (const tally of tallies.all()) await sink.add('tally', rows.tally(tally));
};

const recordOf = (o: {
  readonly district: District;
  readonly pair: BenchPair;
  readonly chance: Chance;
  readonly time: number;
  readonly n: number;
}) => {
  const { district, pair, chance, time, n } = o;
  const { form, side, data: make } = formOf(chance);
  const definition = plugin.forms[form]!;
  const writer = pair[side];
  const other = pair[side === 'helper' ? 'helped' : 'helper'];
  const at = new Date(time).toISOString();
  const later = new Date(time + DAY / 2).toISOString();
  const day = addDays(at.slice(0, 10), -chance.below(3));
  const on = day < district.from ? district.from : day;
  const id = () => idAt(time, n, chance);
  const own = { id: id(), district_id: district.bureau, programme_id: district.programme };
  const data = { ...make(chance, pair, on), evidence: [] };
  const json = JSON.stringify(data);
  const confirmed = chance.below(100) < 92;
  const made: [(typeof tablesOf)[number], Record<string, Cell>][] = [];
  const versions = { record_id: own.id, form_version: 1, data: json };
  made.push(
    [
      'record',
      {
        ...own,
        form,
        form_version: 1,
        state: confirmed ? 'confirmed' : 'submitted',
        on_day: on,
        side,
        writer_organisation_id: writer.organisation,
        user_id: writer.account,
        data: json,
        findings: '[]',
        settings_number: 1,
        created_at: at,
        submitted_at: at,
        version: confirmed ? 2 : 1,
      },
    ],
    [
      'record_subject',
      {
        record_id: own.id,
        pairing_id: pair.pairing,
        state: confirmed ? 'confirmed' : 'claimed',
        ...(confirmed ? { decided_by: other.account, decided_at: later } : {}),
      },
    ],
    ['record_version', { ...versions, number: 1, at, user_id: writer.account, action: 'submit', state: 'submitted' }],
  );
  for (const field of [...(definition.index ?? [])].sort())
    for (const value of [(data as Record<string, unknown>)[field] ?? []].flat())
      made.push(['record_index', { record_id: own.id, field, value: String(value) }]);
  const facts = [
    { name: form, amount: 1 },
    ...(definition.facts?.(data as never, {} as never) ?? []).map((f) => ({ ...f, name: `${form}.${f.name}` })),
  ];
  facts.forEach((f, at_) =>
    made.push([
      'fact',
      {
        ...{ record_id: own.id, subject_id: pair.pairing, name: f.name, n: at_, district_id: own.district_id },
        ...{ programme_id: own.programme_id, on_day: on, amount: f.amount, kind: 'kind' in f ? (f.kind ?? '') : '' },
        person_id: 'person' in f ? (f.person ?? null) : null,
        state: confirmed ? 'confirmed' : 'claimed',
      },
    ]),
  );
  const review = id();
  made.push(
    [
      'review',
      {
        ...{ ...own, id: review, name: 'confirmation', step: 1, subject_kind: 'record', subject_id: own.id },
        ...{ part_id: pair.pairing, organisation_id: other.organisation, opened_at: at },
        // What waits has no day on which silence confirms it: a server that is measured has nothing else to do.
        ...(confirmed ? { state: 'approved', closed_at: later, version: 2 } : { state: 'open', version: 1 }),
      },
    ],
    [
      'notification',
      {
        ...{ id: id(), user_id: other.account, district_id: own.district_id, kind: 'confirmation' },
        text: JSON.stringify({
          zh: `${writer.name}提交了 ${on} 的${definition.title.zh}，请确认`,
          en: `${writer.name} recorded a ${definition.title.en.toLowerCase()} on ${on}: please confirm`,
        }),
        link: '/reviews',
        created_at: at,
        read_at: confirmed ? later : null,
      },
    ],
  );
  const entry = { id: id(), at, district_id: own.district_id, user_id: writer.account, role: 'schoolAdministrator' };
  const audit: AuditContent[] = [
    {
      ...{ ...entry, action: 'record.create', subject_kind: 'record', subject_id: own.id },
      detail: JSON.stringify({ form, pairings: [pair.pairing], on, settings: 1 }),
    },
  ];
  if (confirmed) {
    const decision = { step: 1, decision: 'approve', user_id: other.account, at: later };
    made.push(
      ['review_decision', { id: id(), review_id: review, ...decision }],
      [
        'record_version',
        { ...versions, number: 2, at: later, user_id: other.account, action: 'approve', state: 'confirmed' },
      ],
    );
    audit.push({
      ...{ ...entry, id: id(), at: later, user_id: other.account, action: 'review.approve', subject_kind: 'record' },
      ...{ subject_id: own.id, detail: JSON.stringify({ review, part: pair.pairing }) },
    });
  }
  return { rows: made, audit };
};
