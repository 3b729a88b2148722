import * as z from 'zod';
import { byId, endpoint, Id, octets } from '../platform/endpoint.js';

/** What people see of a file. */
export const FileDto = z
  .object({ id: Id, name: z.string(), mediaType: z.string(), bytes: z.int() })
  .meta({ id: 'StoredFile' });

/** Bytes of one file, at most. */
export const FILE_BYTES = 10 * 1024 * 1024;

/** A file as it is kept, to be saved; or a picture (or a small one of it) to be shown. */
export const readings = ['file', 'picture', 'small'] as const;

export const uploadFile = endpoint({
  name: 'uploadFile',
  method: 'POST',
  path: '/api/files',
  gate: 'record.write',
  summary: 'Take in a photo, PDF, Word or Excel file for a record of mine; unused, it is deleted after 48 hours',
  query: z.strictObject({ name: z.string().max(300).default('') }),
  upload: { type: octets, bytes: FILE_BYTES },
  answer: FileDto,
  status: 201,
});
export const readFile = endpoint({
  name: 'readFile',
  method: 'GET',
  path: '/api/files/:id',
  gate: 'record.write',
  summary: 'A file I have taken in and no record refers to yet: its description, or its content',
  params: byId,
  query: z.strictObject({ as: z.enum(readings).optional() }),
  answer: FileDto,
  files: [octets],
});
