interface Candidate {
  readonly id: string;
  readonly code: string | null;
}

/** User names for people without one: the prefix and their number, or a running number where they have none. */
export const proposedNames = (people: readonly Candidate[], prefix: string): ReadonlyMap<string, string> => {
  let running = 0;
  const start = prefix.trim().toLowerCase();
  return new Map(
    people.map(({ id, code }) => {
      const own = code?.replace(/\s/g, '').toLowerCase();
      return [id, `${start}${own || String((running += 1)).padStart(3, '0')}`.slice(0, 50)];
    }),
  );
};
