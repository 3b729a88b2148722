const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Backups are made every night: one that is older than a day and two hours has been missed. */
const LATE = 26 * HOUR;

/** How long ago the last backup was, in the unit that says it best, and whether one has been missed. */
export const backupAge = (
  at: string | null,
  now: Date,
): { readonly unit: 'never' | 'minutes' | 'hours' | 'days'; readonly count: number; readonly late: boolean } => {
  if (at === null) return { unit: 'never', count: 0, late: true };
  const age = Math.max(0, now.getTime() - new Date(at).getTime());
  const late = age > LATE;
  if (age < HOUR) return { unit: 'minutes', count: Math.floor(age / MINUTE), late };
  if (age < 48 * HOUR) return { unit: 'hours', count: Math.floor(age / HOUR), late };
  return { unit: 'days', count: Math.floor(age / (24 * HOUR)), late };
};
