import * as z from 'zod';
import { endpoint } from './endpoint.js';

const Health = z.object({ status: z.literal('ok') });

export const live = endpoint({
  name: 'live',
  method: 'GET',
  path: '/health/live',
  gate: 'public',
  summary: 'The process answers',
  answer: Health,
});
export const ready = endpoint({
  name: 'ready',
  method: 'GET',
  path: '/health/ready',
  gate: 'public',
  summary: 'The process and its database answer',
  answer: Health,
});

export const description = endpoint({
  name: 'description',
  method: 'GET',
  path: '/api/openapi.json',
  gate: 'public',
  summary: 'This description of the API (OpenAPI 3.1)',
  answer: z.looseObject({ openapi: z.string() }),
});
