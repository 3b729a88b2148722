import { anyId, big, id, instant, integer, key, long, optional, string, table } from './database/table.js';

/**
 * Who did what to which row, chained: each entry carries an HMAC over its content and, once it has a place in the
 * chain (`seq`), over the entry before it. Holds ids, names of fields and hashes; never personal values.
 */
export const auditEntry = table(
  'audit_entry',
  {
    id: id(),
    /** Place in the chain; null until sealed. */
    seq: optional(big()),
    /** PostgreSQL's transaction number, for the sealer. */
    tx: optional(big()),
    at: instant(),
    district_id: optional(anyId()),
    user_id: optional(anyId()),
    role: optional(string(40)),
    action: string(60),
    subject_kind: string(40),
    subject_id: optional(anyId()),
    detail: long(),
    mac: string(64),
    chain: optional(string(64)),
  },
  {
    uniques: { audit_entry_seq: ['seq'] },
    indexes: {
      audit_entry_subject: ['subject_id', 'at'],
      audit_entry_district: ['district_id', 'at'],
      audit_entry_user: ['user_id', 'at'],
      audit_entry_at: ['at'],
    },
  },
);

/** A write that has been done once, so that the same request again has the same answer and no second effect. */
export const idempotencyKey = table(
  'idempotency_key',
  {
    user_id: key(36),
    key: key(80),
    request: string(64),
    status: optional(integer()),
    answer: optional(long({ class: 'personal' })),
    at: instant(),
  },
  { indexes: { idempotency_key_at: ['at'] } },
);
