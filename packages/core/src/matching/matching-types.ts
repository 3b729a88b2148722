/** Somebody to be placed. `key` is compared number by number, smaller first; what is equal is told apart by `id`. */
export interface Placed {
  readonly id: string;
  readonly place: string;
  readonly key: readonly number[];
}

export interface MatchProblem {
  /** Whether both must be at one place. */
  readonly within: 'place' | 'programme';
  readonly helped: readonly Placed[];
  /** `capacity`: how many more each may help. */
  readonly helpers: readonly (Placed & { readonly capacity: number })[];
  /** Pairs that may not be; absent where all may. Nobody is ever paired with themself. */
  readonly allowed?: (pair: { readonly helper: string; readonly helped: string }) => boolean;
}

export interface MatchAnswer {
  /** Helper of each helped person who found one, by ids. */
  readonly pairs: ReadonlyMap<string, string>;
  /** Pairs looked at: how much work it was. */
  readonly steps: number;
}
