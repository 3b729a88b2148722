import BetterSqlite3, { type Database as Handle } from 'better-sqlite3';
import type { Database, Reads } from './database.js';
import { readsOf as postgresReads } from './postgres.js';
import { sql } from './sql.js';
import { readsOf as sqliteReads, statements } from './sqlite.js';

/** PostgreSQL by its URL, or the path of the SQLite file. */
export type DatabasePlace = { readonly url: string } | { readonly path: string };

/** The whole database as it stood at one moment, to be read only; beside a running server or without one. */
export interface Snapshot extends Reads {
  readonly engine: Database['engine'];
  /** Names of the migrations that made it, oldest first. None where the platform has never been. */
  readonly schema: readonly string[];
  /** Its tables and their columns, as they are and not as this program would have them. */
  readonly shape: ReadonlyMap<string, readonly string[]>;
  /** What the engine finds wrong with its own storage; undefined where it keeps watch over that by itself. */
  damage(): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}

const shapeFrom = (rows: readonly { readonly name: string; readonly field: string }[]) => {
  const shape = new Map<string, string[]>();
  for (const { name, field } of rows) shape.set(name, [...(shape.get(name) ?? []), field]);
  return shape;
};

const migrationsIn = async (reads: Reads, shape: ReadonlyMap<string, unknown>): Promise<readonly string[]> =>
  shape.has('migrations')
    ? (await reads.all<{ name: string }>(sql`select name from migrations order by id`)).map((row) => row.name)
    : [];

const openSqliteSnapshot = async (path: string): Promise<Snapshot> => {
  const db: Handle = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    db.pragma('trusted_schema = OFF');
    db.exec('begin');
    const reads = sqliteReads(statements(db));
    // The first read is what fixes the moment.
    const shape = shapeFrom(
      await reads.all(sql`select m.name as name, c.name as field from sqlite_schema m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite%' order by m.name, c.cid`),
    );
    return {
      ...reads,
      engine: 'sqlite',
      shape,
      schema: await migrationsIn(reads, shape),
      damage: async () =>
        (db.pragma('integrity_check') as { integrity_check: string }[])
          .map((row) => row.integrity_check)
          .filter((line) => line !== 'ok'),
      close: async () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
};

const BIGINT = 20;

const openPostgresSnapshot = async (url: string): Promise<Snapshot> => {
  // Most installations have no PostgreSQL.
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    application_name: 'xieshou-snapshot',
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    const reads = postgresReads(client);
    const shape = shapeFrom(
      await reads.all(sql`select table_name as name, column_name as field from information_schema.columns
        where table_schema = current_schema() order by table_name, ordinal_position`),
    );
    return {
      ...reads,
      engine: 'postgres',
      shape,
      schema: await migrationsIn(reads, shape),
      // PostgreSQL keeps watch over its own pages; `initdb --data-checksums` is the operator's choice.
      damage: async () => undefined,
      close: async () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
};

/** One moment of the database: a read transaction on a connection of its own, so that nobody waits for it. */
export const openSnapshot = (place: DatabasePlace): Promise<Snapshot> =>
  'url' in place ? openPostgresSnapshot(place.url) : openSqliteSnapshot(place.path);
