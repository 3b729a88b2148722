import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TestServer } from '../../src/index.js';
import { backUp, rowsIn } from '../keeping.js';

/** Bytes under which a value could stand somewhere although nobody sees it at first sight. */
export const formsOf = (value: string): ReadonlyMap<string, Buffer> => {
  const utf8 = Buffer.from(value);
  const utf16 = Buffer.from(value, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  // In base64 a text looks otherwise after one and after two bytes; what surely stands within is what is looked for.
  const base64 = [0, 1, 2].map((n) => {
    const text = Buffer.concat([Buffer.alloc(n), utf8]).toString('base64');
    return Buffer.from(text.slice(n === 0 ? 0 : n + 1, text.length - 4));
  });
  const escaped = JSON.stringify(value)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const sha = createHash('sha256').update(value);
  const digest = sha.digest();
  return new Map([
    ['UTF-8', utf8],
    ['UTF-16 LE', utf16],
    ['UTF-16 BE', swapped],
    ['base64', base64[0]!],
    ['base64, one byte on', base64[1]!],
    ['base64, two bytes on', base64[2]!],
    ['base64url', Buffer.from(base64[0]!.toString().replaceAll('+', '-').replaceAll('/', '_'))],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['JSON escapes', Buffer.from(escaped)],
    ['a hash without a key, as hex', Buffer.from(digest.toString('hex'))],
    ['a hash without a key', digest],
  ]);
};

/** A place where the platform keeps something, and its bytes. */
export interface Kept {
  readonly place: string;
  readonly bytes: Buffer;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

/** Everything that is kept: the database's own files or every column of it, the files, and a backup, unpacked. */
export const everythingKept = async (server: TestServer, folder: string): Promise<Kept[]> => {
  const kept: Kept[] = [];
  if ('path' in server.place) {
    // What was written before the last moment is in the file, the rest in the log beside it.
    for (const end of ['', '-wal', '-shm'])
      kept.push({ place: `database file${end}`, bytes: readFileSync(server.place.path + end) });
  }
  for (const [table, rows] of Object.entries(await rowsIn(server.place)))
    kept.push({ place: `table ${table}`, bytes: Buffer.from(rows.join('\n')) });
  for (const path of filesIn(server.filesDir)) kept.push({ place: `file ${path}`, bytes: readFileSync(path) });
  const file = join(folder, 'backup.tar.gz');
  await backUp(server, file);
  kept.push({ place: 'backup, unpacked', bytes: gunzipSync(readFileSync(file)) });
  return kept;
};

/** Where a value stands, and as what. */
export const findIn = (kept: readonly Kept[], value: string): string[] =>
  kept.flatMap(({ place, bytes }) =>
    [...formsOf(value)].filter(([, form]) => bytes.includes(form)).map(([name]) => `${place}: ${name}`),
  );
