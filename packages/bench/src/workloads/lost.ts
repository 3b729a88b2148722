import { randomUUID } from 'node:crypto';
import { type Check, migrations, openSnapshot, sql, tables, verify } from '@xieshou/core';
import { filesDirOf } from '@xieshou/server/dist/configuration.js';
import { keysOf } from '@xieshou/server/dist/key-file.js';
import { readFileSync } from 'node:fs';
import { connectionTo } from '../client.js';
import { asking } from '../requests.js';
import type { Line } from '../results.js';
import type { Bench, Stage } from '../stage.js';

const REQUESTS = 2000;

/**
 * Overlapping requests, every fourth of which fails after it has begun to write: its idempotency key is claimed, then
 * a teacher of another school is found in it. Answers how many writes were lost, and how many were kept in part.
 */
const overlap = async (stage: Stage) => {
  const next = asking('create', stage.callers, 77);
  const kept: { id: string; key: string }[] = [];
  const refused: string[] = [];
  const requests = Array.from({ length: REQUESTS }, (_, n) => ({ request: next(), fails: n % 4 === 0 }));
  const stranger = stage.dataset.district.pairs.at(-1)!.helper.teachers[0]!;
  const work = async (n: number) => {
    const ask = connectionTo(stage.ours.port);
    for (let i = n; i < requests.length; i += 10) {
      const { request, fails } = requests[i]!;
      const key = randomUUID();
      const body = JSON.parse(String(request.body)) as { data: { teacher: string } };
      if (fails) body.data.teacher = stranger;
      const headers = { ...request.headers, 'idempotency-key': key };
      const answer = await ask({ ...request, headers, body: JSON.stringify(body) });
      if (answer.status === 201) kept.push({ id: (JSON.parse(answer.bytes.toString()) as { id: string }).id, key });
      else if (answer.status === 422 && fails) refused.push(key);
      else throw new Error(`${answer.status} ${answer.bytes.toString()}`);
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_, n) => work(n)));
  return { kept, refused };
};

const damagesOf = async ({ dataset }: Stage): Promise<number> => {
  const checks: Check[] = await verify({
    schema: { tables, migrations },
    database: dataset.place,
    filesDir: filesDirOf(dataset.dataDir),
    key: keysOf(readFileSync(dataset.keyFile, 'utf8'))!.audit,
  });
  const damages = checks.flatMap((check) => check.damages);
  for (const { what } of damages) console.error(what.en);
  return damages.length;
};

/** What the platform acknowledged must be there whole, and nothing of what it refused. */
export const measureLost = async ({ stages }: Bench) => {
  const lines: { rows: readonly number[]; line: Line }[] = [];
  for (const stage of stages) {
    const { kept, refused } = await overlap(stage);
    const snapshot = await openSnapshot(stage.dataset.place);
    let wrong = 0;
    try {
      for (const { id, key } of kept) {
        const row = await snapshot.one<{ n: number }>(sql`select (select count(*) from record where id = ${id})
          + (select count(*) from record_subject where record_id = ${id}) + (select count(*) from fact where record_id = ${id})
          + (select count(*) from review where subject_id = ${id}) + (select count(*) from audit_entry where subject_id = ${id})
          + (select count(*) from idempotency_key where key = ${key}) as n`);
        if (Number(row!.n) !== 8) wrong += 1;
      }
      for (const key of refused)
        if (await snapshot.one(sql`select key from idempotency_key where key = ${key}`)) wrong += 1;
    } finally {
      await snapshot.close();
    }
    wrong += await damagesOf(stage);
    lines.push({
      rows: [stage.dataset.rows],
      line: {
        workload: 'lost',
        what: `lost or half-kept of ${REQUESTS} overlapping writes, ${refused.length} of which fail; then verify`,
        ours: String(wrong),
        floor: '',
        ratio: '',
        goal: '0',
        met: wrong === 0,
      },
    });
  }
  return lines;
};
