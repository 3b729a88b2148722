import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, createKernel, type Kernel, type Keys, sealAudit } from '@xieshou/core';
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
  /** Gives every audit entry its place in the chain now, without waiting a second (PostgreSQL). */
  sealAudit(): Promise<void>;
  /** A browser that is not signed in. */
  client(language?: 'zh' | 'en'): Client;
}

/**
 * A whole server on a database of its own, without a port: requests go through every layer but the socket. The clock
 * stands at 2026-11-24 09:00 in Shanghai unless another is given.
 */
export const startTestServer = async (o: {
  readonly engine: Engine;
  readonly programmes: readonly ProgrammeDefinition[];
  readonly clock?: TestClock;
  readonly trustedProxies?: readonly string[];
}): Promise<TestServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-'));
  const clock = o.clock ?? new TestClock();
  const postgres = o.engine === 'postgres' ? await freshDatabase() : undefined;
  const keys: Keys = { audit: randomBytes(32) };
  const kernel = await createKernel({
    database: postgres ? { url: postgres.url } : { path: join(folder, 'xieshou.db') },
    programmes: o.programmes,
    keys,
    settings: { publicUrl: 'http://localhost', secure: false, filesDir: join(folder, 'files') },
    clock,
    quiet: true,
    ...(o.trustedProxies ? { trustedProxies: o.trustedProxies } : {}),
  });
  return {
    ...kernel,
    engine: o.engine,
    clock,
    keys,
    sealAudit: async () => {
      if (o.engine === 'postgres') await sealAudit({ database: kernel.database, key: keys.audit });
    },
    client: (language) => clientOf(kernel.fastify, language),
    close: async () => {
      await kernel.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
