import * as z from 'zod';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, TextPair, Version } from '../platform/endpoint.js';

const Party = z.object({ id: Id, name: z.string() });
const stageKey = z.string().max(40);
const reason = z.string().trim().min(2).max(200);

const Need = z.object({
  key: z.string(),
  title: TextPair,
  required: z.int(),
  /** Confirmed; of a closed stage as counted when it was closed. */
  have: z.int(),
  /** Waits for confirmation, and does not count yet. */
  claimed: z.int(),
  missing: z.int(),
  /** Why it was closed without what is missing. */
  waived: z.string().nullable(),
  /** Of a closed stage: what would be counted today. Null while it is open. */
  now: z.int().nullable(),
});
export const PairingStage = z.object({
  key: z.string(),
  title: TextPair,
  place: z.string().nullable(),
  from: DayText.nullable(),
  to: DayText.nullable(),
  state: z.enum(['closed', 'current', 'coming']),
  /** Not closed after its last day. */
  late: z.boolean(),
  needs: z.array(Need),
  /** Closed, and some of what it was closed on counts no more: a record was voided or corrected since. */
  differs: z.boolean(),
  closed: z.object({ on: DayText, by: z.string(), at: Instant }).nullable(),
});
export const PairingStages = z.object({
  pairing: Id,
  /** The first stage that is not closed; null when all are. */
  current: z.string().nullable(),
  /** The stage that may be opened again. */
  last: z.string().nullable(),
  stages: z.array(PairingStage),
  /** Everything that was done, the latest first. */
  trace: z.array(
    z.object({
      stage: z.string(),
      title: TextPair,
      act: z.enum(['closed', 'reopened']),
      reason: z.string().nullable(),
      waived: z.array(z.object({ need: z.string(), title: TextPair, reason: z.string() })),
      on: DayText,
      by: z.string(),
      at: Instant,
    }),
  ),
  version: Version,
});

export const readStages = endpoint({
  name: 'readStages',
  method: 'GET',
  path: '/api/programmes/:id/stages',
  gate: 'pairing.read',
  summary:
    'How far the pairings have come: the stages with how many stand there, and the pairings with what is missing',
  params: byId,
  query: z.strictObject({
    ...paging,
    stage: stageKey.optional(),
    /** Only pairings that have closed every stage. */
    done: z.enum(['yes']).optional(),
    late: z.enum(['yes']).optional(),
    q: z.string().max(50).optional(),
  }),
  answer: pageOf(
    z.object({
      pairing: Id,
      helper: Party,
      helped: Party,
      /** The first stage that is not closed, with what it needs; null when all are. */
      current: PairingStage.nullable(),
      closed: z.int(),
      /** A closed stage differs from what it was closed on. */
      differs: z.boolean(),
    }),
  ).extend({
    /** Whatever stage is asked for. */
    stages: z.array(
      z.object({
        key: z.string(),
        title: TextPair,
        place: z.string().nullable(),
        from: DayText.nullable(),
        to: DayText.nullable(),
        pairings: z.int(),
        late: z.int(),
      }),
    ),
    done: z.int(),
  }),
});
export const readPairingStages = endpoint({
  name: 'readPairingStages',
  method: 'GET',
  path: '/api/pairings/:id/stages',
  gate: 'pairing.read',
  summary: 'The stages of one pairing: what each needs, what there is, and how it was closed',
  params: byId,
  answer: PairingStages,
});
const ofStage = z.strictObject({ id: Id, stage: stageKey });
export const closeStage = endpoint({
  name: 'closeStage',
  method: 'POST',
  path: '/api/pairings/:id/stages/:stage/close',
  gate: 'stage.close',
  summary: 'Close the present stage of a pairing: complete, or with a reason for each need that is not met',
  params: ofStage,
  body: z.strictObject({
    /** Key of a need that is not met → why it is waived. */
    waived: z.record(z.string().max(40), reason).default({}),
  }),
  ifMatch: true,
  answer: PairingStages,
});
export const reopenStage = endpoint({
  name: 'reopenStage',
  method: 'POST',
  path: '/api/pairings/:id/stages/:stage/reopen',
  gate: 'stage.close',
  summary: 'Open the stage that was closed last again, with the reason; what it was closed on stays in the trace',
  params: ofStage,
  body: z.strictObject({ reason }),
  ifMatch: true,
  answer: PairingStages,
});
