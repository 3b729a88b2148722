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
  /** `waiting`: it was named just now and is a pair once both sides have agreed. */
  state: z.enum(['active', 'ended', 'waiting']),
  startsOn: DayText,
  endsOn: DayText.nullable(),
  endReason: z.string().nullable(),
  /** Records about it that have been handed in and not voided. */
  records: z.int(),
  version: Version,
});

const Offered = Person.extend({ agreedAt: z.string().nullable() });
export const InsideOffer = z.object({
  /** The pair's own, once it is one. */
  id: Id,
  parent: Id,
  inside: z.string(),
  kind: z.string(),
  helper: Offered,
  helped: Offered,
  state: z.enum(['waiting', 'agreed', 'declined']),
  startsOn: DayText,
  /** Why it was declined. */
  reason: z.string().nullable(),
  mayAgree: z.boolean(),
  mayDecline: z.boolean(),
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
    /** People named for each other who are no pair: they wait for an agreement, or one side has declined. */
    offers: z.array(InsideOffer),
    /** People to choose from; empty for those who may not arrange pairs here. */
    people: z.object({ helper: z.array(Person), helped: z.array(Person) }),
  }),
});
export const arrangeInside = endpoint({
  name: 'arrangeInside',
  method: 'POST',
  path: '/api/pairings/:id/inside',
  gate: 'pairing.arrange',
  summary: 'Pair two people of the two sides inside a pairing, or name them for each other where both sides must agree',
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
export const agreeInside = endpoint({
  name: 'agreeInside',
  method: 'POST',
  path: '/api/inside-offers/:id/agree',
  gate: 'pairing.agree',
  summary: 'Agree for one’s own side that two people are paired; with the second agreement they are',
  params: byId,
  ifMatch: true,
  answer: InsideOffer,
});
export const declineInside = endpoint({
  name: 'declineInside',
  method: 'POST',
  path: '/api/inside-offers/:id/decline',
  gate: 'pairing.agree',
  summary: 'Decline a pair of people that waits for an agreement, with the reason',
  params: byId,
  body: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
  ifMatch: true,
  answer: InsideOffer,
});
