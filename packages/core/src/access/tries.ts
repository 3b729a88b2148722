/** Wrong tries by a key, kept in this process. */
export interface Tries {
  /** Milliseconds for which nothing is looked at any more, so many were wrong; 0 while there is no pause. */
  pause(key: string, now: number): number;
  note(key: string, now: number): void;
}

/**
 * Counts up to `most` tries within `within` milliseconds: from the first of them (`first`, for an address that many
 * people share), or from the last (`last`, for a name, as accounts are counted).
 */
export const triesOf = (o: {
  readonly most: number;
  readonly within: number;
  readonly from: 'first' | 'last';
}): Tries => {
  const byKey = new Map<string, { readonly count: number; readonly since: number }>();
  const recent = (key: string, now: number) => {
    const seen = byKey.get(key);
    return seen && now - seen.since < o.within ? seen : undefined;
  };
  return {
    pause: (key, now) => {
      const seen = recent(key, now);
      return seen && seen.count >= o.most ? seen.since + o.within - now : 0;
    },
    note: (key, now) => {
      const seen = recent(key, now);
      if (!seen && byKey.size >= 10_000) byKey.clear();
      byKey.set(key, { count: (seen?.count ?? 0) + 1, since: seen && o.from === 'first' ? seen.since : now });
    },
  };
};

/**
 * One after another for each key, first come, first served. A password takes a while to check: without this, a hundred
 * guesses at once would all be looked at before the first of them is counted.
 */
export const turns = (): (<R>(key: string, work: () => Promise<R>) => Promise<R>) => {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const turn = (tails.get(key) ?? Promise.resolve()).then(work, work);
    tails.set(key, turn);
    try {
      return await turn;
    } finally {
      if (tails.get(key) === turn) tails.delete(key);
    }
  };
};
