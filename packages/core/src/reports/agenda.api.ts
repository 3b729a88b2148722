import * as z from 'zod';
import { byId, DayText, endpoint, Id, TextPair } from '../platform/endpoint.js';

const Month = z.string().regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/);

export const agendaKinds = ['phase', 'stage', 'duty', 'review', 'rectification'] as const;

const AgendaItem = z.object({
  programme: Id,
  kind: z.enum(agendaKinds),
  /** Of a phase, a stage or a duty: its key. */
  key: z.string().nullable(),
  title: TextPair,
  /** Which period of a duty; otherwise the place in the plan. */
  note: TextPair.nullable(),
  /** Null where there is only a last day. */
  from: DayText.nullable(),
  /** The last day, included. */
  to: DayText,
  /** So many decisions or problems; 1 for everything else. */
  count: z.int(),
  /** It waits for somebody and its last day has passed. */
  late: z.boolean(),
});
const Agenda = z.object({
  month: z.string(),
  rows: z.array(AgendaItem),
  programmes: z.array(z.object({ id: Id, title: z.string() })),
  /** Programmes of which a rule failed: what their plan asks for is not listed. */
  failed: z.array(Id),
});
const query = z.strictObject({
  /** `2026-11`; the present month unless told. */
  month: Month.optional(),
});

export const readProgrammeAgenda = endpoint({
  name: 'readProgrammeAgenda',
  method: 'GET',
  path: '/api/programmes/:id/agenda',
  gate: 'programme.read',
  summary: 'What a programme’s plan asks for in a month, and what waits in it as far as I may know, by last day',
  params: byId,
  query,
  answer: Agenda,
});
export const readAgenda = endpoint({
  name: 'readAgenda',
  method: 'GET',
  path: '/api/agenda',
  gate: 'signedIn',
  summary: 'The same over the programmes that run for me',
  query,
  answer: Agenda,
});
