import { randomBytes } from 'node:crypto';
import { addWorkingDays, isDay, knownHolidays } from '@xieshou/sdk';
import { macOf } from '../audit-chain.js';
import type { GroundsRow, NewFact, NewLesson, SessionRow } from './store.js';

/** What a school sends: checked by Fastify's own compiled schemas. */
export interface LessonBody {
  readonly form: 'masterLesson';
  readonly pairings: readonly [string];
  readonly data: {
    readonly on: string;
    readonly teacher: string;
    readonly subject: string;
    readonly grade: string;
    readonly theme: string;
    readonly attendees: number;
    readonly minutes: number;
    readonly effect?: string;
  };
}

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
const subjects =
  'chinese mathematics english morality science physics chemistry biology history geography sports music art information other';

export const lessonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['form', 'pairings', 'data'],
  properties: {
    form: { const: 'masterLesson' },
    pairings: { type: 'array', minItems: 1, maxItems: 1, items: { type: 'string', pattern: uuid } },
    data: {
      type: 'object',
      additionalProperties: false,
      required: ['on', 'teacher', 'subject', 'grade', 'theme', 'attendees', 'minutes'],
      properties: {
        on: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        teacher: { type: 'string', pattern: uuid },
        subject: { enum: subjects.split(' ') },
        grade: { type: 'string', minLength: 1, maxLength: 20 },
        theme: { type: 'string', minLength: 1, maxLength: 60 },
        attendees: { type: 'integer', minimum: 1, maximum: 2000 },
        minutes: { type: 'integer', minimum: 10, maximum: 480 },
        effect: { type: 'string', maxLength: 500 },
      },
    },
  },
} as const;

/** Whether a lesson may be written down: the organisation's rule and the days. */
export const refusalOf = (grounds: GroundsRow | undefined, on: string, today: string): string | undefined => {
  if (!grounds) return 'pairings';
  if (grounds.teacher_name === null) return 'data.teacher';
  if (!isDay(on) || on > today || on < grounds.programme_from || on > grounds.programme_to) return 'data.on';
  return on < grounds.starts_on || (grounds.ends_on !== null && on > grounds.ends_on) ? 'data.on' : undefined;
};

let lastMs = 0;
let counter = 0;

const newId = (now: number): string => {
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else counter += 1;
  const hex = randomBytes(8).toString('hex');
  const time = lastMs.toString(16).padStart(12, '0');
  const n = (counter & 0xfff).toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${n}-8${hex.slice(0, 3)}-${hex.slice(3, 15)}`;
};

export const ids = { next: () => newId(Date.now()) };

const calendar = { days: knownHolidays.days, knownYears: knownHolidays.knownYears };
/** The day on which silence confirms, worked out once a day. */
const due = new Map<string, string>();
const dueFor = (today: string): string => {
  const known = due.get(today) ?? addWorkingDays(calendar, today, 5).day;
  due.set(today, known);
  return known;
};

const CHECK = { zh: '一次送课超过 120 分钟，请核对', en: 'A lesson of over 120 minutes: please check' };

/** Every row of a lesson, and the answer to the one who wrote it. */
export const lessonOf = (o: {
  readonly session: SessionRow;
  readonly grounds: GroundsRow;
  readonly programme: string;
  readonly body: LessonBody;
  readonly once: NewLesson['once'];
  readonly today: string;
  readonly auditKey: Buffer;
}): NewLesson => {
  const { session, grounds, body } = o;
  const { data } = body;
  const at = new Date().toISOString();
  const id = ids.next();
  const [pairing] = body.pairings;
  const findings = [
    {
      rule: 'longLesson',
      outcome: data.minutes <= 120 ? 'pass' : 'soft',
      text: CHECK,
      numbers: { minutes: data.minutes },
    },
  ];
  const facts: NewFact[] = [
    { name: 'masterLesson', n: 0, amount: 1, kind: '', person: null },
    { name: 'masterLesson.minutes', n: 1, amount: data.minutes, kind: data.subject, person: data.teacher },
    { name: 'masterLesson.listeners', n: 2, amount: data.attendees, kind: '', person: null },
  ];
  const text = JSON.stringify({
    zh: `${grounds.helper_name}提交了 ${data.on} 的名师送教，请确认`,
    en: `${grounds.helper_name} recorded a master lesson on ${data.on}: please confirm`,
  });
  const detail = JSON.stringify({
    form: body.form,
    pairings: [pairing],
    on: data.on,
    settings: grounds.settings_number,
  });
  const entry = {
    id: ids.next(),
    at,
    district_id: session.district_id,
    user_id: session.account_id,
    role: session.role,
    action: 'record.create',
    subject_kind: 'record',
    subject_id: id,
    detail,
  };
  const answer = JSON.stringify({
    id,
    programme: o.programme,
    form: body.form,
    on: data.on,
    state: 'submitted',
    writer: { id: session.organisation_id, name: session.organisation_name },
    writtenBy: session.name,
    submittedAt: at,
    subjects: [
      {
        pairing,
        helper: { id: grounds.helper_id, name: grounds.helper_name, former: null },
        helped: { id: grounds.helped_id, name: grounds.helped_name, former: null },
        state: 'claimed',
        decidedBy: null,
        decidedAt: null,
        reason: null,
        review: null,
      },
    ],
    data,
    withheld: [],
    people: { [data.teacher]: grounds.teacher_name },
    files: [],
    findings,
    correction: 0,
    openCorrection: null,
    returnedCorrection: null,
    voidReason: null,
    mayChange: true,
    mayWithdraw: true,
    mayCorrect: false,
    mayVoid: true,
    version: 1,
  });
  return {
    id,
    at,
    programme: o.programme,
    district: session.district_id,
    organisation: session.organisation_id,
    account: session.account_id,
    role: session.role,
    once: o.once,
    on: data.on,
    month: data.on.slice(0, 7),
    data: JSON.stringify(data),
    findings: JSON.stringify(findings),
    settings: grounds.settings_number,
    pairing,
    subject: data.subject,
    teacher: data.teacher,
    facts,
    review: { id: ids.next(), organisation: grounds.helped_id, due: dueFor(o.today) },
    notifications: [ids.next(), ids.next(), ids.next()],
    text,
    audit: { id: entry.id, detail, mac: macOf(o.auditKey, entry) },
    answer,
  };
};
