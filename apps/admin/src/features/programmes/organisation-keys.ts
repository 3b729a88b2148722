import type { Chosen } from './organisation-tree.js';

/** A chosen organisation as one word, so that choices can be compared. */
export const chosenKey = ({ id, subtree }: Chosen): string => (subtree ? `${id}+` : id);

export const readKey = (key: string): Chosen =>
  key.endsWith('+') ? { id: key.slice(0, -1), subtree: true } : { id: key, subtree: false };

/** A choice in an order of its own: the order of ticks means nothing. */
export const keysOf = (chosen: readonly Chosen[]): string[] => chosen.map(chosenKey).sort();
