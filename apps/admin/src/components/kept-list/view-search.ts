export type Search = Readonly<Record<string, unknown>>;

/** What stands in an address beside filters and order: which list it is, and which part of it. */
const beside = ['programme', 'ledger', 'size'];

const isGiven = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) && value !== '';

/** The filters and the order of an address, as a view keeps them. */
export const viewSearch = (search: Search): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(search)
      .filter(([key, value]) => key !== 'page' && !beside.includes(key) && isGiven(value))
      .map(([key, value]) => [key, String(value)]),
  );

/** The address of a view of the list that is open. */
export const withView = (search: Search, view: Search): Search => ({
  ...Object.fromEntries(Object.entries(search).filter(([key]) => beside.includes(key))),
  ...view,
});

export const isSame = (a: Search, b: Search): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/** Filters of a view that its list does not know any more. */
export const goneFilters = (view: Readonly<Record<string, string>>, understood: Search): readonly string[] => {
  const kept = viewSearch(understood);
  return Object.keys(view).filter((key) => kept[key] !== view[key]);
};
