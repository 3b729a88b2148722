import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';
import { rectificationActions, rectificationStates } from './rectification.tables.js';

const Party = z.object({ id: Id, name: z.string() });
const note = (least: number, most: number) => z.string().trim().min(least).max(most);

export const Rectification = z.object({
  id: Id,
  programme: Id,
  pairing: Id,
  helper: Party,
  helped: Party,
  record: Id.nullable(),
  content: z.string(),
  raisedOn: DayText,
  raisedBy: z.string(),
  dueOn: DayText,
  /** Years between, whose days off are not loaded: there the deadline was counted by weekdays only. */
  dueUnknownYears: z.array(z.int()),
  /** The side that has to put it right. */
  answeredBy: z.enum(['helper', 'helped']),
  state: z.enum(rectificationStates),
  /** Past its day and not closed. */
  overdue: z.boolean(),
  measures: z.string().nullable(),
  responsible: z.string().nullable(),
  result: z.string().nullable(),
  /** Who looked last, and what they found. */
  inspectedBy: z.string().nullable(),
  inspection: z.string().nullable(),
  closedOn: DayText.nullable(),
  version: Version,
});
export const RectificationWhole = Rectification.extend({
  steps: z.array(
    z.object({
      number: z.int(),
      at: Instant,
      by: z.string(),
      organisation: z.string(),
      action: z.enum(rectificationActions),
      text: z.string(),
    }),
  ),
  /** What the caller may do now. */
  may: z.object({ answer: z.boolean(), finish: z.boolean(), inspect: z.boolean(), extend: z.boolean() }),
});

const filters = {
  state: z.enum(rectificationStates).optional(),
  overdue: z.enum(['yes']).optional(),
  pairing: Id.optional(),
  /** The record in which it was named. */
  record: Id.optional(),
};
export const listRectifications = endpoint({
  name: 'listRectifications',
  method: 'GET',
  path: '/api/programmes/:id/rectifications',
  gate: 'record.read',
  summary: 'Problems and how far they are put right, the next deadline first; as .xlsx the rectification ledger',
  params: byId,
  query: z.strictObject({ ...paging, ...filters, ...exporting }),
  files: [xlsx],
  answer: pageOf(Rectification).extend({
    /** How many in each state, and how many of them are overdue, whatever the filters. */
    counts: z.object({
      open: z.int(),
      answering: z.int(),
      waiting: z.int(),
      closed: z.int(),
      overdue: z.int(),
    }),
    /** Pairings for which the caller may name a problem. */
    mayRaise: z.array(z.object({ id: Id, helper: Party, helped: Party })),
  }),
});
export const raiseRectification = endpoint({
  name: 'raiseRectification',
  method: 'POST',
  path: '/api/programmes/:id/rectifications',
  gate: 'record.write',
  summary: 'Name a problem that a side is to put right',
  params: byId,
  body: z.strictObject({
    pairing: Id,
    record: Id.optional(),
    content: note(2, 1000),
    /** Which side is to put it right: asked of the programme's owner, who stands on neither. */
    answeredBy: z.enum(['helper', 'helped']).optional(),
    /** Last day to put it right; the programme's working days from today unless told. */
    dueOn: DayText.optional(),
  }),
  status: 201,
  answer: RectificationWhole,
});
export const readRectification = endpoint({
  name: 'readRectification',
  method: 'GET',
  path: '/api/rectifications/:id',
  gate: 'record.read',
  summary: 'One problem with everything that was done about it',
  params: byId,
  answer: RectificationWhole,
});
export const answerRectification = endpoint({
  name: 'answerRectification',
  method: 'POST',
  path: '/api/rectifications/:id/answer',
  gate: 'record.write',
  summary: 'Say what is being done about it, and who answers for it',
  params: byId,
  body: z.strictObject({ measures: note(2, 1000), responsible: note(1, 50) }),
  ifMatch: true,
  answer: RectificationWhole,
});
export const finishRectification = endpoint({
  name: 'finishRectification',
  method: 'POST',
  path: '/api/rectifications/:id/finish',
  gate: 'record.write',
  summary: 'Say that it is put right and ask for an inspection',
  params: byId,
  body: z.strictObject({ result: note(2, 1000) }),
  ifMatch: true,
  answer: RectificationWhole,
});
export const inspectRectification = endpoint({
  name: 'inspectRectification',
  method: 'POST',
  path: '/api/rectifications/:id/inspect',
  gate: 'rectification.inspect',
  summary: 'Look at it: note something at any time; once it waits for inspection, close it or give it back',
  params: byId,
  body: z.strictObject({ outcome: z.enum(['passed', 'failed', 'noted']), note: note(2, 500) }),
  ifMatch: true,
  answer: RectificationWhole,
});
export const extendRectification = endpoint({
  name: 'extendRectification',
  method: 'POST',
  path: '/api/rectifications/:id/extend',
  gate: 'rectification.extend',
  summary: 'Give it a later day, with a reason',
  params: byId,
  body: z.strictObject({ dueOn: DayText, reason: note(2, 200) }),
  ifMatch: true,
  answer: RectificationWhole,
});
