// @ts-check
// The thread in which a programme's rules run over many rows. Plain JavaScript with types in comments, as are the files
// that it imports: a worker of Node 20 cannot load TypeScript, and this way the very same file runs from src and dist.
import { parentPort, workerData } from 'node:worker_threads';
import { guardRules } from '../programmes/rule-guard.js';
/**
 * @import { ProgrammeDefinition } from '@xieshou/sdk'
 * @import { RuleAnswer, RuleJob, RuleWork } from './rule-thread.js'
 */

class RuleFailed extends Error {
  /**
   * @param {string} rule
   * @param {unknown} cause
   */
  constructor(rule, cause) {
    super(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
    this.rule = rule;
  }
}

/**
 * @param {RuleJob} job
 * @param {(answer: RuleAnswer) => void} send
 */
const perform = async ({ programmes, plugin, rule, work, input }, send) => {
  try {
    /** @type {{ readonly programmes: readonly ProgrammeDefinition[] }} */
    const installed = await import(programmes);
    const definition = installed.programmes.find(({ id }) => id === plugin);
    if (!definition) throw new Error(`${programmes} does not export ${plugin} among its "programmes".`);
    /** @type {{ readonly work: RuleWork<unknown, unknown> }} */
    const module = await import(work);
    const steps = module.work(
      guardRules(definition, (failed, cause) => new RuleFailed(failed, cause)),
      input,
    );
    for (;;) {
      const step = steps.next();
      if (step.done) return send({ kind: 'done', answer: step.value });
      send({ kind: 'progress', ...step.value });
    }
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send(
      error instanceof RuleFailed
        ? { kind: 'failed', rule: error.rule, stack: error.message }
        : { kind: 'failed', rule, stack },
    );
  }
};

const port = parentPort;
if (port !== null) void perform(workerData, (answer) => port.postMessage(answer));
