import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, createKernel, type Kernel, type KernelOptions, type Keys, sealAudit } from '@xieshou/core';
import type { ProgrammeDefinition } from '@xieshou/sdk';
import { type Client, clientOf } from './client.js';
import { freshDatabase } from './postgres.js';

/** A clock that stands still until it is moved. */
export class TestClock extends Clock {
  constructor(private time: Date = new Date('2026-11-24T01:00:00Z')) {
    super();
  }

  now(): Date {
    return new Date(this.time);
  }

  /** Moves to an instant, ISO 8601. */
  moveTo(instant: string): void {
    this.time = new Date(instant);
  }

  forward(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }
}

export const engines = ['sqlite', 'postgres'] as const;
export type Engine = (typeof engines)[number];

export interface TestServer extends Kernel {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly keys: Keys;
  /** Where its data lie. */
  readonly place: KernelOptions['database'];
  readonly filesDir: string;
  /** Gives every audit entry its place in the chain now, without waiting a second (PostgreSQL). */
  sealAudit(): Promise<void>;
  /** A browser that is not signed in. */
  client(language?: 'zh' | 'en'): Client;
  /** Stops this server and starts another on the same data, with other programmes installed; close only that one. */
  restart(o: { readonly programmes: readonly ProgrammeDefinition[] }): Promise<TestServer>;
}

export interface TestServerOptions {
  readonly engine: Engine;
  readonly programmes: readonly ProgrammeDefinition[];
  readonly clock?: TestClock;
  readonly trustedProxies?: readonly string[];
  /** As if people reached it over TLS: the cookie is `Secure`. */
  readonly secure?: boolean;
  /** Folder for a backup a night. */
  readonly backupDir?: string;
  /** Writes the digests of the day, when its sweep is called. */
  readonly digests?: boolean;
  /** A mail server to which digests go as well. */
  readonly mail?: KernelOptions['mail'];
  /** Runs rules over many rows in threads. */
  readonly ruleThreads?: KernelOptions['ruleThreads'];
}

/** Where a test server keeps its data, and how to throw it away. */
interface Store {
  readonly database: KernelOptions['database'];
  readonly filesDir: string;
  readonly keys: Keys;
  drop(): Promise<void>;
}

const freshStore = async (engine: Engine): Promise<Store> => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-'));
  const postgres = engine === 'postgres' ? await freshDatabase() : undefined;
  return {
    database: postgres ? { url: postgres.url } : { path: join(folder, 'xieshou.db') },
    filesDir: join(folder, 'files'),
    keys: { audit: randomBytes(32), sensitive: randomBytes(32), lookup: randomBytes(32), browsers: randomBytes(32) },
    drop: async () => {
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const startOn = async (store: Store, o: TestServerOptions): Promise<TestServer> => {
  const clock = o.clock ?? new TestClock();
  const { keys } = store;
  const secure = o.secure ?? false;
  const kernel = await createKernel({
    database: store.database,
    programmes: o.programmes,
    keys,
    settings: { publicUrl: `${secure ? 'https' : 'http'}://localhost`, secure, filesDir: store.filesDir },
    clock,
    quiet: true,
    ...(o.trustedProxies ? { trustedProxies: o.trustedProxies } : {}),
    ...(o.backupDir ? { backupDir: o.backupDir } : {}),
    ...(o.digests ? { digests: true } : {}),
    ...(o.mail ? { mail: o.mail } : {}),
    ...(o.ruleThreads ? { ruleThreads: o.ruleThreads } : {}),
  });
  return {
    ...kernel,
    engine: o.engine,
    clock,
    keys,
    place: store.database,
    filesDir: store.filesDir,
    sealAudit: async () => {
      if (o.engine === 'postgres') await sealAudit({ database: kernel.database, key: keys.audit });
    },
    client: (language) => clientOf(kernel.fastify, language),
    restart: async ({ programmes }) => {
      await kernel.close();
      return startOn(store, { ...o, clock, programmes });
    },
    close: async () => {
      await kernel.close();
      await store.drop();
    },
  };
};

/**
 * A whole server on a database of its own, without a port: requests go through every layer but the socket. The clock
 * stands at 2026-11-24 09:00 in Shanghai unless another is given.
 */
export const startTestServer = async (o: TestServerOptions): Promise<TestServer> => {
  const store = await freshStore(o.engine);
  return startOn(store, o).catch(async (error: unknown) => {
    await store.drop();
    throw error;
  });
};
