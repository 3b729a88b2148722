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
    const key = Buffer.alloc(32);
    const jobs = new Jobs(
      database,
      new Units(database, { audit: key, sensitive: key, lookup: key, browsers: key }, clock),
      clock,
    );
    // Nobody waits for a tick: were it to reject, the process would end.
    await expect(jobs.tick()).resolves.toBeUndefined();
    await jobs.tick();
    expect(write).toHaveBeenCalledTimes(2);
    await jobs.onModuleDestroy();
  });
});
