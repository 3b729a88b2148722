const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sorted(v)]));
};

/** JSON that is the same bytes for the same content: keys in order, nothing between them. What is hashed is written so. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
