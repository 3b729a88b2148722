import assert from 'node:assert/strict';
import { openSnapshot, sql, tables } from '@xieshou/core';
import { type Answer, connectionTo } from './client.js';
import { asking, type QuestionName } from './requests.js';
import type { Stage } from './stage.js';

// A floor that does less would flatter nobody: before anything is measured, both answer the same and write the same.

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** An answer without what no two answers share: the id of a new record, and the moment. */
const gist = (answer: Answer): unknown => {
  const body = JSON.parse(answer.bytes.toString().replace(MOMENT, 'now')) as Record<string, unknown>;
  return { status: answer.status, ...body, ...(answer.status === 201 ? { id: 'new' } : {}) };
};

const rowsIn = async (stage: Stage): Promise<ReadonlyMap<string, number>> => {
  const snapshot = await openSnapshot(stage.dataset.place);
  try {
    const counts = new Map<string, number>();
    for (const name of ['record', 'record_subject', 'record_index', 'record_version', 'fact', 'review', 'notification'])
      counts.set(name, await countOf(snapshot, name));
    for (const name of ['audit_entry', 'idempotency_key']) counts.set(name, await countOf(snapshot, name));
    return counts;
  } finally {
    await snapshot.close();
  }
};

const countOf = async (snapshot: Awaited<ReturnType<typeof openSnapshot>>, name: string): Promise<number> => {
  assert(tables.some((table) => table.name === name));
  const text = { ...sql`select count(*) as n from `, text: [`select count(*) as n from ${name}`] };
  return Number((await snapshot.one<{ n: number }>(text))!.n);
};

const added = async (stage: Stage, work: () => Promise<void>): Promise<Record<string, number>> => {
  const before = await rowsIn(stage);
  await work();
  return Object.fromEntries([...(await rowsIn(stage))].map(([name, n]) => [name, n - before.get(name)!]));
};

/** Throws where ours and the floor answer or write differently. */
export const assertSame = async (stage: Stage): Promise<void> => {
  const [ours, floor] = [connectionTo(stage.ours.port), connectionTo(stage.floor.port)];
  const ask = (name: QuestionName, seed: number) => asking(name, stage.callers, seed)();
  const answers: Answer[] = [];
  const rows: Record<string, number>[] = [];
  for (const server of [ours, floor])
    rows.push(await added(stage, async () => void answers.push(await server(ask('create', 7)))));
  assert.deepEqual(rows[1], rows[0], 'the floor does not write the same rows');
  assert.deepEqual(gist(answers[1]!), gist(answers[0]!), 'the floor does not answer a new record as ours does');
  for (const name of ['ownListOfMonth', 'officerList'] as const) {
    const request = ask(name, 3);
    const counted = { ...request, path: `${request.path}&total=capped` };
    assert.deepEqual(
      gist(await floor(counted)),
      gist(await ours(request)),
      `the floor does not answer ${name} as ours`,
    );
  }
};
