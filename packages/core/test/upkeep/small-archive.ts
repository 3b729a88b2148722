import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { createKernel, migrations, Organisations, sql, system, tables, Units } from '../../src/index.js';
import { readArchive, wholeOf } from '../../src/upkeep/archive.js';
import { backup } from '../../src/upkeep/backup.js';
import { storedPath } from '../../src/upkeep/disk.js';
import { restore } from '../../src/upkeep/restore.js';
import { sealing } from '../../src/upkeep/seal.js';

export const schema = { tables, migrations };

/** A small installation with a few organisations, one file and its audit log, and what is done to it. */
export interface Installation {
  readonly folder: string;
  readonly key: Buffer;
  /** Makes its backup under a name. */
  backUp(name: string, more?: Partial<Parameters<typeof backup>[0]>): Promise<string>;
  /** Tries to restore a file; answers the code of the refusal, or `restored`, and what is then in the folder. */
  attempt(file: string, key?: Buffer): Promise<{ readonly code: string; readonly left: readonly string[] }>;
  drop(): void;
}

const storeFile = (filesDir: string, content: Buffer): string => {
  const hash = createHash('sha256').update(content).digest('hex');
  mkdirSync(dirname(storedPath(filesDir, hash)), { recursive: true });
  writeFileSync(storedPath(filesDir, hash), content);
  return hash;
};

export const makeInstallation = async (): Promise<Installation> => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-upkeep-'));
  const key = randomBytes(32);
  const database = { path: join(folder, 'data', 'xieshou.db') };
  const filesDir = join(folder, 'data', 'files');
  const kernel = await createKernel({
    database,
    programmes: [],
    keys: { audit: key, sensitive: key, lookup: key, browsers: key },
    settings: { publicUrl: 'http://localhost', secure: false, filesDir },
    quiet: true,
  });
  const hash = storeFile(filesDir, randomBytes(20_000));
  for (let n = 0; n < 30; n++)
    await kernel.app
      .get(Units)
      .run(system, (unit) => kernel.app.get(Organisations).addRoot(unit, { name: `第${n}局` }));
  await kernel.database.write((tx) =>
    tx.run(sql`insert into stored_file (id, hash, bytes, media_type, name, user_id, created_at)
      values ('f', ${hash}, 20000, 'text/plain', 'a.txt', '', '2026-11-24T00:00:00.000Z')`),
  );
  await kernel.close();
  let tries = 0;
  return {
    folder,
    key,
    backUp: async (name, more) =>
      (
        await backup({
          schema,
          database,
          filesDir,
          file: join(folder, name),
          now: new Date('2026-11-24T02:00:00Z'),
          ...more,
        })
      ).file,
    attempt: async (file, given = key) => {
      const target = join(folder, `target-${(tries += 1)}`);
      const code = await restore({
        schema,
        file,
        key: given,
        database: { path: join(target, 'xieshou.db') },
        filesDir: join(target, 'files'),
      }).then(
        () => 'restored',
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
      return { code, left: existsSync(target) ? readdirSync(target).sort() : [] };
    },
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export type Entries = { readonly name: string; readonly content: Buffer }[];

/** The same archive with other entries, sealed anew: what somebody would make who knows the format. */
export const remade = async (file: string, to: string, change: (entries: Entries) => Entries): Promise<string> => {
  const entries: Entries = [];
  for await (const entry of readArchive(file)) entries.push({ name: entry.name, content: await wholeOf(entry) });
  const tar = pack();
  for (const { name, content } of change(entries)) tar.entry({ name }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  await pipeline(tar as unknown as Readable, createGzip(), sealing(), async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  });
  await writeFile(to, Buffer.concat(chunks));
  return to;
};

/** The same file with other bytes, its seal as it was. */
export const bent = async (file: string, to: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
  await writeFile(to, change(Buffer.from(await readFile(file))));
  return to;
};
