import * as z from 'zod';
import { byId, DayText, endpoint, FindingDto, Id, pageOf, paging, TextPair, Version } from '../platform/endpoint.js';
import { proposalOrigins } from './proposals.tables.js';

const Person = z.object({
  id: Id,
  name: z.string(),
  code: z.string().nullable(),
  /** Class, school or unit, as it is today. */
  place: z.object({ id: Id, name: z.string() }),
});
const periodId = z.string().max(20);
const note = z.string().trim().max(200);

export const Proposal = z.object({
  id: Id,
  period: z.string(),
  helped: Person,
  /** Null as long as nobody is found. */
  helper: Person.nullable(),
  /** Why this helper, or why none. */
  reason: TextPair.nullable(),
  /** What was found of both; of a helper out of the caller's reach, nothing. */
  findings: z.object({ helper: z.array(FindingDto), helped: z.array(FindingDto) }),
  /** `special`: one of them does not qualify, and the note says why it is right all the same. */
  origin: z.enum(proposalOrigins),
  note: z.string().nullable(),
  /** Computing again leaves it alone. */
  pinned: z.boolean(),
  /** The pairing that was made of it. */
  pairing: Id.nullable(),
  version: Version,
});

const states = ['matched', 'unmatched', 'pinned', 'special', 'published'] as const;
export const listProposals = endpoint({
  name: 'listProposals',
  method: 'GET',
  path: '/api/programmes/:id/proposals',
  gate: 'proposal.read',
  summary:
    'Proposals for a period, those without a helper first, by class and name of the helped; the latest period with proposals unless told',
  params: byId,
  query: z.strictObject({
    ...paging,
    period: periodId.optional(),
    place: Id.optional(),
    state: z.enum(states).optional(),
    q: z.string().max(50).optional(),
  }),
  answer: pageOf(Proposal).extend({
    period: z.string().nullable(),
    /** Periods of which there are proposals, the latest first. */
    periods: z.array(z.object({ id: z.string(), title: TextPair })),
    /** How many there are in each state, whatever state is asked for. */
    counts: z.object(
      Object.fromEntries(states.map((state) => [state, z.int()])) as Record<(typeof states)[number], z.ZodInt>,
    ),
  }),
});
export const propose = endpoint({
  name: 'propose',
  method: 'POST',
  path: '/api/programmes/:id/proposals',
  gate: 'proposal.write',
  summary: 'Compute proposals for everybody in reach by the results of a period; what is pinned or published stays',
  params: byId,
  body: z.strictObject({ period: periodId }),
  answer: z.object({ job: Id }),
  status: 202,
});
export const addProposal = endpoint({
  name: 'addProposal',
  method: 'POST',
  path: '/api/programmes/:id/proposals/special',
  gate: 'proposal.write',
  summary: 'Put somebody on the list whom the rules did not, with the reason; with a helper or without',
  params: byId,
  body: z.strictObject({ period: periodId, helped: Id, helper: Id.nullable().default(null), note: note.min(2) }),
  answer: Proposal,
  status: 201,
});
export const changeProposal = endpoint({
  name: 'changeProposal',
  method: 'PATCH',
  path: '/api/proposals/:id',
  gate: 'proposal.write',
  summary: 'Choose another helper or none, pin or unpin, or note why; what is chosen is pinned',
  params: byId,
  body: z.strictObject({
    helper: Id.nullable().optional(),
    pinned: z.boolean().optional(),
    note: note.nullable().optional(),
  }),
  ifMatch: true,
  answer: Proposal,
});
export const publishProposals = endpoint({
  name: 'publishProposals',
  method: 'POST',
  path: '/api/programmes/:id/proposals/publish',
  gate: 'proposal.write',
  summary: 'Make pairings of the proposals in reach that have a helper; those published before stay as they are',
  params: byId,
  body: z.strictObject({ period: periodId, place: Id.optional(), startsOn: DayText }),
  answer: z.object({ made: z.int() }),
});
