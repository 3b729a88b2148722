import { randomUUID } from 'node:crypto';
import { addDays } from '@xieshou/sdk';
import { type Chance, chanceFrom } from './chance.js';
import type { Ask, Session } from './client.js';
import type { BenchPair, District } from './land/district.js';
import { lessonOf } from './land/lesson.js';

/** A school that writes: its pairing, and its administrator's session. */
export interface Writer {
  readonly pair: BenchPair;
  readonly session: Session;
}

/** Everything that the load process has to know to make requests. */
export interface Callers {
  readonly programme: string;
  readonly from: string;
  readonly today: string;
  readonly writers: readonly Writer[];
  readonly officer: Session;
}

/** Requests that are asked many times: what each does is said in {@link questions}. */
export const questionNames = ['create', 'ownList', 'ownListOfMonth', 'officerList', 'report', 'scan'] as const;
export type QuestionName = (typeof questionNames)[number];

type Question = (callers: Callers, chance: Chance) => Ask;

const listing = (callers: Callers, query: Readonly<Record<string, string>>): string =>
  `/api/programmes/${callers.programme}/records?${new URLSearchParams(query).toString()}`;

/** Three months somewhere in the two years. */
const quarter = (callers: Callers, chance: Chance) => {
  const from = addDays(callers.from, chance.below(600));
  return { from, to: addDays(from, 90) };
};

const questions: Readonly<Record<QuestionName, Question>> = {
  create: (callers, chance) => {
    const { pair, session } = chance.pick(callers.writers);
    return {
      method: 'POST',
      path: `/api/programmes/${callers.programme}/records`,
      headers: {
        cookie: session.cookie,
        'x-csrf-token': session.csrf,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        form: 'masterLesson',
        pairings: [pair.pairing],
        data: lessonOf(chance, pair, addDays(callers.today, -chance.below(30))),
      }),
    };
  },
  ownList: (callers, chance) => ({
    method: 'GET',
    path: listing(callers, { form: 'masterLesson', size: '20' }),
    headers: { cookie: chance.pick(callers.writers).session.cookie },
  }),
  ownListOfMonth: (callers, chance) => ({
    method: 'GET',
    path: listing(callers, { form: 'masterLesson', ...quarter(callers, chance), size: '20' }),
    headers: { cookie: chance.pick(callers.writers).session.cookie },
  }),
  officerList: (callers, chance) => ({
    method: 'GET',
    path: listing(callers, {
      form: 'masterLesson',
      organisation: chance.pick(callers.writers).pair.helper.organisation,
      ...quarter(callers, chance),
      size: '20',
    }),
    headers: { cookie: callers.officer.cookie },
  }),
  report: (callers) => ({
    method: 'GET',
    path: `/api/programmes/${callers.programme}/reports/overview?from=${callers.from}&to=${lastMonthOf(callers)}`,
    headers: { cookie: callers.officer.cookie },
  }),
  scan: (callers) => ({
    method: 'GET',
    path: `/scan?from=${callers.from}&to=${lastMonthOf(callers)}`,
    headers: { cookie: callers.officer.cookie },
  }),
};

/** Reports are asked by whole months, as a district asks them; the running month is whole as far as it goes. */
const lastMonthOf = ({ today }: Callers): string => {
  const [year, month] = today.split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10);
};

/** A stream of requests; the same seed gives the same ones. */
export const asking = (name: QuestionName, callers: Callers, seed: number): (() => Ask) => {
  const chance = chanceFrom(seed);
  return () => questions[name](callers, chance);
};

/** Schools that write at the same time, each in a session of its own. */
export const WRITERS = 10;

export const writersOf = (district: District): readonly BenchPair[] =>
  district.pairs.filter((_, i) => i % Math.floor(district.pairs.length / WRITERS) === 0).slice(0, WRITERS);
