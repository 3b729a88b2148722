import * as z from 'zod';
import { byId, endpoint, Id } from '../platform/endpoint.js';
import { chosenOrganisations } from './programmes.api.js';

const Place = z.object({ id: Id, name: z.string() });
const Schools = z.object({ count: z.int(), names: z.array(Place) });

export const previewOrganisations = endpoint({
  name: 'previewOrganisations',
  method: 'POST',
  path: '/api/programmes/:id/organisations/preview',
  gate: 'programme.write',
  summary: 'What choosing other organisations for a programme would change; nothing changes',
  params: byId,
  body: z.strictObject({ organisations: chosenOrganisations }),
  answer: z.object({
    /** Schools the programme would be for. */
    schools: z.int(),
    forms: z.int(),
    gained: Schools,
    lost: Schools,
    /** Running pairings with a school that would be left out: they stay, and have to be ended by hand. */
    pairings: z.object({ count: z.int(), names: z.array(z.object({ id: Id, helper: Place, helped: Place })) }),
    /** Records that schools left out have written; they stay. */
    records: z.int(),
  }),
});

export const listPluginHealth = endpoint({
  name: 'listPluginHealth',
  method: 'GET',
  path: '/api/plugins/health',
  gate: 'programme.write',
  summary: 'How installed and missing plugins do: programmes they run in, rules of theirs that failed',
  answer: z.array(
    z.object({
      id: z.string(),
      /** False: rows of it exist, its code does not. They can be read and exported, not written. */
      installed: z.boolean(),
      programmes: z.array(z.object({ id: Id, title: z.string(), state: z.string(), schoolYear: z.string() })),
      /** Since the server started. */
      faults: z.object({ count: z.int(), last: z.string().nullable() }),
    }),
  ),
});
