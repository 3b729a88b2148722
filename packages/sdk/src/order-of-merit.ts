/** Where somebody stands among others by a score. */
export interface Placed<T> {
  readonly item: T;
  readonly score: number;
  /** From 1; those who are level share it. */
  readonly place: number;
  /** How many share the place, themself included. */
  readonly level: number;
  /** Whether there is a seat: `tied` where those who are level are more than the seats that are left. */
  readonly seat: 'given' | 'tied' | 'none';
}

/**
 * Puts people in order by their scores, the highest first, for so many seats. Nobody is preferred among those who are
 * level: where the last seats would divide them, all of them are `tied`, and somebody decides.
 */
export const orderOfMerit = <T>(
  items: readonly T[],
  o: { score(item: T): number; readonly seats: number },
): readonly Placed<T>[] => {
  const scored = items.map((item) => ({ item, score: o.score(item) })).sort((a, b) => b.score - a.score);
  return scored.map(({ item, score }) => {
    const place = scored.filter((other) => other.score > score).length + 1;
    const level = scored.filter((other) => other.score === score).length;
    const seat = place + level - 1 <= o.seats ? 'given' : place > o.seats ? 'none' : 'tied';
    return { item, score, place, level, seat };
  });
};
