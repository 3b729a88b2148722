import { wordsIn } from '@xieshou/sdk';

interface Lists {
  readonly riskWords: string;
  readonly harmlessWords: string;
}

const listed = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((word) => word !== '');

/** Words of risk in some texts, by the lists of the settings. */
export const risksIn = (texts: readonly (string | undefined)[], s: Lists): readonly string[] =>
  wordsIn(texts, { words: listed(s.riskWords), except: listed(s.harmlessWords) });
