import type { DocumentPairing, Side } from '@xieshou/sdk';
import { type FormerParty, partyThen } from '../pairings/party-changes.js';

/** A pairing with the parties that it had on a day: paper does not credit whoever took over with what was done before. */
export const asOn = (pairing: DocumentPairing, on: string, former: readonly FormerParty[]): DocumentPairing => {
  const party = (side: Side) => {
    const then = partyThen({ pairing: pairing.id, side, on }, former);
    return then ? { id: then.id, name: then.alone, place: { id: then.place, name: then.place_name } } : pairing[side];
  };
  return { ...pairing, helper: party('helper'), helped: party('helped') };
};

/** The same for a file of some days: who was party at their end, and who was before, as 方远（原顾明）. */
export const asIn = (
  pairing: DocumentPairing,
  { from, to }: { readonly from: string; readonly to: string },
  former: readonly FormerParty[],
): DocumentPairing => {
  const last = asOn(pairing, to, former);
  const party = (side: Side) => {
    const before = former.filter((f) => f.pairing_id === pairing.id && f.side === side);
    const names = before.filter(({ until_on: until }) => until >= from && until < to).map(({ alone }) => alone);
    const one = last[side];
    return names.length > 0 ? { ...one, name: `${one.name}（原${names.join('、')}）` } : one;
  };
  return { ...last, helper: party('helper'), helped: party('helped') };
};
