import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database as Handle } from 'better-sqlite3';

interface Waiting<Work> {
  readonly work: Work;
  readonly kept: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** Units that share a commit, at most: requests are read again after so many. */
const TOGETHER = 50;

/**
 * The one who writes: first in, first out, one unit of work at a time. Units that came in one turn of the event loop, or
 * while others were being committed, share a commit, because waiting for the disk is a third of what a record costs.
 * Nobody is answered before the commit. A unit that fails takes back its own rows only; where the commit itself fails,
 * or the engine gives the transaction up (a full disk), all of them are refused and nothing is kept.
 */
export const groupCommits = <Work>(writer: Handle, run: (work: Work) => Promise<unknown>) => {
  const waiting: Waiting<Work>[] = [];
  let writing: Promise<void> | undefined;

  /** One of several in a transaction; answers how to tell its caller. */
  const apart = async (one: Waiting<Work>): Promise<() => void> => {
    writer.exec('savepoint unit');
    try {
      const value = await run(one.work);
      writer.exec('release unit');
      return () => one.kept(value);
    } catch (error) {
      if (!writer.inTransaction) throw error;
      writer.exec('rollback to unit; release unit');
      return () => one.failed(error);
    }
  };

  const alone = async (one: Waiting<Work>): Promise<() => void> => {
    const value = await run(one.work);
    return () => one.kept(value);
  };

  const together = async (units: readonly Waiting<Work>[]): Promise<void> => {
    const tell: (() => void)[] = [];
    try {
      writer.exec('begin immediate');
      for (const one of units) tell.push(await (units.length === 1 ? alone : apart)(one));
      writer.exec('commit');
    } catch (error) {
      if (writer.inTransaction) writer.exec('rollback');
      for (const one of units) one.failed(error);
      return;
    }
    for (const next of tell) next();
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      await nextTurn();
      await together(waiting.splice(0, TOGETHER));
    }
    writing = undefined;
  };

  return {
    unit: (work: Work): Promise<unknown> =>
      new Promise((kept, failed) => {
        waiting.push({ work, kept, failed });
        writing ??= write();
      }),
    /** Resolves when everything that waited has been written or refused. */
    drained: async (): Promise<void> => writing,
  };
};
