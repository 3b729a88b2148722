import * as z from 'zod';
import { docx } from '../files/word.js';
import { byId, DayText, endpoint, Id, Instant, TextPair } from '../platform/endpoint.js';

const Value = z.union([TextPair, z.string(), z.number(), z.null()]);
/** `rows`: in how many rows a cell stands; 0 where the one above reaches down to it. */
const Cell = z.object({ value: Value, rows: z.int() });
const of = z.enum(['programme', 'pairing', 'record']);

const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: TextPair }),
  z.object({ kind: z.literal('paragraph'), text: TextPair }),
  z.object({ kind: z.literal('note'), text: TextPair }),
  z.object({ kind: z.literal('fields'), rows: z.array(z.array(z.object({ label: TextPair, value: Value }))) }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.object({ title: TextPair, width: z.number() })),
    rows: z.array(z.array(Cell)),
    /** A last row with the sums, where a column is summed. */
    totals: z.array(Cell).nullable(),
  }),
  z.object({ kind: z.literal('blanks'), title: TextPair, lines: z.int() }),
  z.object({ kind: z.literal('signatures'), lines: z.array(TextPair) }),
]);

export const listDocuments = endpoint({
  name: 'listDocuments',
  method: 'GET',
  path: '/api/programmes/:id/documents',
  gate: 'record.read',
  summary: 'Documents of a programme that I may print, its plan first',
  params: byId,
  answer: z.array(
    z.object({
      key: z.string(),
      title: TextPair,
      purpose: TextPair.nullable(),
      /** What it is about: the whole programme, one pairing, or one record. */
      of,
      /** Of a record: whose form it prints; null for records of every form. */
      form: z.string().nullable(),
    }),
  ),
});

export const readDocument = endpoint({
  name: 'readDocument',
  method: 'GET',
  path: '/api/programmes/:id/documents/:document',
  gate: 'record.read',
  summary: 'A document, part by part; as a Word file by Accept',
  params: z.strictObject({ id: Id, document: z.string().max(60) }),
  query: z.strictObject({
    /** A month, term or school year; the whole programme unless told. */
    period: z.string().max(20).optional(),
    /** Which pairing, of a document about one. */
    pairing: Id.optional(),
    /** Which record, of a document about one. */
    record: Id.optional(),
    language: z.enum(['zh', 'en']).optional(),
  }),
  answer: z.object({
    title: TextPair,
    of,
    orientation: z.enum(['portrait', 'landscape']),
    period: z.object({ from: DayText, to: DayText }),
    /** Who hands it in, and on which day. */
    unit: z.string(),
    on: DayText,
    settingsVersion: z.int(),
    asOf: Instant,
    parts: z.array(Block),
  }),
  files: [docx],
});
