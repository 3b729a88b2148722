import * as z from 'zod';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, endpoint, xlsx } from '../platform/endpoint.js';

export const pairingTemplate = endpoint({
  name: 'pairingTemplate',
  method: 'GET',
  path: '/api/programmes/:id/pairings/import-template',
  gate: 'pairing.write',
  summary: 'The workbook of pairings to fill in',
  params: byId,
  answer: z.never(),
  files: [xlsx],
});
export const importPairings = endpoint({
  ...uploadOfImport,
  name: 'importPairings',
  method: 'POST',
  path: '/api/programmes/:id/pairings/import',
  gate: 'pairing.write',
  summary: 'Read a workbook of pairings and say what it would do; nothing changes yet',
  params: byId,
});
