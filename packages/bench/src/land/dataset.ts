import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabasePlace } from '@xieshou/core';
import { filesDirOf } from '@xieshou/server/dist/configuration.js';
import { keysOf } from '@xieshou/server/dist/key-file.js';
import pg from 'pg';
import { type EngineName, shownRows } from '../arguments.js';
import { type District, makeDistrict } from './district.js';
import { postgresSink } from './postgres-sink.js';
import { makeRecords } from './records.js';
import { sqliteSink } from './sqlite-sink.js';

/** Made once and kept, because a million records take minutes to make. Not in the repository. */
const KEPT = fileURLToPath(new URL('../../data', import.meta.url));
/** Counts up when other rows are made than before. */
const VERSION = 1;

/** A database that a run may write into. */
export interface Dataset {
  readonly rows: number;
  readonly engine: EngineName;
  readonly dataDir: string;
  readonly place: DatabasePlace;
  readonly keyFile: string;
  readonly district: District;
  drop(): Promise<void>;
}

const say = (line: string) => console.error(line);

const admin = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

const postgresNamed = (name: string): string => {
  const url = new URL(process.env['TEST_PG_URL']!);
  url.pathname = `/${name}`;
  return url.href;
};

const databaseIs = async (name: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: process.env['TEST_PG_URL']! });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  await client.end();
  return rowCount === 1;
};

const fill = async (o: { place: DatabasePlace; folder: string; keyFile: string; rows: number }): Promise<District> => {
  if (!existsSync(o.keyFile)) writeFileSync(o.keyFile, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  const keys = keysOf(readFileSync(o.keyFile, 'utf8'))!;
  const district = await makeDistrict({ database: o.place, filesDir: filesDirOf(o.folder), keys });
  const sink = 'url' in o.place ? await postgresSink(o.place.url) : sqliteSink(o.place.path);
  await makeRecords({ district, sink, auditKey: keys.audit, count: o.rows });
  await sink.finish();
  return district;
};

/** The kept database of so many records, made where it is not there yet; answers its folder. */
const kept = async (engine: EngineName, rows: number): Promise<{ folder: string; template: string }> => {
  const name = `${engine}-${shownRows(rows)}-v${VERSION}`;
  const folder = join(KEPT, name);
  const template = `xieshou_bench_${shownRows(rows)}_v${VERSION}`;
  const there = existsSync(join(folder, 'district.json')) && (engine === 'sqlite' || (await databaseIs(template)));
  if (there) return { folder, template };
  const began = Date.now();
  say(`making ${shownRows(rows)} records for ${engine}, once …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const place = engine === 'sqlite' ? { path: join(folder, 'xieshou.db') } : { url: postgresNamed(template) };
  if (engine === 'postgres')
    await admin(process.env['TEST_PG_URL']!, `drop database if exists ${template}`, `create database ${template}`);
  const district = await fill({ place, folder, keyFile: join(folder, 'xieshou.key'), rows });
  writeFileSync(join(folder, 'district.json'), JSON.stringify(district));
  say(`made in ${Math.round((Date.now() - began) / 1000)} s`);
  return { folder, template };
};

/** A copy of the kept database, to be written into and thrown away. */
export const openDataset = async (engine: EngineName, rows: number): Promise<Dataset> => {
  const { folder, template } = await kept(engine, rows);
  const dataDir = join(KEPT, `run-${process.pid}-${engine}-${shownRows(rows)}`);
  mkdirSync(dataDir, { recursive: true });
  const keyFile = join(dataDir, 'xieshou.key');
  copyFileSync(join(folder, 'xieshou.key'), keyFile);
  const scratch = `xieshou_bench_run_${process.pid}_${shownRows(rows)}`;
  if (engine === 'sqlite')
    copyFileSync(join(folder, 'xieshou.db'), join(dataDir, 'xieshou.db'), constants.COPYFILE_FICLONE);
  else await admin(process.env['TEST_PG_URL']!, `create database ${scratch} template ${template}`);
  return {
    rows,
    engine,
    dataDir,
    keyFile,
    place: engine === 'sqlite' ? { path: join(dataDir, 'xieshou.db') } : { url: postgresNamed(scratch) },
    district: JSON.parse(readFileSync(join(folder, 'district.json'), 'utf8')) as District,
    drop: async () => {
      rmSync(dataDir, { recursive: true, force: true });
      if (engine === 'postgres') await admin(process.env['TEST_PG_URL']!, `drop database ${scratch} with (force)`);
    },
  };
};
