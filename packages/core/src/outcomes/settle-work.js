// @ts-check
// Read by the thread of ../rules/rule-worker.js too: plain JavaScript with types in comments.
/**
 * @import { Award, ProgrammeDefinition, Settling } from '@xieshou/sdk'
 * @import { RuleProgress } from '../rules/rule-thread.js'
 */

/**
 * What an outcome's rule awards: in one step, for it looks at everybody at once.
 * @param {ProgrammeDefinition} definition
 * @param {{ readonly outcome: string, readonly seen: Settling, readonly settings: Readonly<Record<string, unknown>> }} input
 * @returns {Generator<RuleProgress, readonly Award[], void>}
 */
export function* work({ outcomes }, { outcome, seen, settings }) {
  yield { done: 0, total: seen.pairings.length };
  return outcomes[outcome]?.settle(seen, settings) ?? [];
}
