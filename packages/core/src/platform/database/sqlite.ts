import { AsyncLocalStorage } from 'node:async_hooks';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3, { type Database as Handle, type Statement } from 'better-sqlite3';
import { DataSource, type MixedList } from 'typeorm';
import { type Database, type Reads, UniqueViolation, type Writes } from './database.js';
import { groupCommits } from './group-commits.js';
import { compile, isTemplate, type Sql } from './sql.js';
import { changeOf, chunked, insertOf } from './statements.js';
import type { Table } from './table.js';

const pragmas = {
  journal_mode: ['WAL', 'wal'],
  synchronous: ['FULL', 2],
  foreign_keys: ['ON', 1],
  secure_delete: ['ON', 1],
  trusted_schema: ['OFF', 0],
  // Pages a checkpoint writes back are hot ones: rarer checkpoints write most of them once. 32 MiB of log at most.
  wal_autocheckpoint: [8000, 8000],
} as const;

const tune = (db: Handle) => {
  for (const [name, [value]] of Object.entries(pragmas)) db.pragma(`${name} = ${value}`);
};

/** Money and approvals rest on these; a build of SQLite that ignores one must not start. */
const proveTuned = (db: Handle) => {
  for (const [name, [, expected]] of Object.entries(pragmas)) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== expected)
      throw new Error(`SQLite did not accept ${name}: it is ${String(actual)}, not ${expected}.`);
  }
};

/** Statements compiled once per text; those of one template are found by the template itself. */
export const statements = (db: Handle) => {
  const cache = new Map<string, Statement<unknown[], object>>();
  const byTemplate = new WeakMap<readonly string[], Statement<unknown[], object>>();
  return (piece: Sql): Statement<unknown[], object> => {
    const known = byTemplate.get(piece.text);
    if (known) return known;
    const text = compile(piece, () => '?');
    let statement = cache.get(text);
    if (!statement) {
      if (cache.size >= 500) cache.delete(cache.keys().next().value!);
      statement = db.prepare<unknown[], object>(text);
      cache.set(text, statement);
    }
    if (isTemplate(piece)) byTemplate.set(piece.text, statement);
    return statement;
  };
};

const isUnique = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(String(error.code));

const translated = <R>(run: () => R): R => {
  try {
    return run();
  } catch (error) {
    throw isUnique(error) ? new UniqueViolation(error.message) : error;
  }
};

export const readsOf = (prepare: (piece: Sql) => Statement<unknown[], object>): Reads => ({
  all: async <R extends object>(query: Sql) => prepare(query).all(...query.values) as R[],
  one: async <R extends object>(query: Sql) => prepare(query).get(...query.values) as R | undefined,
});

/**
 * One process per database file: a second writer would wait on the first and block its whole process. The lock is
 * SQLite's own on a file beside it, so the operating system gives it back when the process dies.
 */
const holdAlone = (path: string): Handle => {
  const lock = new BetterSqlite3(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')
      throw new Error(`Another server is using ${path}. Stop it first, or choose another data folder.`);
    throw error;
  }
};

/**
 * The embedded engine: one connection that writes, one unit of work at a time, and a second read-only
 * connection that sees committed rows only. TypeORM would share one connection between requests, so that concurrent
 * transactions run into each other; here it makes the schema and nothing else.
 */
export const openSqlite = async (o: {
  readonly path: string;
  readonly tables: readonly Table[];
  readonly migrations: MixedList<Function>;
}): Promise<Database> => {
  mkdirSync(dirname(o.path), { recursive: true, mode: 0o700 });
  const lock = holdAlone(o.path);
  const fresh = !existsSync(o.path);
  const source = new DataSource({
    type: 'better-sqlite3',
    database: o.path,
    entities: o.tables.map((table) => table.entity),
    migrations: o.migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    prepareDatabase: tune,
  });
  await source.initialize();
  const migrated = await source.runMigrations();
  if (fresh) chmodSync(o.path, 0o600);
  const writer = (source.driver as unknown as { databaseConnection: Handle }).databaseConnection;
  tune(writer);
  proveTuned(writer);
  // TypeORM migrates without watching pointers; otherwise SQLite watches them at every write, and a million records
  // would be looked through at every start.
  const broken = migrated.length > 0 ? (writer.pragma('foreign_key_check') as unknown[]) : [];
  if (broken.length > 0)
    throw new Error(`The database has ${broken.length} rows that point at nothing. Restore a backup.`);
  const reader = new BetterSqlite3(o.path, { readonly: true, timeout: 5000 });
  reader.pragma('trusted_schema = OFF');

  const prepare = statements(writer);
  const inside = new AsyncLocalStorage<true>();
  const tx: Writes = {
    ...readsOf(prepare),
    run: async (statement) => translated(() => prepare(statement).run(...statement.values).changes),
    insert: async (table, ...rows) => {
      for (const part of chunked(table, rows)) await tx.run(insertOf(table, part));
    },
    change: async (table, at, to) => (await tx.run(changeOf(table, at, to))) === 1,
    lock: async () => undefined,
  };
  const commits = groupCommits(writer, (work: (tx: Writes) => Promise<unknown>) => inside.run(true, () => work(tx)));
  const outside = readsOf(statements(reader));
  /** A connection of its own: in a transaction of the shared reader, other requests would see an old moment. */
  const snapshot = async <R>(work: (reads: Reads) => Promise<R>): Promise<R> => {
    const moment = new BetterSqlite3(o.path, { readonly: true, timeout: 5000 });
    try {
      moment.pragma('trusted_schema = OFF');
      moment.exec('begin');
      return await inside.run(true, () => work(readsOf(statements(moment))));
    } finally {
      moment.close();
    }
  };
  const guarded =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (inside.getStore())
        throw new Error('Inside a unit of work, read through its own tx: this connection does not see it.');
      return run(...args);
    };
  return {
    engine: 'sqlite',
    all: guarded((query: Sql) => outside.all(query)) as Reads['all'],
    one: guarded((query: Sql) => outside.one(query)) as Reads['one'],
    write: guarded(commits.unit) as Database['write'],
    snapshot: guarded(
      snapshot as (work: (reads: Reads) => Promise<unknown>) => Promise<unknown>,
    ) as Database['snapshot'],
    drift: async () => (await source.driver.createSchemaBuilder().log()).upQueries.map((q) => q.query),
    close: async () => {
      await commits.drained();
      reader.close();
      await source.destroy();
      lock.close();
    },
  };
};
