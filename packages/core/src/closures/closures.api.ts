import * as z from 'zod';
import { Organisation, ReasonText } from '../organisations/organisations.api.js';
import { byId, DayText, endpoint, Id, TextPair } from '../platform/endpoint.js';

const Named = z.object({ id: Id, name: z.string() });

const counts = {
  /** People who are there now. */
  people: z.int(),
  /** Roles held there, and how many of them are administrators'. */
  accounts: z.int(),
  administrators: z.int(),
  drafts: z.int(),
  /** What waits for its agreement. */
  reviews: z.int(),
  /** Problems in its pairings that are not closed. */
  rectifications: z.int(),
};

const Touched = z.object({
  id: Id,
  programme: z.object({ id: Id, title: z.string() }),
  side: z.enum(['helper', 'helped']),
  /** The other side. */
  partner: Named,
  records: z.int(),
  /** Requirements of the programme that the pairing is measured by. */
  duties: z.int(),
  rectifications: z.int(),
});

export const readImpact = endpoint({
  name: 'readImpact',
  method: 'GET',
  path: '/api/organisations/:id/impact',
  gate: 'organisation.write',
  summary: 'What hangs on an organisation: to be read before it is moved or closed',
  params: byId,
  answer: z.object({ ...counts, below: z.int(), pairings: z.array(Touched) }),
});

export const MergePreview = z.object({
  from: Named,
  into: Named,
  on: DayText,
  ...counts,
  /** People whose number somebody of the other organisation has: theirs is cleared. */
  codes: z.array(Named.extend({ code: z.string() })),
  /** Pairings to which it is appointed. */
  appointed: z.int(),
  pairings: z.array(
    Touched.extend({
      outcome: z.enum(['moves', 'ends']),
      /** Why it ends. */
      reason: TextPair.nullable(),
    }),
  ),
  /** Stands for everything above; the merger is refused when any of it has changed. */
  token: z.string(),
});

export const previewMerge = endpoint({
  name: 'previewMerge',
  method: 'GET',
  path: '/api/organisations/:id/merge',
  gate: 'organisation.write',
  summary: 'What merging an organisation into another would do; nothing changes',
  params: byId,
  query: z.strictObject({ into: Id, on: DayText }),
  answer: MergePreview,
});
export const mergeOrganisation = endpoint({
  name: 'mergeOrganisation',
  method: 'POST',
  path: '/api/organisations/:id/merge',
  gate: 'organisation.write',
  summary: 'Merge an organisation into another, exactly as the preview said; it cannot be undone',
  params: byId,
  body: z.strictObject({ into: Id, on: DayText, reason: ReasonText, token: z.string().max(64) }),
  ifMatch: true,
  answer: Organisation,
});
export const closeOrganisation = endpoint({
  name: 'closeOrganisation',
  method: 'POST',
  path: '/api/organisations/:id/close',
  gate: 'organisation.write',
  summary: 'Close an organisation on a day, which is its last; its history stays',
  params: byId,
  body: z.strictObject({ on: DayText, reason: ReasonText }),
  ifMatch: true,
  answer: Organisation,
});
export const reopenOrganisation = endpoint({
  name: 'reopenOrganisation',
  method: 'POST',
  path: '/api/organisations/:id/reopen',
  gate: 'organisation.write',
  summary: 'Take back the closing of an organisation',
  params: byId,
  body: z.strictObject({ reason: ReasonText }),
  ifMatch: true,
  answer: Organisation,
});
