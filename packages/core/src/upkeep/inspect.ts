import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '@xieshou/sdk';
import { isAuthentic } from '../platform/audit.js';
import { openSnapshot } from '../platform/database/snapshot.js';
import { openSqlite } from '../platform/database/sqlite.js';
import { auditEntry } from '../platform/platform.tables.js';
import { Problem, refused } from '../platform/problem.js';
import { type ArchiveEntry, readArchive, wholeOf } from './archive.js';
import { kindOf, Manifest } from './manifest.js';
import { assertKnown, firstMigrations, type Schema } from './schema.js';
import { isSealed } from './seal.js';

const damaged = (zh: string, en: string): Problem =>
  refused(
    'backup-damaged',
    t(
      `备份已损坏：${zh}。请换一份备份，没有写入任何内容`,
      `The backup is damaged: ${en}. Use another one; nothing was written`,
    ),
  );

const wrongKey = (): Problem =>
  refused(
    'wrong-key',
    t(
      '密钥与备份不符：请用建立这份数据时的密钥文件（--key-file），没有写入任何内容',
      'This key did not make the data in the backup: give the key file of that installation (--key-file). Nothing was written',
    ),
  );

/** The rows of a part. */
export const rowsOf = (content: Buffer): Readonly<Record<string, string | number | null>>[] =>
  content
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string | number | null>);

interface Seen {
  readonly tables: Map<string, { rows: number; parts: number; readonly hash: ReturnType<typeof createHash> }>;
  readonly files: Set<string>;
  entries: number;
  authentic: number;
  manifest: Manifest | undefined;
}

const readManifest = async (entry: ArchiveEntry): Promise<Manifest> => {
  const content = await wholeOf(entry);
  const parsed = Manifest.safeParse(JSON.parse(content.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw refused(
    'backup-unknown',
    t(
      '备份的格式不是本程序认识的，请安装更新的版本',
      'The backup has a format that this program does not know: install a newer version',
    ),
  );
};

const seePart = async (seen: Seen, entry: ArchiveEntry, o: { table: string; number: number; key: Buffer }) => {
  const content = await wholeOf(entry);
  const table = seen.tables.get(o.table) ?? { rows: 0, parts: 0, hash: createHash('sha256') };
  seen.tables.set(o.table, table);
  if (o.number !== table.parts + 1) throw damaged(`缺少“${o.table}”的一部分`, `a part of "${o.table}" is missing`);
  table.parts += 1;
  table.hash.update(content);
  const rows = rowsOf(content);
  table.rows += rows.length;
  if (o.table !== auditEntry.name) return;
  seen.entries += rows.length;
  seen.authentic += rows.filter((row) =>
    isAuthentic(o.key, row as unknown as Parameters<typeof isAuthentic>[1]),
  ).length;
};

const seeFile = async (seen: Seen, entry: ArchiveEntry, expected: string): Promise<void> => {
  const hash = createHash('sha256');
  for await (const chunk of entry.chunks) hash.update(chunk);
  if (hash.digest('hex') !== expected)
    throw damaged(`文件 ${expected} 的内容不对`, `file ${expected} is not what it was`);
  seen.files.add(expected);
};

const readAll = async (file: string, key: Buffer): Promise<Seen> => {
  const seen: Seen = { tables: new Map(), files: new Set(), entries: 0, authentic: 0, manifest: undefined };
  for await (const entry of readArchive(file)) {
    const kind = kindOf(entry.name);
    if (kind.kind === 'unknown' || seen.manifest)
      throw damaged(`有不认识的内容“${entry.name}”`, `it holds "${entry.name}", which does not belong there`);
    if (kind.kind === 'manifest') seen.manifest = await readManifest(entry);
    else if (kind.kind === 'part') await seePart(seen, entry, { ...kind, key });
    else await seeFile(seen, entry, kind.hash);
  }
  return seen;
};

/** Tables and columns that a schema has, found out on an empty database that is thrown away. */
const shapeAt = async (schema: Schema, migrations: number): Promise<ReadonlyMap<string, readonly string[]>> => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-shape-'));
  const path = join(folder, 'shape.db');
  try {
    const empty = await openSqlite({ path, tables: schema.tables, migrations: firstMigrations(schema, migrations) });
    await empty.close();
    const snapshot = await openSnapshot({ path });
    await snapshot.close();
    return new Map([...snapshot.shape].filter(([name]) => name !== 'migrations'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const compareTables = (manifest: Manifest, seen: Seen, shape: ReadonlyMap<string, readonly string[]>): void => {
  for (const [name, columns] of shape) {
    const table = manifest.tables.find((entry) => entry.name === name);
    if (!table) throw damaged(`缺少数据表“${name}”`, `table "${name}" is missing`);
    if (table.columns.toSorted().join() !== columns.toSorted().join())
      throw damaged(`数据表“${name}”的列不对`, `table "${name}" has other columns than its schema`);
  }
  for (const { name, rows, sha256 } of manifest.tables) {
    const found = seen.tables.get(name);
    if (!shape.has(name)) throw damaged(`多出数据表“${name}”`, `table "${name}" does not belong there`);
    if (!found && rows > 0) throw damaged(`缺少数据表“${name}”`, `table "${name}" is missing`);
    if ((found?.rows ?? 0) !== rows || (found?.hash ?? createHash('sha256')).digest('hex') !== sha256)
      throw damaged(`数据表“${name}”的内容不对`, `the rows of table "${name}" are not what was written`);
  }
  for (const name of seen.tables.keys())
    if (!manifest.tables.some((entry) => entry.name === name))
      throw damaged(`多出数据表“${name}”`, `table "${name}" does not belong there`);
};

/**
 * Reads a backup from end to end and proves that it is whole, that this program knows its schema, and that the key is
 * the one it was made under. Writes nothing. Answers its manifest.
 */
export const inspect = async (o: {
  readonly file: string;
  readonly schema: Schema;
  readonly key: Buffer;
}): Promise<Manifest> => {
  if (!existsSync(o.file))
    throw refused('no-backup', t(`没有“${o.file}”这个文件`, `There is no file "${o.file}": check its name`));
  if (!(await isSealed(o.file)))
    throw damaged('文件不完整，或有字节被改动', 'it was cut off, or a byte of it has changed');
  const seen = await readAll(o.file, o.key).catch((error: unknown) => {
    throw error instanceof Problem ? error : damaged(String(error), String(error));
  });
  const { manifest } = seen;
  if (!manifest) throw damaged('缺少清单 manifest.json', 'its manifest.json is missing');
  assertKnown(o.schema, manifest.schema);
  compareTables(manifest, seen, await shapeAt(o.schema, manifest.schema.length));
  if (seen.files.size !== manifest.files.count)
    throw damaged(
      `应有 ${manifest.files.count} 个文件，实有 ${seen.files.size} 个`,
      `it should hold ${manifest.files.count} files and holds ${seen.files.size}`,
    );
  // One entry is enough to know the key by; entries that somebody changed are for `verify` to name.
  if (seen.entries > 0 && seen.authentic === 0) throw wrongKey();
  return manifest;
};
