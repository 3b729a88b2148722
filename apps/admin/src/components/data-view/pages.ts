/** Page numbers to offer, `null` for a gap: 1 … 4 5 6 … 20. */
export const pageNumbers = (page: number, last: number): readonly (number | null)[] => {
  const near = [1, page - 1, page, page + 1, last].filter((n) => n >= 1 && n <= last);
  const shown = [...new Set(near)].sort((a, b) => a - b);
  return shown.flatMap((n, i) => {
    const before = shown[i - 1];
    if (before === undefined || n === before + 1) return [n];
    return n === before + 2 ? [n - 1, n] : [null, n];
  });
};

/** Last page of a list; beyond row 1,000 the total is capped and so are the pages. */
export const lastPage = ({ total, size }: { total: number; size: number }): number =>
  Math.max(1, Math.ceil(total / size));

/** Another filter means another list: back to its first page. What is empty leaves the address. */
export const withFilters = <Search extends object>(
  search: Search,
  changes: Readonly<Record<string, unknown>>,
): Search => {
  const next = Object.fromEntries(
    Object.entries({ ...search, ...changes }).filter(
      ([key, value]) => key !== 'page' && value !== undefined && value !== null && value !== '',
    ),
  );
  return next as Search;
};

/** Ascending, descending, then the list's own order again. */
export const nextSort = (current: unknown, key: string): string | undefined =>
  current === key ? `-${key}` : current === `-${key}` ? undefined : key;
