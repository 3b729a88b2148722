import * as z from 'zod';
import {
  byId,
  DayText,
  endpoint,
  FindingDto,
  Id,
  Instant,
  pageOf,
  paging,
  TextPair,
  Version,
  xlsx,
} from '../platform/endpoint.js';

const Party = z.object({ id: Id, name: z.string() });
export const subjectStates = ['claimed', 'confirmed', 'returned'] as const;
export const Subject = z.object({
  pairing: Id,
  helper: Party,
  helped: Party,
  state: z.enum(subjectStates),
  /** Who confirmed or returned it, and why. */
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  /** Open review the caller may decide. */
  review: Id.nullable(),
});
export const RecordDto = z
  .object({
    id: Id,
    programme: Id,
    form: z.string(),
    on: DayText,
    state: z.enum(['submitted', 'confirmed', 'returned', 'void']),
    writer: Party,
    writtenBy: z.string(),
    submittedAt: Instant,
    subjects: z.array(Subject),
    data: z.record(z.string(), z.unknown()),
    /** Names of the people that the data points at. */
    people: z.record(z.string(), z.string()),
    findings: z.array(FindingDto),
    mayChange: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Record' });

export const recordFilters = {
  form: z.string().max(60).optional(),
  pairing: Id.optional(),
  organisation: Id.optional(),
  state: z.enum(['submitted', 'confirmed', 'returned', 'void']).optional(),
  from: DayText.optional(),
  to: DayText.optional(),
  /** `field:value`, for a field that its form indexes. */
  where: z.string().max(200).optional(),
};
export const listRecords = endpoint({
  name: 'listRecords',
  method: 'GET',
  path: '/api/programmes/:id/records',
  gate: 'record.read',
  summary: 'Records of a programme in my scope, newest day first',
  params: byId,
  query: z.strictObject({
    ...paging,
    ...recordFilters,
    sort: z.enum(['on', '-on', 'submittedAt', '-submittedAt']).default('-on'),
  }),
  answer: pageOf(RecordDto),
});
export const startRecord = endpoint({
  name: 'startRecord',
  method: 'GET',
  path: '/api/programmes/:id/forms/:form/start',
  gate: 'record.write',
  summary: 'What a new record starts with: the pairings I may name, prefilled values, people to choose from',
  params: z.strictObject({ id: Id, form: z.string().max(60) }),
  query: z.strictObject({ pairing: Id.optional() }),
  answer: z.object({
    pairings: z.array(z.object({ id: Id, helper: Party, helped: Party })),
    data: z.record(z.string(), z.unknown()),
    /** Field key → people who may be chosen. */
    people: z.record(z.string(), z.array(Party)),
    /** Records of the same form and pairing on nearby days by the other side, offered for confirmation instead. */
    alreadyThere: z.array(z.object({ id: Id, on: DayText, brief: z.string(), review: Id.nullable() })),
  }),
});
export const createRecord = endpoint({
  name: 'createRecord',
  method: 'POST',
  path: '/api/programmes/:id/records',
  gate: 'record.write',
  summary: 'Write down what happened, naming the pairings it was for',
  params: byId,
  body: z.strictObject({
    form: z.string().max(60),
    pairings: z.array(Id).min(1).max(50),
    data: z.record(z.string().max(60), z.unknown()),
  }),
  answer: RecordDto,
  status: 201,
});
export const readRecord = endpoint({
  name: 'readRecord',
  method: 'GET',
  path: '/api/records/:id',
  gate: 'record.read',
  summary: 'One record',
  params: byId,
  answer: RecordDto,
});
export const changeRecord = endpoint({
  name: 'changeRecord',
  method: 'PATCH',
  path: '/api/records/:id',
  gate: 'record.write',
  summary: 'Correct a record that is not confirmed yet; a returned one is handed in again',
  params: byId,
  body: z.strictObject({ data: z.record(z.string().max(60), z.unknown()) }),
  ifMatch: true,
  answer: RecordDto,
});
export const readHistory = endpoint({
  name: 'readHistory',
  method: 'GET',
  path: '/api/records/:id/history',
  gate: 'record.read',
  summary: 'Every version of a record: who changed what, when',
  params: byId,
  answer: z.array(
    z.object({
      version: Version,
      at: Instant,
      by: z.string(),
      action: z.string(),
      reason: z.string().nullable(),
      difference: z.array(z.object({ field: z.string(), title: TextPair, before: z.unknown(), after: z.unknown() })),
    }),
  ),
});

const LedgerTable = z.object({
  title: TextPair,
  columns: z.array(z.object({ key: z.string(), title: TextPair, total: z.boolean() })),
  rows: z.array(z.object({ record: Id, cells: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })),
  page: z.int(),
  size: z.int(),
  total: z.int(),
  more: z.boolean(),
});
export const readLedger = endpoint({
  name: 'readLedger',
  method: 'GET',
  path: '/api/programmes/:id/ledgers/:ledger',
  gate: 'record.read',
  summary: "A ledger in the plan's columns; as a workbook in the official layout by Accept",
  params: z.strictObject({ id: Id, ledger: z.string().max(60) }),
  query: z.strictObject({
    ...paging,
    pairing: recordFilters.pairing,
    organisation: recordFilters.organisation,
    state: z.enum(['submitted', 'confirmed']).optional(),
    from: recordFilters.from,
    to: recordFilters.to,
    /** Language of the workbook's headings. */
    language: z.enum(['zh', 'en']).optional(),
  }),
  answer: LedgerTable,
  files: [xlsx],
});
