import type { PreviewRolloverResponse } from '../../../api/generated/types.gen.js';

export type Pair = PreviewRolloverResponse['pairings'][number];
/** What the officer decided otherwise than the preview proposes, by pairing. */
export type Ticks = Readonly<Record<string, boolean>>;

export const isTicked = (pair: Pick<Pair, 'id' | 'outcome'>, ticks: Ticks): boolean =>
  pair.outcome !== 'leftOut' && (ticks[pair.id] ?? pair.outcome === 'continues');

export const tickAll = (pairs: readonly Pair[], value: boolean): Ticks =>
  Object.fromEntries(pairs.filter(({ outcome }) => outcome === 'continues' || !value).map(({ id }) => [id, value]));
