import * as z from 'zod';
import { byId, DayText, endpoint, Id, pageOf, paging, Version } from '../platform/endpoint.js';

const Person = z.object({ id: Id, name: z.string() });
export const InsidePairing = z.object({
  id: Id,
  /** The pairing around it. */
  parent: Id,
  /** Key of the programme's `inside`, and what such a pair is told apart by. */
  inside: z.string(),
  kind: z.string(),
  /** People; `name` says the unit too. */
  helper: Person,
  helped: Person,
  state: z.enum(['active', 'ended']),
  startsOn: DayText,
  endsOn: DayText.nullable(),
  endReason: z.string().nullable(),
  /** Records about it that have been handed in and not voided. */
  records: z.int(),
  version: Version,
});

export const listInside = endpoint({
  name: 'listInside',
  method: 'GET',
  path: '/api/pairings/:id/inside',
  gate: 'pairing.read',
  summary: 'Pairs of people inside a pairing, and the people that either side may name',
  params: byId,
  query: z.strictObject({
    ...paging,
    inside: z.string().max(40).optional(),
    state: z.enum(['active', 'ended']).optional(),
  }),
  answer: pageOf(InsidePairing).extend({
    /** People to choose from; empty for those who may not arrange pairs here. */
    people: z.object({ helper: z.array(Person), helped: z.array(Person) }),
  }),
});
export const arrangeInside = endpoint({
  name: 'arrangeInside',
  method: 'POST',
  path: '/api/pairings/:id/inside',
  gate: 'pairing.arrange',
  summary: 'Pair two people of the two sides inside a pairing',
  params: byId,
  body: z.strictObject({
    inside: z.string().max(40),
    kind: z.string().max(40),
    helper: Id,
    helped: Id,
    startsOn: DayText,
  }),
  answer: InsidePairing,
  status: 201,
});
export const endInside = endpoint({
  name: 'endInside',
  method: 'POST',
  path: '/api/inside-pairings/:id/end',
  gate: 'pairing.arrange',
  summary: 'End a pair of people on a day, with the reason; its records stay',
  params: byId,
  body: z.strictObject({ on: DayText, reason: z.string().trim().min(2).max(200) }),
  ifMatch: true,
  answer: InsidePairing,
});
