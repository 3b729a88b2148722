import { anyId, day, id, instant, integer, oneOf, optional, ref, string, table } from '../platform/database/table.js';

export const reviewStates = ['open', 'approved', 'returned', 'withdrawn'] as const;

/**
 * One step of a review as it waits for one party's decision. `subject` is what is reviewed, `part` which part of it; the
 * steps of a part follow each other, and a subject that is handed in again begins a new round of them.
 */
export const review = table(
  'review',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    /** The key of the programme's review. */
    name: string(40),
    /** Counted from 1. */
    step: integer(),
    /** Counted from 1, as is absent from reviews older than rounds. */
    round: optional(integer()),
    /** So many different people must approve; one, where it is absent. */
    needs: optional(integer()),
    subject_kind: string(40),
    subject_id: anyId(),
    part_id: anyId(),
    /** Organisation whose people decide. */
    organisation_id: ref('organisation'),
    /** The person of that organisation who decides for themself, where a person stands on the side. */
    person_id: optional(anyId()),
    state: oneOf(reviewStates),
    opened_at: instant(),
    /** Last day to answer before silence approves. */
    due_on: optional(day()),
    /** Last day to decide in time; nothing happens by itself when it has passed. */
    decide_by: optional(day()),
    closed_at: optional(instant()),
    version: integer(),
  },
  {
    indexes: {
      review_waiting: ['organisation_id', 'state', 'opened_at'],
      review_waiting_person: ['person_id', 'state', 'opened_at'],
      review_subject: ['subject_id', 'part_id'],
      review_due: ['state', 'due_on'],
    },
  },
);

export const decisions = ['approve', 'return', 'silence'] as const;

export const reviewDecision = table(
  'review_decision',
  {
    id: id(),
    review_id: ref('review'),
    step: integer(),
    decision: oneOf(decisions),
    /** Null when silence decided. */
    user_id: optional(anyId()),
    /** The account whose role the decision was made in, where somebody stood in (代理). */
    on_behalf_of: optional(anyId()),
    reason: optional(string(200, { class: 'internal' })),
    at: instant(),
  },
  { uniques: { review_decision_person: ['review_id', 'user_id'] } },
);
