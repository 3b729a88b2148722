import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import {
  byId,
  DayText,
  endpoint,
  FindingDto,
  Id,
  Instant,
  pageOf,
  paging,
  Version,
  xlsx,
} from '../platform/endpoint.js';

const Party = z.object({ id: Id, name: z.string() });
export const Pairing = z.object({
  id: Id,
  programme: Id,
  parent: Id.nullable(),
  helper: Party,
  helped: Party,
  /** Organisations appointed to the pairing, by the name of the role. */
  appointed: z.record(z.string(), Party),
  /** Who stood on a side until a day: organisations before they were merged, people before somebody took over. */
  former: z.array(Party.extend({ side: z.enum(['helper', 'helped']), until: DayText })),
  state: z.enum(['active', 'ended']),
  startsOn: DayText,
  endsOn: DayText.nullable(),
  endReason: z.string().nullable(),
  /** Of people: only those that the caller may know. */
  findings: z.array(FindingDto),
  /** Why two people are paired although one of them does not qualify. */
  reason: z.string().nullable(),
  /** What must still be verified about it. */
  doubt: z.string().nullable(),
  version: Version,
});

/** The same pairing in another school year. */
const InAnotherYear = z.object({ id: Id, schoolYear: z.string(), programme: z.string() });
/** An office appointed in a role, changed or taken off; nobody where it is null. */
const OfficeChange = z.object({
  role: z.string(),
  from: Party.nullable(),
  to: Party.nullable(),
  on: DayText,
  reason: z.string(),
  by: z.string(),
  at: Instant,
});
export const PairingDetail = Pairing.extend({
  /** The latest first. What was appointed when the pairing was made is the `from` of the first change. */
  offices: z.array(OfficeChange),
  continues: InAnotherYear.nullable(),
  continuedBy: InAnotherYear.nullable(),
});

export const listPairings = endpoint({
  name: 'listPairings',
  method: 'GET',
  path: '/api/programmes/:id/pairings',
  gate: 'pairing.read',
  summary: 'Pairings of a programme in my scope',
  params: byId,
  query: z.strictObject({
    ...paging,
    q: z.string().max(50).optional(),
    state: z.enum(['active', 'ended']).optional(),
    ...exporting,
  }),
  answer: pageOf(Pairing),
  files: [xlsx],
});
export const listCandidates = endpoint({
  name: 'listCandidates',
  method: 'GET',
  path: '/api/programmes/:id/candidates',
  gate: 'pairing.write',
  summary: 'Who may stand on a side, with the reason for each and how many pairings it holds',
  params: byId,
  query: z.strictObject({ ...paging, side: z.enum(['helper', 'helped']), q: z.string().max(50).optional() }),
  answer: pageOf(
    Party.extend({
      eligible: z.boolean(),
      findings: z.array(FindingDto),
      holds: z.int(),
      atMost: z.int().nullable(),
    }),
  ),
});
export const createPairing = endpoint({
  name: 'createPairing',
  method: 'POST',
  path: '/api/programmes/:id/pairings',
  gate: 'pairing.write',
  summary: 'Pair a helper with a helped party',
  params: byId,
  body: z.strictObject({
    helper: Id,
    helped: Id,
    startsOn: DayText,
    appointed: z.record(z.string().max(40), Id).default({}),
    /** Of people: needed where one of them does not qualify. */
    reason: z.string().trim().min(2).max(200).optional(),
    /** What must still be verified: the pairing was published as it stands. */
    doubt: z.string().trim().min(2).max(200).optional(),
  }),
  answer: Pairing,
  status: 201,
});
export const readPairing = endpoint({
  name: 'readPairing',
  method: 'GET',
  path: '/api/pairings/:id',
  gate: 'pairing.read',
  summary: 'One pairing, with the same of the school years before and after',
  params: byId,
  answer: PairingDetail,
});
export const notePairingDoubt = endpoint({
  name: 'notePairingDoubt',
  method: 'POST',
  path: '/api/pairings/:id/doubt',
  gate: 'pairing.write',
  summary: 'Say what must still be verified about a pairing, or that it is verified',
  params: byId,
  body: z.strictObject({ doubt: z.string().trim().min(2).max(200).nullable() }),
  ifMatch: true,
  answer: PairingDetail,
});
export const appointOffice = endpoint({
  name: 'appointOffice',
  method: 'POST',
  path: '/api/pairings/:id/offices/:role',
  gate: 'pairing.write',
  summary: 'Appoint an office to a pairing in a role, change it, or take it off; open review steps go on with it',
  params: z.strictObject({ id: Id, role: z.string().max(40) }),
  body: z.strictObject({
    /** Nobody any more, where it is null. */
    organisation: Id.nullable(),
    on: DayText,
    reason: z.string().trim().min(2).max(200),
  }),
  ifMatch: true,
  answer: PairingDetail,
});
export const endPairing = endpoint({
  name: 'endPairing',
  method: 'POST',
  path: '/api/pairings/:id/end',
  gate: 'pairing.write',
  summary: 'End a pairing on a day, with the reason; its records stay',
  params: byId,
  body: z.strictObject({ on: DayText, reason: z.string().trim().min(2).max(200) }),
  ifMatch: true,
  answer: Pairing,
});
