import { Worker } from 'node:worker_threads';
import type { ProgrammeDefinition } from '@xieshou/sdk';

/** How far work is. Between two of these it may be interrupted for a moment. */
export interface RuleProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Work over many rows that asks a programme's rules: `input` and the answer are plain data, and nothing else is touched.
 * It stands as the export `work` of a file in plain JavaScript, so that the thread can load it.
 */
export type RuleWork<Input, Answer> = (
  definition: ProgrammeDefinition,
  input: Input,
) => Generator<RuleProgress, Answer, void>;

export interface RuleJob {
  /** Address of a module that exports `programmes`. */
  readonly programmes: string;
  readonly plugin: string;
  readonly rule: string;
  /** Address of the module that exports `work`. */
  readonly work: string;
  readonly input: unknown;
}

export type RuleAnswer =
  | ({ readonly kind: 'progress' } & RuleProgress)
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly rule: string; readonly stack: string };

export interface RuleLimits {
  readonly seconds: number;
  readonly memoryMiB: number;
}

/** A rule that threw, broke its promise, or had to be stopped. */
export class RuleLost extends Error {
  constructor(
    readonly rule: string,
    readonly why: string,
  ) {
    super(`${rule}: ${why}`);
  }
}

/** The thread was ended from outside, because the server closes. */
export class ThreadEnded extends Error {}

// The same file in src and in dist, so the address holds for both; see its first lines.
const ENTRY = new URL('./rule-worker.js', import.meta.url);

/**
 * Does one piece of work in a thread of its own, with limits on memory and time.
 * @throws RuleLost when a rule fails, or runs out of memory or time; ThreadEnded when `signal` ends it
 */
export const runInThread = async (o: {
  readonly job: RuleJob;
  readonly limits: RuleLimits;
  readonly signal: AbortSignal;
  readonly progress: (at: RuleProgress) => void;
}): Promise<unknown> => {
  o.signal.throwIfAborted();
  const { rule } = o.job;
  const { seconds, memoryMiB } = o.limits;
  const thread = new Worker(ENTRY, {
    workerData: o.job,
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    // Neither loaders of the main thread nor its secrets are a rule's business.
    execArgv: [],
    env: {},
  });
  let timer: NodeJS.Timeout | undefined;
  let end: (() => void) | undefined;
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const lost = (failed: string, why: string) => reject(new RuleLost(failed, why));
      timer = setTimeout(() => lost(rule, `It has not answered within ${seconds} s and was stopped.`), seconds * 1000);
      end = () => reject(new ThreadEnded());
      o.signal.addEventListener('abort', end);
      thread.on('message', (answer: RuleAnswer) => {
        if (answer.kind === 'progress') o.progress(answer);
        else if (answer.kind === 'done') resolve(answer.answer);
        else lost(answer.rule, answer.stack);
      });
      thread.on('error', (cause: NodeJS.ErrnoException) => {
        const memory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
        lost(rule, memory ? `It needs more than ${memoryMiB} MiB of memory and was stopped.` : String(cause.stack));
      });
      thread.on('exit', () => lost(rule, 'Its thread ended without an answer.'));
    });
  } finally {
    clearTimeout(timer);
    if (end) o.signal.removeEventListener('abort', end);
    await thread.terminate();
  }
};
