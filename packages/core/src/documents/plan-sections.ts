import type { DocumentBlock, Text } from '@xieshou/sdk';

/** A numbered part of a plan. */
export interface Section {
  readonly title: Text;
  readonly blocks: readonly DocumentBlock[];
}

export const paragraph = (text: Text): DocumentBlock => ({ kind: 'paragraph', text });
export const column = (title: Text, width: number) => ({ title, width });
