import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { t } from '@xieshou/sdk';
import { storedFile } from '../files/files.tables.js';
import type { DatabasePlace, Snapshot } from '../platform/database/snapshot.js';
import type { Table } from '../platform/database/table.js';
import { pagesOf } from '../platform/database/walking.js';
import { newId } from '../platform/ids.js';
import { refused } from '../platform/problem.js';
import { type ArchiveWriter, type OpenFile, writeArchive } from './archive.js';
import { lookAt, openExisting, sayDiskError, storedPath, syncFolder } from './disk.js';
import { fileName, FORMAT, MANIFEST, type Manifest, PART_BYTES, partName } from './manifest.js';
import { assertKnown, type Schema } from './schema.js';

export interface BackupOrder {
  readonly schema: Schema;
  readonly database: DatabasePlace;
  readonly filesDir: string;
  /** The archive to make; must not be there yet. */
  readonly file: string;
  readonly now: Date;
  /** Called as it goes on, with the rows written so far. */
  readonly onRows?: (rows: number) => void;
  readonly open?: OpenFile;
}

export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly manifest: Manifest;
}

type TableEntry = Manifest['tables'][number];

const addTable = async (
  archive: ArchiveWriter,
  snapshot: Snapshot,
  o: { readonly table: Table; readonly columns: readonly string[]; readonly onRows: (rows: number) => void },
): Promise<TableEntry> => {
  const hash = createHash('sha256');
  let [rows, part, size] = [0, 0, 0];
  let lines: Buffer[] = [];
  const close = async () => {
    if (size === 0) return;
    const content = Buffer.concat(lines);
    hash.update(content);
    await archive.add(partName(o.table.name, (part += 1)), content);
    [lines, size] = [[], 0];
  };
  for await (const page of pagesOf(snapshot, o)) {
    for (const row of page) {
      const line = Buffer.from(`${JSON.stringify(row)}\n`);
      lines.push(line);
      size += line.length;
      if (size >= PART_BYTES) await close();
    }
    rows += page.length;
    o.onRows(page.length);
    // SQLite reads at once: requests that came meanwhile have their turn between two pages.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await close();
  return { name: o.table.name, columns: [...o.columns], rows, sha256: hash.digest('hex') };
};

/** The files that rows speak of, each once. One that is missing or damaged is named, and the rest is kept. */
const addFiles = async (archive: ArchiveWriter, snapshot: Snapshot, filesDir: string): Promise<Manifest['files']> => {
  const seen = new Set<string>();
  const missing: string[] = [];
  let bytes = 0;
  for await (const page of pagesOf(snapshot, { table: storedFile, columns: ['id', 'hash'] }))
    for (const row of page) {
      const hash = String(row['hash']);
      if (seen.has(hash)) continue;
      seen.add(hash);
      const path = storedPath(filesDir, hash);
      const found = await lookAt(path);
      if (found?.sha256 !== hash) missing.push(hash);
      else if (found.bytes === 0) await archive.add(fileName(hash), Buffer.alloc(0));
      else await archive.addFile(fileName(hash), { path, bytes: found.bytes });
      bytes += found?.sha256 === hash ? found.bytes : 0;
    }
  return { count: seen.size - missing.length, bytes, missing };
};

const fill = async (archive: ArchiveWriter, snapshot: Snapshot, o: BackupOrder): Promise<Manifest> => {
  const tables: TableEntry[] = [];
  let rows = 0;
  const onRows = (more: number) => o.onRows?.((rows += more));
  for (const table of o.schema.tables) {
    // As the database has it: a backup before an upgrade is of the older schema.
    const columns = snapshot.shape.get(table.name);
    if (columns) tables.push(await addTable(archive, snapshot, { table, columns, onRows }));
  }
  const manifest: Manifest = {
    format: FORMAT,
    program: 'xieshou',
    engine: snapshot.engine,
    createdAt: o.now.toISOString(),
    schema: [...snapshot.schema],
    tables,
    files: await addFiles(archive, snapshot, o.filesDir),
  };
  await archive.add(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return manifest;
};

/**
 * Everything of one moment in one archive: rows of every table and the files they speak of, never a key. Nobody waits
 * for it. Under its name it is whole: until then it has another, and what failed leaves nothing.
 */
export const backup = async (o: BackupOrder): Promise<Backup> => {
  if (existsSync(o.file))
    throw refused(
      'backup-exists',
      t(`“${o.file}”已经存在，请换一个文件名`, `"${o.file}" is there already: choose another name`),
    );
  const snapshot = await openExisting(o.database);
  const folder = dirname(o.file);
  const temporary = join(folder, `.${basename(o.file)}.${newId()}.part`);
  try {
    assertKnown(o.schema, snapshot.schema);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const archive = writeArchive(temporary, o.open);
    let manifest: Manifest;
    try {
      manifest = await fill(archive, snapshot, o);
      await archive.finish();
    } catch (error) {
      await archive.abandon();
      throw error;
    }
    await rename(temporary, o.file);
    await syncFolder(folder);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { file: o.file, bytes: (await stat(o.file)).size, rows, manifest };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw sayDiskError(error, folder);
  } finally {
    await snapshot.close();
  }
};
