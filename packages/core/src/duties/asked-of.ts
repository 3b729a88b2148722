import type { Day, DayRange, ProgrammeDefinition } from '@xieshou/sdk';
import { grouped } from '../platform/grouped.js';

/** A pairing as far as duties need it. */
export interface Paired {
  readonly id: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

/** A pair of people inside a pairing, as far as duties need it. */
export interface PairedInside extends Paired {
  readonly parent: string;
  /** Key of the programme's `inside`. */
  readonly inside: string;
}

/** Kinds of pairs inside that some duty counts. */
export const insideOfDuties = (definition: ProgrammeDefinition | undefined): ReadonlySet<string | undefined> =>
  new Set(
    Object.entries(definition?.duties ?? {})
      .filter(([, { of }]) => of === 'tree' || of === 'eachInside')
      .map(([duty]) => definition!.forms[duty]!.about),
  );

/** Of whom a duty is asked, and whose facts count for each. */
export const askedOf = (
  q: {
    readonly definition: ProgrammeDefinition;
    readonly range: DayRange;
    readonly pairings: readonly Paired[];
    readonly inside?: readonly PairedInside[];
  },
  duty: string,
): readonly { readonly pairing: Paired; readonly counts: readonly string[] }[] => {
  const { of } = q.definition.duties[duty]!;
  const { about } = q.definition.forms[duty]!;
  const inside = (q.inside ?? []).filter((one) => one.inside === about);
  if (of === 'eachInside')
    return inside
      .filter(({ startsOn, endsOn }) => startsOn <= q.range.to && (endsOn === null || endsOn >= q.range.from))
      .map((pairing) => ({ pairing, counts: [pairing.id] }));
  const trees = grouped(of === 'tree' ? inside : [], ({ parent }) => parent);
  return q.pairings.map((pairing) => ({
    pairing,
    counts: [pairing.id, ...(trees.get(pairing.id) ?? []).map(({ id }) => id)],
  }));
};
