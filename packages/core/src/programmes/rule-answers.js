// @ts-check
// Plain JavaScript with types in comments: the thread in which rules run over many rows reads it too, see
// ../rules/rule-worker.js.

/** @typedef {'amount' | 'list' | 'words' | 'days' | 'object' | 'within' | 'numbers' | 'text' | 'yesNo'} Kind */

/**
 * What a rule must answer, by its name in the definition, or by its whole path where the name has two meanings. Others
 * are held to the types of what they answer elsewhere.
 * @type {Readonly<Record<string, Kind>>}
 */
const answers = {
  atLeast: 'amount',
  teachingDays: 'amount',
  atMost: 'amount',
  silentAfter: 'amount',
  within: 'amount',
  inUse: 'yesNo',
  where: 'list',
  checks: 'list',
  facts: 'list',
  risk: 'words',
  rows: 'list',
  parts: 'list',
  settle: 'list',
  helper: 'list',
  helped: 'list',
  days: 'days',
  fields: 'object',
  window: 'object',
  'match.within': 'within',
  'match.need': 'numbers',
  'match.order': 'numbers',
  'match.reason': 'text',
  'match.allowed': 'yesNo',
};

/**
 * @param {unknown} value
 * @returns {value is Readonly<Record<string, unknown>>}
 */
const isObject = (value) => typeof value === 'object' && value !== null && !(value instanceof Promise);

/** @type {Readonly<Record<Kind, readonly [(answer: unknown) => boolean, string]>>} */
const keeps = {
  amount: [(answer) => Number.isSafeInteger(answer) && Number(answer) >= 0, 'a whole number from 0'],
  list: [(answer) => Array.isArray(answer) && answer.every(isObject), 'a list of objects'],
  words: [(answer) => Array.isArray(answer) && answer.every((one) => typeof one === 'string'), 'a list of words'],
  days: [
    (answer) => isObject(answer) && typeof answer['from'] === 'string' && typeof answer['to'] === 'string',
    'days',
  ],
  object: [isObject, 'an object'],
  within: [(answer) => answer === 'place' || answer === 'programme', '"place" or "programme"'],
  numbers: [(answer) => Array.isArray(answer) && answer.every((n) => Number.isFinite(n)), 'a list of numbers'],
  text: [
    (answer) => isObject(answer) && typeof answer['zh'] === 'string' && typeof answer['en'] === 'string',
    'a text in zh and en',
  ],
  yesNo: [(answer) => typeof answer === 'boolean', 'yes or no'],
};

/**
 * What is wrong with a rule's answer, where its kind of rule promises something. Rules answer at once: no promises.
 * @param {readonly string[]} path
 * @param {unknown} answer
 * @returns {string | undefined}
 */
export const brokenAnswer = (path, answer) => {
  if (answer instanceof Promise) return 'It answers a promise, and rules answer at once.';
  const name = [path.join('.'), path.at(-1) ?? ''].find((key) => Object.hasOwn(answers, key));
  const kind = name === undefined ? undefined : answers[name];
  if (!kind) return undefined;
  const [holds, expected] = keeps[kind];
  if (holds(answer)) return undefined;
  // Never what stands in it: the log is no place for what people wrote.
  return `It answers ${typeof answer === 'number' ? answer : typeof answer}, not ${expected}.`;
};
