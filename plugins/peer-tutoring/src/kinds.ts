/** What kind of programme the settings make it. */
interface Of {
  readonly kind?: unknown;
}

/** For `inUse`: parts of pairs of classmates (plan 17), which programmes of other kinds do not have. */
export const ofClassmates = ({ kind }: Of): boolean => kind === 'classmates';

/** For `inUse`: teachers and staff who help students in hardship (plan 22). */
export const ofHardship = ({ kind }: Of): boolean => kind === 'hardship';

/** For `inUse`: subject teachers who help pupils of a school (plan 2). */
export const ofPupils = ({ kind }: Of): boolean => kind === 'pupils';

/** For `inUse`: pupils of one class, one to one (plan 2). */
export const ofPeers = ({ kind }: Of): boolean => kind === 'peers';

/** The two programmes of plan 2: whoever is helped is a child. */
export const inSchool = (s: Of): boolean => ofPupils(s) || ofPeers(s);
