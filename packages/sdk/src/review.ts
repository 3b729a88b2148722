import type { Text } from './text.js';
import { t } from './text.js';

/** Who decides at a step, besides those who hold a role of the programme. */
export const stepParties = ['otherSide', 'writer', 'bothSides', 'owner', 'successor'] as const;
export type StepParty = (typeof stepParties)[number];

/**
 * One step of a review: who decides, how many of them, and until when.
 *
 * - `otherSide`: the side that did not write the record.
 * - `writer`: somebody else of the organisation that wrote it (a signature of the vice-head).
 * - `bothSides`: each side for itself; both are needed.
 * - `owner`: the organisation that runs the programme.
 * - `successor`: whom a sheet (`handedOverBy` of a side) names to take over.
 * - the key of one of the programme's `roles`: that organisation of the pairing.
 *
 * Nobody ever decides on a record that they had a hand in, for themself or for whom they stand in.
 */
export interface ReviewStep<S> {
  readonly by: StepParty | (string & {});
  /** What is done at the step, as people read it: 教育局备案. Left out, `otherSide` has words of its own. */
  readonly title?: Text;
  /** So many different people of the step must approve; 1 unless told. The first who returns it ends the step. */
  readonly needs?: number;
  /** Working days in which to decide, shown and then overdue; it approves nothing. 0 or absent: no deadline. Pure. */
  within?(settings: S): number;
  /** Of `otherSide` alone: silence for so many working days approves. 0 or absent: silence never does. Pure. */
  silentAfter?(settings: S): number;
}

/**
 * What must be agreed by others before it counts: the steps are gone through in order, and the last one confirms the
 * record. At any step it may be returned to its writer with a reason; handed in again, it begins at the first.
 */
export interface Review<S, F extends string> {
  readonly title: Text;
  /** Forms whose records are reviewed so. A form is in one review, or in none. */
  readonly of: readonly F[];
  readonly steps: readonly ReviewStep<S>[];
}

/** What is done at a step, in the words of the programme or, for the other side's answer, of the platform. */
export const stepTitle = (step: Pick<ReviewStep<never>, 'title'>): Text =>
  step.title ?? t('对方确认', 'Confirmation by the other side');

/** The review that records of a form go through; nothing where they count at once. */
export const reviewOf = <S, F extends string>(
  { reviews }: { readonly reviews: Readonly<Record<string, Review<S, F>>> },
  form: string,
): (Review<S, F> & { readonly key: string }) | undefined => {
  const found = Object.entries(reviews).find(([, { of }]) => (of as readonly string[]).includes(form));
  return found && { key: found[0], ...found[1] };
};
