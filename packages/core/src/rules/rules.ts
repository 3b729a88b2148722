import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ProgrammeDefinition } from '@xieshou/sdk';
import { breathe } from '../imports/bulk.js';
import { programmeFault } from '../programmes/programme-faults.js';
import { type RuleLimits, RuleLost, type RuleProgress, type RuleWork, runInThread } from './rule-thread.js';

export const RULE_THREADS = Symbol('rule threads');

/** Where a thread finds the programmes, and how much of time and memory a rule gets. */
export interface RuleThreads extends Partial<RuleLimits> {
  /** A module in plain JavaScript that exports `programmes`: functions cannot be handed to a thread. */
  readonly programmes: URL;
}

export interface RuleRun<Input, Answer> {
  readonly definition: ProgrammeDefinition;
  /** Where the rule stands in the definition, for whoever reads that it ran away. */
  readonly rule: string;
  readonly work: RuleWork<Input, Answer>;
  /** The file whose export `work` is: `new URL('./this-work.js', import.meta.url)`. */
  readonly file: URL;
  readonly input: Input;
  progress?(at: RuleProgress): Promise<void> | void;
}

/**
 * Asks a programme's rules over many rows, away from the requests: in a thread with limits on time and memory where the
 * server says where its programmes stand, else in this process, a slice at a time. A rule that throws, breaks its promise
 * or runs away is its programme's fault, and stops nothing else.
 */
@Injectable()
export class Rules implements OnModuleDestroy {
  private readonly closing = new AbortController();
  /** The last run of each plugin: one at a time, so that a rule that runs away keeps no other programme waiting. */
  private readonly last = new Map<string, Promise<unknown>>();

  constructor(@Inject(RULE_THREADS) private readonly threads: RuleThreads | null) {}

  onModuleDestroy(): void {
    this.closing.abort();
  }

  async run<Input, Answer>(o: RuleRun<Input, Answer>): Promise<Answer> {
    const { threads } = this;
    if (!threads) return this.inProcess(o);
    const before = this.last.get(o.definition.id);
    const own = (before ?? Promise.resolve()).catch(() => undefined).then(() => this.inThread(o, threads));
    this.last.set(o.definition.id, own);
    return own.finally(() => {
      if (this.last.get(o.definition.id) === own) this.last.delete(o.definition.id);
    });
  }

  private async inThread<Input, Answer>(o: RuleRun<Input, Answer>, threads: RuleThreads): Promise<Answer> {
    // Each progress is written down before the next: a late one never overtakes.
    let told: Promise<void> = Promise.resolve();
    try {
      const answer = await runInThread({
        job: {
          programmes: threads.programmes.href,
          plugin: o.definition.id,
          rule: o.rule,
          work: o.file.href,
          input: o.input,
        },
        // Less than the lease of a job, so that no other process takes up what this one is still at.
        limits: { seconds: threads.seconds ?? 45, memoryMiB: threads.memoryMiB ?? 512 },
        signal: this.closing.signal,
        progress: (at) => (told = told.then(() => o.progress?.(at))),
      });
      return answer as Answer;
    } catch (error) {
      throw error instanceof RuleLost ? programmeFault(o.definition.id, error.rule, error.why) : error;
    } finally {
      await told;
    }
  }

  /** Tells the same progress; what a rule throws is a fault already, by the catalogue's guard. */
  private async inProcess<Input, Answer>(o: RuleRun<Input, Answer>): Promise<Answer> {
    const steps = o.work(o.definition, o.input);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await o.progress?.(step.value);
      await breathe();
    }
  }
}
