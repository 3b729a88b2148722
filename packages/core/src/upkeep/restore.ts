import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { t } from '@xieshou/sdk';
import type { MixedList } from 'typeorm';
import { sealLoadedAudit } from '../platform/audit.js';
import type { Database, Writes } from '../platform/database/database.js';
import { openPostgres } from '../platform/database/postgres.js';
import { type DatabasePlace, openSnapshot } from '../platform/database/snapshot.js';
import { openSqlite } from '../platform/database/sqlite.js';
import type { Table } from '../platform/database/table.js';
import { dropTable, setColumn, withColumns } from '../platform/database/walking.js';
import { refused } from '../platform/problem.js';
import { readArchive, wholeOf } from './archive.js';
import { sayDiskError, storedPath, syncFolder } from './disk.js';
import { inspect, rowsOf } from './inspect.js';
import { kindOf, type Manifest } from './manifest.js';
import { firstMigrations, type Schema } from './schema.js';

export interface RestoreOrder {
  readonly schema: Schema;
  readonly file: string;
  readonly key: Buffer;
  /** Where it goes; must be empty. */
  readonly database: DatabasePlace;
  readonly filesDir: string;
  /** Names that may stand in an otherwise empty data folder, such as the key file put there beforehand. */
  readonly mayHold?: readonly string[];
}

const namesIn = async (folder: string): Promise<string[]> => (existsSync(folder) ? readdir(folder) : []);

const assertEmpty = async (o: RestoreOrder): Promise<void> => {
  const full = (place: string) =>
    refused(
      'not-empty',
      t(
        `“${place}”不是空的：恢复只写入空的数据文件夹或空的数据库，请换一个，或先把里面的内容移走`,
        `"${place}" is not empty: a restore goes into an empty data folder or an empty database only. Choose another, or move away what is there`,
      ),
    );
  if ((await namesIn(o.filesDir)).length > 0) throw full(o.filesDir);
  if ('path' in o.database) {
    const folder = dirname(o.database.path);
    const there = await namesIn(folder);
    if (there.some((name) => name !== basename(o.filesDir) && !o.mayHold?.includes(name))) throw full(folder);
    return;
  }
  const snapshot = await openSnapshot(o.database);
  await snapshot.close();
  if (snapshot.shape.size > 0) throw full(`PostgreSQL ${new URL(o.database.url).pathname.slice(1)}`);
};

/** Columns by which rows of a table point at rows of the same table: they are filled when all rows are there. */
const ownPointers = (table: Table): string[] =>
  Object.entries(table.columns)
    .filter(([, column]) => column.references === table.name)
    .map(([name]) => name);

/** Goes through the parts of the given tables in the archive's order, and no further than the last of them. */
const eachPart = async (
  file: string,
  manifest: Manifest,
  tables: readonly Table[],
  work: (table: Table, rows: ReturnType<typeof rowsOf>) => Promise<void>,
): Promise<void> => {
  const wanted = new Map(tables.map((table) => [table.name, table]));
  const filled = manifest.tables.filter((entry) => entry.rows > 0 && wanted.has(entry.name));
  const left = new Map(filled.map((entry) => [entry.name, entry.rows]));
  if (left.size === 0) return;
  for await (const entry of readArchive(file)) {
    const kind = kindOf(entry.name);
    const content = await wholeOf(entry);
    const table = kind.kind === 'part' ? wanted.get(kind.table) : undefined;
    if (!table) continue;
    const rows = rowsOf(content);
    await work(table, rows);
    const remaining = left.get(table.name)! - rows.length;
    if (remaining > 0) left.set(table.name, remaining);
    else left.delete(table.name);
    if (left.size === 0) return;
  }
};

const load = async (tx: Writes, o: RestoreOrder, manifest: Manifest): Promise<void> => {
  const tables = manifest.tables.map((entry) =>
    withColumns(
      o.schema.tables.find((table) => table.name === entry.name)!,
      entry.columns,
    ),
  );
  await eachPart(o.file, manifest, tables, async (table, rows) => {
    const none = Object.fromEntries(ownPointers(table).map((column) => [column, null]));
    await tx.insert(table, ...rows.map((row) => ({ ...row, ...none }) as never));
  });
  const pointing = tables.filter((table) => ownPointers(table).length > 0);
  await eachPart(o.file, manifest, pointing, async (table, rows) => {
    for (const column of ownPointers(table))
      for (const row of rows)
        if (row[column] !== null) await tx.run(setColumn(table, { key: row, column, to: row[column]! }));
  });
  await sealLoadedAudit(tx, o.key);
};

const placeFiles = async (o: RestoreOrder): Promise<void> => {
  for await (const entry of readArchive(o.file)) {
    const kind = kindOf(entry.name);
    if (kind.kind !== 'file') {
      await wholeOf(entry);
      continue;
    }
    const path = storedPath(o.filesDir, kind.hash);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(entry.chunks, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  }
};

/** Loads into an empty database: the backup's schema, its rows in one transaction, then this program's schema. */
const loadInto = async (
  open: (migrations: MixedList<Function>) => Promise<Database>,
  o: RestoreOrder,
  manifest: Manifest,
): Promise<void> => {
  const empty = await open(firstMigrations(o.schema, manifest.schema.length));
  try {
    await empty.write((tx) => load(tx, o, manifest));
  } catch (error) {
    if ('url' in o.database)
      await empty.write(async (tx) => {
        for (const name of [...manifest.tables.map((table) => table.name).reverse(), 'migrations'])
          await tx.run(dropTable(name));
      });
    throw error;
  } finally {
    await empty.close();
  }
  if (manifest.schema.length < o.schema.migrations.length) {
    const grown = await open(firstMigrations(o.schema, o.schema.migrations.length));
    await grown.close();
  }
};

const restoreSqlite = async (path: string, o: RestoreOrder, manifest: Manifest): Promise<void> => {
  // Under its own name only when it is whole: a server that starts meanwhile must not take half of it for all.
  const unfinished = `${path}.restoring`;
  const traces = ['', '-wal', '-shm', '.lock', '.lock-journal'].map((end) => `${unfinished}${end}`);
  try {
    await loadInto((migrations) => openSqlite({ path: unfinished, tables: o.schema.tables, migrations }), o, manifest);
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } finally {
    for (const trace of traces) await rm(trace, { force: true });
  }
};

/**
 * Puts a backup into an empty data folder or an empty PostgreSQL database, of either engine. Everything is checked
 * before anything is written; what fails afterwards is taken back.
 */
export const restore = async (o: RestoreOrder): Promise<Manifest> => {
  await assertEmpty(o);
  const manifest = await inspect(o);
  const { database } = o;
  try {
    await placeFiles(o);
    if ('path' in database) await restoreSqlite(database.path, o, manifest);
    else
      await loadInto(
        (migrations) => openPostgres({ url: database.url, tables: o.schema.tables, migrations }),
        o,
        manifest,
      );
    return manifest;
  } catch (error) {
    // The folder was empty, so whatever is in it is ours.
    for (const name of await namesIn(o.filesDir)) await rm(join(o.filesDir, name), { recursive: true, force: true });
    throw sayDiskError(error, 'path' in database ? dirname(database.path) : o.filesDir);
  }
};
