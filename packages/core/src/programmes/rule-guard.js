// @ts-check
import { brokenAnswer } from './rule-answers.js';
/** @import { ProgrammeDefinition } from '@xieshou/sdk' */

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isPlain = (value) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * The definition with every function in it guarded: what it throws, and an answer that breaks its rule's promise, goes
 * to `fail` with the rule's path, and what `fail` makes of it is thrown.
 * @param {ProgrammeDefinition} definition
 * @param {(rule: string, cause: unknown) => Error} fail
 * @returns {ProgrammeDefinition}
 */
export const guardRules = (definition, fail) => {
  /** @type {Map<unknown, unknown>} */
  const seen = new Map();
  /**
   * @param {unknown} value
   * @param {readonly string[]} path
   * @returns {unknown}
   */
  const guard = (value, path) => {
    if (seen.has(value)) return seen.get(value);
    if (typeof value === 'function')
      return (/** @type {unknown[]} */ ...given) => {
        /** @type {unknown} */
        let answer;
        try {
          answer = value(...given);
        } catch (error) {
          throw fail(path.join('.'), error);
        }
        // A promise that nobody waits for must not end the process when it is broken.
        if (answer instanceof Promise) answer.catch(() => undefined);
        const wrong = brokenAnswer(path, answer);
        if (wrong) throw fail(path.join('.'), wrong);
        return answer;
      };
    if (!Array.isArray(value) && !isPlain(value)) return value;
    /** @type {Record<string, unknown>} */
    const copy = Array.isArray(value) ? /** @type {never} */ ([]) : {};
    seen.set(value, copy);
    for (const [key, part] of Object.entries(value)) copy[key] = guard(part, [...path, key]);
    return copy;
  };
  return /** @type {ProgrammeDefinition} */ (guard(definition, []));
};
