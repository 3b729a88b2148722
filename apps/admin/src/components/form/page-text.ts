import type { Text } from '@xieshou/sdk';

/** A word of the page where a text in both languages is asked for: forms are drawn anew in another language. */
export const pageText = (word: string): Text => ({ zh: word, en: word });
