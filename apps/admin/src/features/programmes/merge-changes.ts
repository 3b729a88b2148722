type Values = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Three {
  /** What stood there when I began. */
  readonly base: Values;
  readonly mine: Values;
  /** What somebody else has saved meanwhile. */
  readonly theirs: Values;
}

/**
 * Mine on top of theirs: what I did not touch follows theirs. What both of us changed differently is a conflict that a
 * person has to settle; the merged values hold mine there.
 */
export const mergeChanges = ({ base, mine, theirs }: Three) => {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const touched = keys.filter((key) => !same(mine[key], base[key]));
  const merged = keys.map((key) => [key, touched.includes(key) ? mine[key] : theirs[key]] as const);
  return {
    merged: Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as Values,
    conflicts: touched
      .filter((key) => !same(theirs[key], base[key]) && !same(theirs[key], mine[key]))
      .map((field) => ({ field, yours: mine[field], theirs: theirs[field] })),
  };
};
