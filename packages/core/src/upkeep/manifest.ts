import * as z from 'zod';

/** Counted up when what is in an archive, or how, changes so that an older program could not read it. */
export const FORMAT = 1;

const TableEntry = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What an archive holds; its last entry, `manifest.json`. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  program: z.literal('xieshou'),
  /** Engine it was taken from; it goes back into either. */
  engine: z.enum(['sqlite', 'postgres']),
  createdAt: z.iso.datetime(),
  /** Migrations that made the tables, oldest first; the last one names the schema. */
  schema: z.array(z.string()).min(1),
  tables: z.array(TableEntry),
  files: z.strictObject({
    count: z.int().min(0),
    bytes: z.int().min(0),
    /** Hashes of files that rows speak of and that were not there, or were not what they had been. */
    missing: z.array(z.string()),
  }),
});
export type Manifest = z.output<typeof Manifest>;

export const MANIFEST = 'manifest.json';

/** Rows of a table are cut into parts of about this size, so that a part fits into memory and a table need not. */
export const PART_BYTES = 1_048_576;

export const partName = (table: string, number: number): string =>
  `tables/${table}/${String(number).padStart(6, '0')}.ndjson`;

export const fileName = (hash: string): string => `files/${hash}`;

/** What an entry of an archive is, by its name. */
export type EntryKind =
  | { readonly kind: 'part'; readonly table: string; readonly number: number }
  | { readonly kind: 'file'; readonly hash: string }
  | { readonly kind: 'manifest' }
  | { readonly kind: 'unknown' };

export const kindOf = (name: string): EntryKind => {
  if (name === MANIFEST) return { kind: 'manifest' };
  const part = /^tables\/([a-z_]{1,60})\/(\d{6})\.ndjson$/.exec(name);
  if (part) return { kind: 'part', table: part[1]!, number: Number(part[2]) };
  const file = /^files\/([0-9a-f]{64})$/.exec(name);
  return file ? { kind: 'file', hash: file[1]! } : { kind: 'unknown' };
};
