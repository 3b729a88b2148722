import { defineConfig } from 'vitest/config';
import postgres from './vitest.postgres.ts';

/** The suites of trust in their long size, with a seed of their own each time (or the one that TRUST_SEED names). */
export default defineConfig({
  ...postgres,
  test: {
    ...postgres.test,
    include: ['test/trust/*.test.ts'],
    env: { TRUST_SEED: process.env['TRUST_SEED'] ?? String(Math.floor(Date.now() / 1000)) },
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    fileParallelism: false,
  },
});
