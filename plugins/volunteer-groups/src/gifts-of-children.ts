import { type EntrySnapshot, type Reader, type RecordStanding, t, type Text } from '@xieshou/sdk';

/** What a child has been given in the period, by whichever team. */
export interface GiftsOfChild {
  readonly entry: EntrySnapshot;
  /** A team stands by the child today. */
  readonly cared: boolean;
  /** Gifts that the school has confirmed, as they were chosen. */
  readonly gifts: readonly unknown[];
  /** What they cost together. */
  readonly fen: number;
  /** Handed over and not confirmed yet: one more that would count. */
  readonly waiting: number;
}

/** Every child in the register, in its order. A team that came after another counts for the same child. */
export const giftsOfChildren = (read: Reader, standing: readonly RecordStanding[]): readonly GiftsOfChild[] => {
  const children = new Map(read.pairings().map(({ id, helped }) => [id, helped.id]));
  const cared = new Set(read.teams().flatMap(({ pairedWith }) => pairedWith));
  const claimed = standing.filter(({ state }) => state === 'claimed');
  return read.entries('children').map((entry) => {
    const own = ({ pairing }: { readonly pairing: string }) => children.get(pairing) === entry.person.id;
    const given = read.records('gift').filter(own);
    return {
      entry,
      cared: cared.has(entry.person.id),
      gifts: given.map(({ data }) => data['gift']),
      fen: given.reduce((sum, { facts }) => sum + (facts['cost'] ?? 0), 0),
      waiting: claimed.filter(own).length,
    };
  });
};

/** Why a child's gifts are not those of every other child; nothing where there is exactly one. */
export const unequal = ({ gifts, waiting, cared }: Omit<GiftsOfChild, 'entry' | 'fen'>): Text | undefined => {
  const n = gifts.length;
  if (n > 1)
    return t(`已收 ${n} 件，每名儿童一件，多 ${n - 1} 件`, `Has ${n}, ${n - 1} more than the one of every child`);
  if (n + waiting > 1)
    return t(
      `已收 ${n} 件，另有 ${waiting} 件待确认，全部确认后将多于一件`,
      `Has ${n}, and ${waiting} wait to be confirmed: more than one if all are`,
    );
  if (n === 1) return undefined;
  if (waiting === 1) return t('一件已交接，待学校确认', 'One is handed over and waits for the school');
  return cared ? t('尚未收到礼物', 'Has no gift yet') : t('尚无小分队，没有收到礼物', 'Has no team, and no gift');
};
