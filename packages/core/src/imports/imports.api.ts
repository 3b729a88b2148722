import * as z from 'zod';
import { byId, endpoint, Id, xlsx } from '../platform/endpoint.js';

/** Everything that can be imported. */
export const importNames = ['organisations', 'people', 'users'] as const;
export type ImportName = (typeof importNames)[number];

export const ImportRow = z.object({
  /** Number of the row as Excel shows it. */
  row: z.int(),
  outcome: z.enum(['add', 'change', 'same', 'error']),
  name: z.string(),
  /** In the caller's language. For a change: the fields that change. */
  reasons: z.array(z.string()),
});
export const Import = z.object({
  id: Id,
  register: z.enum(importNames),
  fileName: z.string(),
  state: z.enum(['reading', 'ready', 'applying', 'applied', 'failed']),
  /** Why the whole file was refused, in the caller's language. */
  refusal: z.string().nullable(),
  counts: z.object({ add: z.int(), change: z.int(), same: z.int(), error: z.int() }),
  /** The first 500 rows, errors first. */
  rows: z.array(ImportRow),
  /** Rows written. */
  applied: z.int(),
  job: Id.nullable(),
});

/** What every upload of an import has in common. */
export const uploadOfImport = {
  query: z.strictObject({ name: z.string().max(200).default('import.xlsx') }),
  upload: { type: xlsx, bytes: 10 * 1024 * 1024 },
  answer: Import,
  status: 202,
} as const;

export const readImport = endpoint({
  name: 'readImport',
  method: 'GET',
  path: '/api/imports/:id',
  gate: 'signedIn',
  summary: 'My import: counts and rows',
  params: byId,
  answer: Import,
});
export const applyImport = endpoint({
  name: 'applyImport',
  method: 'POST',
  path: '/api/imports/:id/apply',
  gate: 'signedIn',
  summary: 'Apply my import: everything (refused while a row is faulty) or the good rows',
  params: byId,
  body: z.strictObject({ rows: z.enum(['all', 'good']) }),
  answer: Import,
  status: 202,
});
export const importErrors = endpoint({
  name: 'importErrors',
  method: 'GET',
  path: '/api/imports/:id/errors',
  gate: 'signedIn',
  summary: 'The faulty rows as a workbook in the same layout, with the reason beside each',
  params: byId,
  answer: z.never(),
  files: [xlsx],
});
