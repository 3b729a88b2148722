import { anyId, id, instant, integer, json, oneOf, optional, ref, string, table } from '../platform/database/table.js';

export const importStates = ['reading', 'ready', 'applying', 'applied', 'failed', 'undoing', 'undone'] as const;

/** One workbook that somebody sent, and what it would do row by row. */
export const importBatch = table(
  'import_batch',
  {
    id: id(),
    register: string(40),
    /** For what belongs to a programme: which one, and of entries which register for which period. */
    about: optional(json()),
    user_id: anyId(),
    district_id: anyId(),
    file_id: ref('stored_file'),
    file_name: string(200, { class: 'personal' }),
    state: oneOf(importStates),
    refusal: optional(json()),
    plan: optional(json({ class: 'personal' })),
    applied: integer(),
    applied_at: optional(instant()),
    /** What was written, and how it was before: for undoing. */
    written: optional(json({ class: 'personal' })),
    job_id: optional(anyId()),
    created_at: instant(),
    version: integer(),
  },
  { indexes: { import_batch_user: ['user_id', 'created_at'] } },
);
