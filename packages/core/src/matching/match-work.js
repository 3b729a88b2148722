// @ts-check
// Read by the thread of ../rules/rule-worker.js too: plain JavaScript with types in comments.
import { match } from './matching.js';
/**
 * @import { Candidate, ProgrammeDefinition, Text } from '@xieshou/sdk'
 * @import { RuleProgress } from '../rules/rule-thread.js'
 * @import { MatchProblem, Placed } from './matching-types.js'
 */

/**
 * Everybody who qualifies; of each helper, how many more they may help.
 * @typedef {{ readonly settings: Readonly<Record<string, unknown>>, readonly helped: readonly Candidate[],
 *   readonly helpers: readonly { readonly candidate: Candidate, readonly capacity: number }[] }} Input
 */
/** @typedef {{ readonly helped: string, readonly helper: string | null, readonly reason: Text }} Proposed */

/** Sentences written between two breaths. */
const AT_ONCE = 500;

/**
 * Why nobody was found for somebody.
 * @param {MatchProblem} problem
 * @param {Placed} helped
 * @returns {Text}
 */
const whyNobody = ({ within, helpers, allowed }, helped) => {
  const there = helpers.filter((a) => a.id !== helped.id && (within === 'programme' || a.place === helped.place));
  const [zh, en] = within === 'place' ? ['同一班级或单位', 'of the same class or unit'] : ['项目', 'in the programme'];
  if (there.length === 0)
    return { zh: `${zh}内没有其他符合条件的帮扶人`, en: `Nobody else ${en} qualifies as a helper` };
  const free = there.filter((a) => a.capacity > 0);
  if (free.length === 0)
    return {
      zh: `${zh}内符合条件的帮扶人（${there.length} 人）都已达到结对上限`,
      en: `All ${there.length} who qualify as helpers ${en} have as many pairings as they may`,
    };
  const allowedOnes = free.filter((a) => allowed?.({ helper: a.id, helped: helped.id }) ?? true);
  return allowedOnes.length === 0
    ? {
        zh: `${zh}内符合条件的帮扶人（${free.length} 人）按项目规则都不能与其结对`,
        en: `By the programme's rules none of the ${free.length} helpers ${en} may be paired with them`,
      }
    : {
        zh: `${zh}内可与其结对的帮扶人（${allowedOnes.length} 人）名额都已安排给排在前面的人`,
        en: `The places of the ${allowedOnes.length} helpers ${en} who could be paired with them went to those who come first`,
      };
};

/**
 * Who is proposed for whom, and why.
 * @param {ProgrammeDefinition} definition
 * @param {Input} input
 * @returns {Generator<RuleProgress, Proposed[], void>}
 */
export function* work({ match: rule }, { settings, helped, helpers }) {
  if (!rule) return [];
  const helpedById = new Map(helped.map((one) => [one.id, one]));
  const helperById = new Map(helpers.map(({ candidate }) => [candidate.id, candidate]));
  /** @type {(ids: { readonly helper: string, readonly helped: string }) => { helper: Candidate, helped: Candidate } | undefined} */
  const pairOf = (ids) => {
    const pair = { helper: helperById.get(ids.helper), helped: helpedById.get(ids.helped) };
    return pair.helper && pair.helped ? { helper: pair.helper, helped: pair.helped } : undefined;
  };
  /** @type {MatchProblem} */
  const problem = {
    within: rule.within(settings),
    helped: helped.map((one) => ({ id: one.id, place: one.place.id, key: rule.need(one, settings) })),
    helpers: helpers.map(({ candidate, capacity }) => ({
      id: candidate.id,
      place: candidate.place.id,
      key: rule.order(candidate, settings),
      capacity,
    })),
    ...(rule.allowed
      ? {
          allowed: (ids) => {
            const pair = pairOf(ids);
            return pair !== undefined && (rule.allowed?.(pair, settings) ?? true);
          },
        }
      : {}),
  };
  const { pairs } = yield* match(problem);
  /** @type {Proposed[]} */
  const proposed = [];
  for (const one of problem.helped) {
    const helper = pairs.get(one.id) ?? null;
    const pair = helper === null ? undefined : pairOf({ helper, helped: one.id });
    const reason = pair ? rule.reason(pair, settings) : whyNobody(problem, one);
    proposed.push({ helped: one.id, helper, reason: { zh: reason.zh, en: reason.en } });
    if (proposed.length % AT_ONCE === 0) yield { done: helped.length, total: helped.length };
  }
  return proposed;
}
