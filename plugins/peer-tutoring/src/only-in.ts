import type { Fields } from '@xieshou/sdk';

/**
 * Settings that only programmes of some kinds have: others neither show nor keep them, and their rules never look at
 * them.
 */
export const onlyIn = <const F extends Fields>(kinds: readonly string[], fields: F): F =>
  Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, { ...field, when: { field: 'kind', is: kinds } }]),
  ) as F;
