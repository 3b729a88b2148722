import * as z from 'zod';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, TextPair } from '../platform/endpoint.js';

const Party = z.object({ id: Id, name: z.string() });
/** 审核意见: what somebody decided at a step, and what they wrote with it. */
export const ReviewOpinion = z.object({
  decision: z.enum(['approve', 'return', 'silence']),
  /** Empty where silence decided. */
  by: z.string(),
  /** Whose role it was, where somebody stood in. */
  onBehalfOf: z.string().nullable(),
  reason: z.string().nullable(),
  at: Instant,
});
export const Review = z.object({
  id: Id,
  programme: Id,
  programmeTitle: z.string(),
  form: z.string(),
  formTitle: TextPair,
  record: Id,
  pairing: Id,
  helper: Party,
  helped: Party,
  on: DayText,
  /** The record's identifying fields, as one line. */
  brief: TextPair,
  writtenBy: z.string(),
  /** What is asked: whether it happened so, or whether it may be corrected so (更正). */
  correction: z
    .object({
      number: z.int(),
      reason: z.string(),
      difference: z.array(z.object({ field: z.string(), title: TextPair, before: z.unknown(), after: z.unknown() })),
    })
    .nullable(),
  openedAt: Instant,
  /** Step `step` of `steps`, and what is done at it. */
  step: z.int(),
  steps: z.int(),
  stepTitle: TextPair,
  /** Who decides at it: `otherSide`, `writer`, `bothSides`, `owner`, or the key of a role. */
  by: z.string(),
  /** So many people must approve, and have. */
  needs: z.int(),
  approved: z.int(),
  /** What was decided of the same up to this step, oldest first; each time it is handed in again a round begins. */
  opinions: z.array(ReviewOpinion.extend({ round: z.int(), step: z.int(), stepTitle: TextPair })),
  /** Last working day to decide, when the programme sets one. */
  dueOn: DayText.nullable(),
  /** Whether it counts as approved once that day has passed without an answer. */
  silence: z.boolean(),
  /** The day to decide has passed; it waits all the same. */
  overdue: z.boolean(),
  /** Years until then whose days off are not loaded: there it was counted by weekdays only. */
  dueUnknownYears: z.array(z.int()),
  state: z.enum(['open', 'approved', 'returned']),
});
export const listReviews = endpoint({
  name: 'listReviews',
  method: 'GET',
  path: '/api/reviews',
  gate: 'review.decide',
  summary: 'What waits for my organisation, oldest first; or what it has decided',
  query: z.strictObject({ ...paging, state: z.enum(['open', 'done']).default('open'), programme: Id.optional() }),
  answer: pageOf(Review),
});
export const decideReview = endpoint({
  name: 'decideReview',
  method: 'POST',
  path: '/api/reviews/:id/decision',
  gate: 'review.decide',
  summary: 'Confirm or approve, or return with a reason',
  params: byId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('confirm'), note: z.string().trim().max(200).optional() }),
    z.strictObject({ decision: z.literal('return'), reason: z.string().trim().min(2).max(200) }),
  ]),
  answer: Review,
});
