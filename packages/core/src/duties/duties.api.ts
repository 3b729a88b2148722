import * as z from 'zod';
import { byId, DayText, endpoint, Id, TextPair } from '../platform/endpoint.js';

const Party = z.object({ id: Id, name: z.string() });
const PeriodDto = z.object({ id: z.string(), kind: z.string(), from: DayText, to: DayText, title: TextPair });
export const Standing = z.object({
  duty: z.string(),
  period: z.string(),
  required: z.int(),
  confirmed: z.int(),
  claimed: z.int(),
  remaining: z.int(),
  /** First day on which it can be done. */
  opensOn: DayText,
  /** First day on which what is missing is overdue. */
  overdueFrom: DayText,
  state: z.enum(['met', 'open', 'overdue', 'notDue', 'excused']),
  /** Teachers that `required` is a share of; null for duties that ask for a number. */
  basis: z.int().nullable(),
  /** What the bureau does not ask for, and on the strength of which document. */
  excuse: z.object({ document: z.string(), reason: z.string(), at: z.string() }).nullable(),
  /** Last reminder for this duty and pairing within the running week. */
  remindedAt: z.string().nullable(),
});
export const readDuties = endpoint({
  name: 'readDuties',
  method: 'GET',
  path: '/api/programmes/:id/duties',
  gate: 'duty.read',
  summary: 'Pairing × duty × period: required, confirmed, claimed, remaining, first overdue day',
  params: byId,
  query: z.strictObject({
    /** A month (2026-11), quarter, term or school year; the running term unless told. */
    period: z.string().max(20).optional(),
    pairing: Id.optional(),
    below: z.enum(['yes']).optional(),
  }),
  answer: z.object({
    period: PeriodDto,
    /** Years of the period whose days off are not loaded: teaching days are counted by weekdays there. */
    unknownYears: z.array(z.int()),
    columns: z.array(z.object({ duty: z.string(), title: TextPair, period: PeriodDto, place: z.string().nullable() })),
    rows: z.array(
      z.object({
        pairing: Id,
        /** Of a pair of people of whom something is asked for itself: the pairing around it. */
        parent: Id.nullable(),
        helper: Party,
        helped: Party,
        cells: z.array(Standing),
      }),
    ),
  }),
});
export const remind = endpoint({
  name: 'remind',
  method: 'POST',
  path: '/api/programmes/:id/duties/remind',
  gate: 'duty.remind',
  summary: 'Remind the schools behind some cells (催办), at most once per duty and pairing a week',
  params: byId,
  body: z.strictObject({
    cells: z
      .array(z.strictObject({ pairing: Id, duty: z.string().max(60), period: z.string().max(20) }))
      .min(1)
      .max(500),
  }),
  answer: z.object({
    sent: z.int(),
    skipped: z.array(z.object({ pairing: Id, duty: z.string(), period: z.string(), reason: TextPair })),
  }),
});
export const excuseDuties = endpoint({
  name: 'excuseDuties',
  method: 'POST',
  path: '/api/programmes/:id/duties/excuses',
  gate: 'duty.excuse',
  summary: 'Excuse pairings from a duty for a period (免除), under the number of a document',
  params: byId,
  body: z.strictObject({
    pairings: z.array(Id).min(1).max(500),
    duty: z.string().max(60),
    period: z.string().max(20),
    document: z.string().trim().min(2).max(60),
    reason: z.string().trim().min(2).max(200),
  }),
  answer: z.object({ excused: z.int() }),
});
export const withdrawExcuse = endpoint({
  name: 'withdrawExcuse',
  method: 'POST',
  path: '/api/programmes/:id/duties/excuses/withdraw',
  gate: 'duty.excuse',
  summary: 'Ask again for what had been excused',
  params: byId,
  body: z.strictObject({ pairing: Id, duty: z.string().max(60), period: z.string().max(20) }),
  answer: z.object({}),
});
