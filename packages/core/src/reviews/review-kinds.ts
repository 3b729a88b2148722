import { Injectable } from '@nestjs/common';
import type { Text } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import type { Unit } from '../platform/units.js';
import type { Decision, ReviewRow } from './review-rows.js';

/** What a review says of the thing it is about, for the desk. */
export interface Described {
  readonly programmeTitle: string;
  readonly form: string;
  readonly formTitle: Text;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
  readonly on: string;
  readonly brief: Text;
  readonly writtenBy: string;
  /** All steps that the thing goes through: who decides, and what is done. */
  readonly steps: readonly { readonly by: string; readonly title: Text }[];
  /** The record that the review's page shows, where it is not what is reviewed. */
  readonly record?: string;
  /** Set when it is asked whether the record may be corrected. */
  readonly correction?: {
    readonly number: number;
    readonly reason: string;
    readonly difference: readonly {
      readonly field: string;
      readonly title: Text;
      readonly before: unknown;
      readonly after: unknown;
    }[];
  };
}

export interface Decided {
  readonly review: ReviewRow;
  readonly decision: Decision;
  readonly reason: string | null;
  /** Null when silence decided. */
  readonly userId: string | null;
  /** The instant that stands with the decision. */
  readonly at: string;
}

/** A kind of thing that can be reviewed: how to describe it, who must not decide it, what a decision does to it. */
export interface Reviewable {
  /** Decisions on one thing are made one after the other: whoever decides waits here for whoever decides before. */
  lock(unit: Unit, review: ReviewRow): Promise<void>;
  describe(reads: Reads, reviews: readonly ReviewRow[]): Promise<ReadonlyMap<string, Described>>;
  /** Accounts that may not decide it because it is their own case. */
  owners(reads: Reads, review: ReviewRow): Promise<readonly string[]>;
  /** A decision has been made; the review is still open where it needs more people. */
  decided(unit: Unit, o: Decided): Promise<void>;
}

@Injectable()
export class ReviewKinds {
  private readonly kinds = new Map<string, Reviewable>();

  register(kind: string, reviewable: Reviewable): void {
    this.kinds.set(kind, reviewable);
  }

  of(kind: string): Reviewable {
    const found = this.kinds.get(kind);
    if (!found) throw new Error(`nobody describes reviews of the kind ${kind}`);
    return found;
  }
}
