import { defineConfig } from 'vitest/config';
import postgres from './vitest.postgres.ts';

/** Tests that kill the built server again and again: about two minutes per engine, and so apart from the others. */
export default defineConfig({
  ...postgres,
  test: { ...postgres.test, include: ['test/kill/*.kill.ts'], testTimeout: 600_000 },
});
