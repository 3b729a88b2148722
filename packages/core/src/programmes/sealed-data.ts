import type { Fields } from '@xieshou/sdk';
import type { Running } from './programmes.js';

type Keeping = Pick<Running, 'vault'>;

/** A record's or an entry's data as it is kept: sealed as a whole where one of its fields is sensitive. */
export const keptText = (running: Keeping, fields: Fields, text: string): string =>
  Object.values(fields).some((field) => field.class === 'sensitive') ? running.vault.seal(text) : text;

/** The text that `keptText` has kept. What was kept before there was a sensitive field is as it was written. */
export const openedText = ({ vault }: Keeping, kept: string): string =>
  kept.startsWith('{') ? kept : vault.open(kept);
