import type { Text } from '@xieshou/sdk';

/** What a programme does wrong, one sentence each: the thing, a colon, what is wrong and how to mend it. */
export type Complaints = readonly string[];

/** The answer of a function of the programme, or the complaint that it throws. */
export const attempt = <T>(thing: string, run: () => T): { readonly answer: T } | { readonly complaint: string } => {
  try {
    return { answer: run() };
  } catch (error) {
    return { complaint: `${thing}: it throws (${String(error)}). Make it answer for everything it may be asked.` };
  }
};

export const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
};

/**
 * Asks a function twice with the same frozen input. It must answer both times, the same, and leave its input alone
 * (writing to frozen input throws).
 */
export const askTwice = <T>(thing: string, run: () => T): { readonly answer: T } | { readonly complaint: string } => {
  const first = attempt(thing, run);
  const second = attempt(thing, run);
  if ('complaint' in first || 'complaint' in second) return 'complaint' in first ? first : second;
  if (JSON.stringify(first.answer) === JSON.stringify(second.answer)) return first;
  return { complaint: `${thing}: asked twice with the same input, it answers differently. Use its input only.` };
};

const han = /\p{Script=Han}/u;
const chinesePunctuation = /[\u3000-\u303f\uff01-\uff5e]/u;

/** What is wrong with a text: one language missing, or written in the other. */
export const complaintsAboutText = (thing: string, text: Partial<Text>): Complaints => {
  const zh = typeof text.zh === 'string' ? text.zh : '';
  const en = typeof text.en === 'string' ? text.en : '';
  return [
    ...(han.test(zh) ? [] : [`${thing}: its zh is ${JSON.stringify(zh)}. Write it in Chinese.`]),
    ...(en.trim() === '' || han.test(en) || chinesePunctuation.test(en)
      ? [`${thing}: its en is ${JSON.stringify(en)}. Write it in English, with English punctuation.`]
      : []),
  ];
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Complaints about every text inside a value, however deep. A text is an object that speaks zh or en. */
export const complaintsAboutTexts = (thing: string, value: unknown): Complaints => {
  if (!isObject(value)) return [];
  if ('zh' in value || 'en' in value) return complaintsAboutText(thing, value);
  return Object.entries(value).flatMap(([key, part]) => complaintsAboutTexts(`${thing}.${key}`, part));
};
