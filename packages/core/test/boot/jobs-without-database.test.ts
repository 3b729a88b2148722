import { describe, expect, it, vi } from 'vitest';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../../src/index.js';
import { Jobs } from '../../src/jobs/jobs.js';
import type { Database } from '../../src/platform/database/database.js';
import { Units } from '../../src/platform/units.js';

describe('the job runner', () => {
  it('outlives a database that does not answer for a while', async () => {
    Logger.overrideLogger(false);
    const write = vi.fn().mockRejectedValueOnce(new Error('connection lost')).mockResolvedValue(undefined);
    const database = { engine: 'postgres', write } as unknown as Database;
    const clock = new SystemClock();
    const jobs = new Jobs(
      database,
      new Units(database, { audit: Buffer.alloc(32), sensitive: Buffer.alloc(32), lookup: Buffer.alloc(32) }, clock),
      clock,
    );
    // Nobody waits for a tick: were it to reject, the process would end.
    await expect(jobs.tick()).resolves.toBeUndefined();
    await jobs.tick();
    expect(write).toHaveBeenCalledTimes(2);
    await jobs.onModuleDestroy();
  });
});
