import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DailyBackups, sql } from '@xieshou/core';
import { type Client, engines, makeDistrict, startTestServer, TestClock, type TestServer } from '../src/index.js';
import { damagesIn, freshPlace, look, restoreTo } from './keeping.js';

describe.each(engines)('backups of the night on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-nightly-'));
  const dir = join(folder, 'backups');
  // Tuesday evening in Shanghai.
  const clock = new TestClock(new Date('2026-11-24T12:00:00Z'));
  let server: TestServer;
  let administrator: () => Promise<Client>;
  let officer: () => Promise<Client>;

  const jobs = () =>
    server.database.all<{ state: string; attempts: number; problem: string | null }>(
      sql`select state, attempts, problem from job where kind = 'backup' order by created_at, id`,
    );
  /** Has the sweep look, and waits until no job is under way. */
  const sweep = async () => {
    await server.app.get(DailyBackups).sweep();
    await expect
      .poll(async () => (await jobs()).filter((job) => !['done', 'failed'].includes(job.state)), { timeout: 20_000 })
      .toEqual([]);
  };
  const made = () => readdirSync(dir).sort();
  const lastBackupAt = async (client: Client) =>
    (await client.get<{ lastBackupAt: string | null }>('/api/workbench')).lastBackupAt;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [], clock, backupDir: dir });
    administrator = (await makeDistrict(server, { role: 'platformAdministrator' })).signIn;
    officer = (await makeDistrict(server)).signIn;
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are made once, where there was none yet, and can be restored', async () => {
    expect(await lastBackupAt(await administrator())).toBeNull();
    await sweep();
    await sweep();
    expect(made()).toEqual(['daily-20261124T120000Z.tar.gz']);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect((await jobs()).map((job) => job.state)).toEqual(['done']);
    const place = await freshPlace('sqlite');
    await restoreTo({ file: join(dir, made()[0]!), key: server.keys.audit, place });
    expect(damagesIn(await look({ ...place, key: server.keys.audit }))).toEqual({});
    await place.drop();
  });

  it('are told to platform administrators, and to nobody else', async () => {
    expect(await lastBackupAt(await administrator())).toBe('2026-11-24T12:00:00.000Z');
    expect(await lastBackupAt(await officer())).toBeNull();
  });

  it('are due again after two at night in Shanghai, and not before', async () => {
    clock.moveTo('2026-11-24T17:59:00Z');
    await sweep();
    expect(made()).toHaveLength(1);
    clock.moveTo('2026-11-24T18:00:00Z');
    await sweep();
    await sweep();
    expect(made()).toEqual(['daily-20261124T120000Z.tar.gz', 'daily-20261124T180000Z.tar.gz']);
    expect(await lastBackupAt(await administrator())).toBe('2026-11-24T18:00:00.000Z');
  });

  it('that fail are tried again an hour later, and the last good one stays the last', async () => {
    rmSync(dir, { recursive: true });
    writeFileSync(dir, 'a file where the folder should be');
    clock.moveTo('2026-11-25T18:00:00Z');
    await sweep();
    expect((await jobs()).at(-1)).toMatchObject({ state: 'failed' });
    const tried = (await jobs()).length;
    clock.moveTo('2026-11-25T18:59:00Z');
    await sweep();
    expect(await jobs()).toHaveLength(tried);
    expect(await lastBackupAt(await administrator())).toBe('2026-11-24T18:00:00.000Z');
    rmSync(dir);
    clock.moveTo('2026-11-25T19:00:01Z');
    await sweep();
    expect(made()).toEqual(['daily-20261125T190001Z.tar.gz']);
    expect(await lastBackupAt(await administrator())).toBe('2026-11-25T19:00:01.000Z');
  });

  it('are kept for fourteen nights; what others have put there stays', async () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'xieshou-20200101T000000Z.tar.gz'), 'by hand');
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    for (let day = 1; day <= 15; day++)
      writeFileSync(join(dir, `daily-202610${String(day).padStart(2, '0')}T180000Z.tar.gz`), '');
    clock.moveTo('2026-11-26T18:00:00Z');
    await sweep();
    const daily = made().filter((name) => name.startsWith('daily-'));
    expect(daily).toHaveLength(14);
    expect(daily[0]).toBe('daily-20261004T180000Z.tar.gz');
    expect(daily.at(-1)).toBe('daily-20261126T180000Z.tar.gz');
    expect(made()).toEqual(expect.arrayContaining(['xieshou-20200101T000000Z.tar.gz', 'notes.txt']));
  });
});
