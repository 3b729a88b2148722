import { anyId, id, instant, integer, json, oneOf, optional, string, table } from '../platform/database/table.js';

export const jobStates = ['waiting', 'running', 'done', 'failed'] as const;

/** Work that takes longer than a request. Leased, so that a server that dies gives it back. */
export const job = table(
  'job',
  {
    id: id(),
    kind: string(60),
    state: oneOf(jobStates),
    user_id: anyId(),
    district_id: optional(anyId()),
    input: json(),
    done: integer(),
    total: integer(),
    problem: optional(json()),
    attempts: integer(),
    leased_until: optional(instant()),
    created_at: instant(),
    ended_at: optional(instant()),
  },
  { indexes: { job_state: ['state', 'created_at'], job_user: ['user_id', 'created_at'] } },
);
