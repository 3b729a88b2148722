import * as z from 'zod';
import { endpoint } from '../platform/endpoint.js';

/** One address and nothing besides: no name, no list, no line of a mail's head. */
const address = z.string().trim().max(254).pipe(z.email());

const MyMail = z.object({
  /** Whether this server sends mail at all. */
  available: z.boolean(),
  address: z.string().nullable(),
});

export const readMyMail = endpoint({
  name: 'readMyMail',
  method: 'GET',
  path: '/api/session/mail',
  gate: 'signedIn',
  summary: 'Where my daily digests go by mail',
  answer: MyMail,
});
export const changeMyMail = endpoint({
  name: 'changeMyMail',
  method: 'POST',
  path: '/api/session/mail',
  gate: 'signedIn',
  summary: 'Have my daily digests sent by mail, or no longer (null)',
  body: z.strictObject({ address: address.nullable() }),
  answer: MyMail,
});
