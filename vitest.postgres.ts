import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import shared from './vitest.shared.js';

/** For packages whose tests run on both engines. */
export default mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: [fileURLToPath(new URL('./packages/testing/src/postgres-setup.ts', import.meta.url))],
      // Files share the loaded platform: each has databases of its own, and loading it anew took a third of the time.
      isolate: false,
    },
  }),
);
