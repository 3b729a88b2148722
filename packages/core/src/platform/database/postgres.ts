import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type MixedList } from 'typeorm';
import { type Database, type Reads, UniqueViolation, type Writes } from './database.js';
import { compile, isTemplate, type Sql } from './sql.js';
import { changeOf, chunked, insertOf, lockOf } from './statements.js';
import type { Table } from './table.js';

type Queryable = Pick<PoolClient, 'query'>;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** So many different statements are prepared on a connection; a list of many lengths must not fill the server. */
const PREPARED = 500;
const names = new Map<string, string>();
const byTemplate = new WeakMap<readonly string[], { readonly text: string; readonly name?: string }>();

/** A statement's text, and the name under which each connection prepares it once. */
const preparedOf = (piece: Sql): { readonly text: string; readonly name?: string } => {
  const known = byTemplate.get(piece.text);
  if (known) return known;
  const text = compile(piece, (n) => `$${n}`);
  let name = names.get(text);
  if (name === undefined && names.size < PREPARED) names.set(text, (name = `x${names.size}`));
  const prepared = name === undefined ? { text } : { text, name };
  if (isTemplate(piece)) byTemplate.set(piece.text, prepared);
  return prepared;
};

const execute = async (client: Queryable, piece: Sql) => {
  try {
    return await client.query({ ...preparedOf(piece), values: [...piece.values] });
  } catch (error) {
    if (codeOf(error) === '23505') throw new UniqueViolation(String((error as { constraint?: string }).constraint));
    throw error;
  }
};

export const readsOf = (client: Queryable): Reads => ({
  all: async <R extends object>(query: Sql) => (await execute(client, query)).rows as R[],
  one: async <R extends object>(query: Sql) => (await execute(client, query)).rows[0] as R | undefined,
});

const writesOf = (client: Queryable): Writes => {
  const tx: Writes = {
    ...readsOf(client),
    run: async (statement) => (await execute(client, statement)).rowCount ?? 0,
    insert: async (table, ...rows) => {
      for (const part of chunked(table, rows)) await tx.run(insertOf(table, part));
    },
    change: async (table, at, to) => (await tx.run(changeOf(table, at, to))) === 1,
    lock: async (table, id) => void (await tx.run(lockOf(table, id))),
  };
  return tx;
};

/** Serialisation failure and deadlock: the same work may succeed a moment later. */
const isPassing = (error: unknown) => ['40001', '40P01'].includes(codeOf(error));

/** PostgreSQL for those who outgrow the embedded engine: ordinary transactions on a pool. */
export const openPostgres = async (o: {
  readonly url: string;
  readonly tables: readonly Table[];
  readonly migrations: MixedList<Function>;
}): Promise<Database> => {
  const source = new DataSource({
    type: 'postgres',
    url: o.url,
    entities: o.tables.map((table) => table.entity),
    migrations: o.migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    parseInt8: true,
    poolSize: 20,
    applicationName: 'xieshou',
  });
  await source.initialize();
  await source.runMigrations();
  const pool = (source.driver as unknown as { master: Pool }).master;
  const inside = new AsyncLocalStorage<true>();
  const outside = readsOf(pool);

  const attempt = async <R>(begin: string, work: (tx: Writes) => Promise<R>): Promise<R> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await inside.run(true, () => work(writesOf(client)));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => (broken = lost));
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const guarded =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (inside.getStore())
        throw new Error('Inside a unit of work, read through its own tx: this connection does not see it.');
      return run(...args);
    };
  const write = async <R>(work: (tx: Writes) => Promise<R>): Promise<R> => {
    for (let n = 1; ; n++) {
      try {
        return await attempt('begin', work);
      } catch (error) {
        if (n === 4 || !isPassing(error)) throw error;
        await sleep(10 * n * Math.random());
      }
    }
  };
  return {
    engine: 'postgres',
    all: guarded((query: Sql) => outside.all(query)) as Reads['all'],
    one: guarded((query: Sql) => outside.one(query)) as Reads['one'],
    write: guarded(write as (work: (tx: Writes) => Promise<unknown>) => Promise<unknown>) as Database['write'],
    snapshot: guarded((work: (reads: Reads) => Promise<unknown>) =>
      attempt('begin isolation level repeatable read, read only', work),
    ) as Database['snapshot'],
    drift: async () => (await source.driver.createSchemaBuilder().log()).upQueries.map((q) => q.query),
    close: async () => source.destroy(),
  };
};
