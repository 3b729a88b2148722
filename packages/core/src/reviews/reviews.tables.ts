import { anyId, day, id, instant, integer, oneOf, optional, ref, string, table } from '../platform/database/table.js';

export const reviewStates = ['open', 'approved', 'returned', 'withdrawn'] as const;

/** Something that waits for somebody's agreement. `subject` is what is reviewed, `part` which part of it. */
export const review = table(
  'review',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    name: string(40),
    step: integer(),
    subject_kind: string(40),
    subject_id: anyId(),
    part_id: anyId(),
    /** Organisation whose people decide. */
    organisation_id: ref('organisation'),
    /** The person of that organisation who decides for themself, where a person stands on the side. */
    person_id: optional(anyId()),
    state: oneOf(reviewStates),
    opened_at: instant(),
    due_on: optional(day()),
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
    reason: optional(string(200, { class: 'internal' })),
    at: instant(),
  },
  { uniques: { review_decision_once: ['review_id', 'step'] } },
);
