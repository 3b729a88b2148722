import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, KEYS, type Keys, openApi, rebuildTallies, sql, system, Units, verifyAudit } from '@xieshou/core';
import { clientOf, engines, freshDatabase } from '@xieshou/testing';
import { readConfiguration } from '../src/configuration.js';
import { start, type Started } from '../src/start.js';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const passwordIn = (folder: string) => readFileSync(join(folder, 'sample-password.txt'), 'utf8').trim();

describe.each(engines)('a first start with sample data on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-start-'));
  let started: Started;
  let port = 0;
  let drop: (() => Promise<void>) | undefined;
  let env: Record<string, string>;

  beforeAll(async () => {
    port = await freePort();
    const postgres = engine === 'postgres' ? await freshDatabase() : undefined;
    drop = postgres?.drop.bind(postgres);
    env = { PORT: String(port), XIESHOU_DATA_DIR: folder, ...(postgres ? { DATABASE_URL: postgres.url } : {}) };
    started = await start(readConfiguration(env));
  });
  afterAll(async () => {
    await started.kernel.close();
    await drop?.();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints the address, a one-time password and the sample sign-ins', () => {
    expect(started.message).toContain(`http://127.0.0.1:${port}`);
    expect(started.message).toMatch(/admin {6}[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/);
    expect(started.message).toContain(passwordIn(folder));
    for (const username of [
      'officer',
      'shiyan',
      'boya',
      'teacher',
      'chengguan',
      'jiguan',
      'yizhong',
      'yunzhi',
      'fudao',
      'volunteer',
    ])
      expect(started.message).toContain(username);
  });

  it('answers over a real socket', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('has a term of activity, and numbers that can be trusted', async () => {
    const client = clientOf(started.kernel.fastify);
    await client.signIn('officer', passwordIn(folder));
    const { programmes } = await client.get<{
      programmes: { plugin: string; pairings: number; overduePairings: number; teams: { audit: number } | null }[];
    }>('/api/workbench');
    // The programme of the district's schools comes first.
    expect(programmes.map(({ plugin, pairings }) => [plugin, pairings])).toEqual([
      ['public-private-supervision', 6],
      ['kindergarten-mentoring', 2],
      ['online-research-pairs', 2],
      ['volunteer-groups', 2],
      ['peer-tutoring', 2],
    ]);
    expect(programmes.map(({ teams }) => teams?.audit)).toContain(1);
    // In the first weeks of a term nothing can be overdue yet; later it is the one pair that falls behind.
    expect(programmes[0]!.overduePairings).toBeLessThanOrEqual(1);
    const { app, database } = started.kernel;
    const differing = await app.get(Units).run(system, async (unit) => {
      await unit.audit({ action: 'tally.rebuild', kind: 'tally' });
      return rebuildTallies(unit);
    });
    expect(differing).toBe(0);
    if (engine === 'sqlite') {
      const { broken, entries } = await verifyAudit({ database, key: app.get<Keys>(KEYS).audit });
      expect(broken).toEqual([]);
      expect(entries).toBeGreaterThan(50);
    }
  });

  it('makes the first administrator change the one-time password', async () => {
    const client = clientOf(started.kernel.fastify);
    const password = /admin {6}(\S+)/.exec(started.message)![1]!;
    await client.signIn('admin', password);
    expect((await client.send('GET', '/api/organisations')).status).toBe(403);
    await client.post('/api/session/password', { current: password, next: 'Hand-in-hand-1' });
    expect((await client.send('GET', '/api/organisations')).status).toBe(200);
  });

  it('keeps everything over a restart and prints no second one-time password', async () => {
    const count = async () =>
      (await started.kernel.database.one<{ n: number }>(sql`select count(*) as n from record`))!.n;
    const before = await count();
    await started.kernel.close();
    started = await start(readConfiguration(env));
    expect(await count()).toBe(before);
    expect(started.message).not.toMatch(/admin {6}/);
    expect(started.message).toContain('officer');
  });

  it('refuses a second server on the same file', async () => {
    if (engine === 'postgres') return;
    const second = start(readConfiguration({ ...env, PORT: String(await freePort()) }));
    await expect(second).rejects.toThrow(/Another server is using/);
  });
});

describe('an empty start', () => {
  it('has one organisation, the given administrator, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xieshou-empty-'));
    const { kernel, message } = await start(
      readConfiguration({
        PORT: String(await freePort()),
        XIESHOU_DATA_DIR: folder,
        XIESHOU_SAMPLE: '0',
        XIESHOU_ADMIN_PASSWORD: 'Hand-in-hand-0',
      }),
    );
    try {
      expect(message).not.toContain('officer');
      const client = clientOf(kernel.fastify);
      await client.signIn('admin', 'Hand-in-hand-0');
      expect((await client.get<{ total: number }>('/api/organisations')).total).toBe(1);
    } finally {
      await kernel.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the API’s description', () => {
  it('is the one the admin app’s client was made from', () => {
    const committed = JSON.parse(readFileSync(new URL('../../admin/openapi.json', import.meta.url), 'utf8')) as unknown;
    expect(committed, 'run `pnpm api` and commit what changes').toEqual(JSON.parse(JSON.stringify(openApi(api))));
  });
});
