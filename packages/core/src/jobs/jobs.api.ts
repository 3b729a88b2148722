import * as z from 'zod';
import { byId, endpoint, Id, TextPair } from '../platform/endpoint.js';

export const Job = z.object({
  id: Id,
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  problem: TextPair.nullable(),
});
export const readJob = endpoint({
  name: 'readJob',
  method: 'GET',
  path: '/api/jobs/:id',
  gate: 'signedIn',
  summary: 'One of my jobs and how far it is',
  params: byId,
  answer: Job,
});
export const watchJob = endpoint({
  name: 'watchJob',
  method: 'GET',
  path: '/api/jobs/:id/events',
  gate: 'signedIn',
  summary: 'Progress of one of my jobs as server-sent events; the last event is its end',
  params: byId,
  answer: Job,
  events: true,
});
