type Data = Readonly<Record<string, unknown>>;

/** A draft as the server holds it. */
export interface Held {
  readonly id: string;
  readonly version: number;
}

export interface Typed {
  readonly data: Data;
  readonly pairings: readonly string[];
}

interface KeeperOptions {
  /** Makes the draft, or keeps it again on top of the version held. */
  readonly send: (typed: Typed, held: Held | undefined) => Promise<Held>;
  /** Milliseconds of rest after a change. */
  readonly wait: number;
  /** Everything typed so far is with the server. */
  readonly onKept: (held: Held) => void;
  readonly onFailed: (error: unknown) => void;
  /** Whether trying again can help: somebody else's change stops it for good. */
  readonly isFinal: (error: unknown) => boolean;
  readonly held?: Held | undefined;
}

/**
 * Keeps a draft while somebody types: some seconds after a change, and at once when asked; never two at a time, so
 * that each goes on top of the version before it.
 */
export const draftKeeper = ({ send, wait, onKept, onFailed, isFinal, held: first }: KeeperOptions) => {
  let held = first;
  let waiting: Typed | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  let failed = false;

  const run = async (): Promise<void> => {
    while (waiting && !stopped) {
      const typed = waiting;
      waiting = undefined;
      try {
        held = await send(typed, held);
        failed = false;
        if (!waiting) onKept(held);
      } catch (error) {
        failed = true;
        stopped = isFinal(error);
        // What could not be kept is tried again with the next change, or by whoever asks.
        waiting ??= typed;
        onFailed(error);
        return;
      }
    }
  };

  /** Keeps what waits now; answers when nothing is on its way any more. */
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    await running;
    if (!waiting || stopped) return;
    running = run().finally(() => {
      running = undefined;
    });
    await running;
  };

  return {
    type: (typed: Typed): void => {
      waiting = typed;
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(() => void flush(), wait);
    },
    flush,
    /** Nothing is kept from here on: it has been handed in, or thrown away. Answers what is held. */
    stop: async (): Promise<Held | undefined> => {
      clearTimeout(timer);
      waiting = undefined;
      stopped = true;
      await running;
      return held;
    },
    /** After a failed handing-in one goes on typing. */
    resume: (next: Held | undefined): void => {
      held = next;
      stopped = false;
    },
    held: (): Held | undefined => held,
    /** Whether leaving would lose nothing: what is typed can be kept on the way out. */
    isSafe: (): boolean => !failed && !stopped,
  };
};
