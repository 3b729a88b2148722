import plugin from '@xieshou/public-private-supervision';
import { addDays } from '@xieshou/sdk';
import type { AuditContent } from '../audit-chain.js';
import { type Chance, idAt } from '../chance.js';
import type { BenchPair, BenchSide, District } from './district.js';
import { forms } from './lesson.js';
import type { Cell } from './sink.js';

type Values = Readonly<Record<string, Cell>>;
type NamedRow = readonly [table: string, values: Values];

export interface RecordRows {
  readonly rows: readonly NamedRow[];
  readonly facts: readonly Values[];
  readonly audit: readonly AuditContent[];
}

const HALF_DAY = 43_200_000;
/** Of a hundred records, so many are confirmed. */
const CONFIRMED = 92;

const formOf = (chance: Chance) => {
  let at = chance.below(100);
  return forms.find(({ share }) => (at -= share) < 0)!;
};

/** What is settled of a record before its rows are written down. */
interface Event {
  readonly id: string;
  readonly district: string;
  readonly programme: string;
  readonly form: string;
  readonly pairing: string;
  readonly side: string;
  readonly writer: BenchSide;
  readonly other: BenchSide;
  readonly on: string;
  readonly at: string;
  /** When the other side confirmed it, if it did. */
  readonly decidedAt: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One record with everything that the platform writes along with it, and with its confirmation. */
export const recordRows = (o: {
  readonly district: District;
  readonly pair: BenchPair;
  readonly chance: Chance;
  readonly time: number;
  readonly n: number;
}): RecordRows => {
  const { district, pair, chance, time, n } = o;
  const { form, side, data } = formOf(chance);
  const at = new Date(time).toISOString();
  const day = addDays(at.slice(0, 10), -chance.below(3));
  const on = day < district.from ? district.from : day;
  const nextId = () => idAt(time, n, chance);
  const e: Event = {
    id: nextId(),
    district: district.bureau,
    programme: district.programme,
    form,
    pairing: pair.pairing,
    side,
    writer: pair[side],
    other: pair[side === 'helper' ? 'helped' : 'helper'],
    on,
    at,
    data: data(chance, pair, on),
    decidedAt: chance.below(100) < CONFIRMED ? new Date(time + HALF_DAY).toISOString() : null,
  };
  const review = nextId();
  const facts = factRows(e);
  return {
    facts,
    rows: [
      ['record', recordRow(e)],
      ['record_subject', subjectRow(e)],
      ...indexRows(e),
      ...versionRows(e),
      ...facts.map((f): NamedRow => ['fact', f]),
      ...reviewRows(e, { review, decision: nextId() }),
      ['notification', notificationRow(e, nextId())],
    ],
    audit: auditRows(e, { review, create: nextId(), approve: nextId() }),
  };
};

const recordRow = (e: Event): Values => ({
  id: e.id,
  district_id: e.district,
  programme_id: e.programme,
  form: e.form,
  form_version: 1,
  state: e.decidedAt ? 'confirmed' : 'submitted',
  on_day: e.on,
  side: e.side,
  writer_organisation_id: e.writer.organisation,
  user_id: e.writer.account,
  data: JSON.stringify(e.data),
  findings: '[]',
  settings_number: 1,
  created_at: e.at,
  submitted_at: e.at,
  version: e.decidedAt ? 2 : 1,
});

const subjectRow = (e: Event): Values => ({
  record_id: e.id,
  pairing_id: e.pairing,
  state: e.decidedAt ? 'confirmed' : 'claimed',
  decided_by: e.decidedAt ? e.other.account : null,
  decided_at: e.decidedAt,
});

const indexRows = (e: Event): NamedRow[] =>
  [...(plugin.forms[e.form]!.index ?? [])]
    .sort()
    .flatMap((field) =>
      [e.data[field] ?? []]
        .flat()
        .map((value): NamedRow => ['record_index', { record_id: e.id, field, value: String(value) }]),
    );

const versionRows = (e: Event): NamedRow[] => {
  const version = { record_id: e.id, form_version: 1, data: JSON.stringify(e.data) };
  const submit = { number: 1, at: e.at, user_id: e.writer.account, action: 'submit', state: 'submitted' };
  const approve = { number: 2, at: e.decidedAt, user_id: e.other.account, action: 'approve', state: 'confirmed' };
  return (e.decidedAt ? [submit, approve] : [submit]).map((one): NamedRow => [
    'record_version',
    { ...version, ...one },
  ]);
};

const factRows = (e: Event): Values[] =>
  [
    { name: e.form, amount: 1 },
    ...(plugin.forms[e.form]!.facts?.(e.data as never, {} as never) ?? []).map((f) => ({
      ...f,
      name: `${e.form}.${f.name}`,
    })),
  ].map((f, n) => ({
    record_id: e.id,
    subject_id: e.pairing,
    name: f.name,
    n,
    district_id: e.district,
    programme_id: e.programme,
    on_day: e.on,
    amount: f.amount,
    kind: 'kind' in f ? (f.kind ?? '') : '',
    person_id: 'person' in f ? (f.person ?? null) : null,
    state: e.decidedAt ? 'confirmed' : 'claimed',
  }));

const reviewRows = (e: Event, ids: { readonly review: string; readonly decision: string }): NamedRow[] => {
  const review: Values = {
    id: ids.review,
    district_id: e.district,
    programme_id: e.programme,
    name: 'confirmation',
    step: 1,
    subject_kind: 'record',
    subject_id: e.id,
    part_id: e.pairing,
    organisation_id: e.other.organisation,
    opened_at: e.at,
    // What waits has no day on which silence confirms it: a server that is measured has nothing else to do.
    due_on: null,
    state: e.decidedAt ? 'approved' : 'open',
    closed_at: e.decidedAt,
    version: e.decidedAt ? 2 : 1,
  };
  if (!e.decidedAt) return [['review', review]];
  const decision: Values = {
    id: ids.decision,
    review_id: ids.review,
    step: 1,
    decision: 'approve',
    user_id: e.other.account,
    at: e.decidedAt,
  };
  return [
    ['review', review],
    ['review_decision', decision],
  ];
};

const notificationRow = (e: Event, id: string): Values => {
  const { title } = plugin.forms[e.form]!;
  return {
    id,
    user_id: e.other.account,
    district_id: e.district,
    kind: 'confirmation',
    text: JSON.stringify({
      zh: `${e.writer.name}提交了 ${e.on} 的${title.zh}，请确认`,
      en: `${e.writer.name} recorded a ${title.en.toLowerCase()} on ${e.on}: please confirm`,
    }),
    link: '/reviews',
    created_at: e.at,
    read_at: e.decidedAt,
  };
};

const auditRows = (
  e: Event,
  ids: { readonly review: string; readonly create: string; readonly approve: string },
): AuditContent[] => {
  const about = { district_id: e.district, role: 'schoolAdministrator', subject_kind: 'record', subject_id: e.id };
  const create: AuditContent = {
    ...about,
    id: ids.create,
    at: e.at,
    user_id: e.writer.account,
    action: 'record.create',
    detail: JSON.stringify({ form: e.form, pairings: [e.pairing], on: e.on, settings: 1 }),
  };
  if (!e.decidedAt) return [create];
  const approve: AuditContent = {
    ...about,
    id: ids.approve,
    at: e.decidedAt,
    user_id: e.other.account,
    action: 'review.approve',
    detail: JSON.stringify({ review: ids.review, part: e.pairing }),
  };
  return [create, approve];
};
