import { defineConfig } from 'vitest/config';

/** One configuration for every package: sources instead of dist, decorator metadata from Vite's own transformer. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: { include: ['test/**/*.test.ts'], hookTimeout: 120_000, testTimeout: 60_000 },
});
