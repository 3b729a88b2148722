import * as z from 'zod';
import { byId, DayText, endpoint, Id, TextPair } from '../platform/endpoint.js';

const Somebody = z.object({ id: Id, name: z.string() });

export const listInsideProposals = endpoint({
  name: 'listInsideProposals',
  method: 'GET',
  path: '/api/programmes/:id/inside-proposals',
  gate: 'pairing.arrange',
  summary: 'Who might be paired inside the pairings in reach, as many as there can be, and who is left',
  params: byId,
  query: z.strictObject({ inside: z.string().max(40) }),
  answer: z.object({
    pairs: z.array(z.object({ pairing: Id, kind: z.string(), helper: Somebody, helped: Somebody })),
    /** Everybody of the two sides who is in no pair and for whom nobody is left, with the reason. */
    unmatched: z.array(
      z.object({ side: z.enum(['helper', 'helped']), person: Somebody, kind: z.string().nullable(), reason: TextPair }),
    ),
  }),
});
export const arrangeProposals = endpoint({
  name: 'arrangeProposals',
  method: 'POST',
  path: '/api/programmes/:id/inside-proposals',
  gate: 'pairing.arrange',
  summary:
    'Pair people inside pairings, all of them or none; where both sides must agree, they are named for each other',
  params: byId,
  body: z.strictObject({
    inside: z.string().max(40),
    startsOn: DayText,
    pairs: z
      .array(z.strictObject({ pairing: Id, kind: z.string().max(40), helper: Id, helped: Id }))
      .min(1)
      .max(500),
  }),
  answer: z.object({ arranged: z.int() }),
  status: 201,
});
