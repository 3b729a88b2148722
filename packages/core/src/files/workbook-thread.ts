import { Worker } from 'node:worker_threads';
import type { WriteOptions } from 'hucre/xlsx';
import type { RefusalDetail, RefusalReason } from './workbook-refusal.js';
import type { WordDocument } from './word-types.js';
import type { WorkbookLimits } from './workbook-types.js';

export interface ReadJob {
  readonly kind: 'read';
  readonly content: Uint8Array;
  readonly limits: WorkbookLimits;
}

export interface WriteJob {
  readonly kind: 'write';
  readonly options: WriteOptions;
  /** Gives the whole columns of the first sheet the style of its cell A2. */
  readonly wholeColumns: boolean;
}

export interface WordJob {
  readonly kind: 'word';
  readonly document: WordDocument;
}

export type ThreadJob = ReadJob | WriteJob | WordJob;

export type ThreadAnswer =
  | { readonly kind: 'header'; readonly sheet: string; readonly header: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly ThreadRow[]; readonly more: boolean }
  | { readonly kind: 'written'; readonly content: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: RefusalDetail }
  | { readonly kind: 'failed'; readonly stack: string };

export interface ThreadRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Why a thread ended without an answer. */
export class ThreadLost extends Error {
  readonly reason: 'memory' | 'seconds' | 'failed';

  constructor(input: { reason: ThreadLost['reason']; cause?: unknown }) {
    super(`The workbook thread was lost (${input.reason}).`, { cause: input.cause });
    this.name = 'ThreadLost';
    this.reason = input.reason;
  }
}

// The same file in src and in dist, so the address holds for both; see its first lines.
const ENTRY = new URL('./workbook-worker.js', import.meta.url);

/** Threads at a time: each may take its whole memory limit, and more threads than cores only slow each other. */
const THREADS = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (running >= THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
}

function endTurn(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

/**
 * Runs one job in a thread of its own, with limits on memory and time. `onAnswer` gets each message: it returns the
 * result when there is one, or undefined to ask for the next message.
 * @throws ThreadLost when the thread runs out of memory or time, or fails; what `onAnswer` throws
 */
export async function runInThread<Result>(input: {
  readonly job: ThreadJob;
  readonly memoryMiB: number;
  readonly seconds: number;
  readonly transfer: readonly ArrayBuffer[];
  readonly onAnswer: (answer: ThreadAnswer) => Result | undefined;
}): Promise<Result> {
  await takeTurn();
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Result>((resolve, reject) => {
      const thread = new Worker(ENTRY, {
        workerData: input.job,
        transferList: [...input.transfer],
        resourceLimits: { maxOldGenerationSizeMb: input.memoryMiB },
        // Neither loaders of the main thread nor its secrets belong in a thread that opens strangers' files.
        execArgv: [],
        env: {},
      });
      worker = thread;
      timer = setTimeout(() => reject(new ThreadLost({ reason: 'seconds' })), input.seconds * 1000);
      thread.on('message', (answer: ThreadAnswer) => {
        try {
          const result = input.onAnswer(answer);
          // The next batch is asked for in a later turn of the event loop, so that requests get in between.
          if (result === undefined) setImmediate(() => thread.postMessage('next'));
          else resolve(result);
        } catch (error) {
          reject(error);
        }
      });
      thread.on('error', (cause: NodeJS.ErrnoException) => {
        reject(new ThreadLost({ reason: cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'failed', cause }));
      });
      thread.on('exit', () => reject(new ThreadLost({ reason: 'failed' })));
    });
  } finally {
    clearTimeout(timer);
    await worker?.terminate();
    endTurn();
  }
}
