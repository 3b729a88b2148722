type Rule = 'amount' | 'list' | 'days' | 'object';

/** What a rule must answer, by its name in the definition. Others are held to the types of what they answer elsewhere. */
const answers: Readonly<Record<string, Rule>> = {
  atLeast: 'amount',
  teachingDays: 'amount',
  atMost: 'amount',
  silentAfter: 'amount',
  within: 'amount',
  where: 'list',
  checks: 'list',
  facts: 'list',
  rows: 'list',
  settle: 'list',
  helper: 'list',
  helped: 'list',
  days: 'days',
  fields: 'object',
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Promise);

const keeps: Readonly<Record<Rule, readonly [(answer: unknown) => boolean, string]>> = {
  amount: [(answer) => Number.isSafeInteger(answer) && (answer as number) >= 0, 'a whole number from 0'],
  list: [(answer) => Array.isArray(answer) && answer.every(isObject), 'a list of objects'],
  days: [
    (answer) => isObject(answer) && typeof answer['from'] === 'string' && typeof answer['to'] === 'string',
    'days',
  ],
  object: [isObject, 'an object'],
};

/** What is wrong with a rule's answer, where its kind of rule promises something. Rules answer at once: no promises. */
export const brokenAnswer = (rule: string, answer: unknown): string | undefined => {
  if (answer instanceof Promise) return 'It answers a promise, and rules answer at once.';
  const expected = Object.hasOwn(answers, rule) ? keeps[answers[rule]!] : undefined;
  if (!expected || expected[0](answer)) return undefined;
  // Never what stands in it: the log is no place for what people wrote.
  return `It answers ${typeof answer === 'number' ? answer : typeof answer}, not ${expected[1]}.`;
};
