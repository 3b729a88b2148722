import * as z from 'zod';
import { organisationKinds } from '../organisations/organisations.api.js';
import { personKinds } from '../people/people.api.js';
import { endpoint, Id } from '../platform/endpoint.js';

const Party = z.object({ id: Id, name: z.string() });

export const search = endpoint({
  name: 'search',
  method: 'GET',
  path: '/api/search',
  gate: 'signedIn',
  summary:
    'Organisations, people, pairings and programmes in my scope by name, code or pinyin; at most eight of a kind',
  query: z.strictObject({ q: z.string().trim().min(1).max(50) }),
  answer: z.object({
    organisations: z.array(
      Party.extend({ kind: z.enum(organisationKinds), code: z.string().nullable(), parent: z.string().nullable() }),
    ),
    people: z.array(Party.extend({ kind: z.enum(personKinds), code: z.string().nullable(), organisation: Party })),
    pairings: z.array(
      z.object({
        id: Id,
        helper: z.string(),
        helped: z.string(),
        programme: z.string(),
        state: z.enum(['active', 'ended']),
      }),
    ),
    programmes: z.array(Party.extend({ schoolYear: z.string(), state: z.string() })),
  }),
});
