// @ts-check
// Read by the thread of ../rules/rule-worker.js too: plain JavaScript with types in comments.
/**
 * @import { Candidate, Finding, ProgrammeDefinition, Side } from '@xieshou/sdk'
 * @import { RuleProgress } from '../rules/rule-thread.js'
 */

/** People looked at between two breaths. */
const AT_ONCE = 500;

/**
 * What a programme finds of each candidate for a side, in their order.
 * @param {ProgrammeDefinition} definition
 * @param {{ readonly side: Side, readonly settings: Readonly<Record<string, unknown>>, readonly candidates: readonly Candidate[] }} input
 * @returns {Generator<RuleProgress, (readonly Finding[])[], void>}
 */
export function* work({ eligible }, { side, settings, candidates }) {
  const rule = eligible[side];
  /** @type {(readonly Finding[])[]} */
  const found = [];
  for (const candidate of candidates) {
    found.push(rule ? rule(candidate, settings) : []);
    if (found.length % AT_ONCE === 0) yield { done: found.length, total: candidates.length };
  }
  return found;
}
