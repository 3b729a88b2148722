import { createHmac } from 'node:crypto';

/** An entry of the audit log as its HMAC covers it, in this order. */
export interface AuditContent {
  readonly id: string;
  readonly at: string;
  readonly district_id: string | null;
  readonly user_id: string | null;
  readonly role: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly detail: string;
}

const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');

export const macOf = (key: Buffer, e: AuditContent): string =>
  hmac(
    key,
    JSON.stringify([e.id, e.at, e.district_id, e.user_id, e.role, e.action, e.subject_kind, e.subject_id, e.detail]),
  );

export const chainOf = (key: Buffer, o: { before: string; seq: number; mac: string }): string =>
  hmac(key, `${o.before}\n${o.seq}\n${o.mac}`);
