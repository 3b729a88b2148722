import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '@xieshou/sdk';
import { type DatabasePlace, openSnapshot, type Snapshot } from '../platform/database/snapshot.js';
import { Problem, refused } from '../platform/problem.js';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** An error of the disk as a sentence with its remedy; any other error as it is. */
export const sayDiskError = (error: unknown, path: string): unknown => {
  if (error instanceof Problem) return error;
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100'].includes(code))
    return refused(
      'disk-full',
      t(
        `磁盘已满，没有写入任何内容：请在“${path}”所在的磁盘腾出空间后重试`,
        `The disk is full and nothing was kept: make room on the disk of "${path}" and try again`,
      ),
    );
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code))
    return refused(
      'not-writable',
      t(
        `不能写入“${path}”：它须是文件夹，且运行本程序的用户有权写入`,
        `"${path}" cannot be written: it must be a folder in which the user who runs this program may write`,
      ),
    );
  return error;
};

/** Makes a renamed or new name in a folder survive a power cut. Windows does it by itself and has no such call. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export interface Looked {
  readonly sha256: string;
  readonly bytes: number;
}

/** Hash and size of a file; undefined when there is none. */
export const lookAt = async (path: string): Promise<Looked | undefined> => {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { sha256: hash.digest('hex'), bytes: found.size };
};

/** Where the file store keeps a file. */
export const storedPath = (filesDir: string, hash: string): string => join(filesDir, hash.slice(0, 2), hash);

/** A snapshot of data that must be there. */
export const openExisting = async (place: DatabasePlace): Promise<Snapshot> => {
  if ('path' in place && !existsSync(place.path))
    throw refused(
      'no-data',
      t(
        `“${place.path}”不存在：请用 XIESHOU_DATA_DIR 指定数据文件夹，或用 DATABASE_URL 指定 PostgreSQL`,
        `There is no "${place.path}": name the data folder with XIESHOU_DATA_DIR, or PostgreSQL with DATABASE_URL`,
      ),
    );
  try {
    return await openSnapshot(place);
  } catch (error) {
    if (codeOf(error) === 'SQLITE_NOTADB' && 'path' in place)
      throw refused(
        'damaged',
        t(
          `“${place.path}”不是数据库文件或已损坏，请恢复备份`,
          `"${place.path}" is no database, or damaged: restore a backup`,
        ),
      );
    if ('path' in place) throw error;
    throw refused(
      'no-connection',
      t(
        `连接不上 PostgreSQL（${String(error)}）：请检查 DATABASE_URL 和服务`,
        `PostgreSQL cannot be reached (${String(error)}): check DATABASE_URL and the service`,
      ),
    );
  }
};
