/** Steps that can be taken back. */
const remembered = 100;

export interface History<State> {
  readonly past: readonly State[];
  readonly now: State;
  readonly next: readonly State[];
}

export const begin = <State>(now: State): History<State> => ({ past: [], now, next: [] });

export const step = <State>(history: History<State>, now: State): History<State> =>
  now === history.now ? history : { past: [...history.past, history.now].slice(-remembered), now, next: [] };

export const undo = <State>({ past, now, next }: History<State>): History<State> => {
  const before = past.at(-1);
  return before === undefined ? { past, now, next } : { past: past.slice(0, -1), now: before, next: [now, ...next] };
};

export const redo = <State>({ past, now, next }: History<State>): History<State> => {
  const [after, ...later] = next;
  return after === undefined ? { past, now, next } : { past: [...past, now], now: after, next: later };
};
