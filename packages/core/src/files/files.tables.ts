import { anyId, id, instant, integer, optional, string, table } from '../platform/database/table.js';

/** A file kept by its content's hash. The name is what a person called it and is never used as a path. */
export const storedFile = table(
  'stored_file',
  {
    id: id(),
    hash: string(64),
    bytes: integer(),
    media_type: string(120),
    name: string(200, { class: 'personal' }),
    user_id: anyId(),
    district_id: optional(anyId()),
    created_at: instant(),
  },
  { indexes: { stored_file_hash: ['hash'] } },
);
