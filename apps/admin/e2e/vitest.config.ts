import { defineConfig } from 'vitest/config';

/** Browser journeys against the built platform: one server a file, real Chromium. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  // Every screen in four views takes some minutes and runs by itself: SCREENS=1, `pnpm test:screens`.
  test: {
    include: [process.env['SCREENS'] ? 'e2e/screens.e2e.ts' : 'e2e/!(screens).e2e.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
