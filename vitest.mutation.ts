import shared from './vitest.shared.js';

/** The tests without a database that the changes of `stryker.config.js` are tried with. */
export default {
  ...shared,
  test: {
    ...shared.test,
    include: ['packages/core/test/{access,pairings,people,platform}/*.test.ts', 'packages/sdk/test/id-number.test.ts'],
  },
};
