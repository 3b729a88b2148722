/** Rows by a key, each group in its original order. (`Map.groupBy` needs a newer Node than our floor.) */
export const grouped = <T>(rows: readonly T[], by: (row: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = by(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};
