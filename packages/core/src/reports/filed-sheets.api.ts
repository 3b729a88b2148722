import * as z from 'zod';
import { sheetColumnKinds } from '../files/programme-sheet.js';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, TextPair, xlsx } from '../platform/endpoint.js';
import { rectificationStates } from '../rectification/rectification.tables.js';
import { filedKinds, filedReaches } from './filed-sheets.tables.js';

const Party = z.object({ id: Id, name: z.string() });
const Cell = z.union([z.string(), z.number(), z.null()]);
const Column = z.object({ key: z.string(), title: TextPair, kind: z.enum(sheetColumnKinds), total: z.boolean() });
const About = { pairing: Id.nullable(), record: Id.nullable(), rectification: Id.nullable() };
const cells = z.record(z.string(), Cell);

export const FiledSheet = z
  .object({
    id: Id,
    programme: z.object({ id: Id, title: z.string(), schoolYear: z.string() }),
    kind: z.enum(filedKinds),
    name: z.string(),
    /** What the sheet itself is called. */
    heading: TextPair,
    /** What whoever filed it called it. */
    title: z.string(),
    note: z.string().nullable(),
    filter: z.object({
      from: DayText.nullable(),
      to: DayText.nullable(),
      state: z.string().nullable(),
      overdue: z.boolean(),
      pairing: z.object({ id: Id, helper: Party, helped: Party }).nullable(),
      organisation: Party.nullable(),
    }),
    organisation: Party,
    reach: z.enum(filedReaches),
    filedBy: z.string(),
    asOf: Instant,
    settingsVersion: z.int(),
    language: z.enum(['zh', 'en']),
    rowCount: z.int(),
    /** SHA-256 of the rows as canonical JSON. */
    hash: z.string(),
    /** SHA-256 of the workbook. */
    workbookHash: z.string(),
    /** The how many-th filing of the same sheet this is, and how many there are. */
    number: z.int(),
    latest: z.int(),
  })
  .meta({ id: 'FiledSheet' });

const filing = {
  title: z.string().trim().min(1).max(80),
  note: z.string().trim().min(1).max(500).optional(),
  /** Language of its cells and of its workbook. */
  language: z.enum(['zh', 'en']).optional(),
};
const name = z.string().max(60);
export const fileSheet = endpoint({
  name: 'fileSheet',
  method: 'POST',
  path: '/api/programmes/:id/filed-sheets',
  gate: 'sheet.file',
  summary: 'File a ledger or report as it stands: rows, workbook, settings version and hash are kept for good',
  params: byId,
  body: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('ledger'),
      name,
      filter: z
        .strictObject({
          from: DayText.optional(),
          to: DayText.optional(),
          pairing: Id.optional(),
          organisation: Id.optional(),
          state: z.enum(['submitted', 'confirmed', 'void']).optional(),
        })
        .default({}),
      ...filing,
    }),
    z.strictObject({
      kind: z.literal('report'),
      name,
      /** The running term unless told. */
      filter: z.strictObject({ from: DayText.optional(), to: DayText.optional() }).default({}),
      ...filing,
    }),
    z.strictObject({
      kind: z.literal('rectification'),
      filter: z
        .strictObject({
          pairing: Id.optional(),
          state: z.enum(rectificationStates).optional(),
          overdue: z.enum(['yes']).optional(),
        })
        .default({}),
      ...filing,
    }),
  ]),
  status: 201,
  answer: FiledSheet,
});
export const listFiledSheets = endpoint({
  name: 'listFiledSheets',
  method: 'GET',
  path: '/api/filed-sheets',
  gate: 'report.read',
  summary: 'Filed ledgers and reports in my scope, latest first',
  query: z.strictObject({
    ...paging,
    programme: Id.optional(),
    kind: z.enum(filedKinds).optional(),
    name: name.optional(),
    schoolYear: z
      .string()
      .regex(/^\d{4}-\d{4}$/)
      .optional(),
  }),
  answer: pageOf(FiledSheet),
});
export const readFiledSheet = endpoint({
  name: 'readFiledSheet',
  method: 'GET',
  path: '/api/filed-sheets/:id',
  gate: 'report.read',
  summary: 'A filed sheet, its rows page by page; as .xlsx the very bytes that were filed, with their digest',
  params: byId,
  query: z.strictObject(paging),
  files: [xlsx],
  answer: FiledSheet.extend({
    columns: z.array(Column),
    rows: z.array(z.object({ key: z.string(), ...About, cells })),
    page: z.int(),
    size: z.int(),
  }),
});

export const becauseActions = [
  'submit',
  'change',
  'resubmit',
  'correct',
  'void',
  'approve',
  'return',
  'silence',
] as const;
export const readFiledDifferences = endpoint({
  name: 'readFiledDifferences',
  method: 'GET',
  path: '/api/filed-sheets/:id/differences',
  gate: 'report.read',
  summary: 'What the same sheet would say otherwise if it were filed now (差异), with the correction or void behind it',
  params: byId,
  query: z.strictObject(paging),
  answer: z.object({
    /** When it was compared. */
    asOf: Instant,
    settingsVersion: z.int(),
    /** Why it cannot be compared; then there is nothing below. */
    unavailable: TextPair.nullable(),
    columns: z.array(z.object({ key: z.string(), title: TextPair, change: z.enum(['added', 'removed', 'renamed']) })),
    counts: z.object({ added: z.int(), gone: z.int(), changed: z.int() }),
    rows: z.array(
      z.object({
        key: z.string(),
        change: z.enum(['added', 'gone', 'changed']),
        ...About,
        /** The row as filed; of an added one, as it is now. */
        cells,
        changed: z.array(z.object({ column: z.string(), title: TextPair, before: Cell, after: Cell })),
        because: z.array(
          z.object({
            action: z.enum(becauseActions),
            /** Number of the correction. */
            correction: z.int().nullable(),
            at: Instant,
            by: z.string(),
            reason: z.string().nullable(),
          }),
        ),
      }),
    ),
    page: z.int(),
    size: z.int(),
    total: z.int(),
  }),
});
