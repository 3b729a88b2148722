/** What kind of programme the settings make it. */
interface Of {
  readonly kind?: unknown;
}

/** For `inUse`: parts of pairs of classmates (plan 17), which programmes of other kinds do not have. */
export const ofClassmates = ({ kind }: Of): boolean => kind === 'classmates';

/** For `inUse`: teachers and staff who help students in hardship (plan 22). */
export const ofHardship = ({ kind }: Of): boolean => kind === 'hardship';
