import * as z from 'zod';
import { auditGroups, type AuditGroup } from '../platform/audit-words.js';
import { DayText, endpoint, Id, Instant, pageOf, paging, TextPair, xlsx } from '../platform/endpoint.js';

const groups = Object.keys(auditGroups) as [AuditGroup, ...AuditGroup[]];

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  /** Place in the chain; null for the tail that has none yet (尚未入链). */
  seq: z.int().nullable(),
  action: z.string(),
  text: TextPair,
  /** Null where the platform itself did it. */
  user: z.object({ id: Id, name: z.string() }).nullable(),
  role: TextPair.nullable(),
  organisation: z.string().nullable(),
  subject: z.object({
    kind: z.string(),
    title: TextPair,
    id: Id.nullable(),
    name: z.string().nullable(),
    /** Page of the admin app that shows it. */
    link: z.string().nullable(),
  }),
  /** Names of the fields that were changed; never what stands in them. */
  fields: z.array(TextPair),
  /** Counts and days of the action. */
  numbers: z.array(z.object({ title: TextPair, value: z.string() })),
});

export const listAudit = endpoint({
  name: 'listAudit',
  method: 'GET',
  path: '/api/audit',
  gate: 'audit.read',
  summary: 'Who did what in my scope, newest first; beyond row 1,000 from an entry on (`before`)',
  query: z.strictObject({
    ...paging,
    /** The last entry seen: what is older follows, and `page` counts from there. */
    before: Id.optional(),
    from: DayText.optional(),
    to: DayText.optional(),
    group: z.enum(groups).optional(),
    user: Id.optional(),
    /** Where the people worked who did it. */
    organisation: Id.optional(),
    subject: Id.optional(),
    language: z.enum(['zh', 'en']).optional(),
  }),
  answer: pageOf(AuditEntry).extend({
    /** Where the list goes on beyond the rows that pages reach: the `before` of the next request. */
    next: Id.nullable(),
    /** The one person and the one thing that the list is narrowed to, by name. */
    about: z.object({ user: z.string().nullable(), subject: z.string().nullable() }),
  }),
  files: [xlsx],
});
