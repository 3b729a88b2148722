// @ts-check
// Read by the thread of ../rules/rule-worker.js too: plain JavaScript with types in comments.
/**
 * @import { Candidate, Finding, ProgrammeDefinition, Text } from '@xieshou/sdk'
 * @import { RuleProgress } from '../rules/rule-thread.js'
 */

/** @typedef {{ readonly helper: readonly Finding[], readonly helped: readonly Finding[] }} FoundOfBoth */

/**
 * What a programme finds of two people whom somebody puts together by hand, and why they fit. That they are of different
 * places, or of a pair that may not be, is found of the helper. Two people are done in one breath.
 * @param {ProgrammeDefinition} definition
 * @param {{ readonly settings: Readonly<Record<string, unknown>>, readonly helped: Candidate, readonly helper: Candidate | null }} input
 * @returns {Generator<RuleProgress, { readonly findings: FoundOfBoth, readonly reason: Text | null }, void>}
 */
// eslint-disable-next-line require-yield
export function* work({ match, eligible }, { settings, helped, helper }) {
  const ofHelped = eligible.helped?.(helped, settings) ?? [];
  if (!match || !helper) return { findings: { helper: [], helped: ofHelped }, reason: null };
  const ofHelper = [...(eligible.helper?.(helper, settings) ?? [])];
  if (match.within(settings) === 'place' && helper.place.id !== helped.place.id)
    ofHelper.push({
      rule: 'match.within',
      outcome: 'soft',
      text: {
        zh: `不在同一班级或单位：${helper.place.name}、${helped.place.name}`,
        en: `Not of the same class or unit: ${helper.place.name}, ${helped.place.name}`,
      },
    });
  if (match.allowed && !match.allowed({ helper, helped }, settings))
    ofHelper.push({
      rule: 'match.allowed',
      outcome: 'soft',
      text: { zh: '按项目规则两人不宜结对', en: "By the programme's rules the two are not to be paired" },
    });
  return { findings: { helper: ofHelper, helped: ofHelped }, reason: match.reason({ helper, helped }, settings) };
}
