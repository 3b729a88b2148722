import type { Language, Text } from '@xieshou/sdk';

/** Endings of English plurals and what they become, the first that fits. */
const singulars: readonly (readonly [RegExp, string])[] = [
  [/people$/, 'person'],
  [/children$/, 'child'],
  [/ies$/, 'y'],
  [/(ss|sh|ch|x)es$/, '$1'],
  [/([^s])s$/, '$1'],
];

/** A unit behind its number. Descriptions give the English one in the plural; behind 1 it is singular. */
export const unitText = (unit: Text, n: unknown, language: Language): string => {
  const word = unit[language];
  if (language !== 'en' || n !== 1) return word;
  const [plural, singular] = singulars.find(([ending]) => ending.test(word)) ?? [];
  return plural && singular !== undefined ? word.replace(plural, singular) : word;
};
