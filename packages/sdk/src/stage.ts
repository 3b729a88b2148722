import type { Day } from './days.js';
import type { Text } from './text.js';

/**
 * What must be there before a stage may be closed. Counted over the whole time of the pairing, whichever stage it stood
 * at: what has been recorded once counts. Only what is confirmed counts.
 */
export type Need<S, F extends string = string> = {
  readonly title: Text;
  /** Whole, from 0: nothing is asked for, and the need is met. */
  atLeast(settings: S): number;
} & (
  | {
      /**
       * Counts the confirmed records of this form, about the pairing or about a pair of people inside it. Where the form is
       * not in use, nothing is asked for.
       */
      readonly form: F;
      /** Counts the sum of this fact of the form instead; its own name, without the form's prefix. */
      readonly fact?: string;
      readonly inside?: undefined;
    }
  | {
      /** Key of the programme's `inside`: counts the different people helped in such pairs, those that have ended too. */
      readonly inside: string;
      readonly form?: undefined;
    }
);

/** 阶段: a step that every pairing goes through, in the order in which the stages are written. */
export interface Stage<S, F extends string = string> {
  readonly title: Text;
  /** Place in the plan. */
  readonly place?: string;
  /**
   * When it should be done, where the plan or its officer says so. A stage that is not closed after the last day is late:
   * that is shown and hinders nothing. Pure.
   */
  window?(settings: S): { readonly from?: Day | undefined; readonly to?: Day | undefined };
  /** At least one. */
  readonly needs: Readonly<Record<string, Need<S, F>>>;
}

/** How far a pairing has come, as reports read it: as it stands today, whatever the period. */
export interface StageStanding {
  readonly pairing: string;
  /** Key of the first stage that is not closed; null when all of them are. */
  readonly stage: string | null;
  /** The present stage should have been closed by now. */
  readonly late: boolean;
  /** Closed stages in their order: on which day, and whether something that was missing was waived. */
  readonly closed: readonly { readonly stage: string; readonly on: Day; readonly waived: boolean }[];
}
