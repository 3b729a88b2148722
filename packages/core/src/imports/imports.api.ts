import * as z from 'zod';
import { byId, endpoint, Id, Instant, pageOf, paging, xlsx } from '../platform/endpoint.js';

/** Everything that can be imported. */
export const importNames = ['organisations', 'people', 'users', 'calendar', 'entries', 'pairings'] as const;
export type ImportName = (typeof importNames)[number];

export const ImportRow = z.object({
  /** Number of the row as Excel shows it. */
  row: z.int(),
  outcome: z.enum(['add', 'change', 'same', 'error']),
  name: z.string(),
  /** In the caller's language. For a change: the fields that change. */
  reasons: z.array(z.string()),
  /** Why undoing left this row as the import had made it. */
  kept: z.string().nullable(),
});
/** What belongs to a programme: which one; of entries also which of its registers they are for, and which period. */
export const ImportAbout = z.object({ programme: Id, register: z.string().nullable(), period: z.string().nullable() });

export const Import = z.object({
  id: Id,
  register: z.enum(importNames),
  about: ImportAbout.nullable(),
  fileName: z.string(),
  state: z.enum(['reading', 'ready', 'applying', 'applied', 'failed', 'undoing', 'undone']),
  /** Why the whole file was refused, in the caller's language. */
  refusal: z.string().nullable(),
  counts: z.object({ add: z.int(), change: z.int(), same: z.int(), error: z.int() }),
  /** The first 500 rows, errors first. */
  rows: z.array(ImportRow),
  /** Rows written. */
  applied: z.int(),
  job: Id.nullable(),
  appliedAt: Instant.nullable(),
  /** Until when it may be undone; null where it cannot be. */
  undoUntil: Instant.nullable(),
  undone: z.object({ undone: z.int(), kept: z.int() }).nullable(),
});

export const listImports = endpoint({
  name: 'listImports',
  method: 'GET',
  path: '/api/imports',
  gate: 'signedIn',
  summary: 'My imports, newest first',
  query: z.strictObject({ ...paging, register: z.enum(importNames).optional() }),
  answer: pageOf(Import.omit({ rows: true }).extend({ uploadedAt: Instant })),
});
export const undoImport = endpoint({
  name: 'undoImport',
  method: 'POST',
  path: '/api/imports/:id/undo',
  gate: 'signedIn',
  summary: 'Undo my import within 24 hours: what has been changed or used since is left and named',
  params: byId,
  answer: Import,
  status: 202,
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
