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
  TextPair,
  octets,
  Version,
  xlsx,
} from '../platform/endpoint.js';
import { FileDto, readings } from '../files/files.api.js';
import { ReviewOpinion } from '../reviews/reviews.api.js';

const Party = z.object({ id: Id, name: z.string() });
export const subjectStates = ['draft', 'claimed', 'confirmed', 'returned', 'void'] as const;
export const recordStates = ['draft', 'submitted', 'confirmed', 'returned', 'sealed', 'void'] as const;
const Difference = z.array(z.object({ field: z.string(), title: TextPair, before: z.unknown(), after: z.unknown() }));
/** Why something is voided or corrected. */
const Reason = z.string().trim().min(2).max(200);
/** `former`: who stood in its place on the day of the record, before a merger. */
const PartyThen = Party.extend({ former: z.string().nullable() });
export const Subject = z.object({
  pairing: Id,
  helper: PartyThen,
  helped: PartyThen,
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
    state: z.enum(recordStates),
    writer: Party,
    writtenBy: z.string(),
    /** When it was handed in; of a draft, when it was last kept. */
    submittedAt: Instant,
    subjects: z.array(Subject),
    data: z.record(z.string(), z.unknown()),
    /** Names of the people that the data points at. */
    people: z.record(z.string(), z.string()),
    /** The files that any version of the record refers to. */
    files: z.array(FileDto),
    /** What the rules found; of a draft, what could not be kept and why. */
    findings: z.array(FindingDto),
    /** Keys of the fields that the caller may not read: they are in neither data nor differences. */
    withheld: z.array(z.string()),
    /** How often it has been corrected since it was confirmed (更正 n 次). */
    correction: z.int(),
    /** The correction that waits for the other side, if any. Until then the record stands as it was. */
    openCorrection: z
      .object({
        id: Id,
        number: z.int(),
        reason: z.string(),
        by: z.string(),
        at: Instant,
        difference: Difference,
        /** Open review the caller may decide. */
        review: Id.nullable(),
        mayWithdraw: z.boolean(),
      })
      .nullable(),
    /** The latest correction, where the other side gave it back: the record stands as it was. */
    returnedCorrection: z
      .object({
        id: Id,
        /** Why it was asked for. */
        reason: z.string(),
        by: z.string(),
        at: Instant,
        difference: Difference,
        /** The text that was asked for, to be mended and asked for again. */
        data: z.record(z.string(), z.unknown()),
        returnedBy: z.string(),
        returnedAt: Instant,
        returnReason: z.string(),
      })
      .nullable(),
    /** Why it was voided. */
    voidReason: z.string().nullable(),
    mayChange: z.boolean(),
    /** Whether its writer may take it back: nobody has decided yet. */
    mayWithdraw: z.boolean(),
    mayCorrect: z.boolean(),
    mayVoid: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Record' });

export const recordFilters = {
  form: z.string().max(60).optional(),
  pairing: Id.optional(),
  organisation: Id.optional(),
  /** `confirmed` includes what is sealed. Drafts are listed only when asked for, and only to those who write them. */
  state: z.enum(recordStates).optional(),
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
    ...exporting,
  }),
  answer: pageOf(RecordDto),
  files: [xlsx],
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
  summary: 'Write down what happened, naming the pairings it was for; or keep a draft of it, of at most 64 KiB',
  params: byId,
  body: z.strictObject({
    form: z.string().max(60),
    /** At least one, but for a draft. */
    pairings: z.array(Id).max(50).default([]),
    data: z.record(z.string().max(60), z.unknown()),
    /** Keeps what there is, up to 64 KiB, without checking it; only the writing organisation sees it. */
    draft: z.boolean().optional(),
  }),
  answer: RecordDto,
  status: 201,
});
/** Rows that are handed in together at most. */
export const BATCH = 200;
export const createRecords = endpoint({
  name: 'createRecords',
  method: 'POST',
  path: '/api/programmes/:id/records/batch',
  gate: 'record.write',
  summary: `Write many records of one form down at once, at most ${BATCH}: all of them or, where one does not hold, none`,
  params: byId,
  body: z.strictObject({
    form: z.string().max(60),
    rows: z
      .array(z.strictObject({ pairings: z.array(Id).min(1).max(50), data: z.record(z.string().max(60), z.unknown()) }))
      .min(1)
      .max(BATCH),
    /** Only says what does not hold, and writes nothing. */
    check: z.boolean().optional(),
  }),
  answer: z.object({ checked: z.int(), records: z.array(Id) }),
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
export const readRecordFile = endpoint({
  name: 'readRecordFile',
  method: 'GET',
  path: '/api/records/:id/files/:file',
  gate: 'record.read',
  summary: 'A file of a record, to be saved; or a picture of it, to be shown',
  params: z.strictObject({ id: Id, file: Id }),
  query: z.strictObject({ as: z.enum(readings).default('file') }),
  answer: z.never(),
  files: [octets],
});
export const changeRecord = endpoint({
  name: 'changeRecord',
  method: 'PATCH',
  path: '/api/records/:id',
  gate: 'record.write',
  summary: 'Change a record that is not confirmed yet; a returned one is handed in again; a draft is kept',
  params: byId,
  body: z.strictObject({
    data: z.record(z.string().max(60), z.unknown()),
    /** Of a draft only: the pairings it names now. */
    pairings: z.array(Id).max(50).optional(),
  }),
  ifMatch: true,
  answer: RecordDto,
});
export const submitRecord = endpoint({
  name: 'submitRecord',
  method: 'POST',
  path: '/api/records/:id/submit',
  gate: 'record.write',
  summary: 'Hand a draft in: everything is checked as when a record is written; what is incomplete stays a draft',
  params: byId,
  ifMatch: true,
  answer: RecordDto,
});
export const discardRecord = endpoint({
  name: 'discardRecord',
  method: 'DELETE',
  path: '/api/records/:id',
  gate: 'record.write',
  summary: 'Throw a draft away; what has been handed in is voided instead',
  params: byId,
  ifMatch: true,
  answer: z.object({ id: Id }),
});
export const voidRecord = endpoint({
  name: 'voidRecord',
  method: 'POST',
  path: '/api/records/:id/void',
  gate: 'record.void',
  summary: 'Void a mistaken record (作废): its writers until somebody has confirmed it, the bureau at any time',
  params: byId,
  body: z.strictObject({ reason: Reason }),
  ifMatch: true,
  answer: RecordDto,
});
export const sealRecords = endpoint({
  name: 'sealRecords',
  method: 'POST',
  path: '/api/programmes/:id/seal',
  gate: 'record.seal',
  summary: 'Close a month or term (封存): every confirmed record up to a day changes only by correction from now on',
  params: byId,
  /** Last day that is closed. */
  body: z.strictObject({ through: DayText }),
  answer: z.object({ through: DayText, sealed: z.int() }),
});
export const correctRecord = endpoint({
  name: 'correctRecord',
  method: 'POST',
  path: '/api/records/:id/corrections',
  gate: 'record.write',
  summary: 'Correct a confirmed or sealed record (更正): where the form is confirmed, the other side agrees first',
  params: byId,
  body: z.strictObject({ data: z.record(z.string().max(60), z.unknown()), reason: Reason }),
  ifMatch: true,
  answer: RecordDto,
  status: 201,
});
export const withdrawCorrection = endpoint({
  name: 'withdrawCorrection',
  method: 'POST',
  path: '/api/records/:id/corrections/:correction/withdraw',
  gate: 'record.write',
  summary: 'Take back a correction that the other side has not decided: the record stands as it was',
  params: z.strictObject({ id: Id, correction: Id }),
  answer: RecordDto,
});
export const withdrawRecord = endpoint({
  name: 'withdrawRecord',
  method: 'POST',
  path: '/api/records/:id/withdraw',
  gate: 'record.write',
  summary: 'Take back a record on which nobody has decided yet (撤回), to change it and hand it in again',
  params: byId,
  ifMatch: true,
  answer: RecordDto,
});
export const readTrail = endpoint({
  name: 'readTrail',
  method: 'GET',
  path: '/api/records/:id/trail',
  gate: 'record.read',
  summary: 'The steps of review that a record and its corrections went through (审核意见), oldest first',
  params: byId,
  answer: z.array(
    z.object({
      pairing: Id,
      /** Number of the correction that was reviewed; null where it was the record itself. */
      correction: z.int().nullable(),
      /** Each time it is handed in again a round begins. */
      round: z.int(),
      step: z.int(),
      title: TextPair,
      organisation: z.object({ id: Id, name: z.string() }),
      state: z.enum(['open', 'approved', 'returned', 'withdrawn']),
      needs: z.int(),
      openedAt: Instant,
      dueOn: DayText.nullable(),
      /** Whether silence approves after that day. */
      silence: z.boolean(),
      overdue: z.boolean(),
      decisions: z.array(ReviewOpinion),
    }),
  ),
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
      /** Number of the correction that made this version. */
      correction: z.int().nullable(),
      difference: Difference,
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
    /** Without it, what is void is left out. */
    state: z.enum(['submitted', 'confirmed', 'void']).optional(),
    from: recordFilters.from,
    to: recordFilters.to,
    ...exporting,
  }),
  answer: LedgerTable,
  files: [xlsx],
});
