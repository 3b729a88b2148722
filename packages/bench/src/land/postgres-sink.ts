import pg from 'pg';
import { columnsOf, type Sink } from './sink.js';

const BATCH = 2000;

/** Straight into the tables (named with their schema: `record` alone is a type of PostgreSQL’s own). Indexes are made at the end, and pointers are not followed while rows arrive. */
export const postgresSink = async (url: string): Promise<Sink> => {
  const client = new pg.Client({ connectionString: url });
  // What ended it is told by the statement that failed, not by the connection that goes with it.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('set session_replication_role = replica');
  await client.query('set synchronous_commit = off');
  await client.query(`set maintenance_work_mem = '256MB'`);
  const { rows: indexes } = await client.query<{ name: string; sql: string }>(
    `select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema()
      and indexname not in (select conname from pg_constraint)`,
  );
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  const waiting = new Map<string, Record<string, unknown>[]>();
  const flush = async (table: string): Promise<void> => {
    const rows = waiting.get(table) ?? [];
    waiting.set(table, []);
    if (rows.length > 0)
      await client.query(`insert into "${table}" select * from json_populate_recordset(null::public."${table}", $1)`, [
        JSON.stringify(rows),
      ]);
  };
  return {
    add: (table, row) => {
      const rows = waiting.get(table) ?? [];
      waiting.set(table, rows);
      rows.push(Object.fromEntries(columnsOf(table).map((column, i) => [column, row[i] ?? null])));
      return rows.length < BATCH ? undefined : flush(table);
    },
    one: async <R extends object>(query: string) => (await client.query(query)).rows[0] as R | undefined,
    run: async (statement) => void (await client.query(statement)),
    finish: async () => {
      for (const table of waiting.keys()) await flush(table);
      for (const { sql } of indexes) await client.query(sql);
      await client.query('vacuum analyze');
      await client.end();
    },
  };
};
