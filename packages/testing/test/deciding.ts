import { rebuildTallies, sql, system, Units } from '@xieshou/core';
import type { Client, TestServer } from '../src/index.js';
import type { ReviewView } from './meeting.js';

export const confirm = (client: Client, review: string, note?: string) =>
  client.send<ReviewView & { code?: string }>('POST', `/api/reviews/${review}/decision`, {
    json: { decision: 'confirm', ...(note ? { note } : {}) },
  });
export const giveBack = (client: Client, review: string, reason: string) =>
  client.send<ReviewView & { code?: string }>('POST', `/api/reviews/${review}/decision`, {
    json: { decision: 'return', reason },
  });
export const waiting = async (client: Client, state = 'open') =>
  (await client.get<{ rows: ReviewView[] }>(`/api/reviews?size=200&state=${state}`)).rows;
export const reviewOf = async (client: Client, record: string) =>
  (await waiting(client)).find((w) => w.record === record)!.id;

/** Facts of a record as they count: name, pairing, state. */
export const factsOf = async (server: TestServer, record: string) => {
  const rows = await server.database.all<{ name: string; subject_id: string; state: string; amount: number }>(
    sql`select name, subject_id, state, amount from fact where record_id = ${record} order by name, subject_id`,
  );
  return rows.map((row) => [row.name, row.subject_id, row.state, Number(row.amount)]);
};
export const tallyOf = async (server: TestServer, pairing: string) => {
  const rows = await server.database.all<{ name: string; state: string; count: number; sum: number }>(
    sql`select name, state, count, sum from tally where subject_id = ${pairing} and count <> 0 order by name, state`,
  );
  return rows.map((row) => [row.name, row.state, Number(row.count), Number(row.sum)]);
};
/** How many tallies differ from the facts. */
export const drift = (server: TestServer) =>
  server.app.get(Units).run(system, async (unit) => {
    const n = await rebuildTallies(unit);
    await unit.audit({ action: 'tally.rebuild', kind: 'tally' });
    return n;
  });
