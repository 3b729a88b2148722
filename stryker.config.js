/**
 * Changes what decides access and hides personal data in every small way, and looks whether a test notices. The figure
 * counts all of these files and every change; nothing is left out. Three changes no test can notice, since they mean the
 * same; they stand in the figure as not noticed:
 *
 * - scope.ts, `ownIs`: an `in` with one value finds what `=` finds.
 * - scope.ts, `isParty`: `null` is never among the ids of people that are looked through next.
 * - sensitive.ts, `openBytes`: the length that was looked at before leaves the tag its 16 bytes, asked for or not.
 */
export default {
  mutate: [
    'packages/core/src/access/guard.ts',
    'packages/core/src/access/policy.ts',
    'packages/core/src/platform/scope.ts',
    'packages/core/src/platform/sensitive.ts',
    'packages/core/src/people/id-numbers.ts',
    'packages/core/src/pairings/parties.ts',
    'packages/sdk/src/id-number.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner', './tools/mutation/figure.js'],
  reporters: ['clear-text', 'figure'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  concurrency: 2,
  logLevel: 'warn',
  // The policy is a table, made once when its file is read: each change to it runs all tests again, and should.
  warnings: { slow: false },
  // What is copied, to be changed there: the two packages and what their tests are run with.
  ignorePatterns: [
    '/*',
    '!/package.json',
    '!/tsconfig.base.json',
    '!/vitest.*.ts',
    '!/packages',
    '/packages/*',
    '!/packages/core',
    '!/packages/sdk',
    '/packages/*/dist',
    '/packages/*/.turbo',
  ],
};
