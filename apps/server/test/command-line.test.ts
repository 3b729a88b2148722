import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from '@xieshou/core';
import { clientOf, engines, freshDatabase } from '@xieshou/testing';
import { orderOf, UsageError } from '../src/cli/arguments.js';
import { askKey } from '../src/cli/ask-key.js';
import { runBackup, runPurge, runRebuild, runReset, runRestore, runVerify } from '../src/cli/commands.js';
import { readConfiguration } from '../src/configuration.js';
import { keysOf } from '../src/key-file.js';
import { start, type Started } from '../src/start.js';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

describe('the command line', () => {
  const order = (line: string) => orderOf(line.split(' ').filter(Boolean));

  it('says what it can do when nothing or help is asked for', () => {
    for (const line of ['', 'help', '--help', 'backup -h']) expect(order(line)).toEqual({ command: 'help' });
  });

  it('understands every command', () => {
    expect(order('verify')).toEqual({ command: 'verify' });
    expect(order('rebuild-tallies')).toEqual({ command: 'rebuild-tallies' });
    expect(order('backup')).toEqual({ command: 'backup', file: undefined });
    expect(order('backup a.tar.gz')).toEqual({ command: 'backup', file: 'a.tar.gz' });
    expect(order('restore a.tar.gz --into there --key-file k')).toEqual({
      command: 'restore',
      file: 'a.tar.gz',
      into: 'there',
      keyFile: 'k',
    });
    expect(order('user reset admin')).toEqual({ command: 'reset-user', username: 'admin' });
    expect(order('programme purge 1 --yes --to x')).toEqual({ command: 'purge', id: '1', to: 'x', yes: true });
    expect(order('programme purge 1')).toEqual({ command: 'purge', id: '1', to: undefined, yes: false });
  });

  it.each([
    'verify now',
    'backup a b',
    'restore',
    'restore a',
    'restore --into b',
    'user',
    'user delete x',
    'user reset',
    'user reset a b',
    'programme purge',
    'programme close 1',
    'nonsense',
    'verify --force',
    'restore a --into',
  ])('refuses %j with a sentence in both languages', (line) => {
    try {
      order(line);
      expect.fail('it was understood');
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect((error as UsageError).text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect((error as UsageError).text.en).not.toBe('');
    }
  });
});

describe.each(engines)('an operator of a running installation on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-cli-'));
  const file = join(folder, 'backup.tar.gz');
  const key = join(folder, 'data', 'xieshou.key');
  let env: Record<string, string>;
  let started: Started;
  let drop: (() => Promise<void>) | undefined;
  let said = '';

  const configuration = () => readConfiguration(env);
  const shared = () => readFileSync(join(folder, 'data', 'sample-password.txt'), 'utf8').trim();

  beforeAll(async () => {
    const postgres = engine === 'postgres' ? await freshDatabase() : undefined;
    drop = postgres?.drop.bind(postgres);
    env = {
      PORT: String(await freePort()),
      XIESHOU_DATA_DIR: join(folder, 'data'),
      ...(postgres ? { DATABASE_URL: postgres.url } : {}),
    };
    started = await start(configuration());
  });
  afterAll(async () => {
    await started.kernel.close();
    await drop?.();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    said = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it('verifies and backs up beside the server', async () => {
    expect(await runVerify(configuration())).toBe(true);
    expect(said.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(7);
    expect(await runBackup(configuration(), { command: 'backup', file })).toBe(true);
    expect(said).toContain('The key is not in it');
    expect(await runBackup(configuration(), { command: 'backup', file: undefined })).toBe(true);
    expect(said).toMatch(/data\/backups\/xieshou-\d{8}T\d{6}Z\.tar\.gz/);
  });

  it('keeps the key out of the backup', () => {
    const plain = gunzipSync(readFileSync(file));
    const text = readFileSync(key, 'utf8').trim();
    const raw = Buffer.from(text, 'hex');
    for (const needle of [text, text.slice(0, 16), raw, raw.subarray(0, 8), keysOf(text)!.audit])
      expect(plain.includes(needle)).toBe(false);
    expect(plain.includes('officer')).toBe(true);
  });

  it('restores into another folder, with the key beside it, and a server starts on it', async () => {
    const into = join(folder, 'restored');
    expect(await runRestore(configuration(), { command: 'restore', file, into, keyFile: key }, {})).toBe(true);
    expect(said).toContain('Everything is sound');
    expect(readFileSync(join(into, 'xieshou.key'), 'utf8')).toBe(readFileSync(key, 'utf8'));
    expect(statSync(join(into, 'xieshou.key')).mode & 0o777).toBe(0o600);
    const again = await start(readConfiguration({ PORT: String(await freePort()), XIESHOU_DATA_DIR: into }));
    try {
      const client = clientOf(again.kernel.fastify);
      await client.signIn('officer', shared());
      const { programmes } = await client.get<{ programmes: { plugin: string; pairings: number }[] }>('/api/workbench');
      expect(Object.fromEntries(programmes.map(({ plugin, pairings }) => [plugin, pairings]))).toMatchObject({
        'public-private-supervision': 6,
        'kindergarten-mentoring': 2,
      });
    } finally {
      await again.kernel.close();
    }
  });

  it('restores into PostgreSQL by its address, with files and key in the configured folder', async () => {
    const target = await freshDatabase();
    try {
      const data = join(folder, 'for-postgres');
      const elsewhere = readConfiguration({ XIESHOU_DATA_DIR: data });
      const into = target.url;
      expect(await runRestore(elsewhere, { command: 'restore', file, into, keyFile: key }, {})).toBe(true);
      expect(readFileSync(join(data, 'xieshou.key'), 'utf8')).toBe(readFileSync(key, 'utf8'));
    } finally {
      await target.drop();
    }
  });

  it('must give the key: a file that is there and holds one', async () => {
    await expect(askKey(join(folder, 'lost.key'))).rejects.toThrow(/no key file/);
    writeFileSync(join(folder, 'letter'), 'Dear colleague');
    await expect(askKey(join(folder, 'letter'))).rejects.toThrow(/64 hexadecimal digits/);
    expect(await askKey(key)).toBe(readFileSync(key, 'utf8').trim());
  });

  it('resets, rebuilds and purges: on SQLite after the server has stopped', async () => {
    const reset = () => runReset(configuration(), { command: 'reset-user', username: 'officer' });
    if (engine === 'sqlite') {
      await expect(reset()).rejects.toThrow(/Another server is using/);
      await started.kernel.close();
    }
    expect(await reset()).toBe(true);
    const password = /一次性密码：(\S+?)。/.exec(said)![1]!;
    expect(await runRebuild(configuration())).toBe(true);
    expect(said).toContain('0 were put right');
    if (engine === 'sqlite') started = await start(configuration());
    const client = clientOf(started.kernel.fastify);
    await client.signIn('officer', password);
    await client.post('/api/session/password', { current: password, next: 'Hand-in-hand-7' });
    const { rows } = await client.get<{ rows: { id: string; version: number }[] }>('/api/programmes');
    const { id, version } = rows[0]!;
    const purge = (yes: boolean) => runPurge(configuration(), { command: 'purge', id, to: undefined, yes });
    await expect(purge(false)).rejects.toThrow(/--yes/);
    await client.send('POST', `/api/programmes/${id}/state`, { version, json: { to: 'closed' } });
    if (engine === 'sqlite') await started.kernel.close();
    expect(await purge(true)).toBe(true);
    expect(said).toMatch(/record +\d+/);
    expect(await runVerify(configuration())).toBe(true);
    if (engine === 'sqlite') started = await start(configuration());
    expect(await started.kernel.database.all(sql`select id from record where programme_id = ${id}`)).toEqual([]);
  });
});
