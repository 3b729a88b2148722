import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  backup,
  type Check,
  type DatabasePlace,
  migrations,
  openSnapshot,
  restore,
  type Schema,
  sql,
  system,
  tables,
  Units,
  verify,
} from '@xieshou/core';
import { type Engine, freshDatabase, type TestServer } from '../src/index.js';

export const schema: Schema = { tables, migrations };

/** An empty place for a restore, and how to throw it away. */
export interface Place {
  readonly database: DatabasePlace;
  readonly filesDir: string;
  readonly folder: string;
  drop(): Promise<void>;
}

export const freshPlace = async (engine: Engine): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-place-'));
  const postgres = engine === 'postgres' ? await freshDatabase() : undefined;
  return {
    database: postgres ? { url: postgres.url } : { path: join(folder, 'data', 'xieshou.db') },
    filesDir: join(folder, 'data', 'files'),
    folder,
    drop: async () => {
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Every row of every table as text, sorted: what two databases must agree on. */
export const rowsIn = async (place: DatabasePlace): Promise<Record<string, string[]>> => {
  const snapshot = await openSnapshot(place);
  try {
    const found: Record<string, string[]> = {};
    for (const table of tables) {
      const columns = Object.keys(table.columns);
      const rows = await snapshot.all<Record<string, unknown>>(everythingOf[table.name]!);
      found[table.name] = rows.map((row) => JSON.stringify(columns.map((c) => row[c]))).sort();
    }
    return found;
  } finally {
    await snapshot.close();
  }
};

// Only the tagged template makes SQL, so that each table's name becomes part of one here.
const everythingOf = Object.fromEntries(
  tables.map(({ name }) => {
    const text = [`select * from "${name}"`] as unknown as TemplateStringsArray;
    return [name, sql(text)];
  }),
);

export const backUp = (server: TestServer, file: string, more: Partial<Parameters<typeof backup>[0]> = {}) =>
  backup({
    schema,
    database: server.place,
    filesDir: server.filesDir,
    file,
    now: new Date('2026-11-24T02:00:00Z'),
    ...more,
  });

export const restoreTo = (o: { file: string; key: Buffer; place: Place }) =>
  restore({ schema, file: o.file, key: o.key, database: o.place.database, filesDir: o.place.filesDir });

export const look = (o: { database: DatabasePlace; filesDir: string; key: Buffer }) => verify({ schema, ...o });

/** Names of the checks that found damage, with the damages in English. */
export const damagesIn = (checks: readonly Check[]): Record<string, string[]> =>
  Object.fromEntries(
    checks.filter((c) => c.damages.length > 0).map((c) => [c.title.en, c.damages.map((d) => d.what.en)]),
  );

/** A file in the store that a row speaks of. Answers its path. */
export const storeFile = async (server: TestServer, content: string | Buffer): Promise<string> => {
  const hash = createHash('sha256').update(content).digest('hex');
  const path = join(server.filesDir, hash.slice(0, 2), hash);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  await server.app.get(Units).run(system, async (unit) => {
    await unit.run(sql`insert into stored_file (id, hash, bytes, media_type, name, user_id, created_at)
      values (${randomUUID()}, ${hash}, ${content.length}, 'text/plain', '附件.txt', '', ${server.clock.instant()})`);
    await unit.audit({ action: 'import.upload', kind: 'stored_file' });
  });
  return path;
};
