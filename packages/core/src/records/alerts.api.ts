import * as z from 'zod';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, TextPair } from '../platform/endpoint.js';

export const listAlerts = endpoint({
  name: 'listAlerts',
  method: 'GET',
  path: '/api/programmes/:id/alerts',
  gate: 'alert.read',
  summary: 'Words of risk found in what was written about those whom I advise, the latest first',
  params: byId,
  query: z.strictObject(paging),
  answer: pageOf(
    z.object({
      id: Id,
      record: Id,
      pairing: Id,
      form: z.object({ key: z.string(), title: TextPair }),
      helped: z.object({ id: Id, name: z.string() }),
      on: DayText,
      words: z.array(z.string()),
      at: Instant,
    }),
  ),
});
