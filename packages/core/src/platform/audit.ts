import { createHmac } from 'node:crypto';
import type { AuditAction } from './audit-words.js';
import type { Actor } from './call.js';
import { Clock } from './clock.js';
import type { Database, Reads, Writes } from './database/database.js';
import { sql } from './database/sql.js';
import type { Row } from './database/table.js';
import { newId } from './ids.js';
import { auditEntry } from './platform.tables.js';

export interface AuditEvent {
  /** What was done, `noun.verb`; its words stand in `audit-words.ts`. */
  readonly action: AuditAction;
  readonly kind: string;
  readonly id?: string | null;
  readonly districtId?: string | null;
  /** Ids, field names and hashes. Never a personal value. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

type Entry = Row<typeof auditEntry>;
type Content = Omit<Entry, 'seq' | 'tx' | 'mac' | 'chain'>;

const contentOf = (e: Content): string =>
  JSON.stringify([e.id, e.at, e.district_id, e.user_id, e.role, e.action, e.subject_kind, e.subject_id, e.detail]);

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex');

const chainOf = (key: Buffer, before: string, seq: number, mac: string) => hmac(key, `${before}\n${seq}\n${mac}`);

const lastSealed = sql`select seq, chain from audit_entry where seq is not null order by seq desc limit 1`;

/**
 * Writes an entry inside the transaction it is about. On SQLite, where one writes at a time, it gets its place in the
 * chain at once; on PostgreSQL the sealer gives it one when no older transaction is open, so that the chain is
 * nobody's lock.
 */
export const writeAudit = async (o: {
  readonly tx: Writes;
  readonly engine: Database['engine'];
  readonly key: Buffer;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly event: AuditEvent;
}): Promise<void> => {
  const content: Content = {
    id: newId(o.clock.now().getTime()),
    at: o.clock.instant(),
    district_id: o.event.districtId === undefined ? o.actor.districtId : o.event.districtId,
    user_id: o.actor.userId,
    role: o.actor.role,
    action: o.event.action,
    subject_kind: o.event.kind,
    subject_id: o.event.id ?? null,
    detail: JSON.stringify({
      ...o.event.detail,
      ...(o.actor.onBehalfOf ? { onBehalfOf: o.actor.onBehalfOf } : {}),
    }),
  };
  const mac = hmac(o.key, contentOf(content));
  if (o.engine === 'sqlite') {
    const last = await o.tx.one<{ seq: number; chain: string }>(lastSealed);
    const seq = (last?.seq ?? 0) + 1;
    await o.tx.insert(auditEntry, { ...content, seq, mac, chain: chainOf(o.key, last?.chain ?? '', seq, mac) });
    return;
  }
  const e = content;
  await o.tx.run(sql`insert into audit_entry (id, at, district_id, user_id, role, action, subject_kind, subject_id,
      detail, mac, tx)
    values (${e.id}, ${e.at}, ${e.district_id}, ${e.user_id}, ${e.role}, ${e.action}, ${e.subject_kind}, ${e.subject_id},
      ${e.detail}, ${mac}, cast(cast(pg_current_xact_id() as text) as bigint))`);
};

/** PostgreSQL: gives a place in the chain to every entry older than the oldest open transaction. Answers how many. */
export const sealAudit = (o: { readonly database: Database; readonly key: Buffer }): Promise<number> =>
  o.database.write(async (tx) => {
    // One sealer at a time over all server processes: the oldest entry, which is always there, is the lock.
    await tx.all(sql`select id from audit_entry order by id limit 1 for update`);
    const open = await tx.all<Entry>(sql`select * from audit_entry where seq is null
      and tx < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) order by tx, id limit 1000`);
    await chainUp(tx, o.key, open);
    return open.length;
  });

const chainUp = async (tx: Writes, key: Buffer, entries: readonly Entry[]): Promise<void> => {
  let { seq, chain } = (await tx.one<{ seq: number; chain: string }>(lastSealed)) ?? { seq: 0, chain: '' };
  for (const entry of entries) {
    seq += 1;
    chain = chainOf(key, chain, seq, entry.mac);
    await tx.run(sql`update audit_entry set seq = ${seq}, chain = ${chain} where id = ${entry.id}`);
  }
};

/**
 * Seals what a backup caught unsealed, inside the transaction that loads it. Transaction numbers mean nothing in
 * another database, so that no sealer would ever know when their turn has come.
 */
export const sealLoadedAudit = async (tx: Writes, key: Buffer): Promise<void> => {
  for (;;) {
    const open = await tx.all<Entry>(sql`select * from audit_entry where seq is null order by tx, id limit 1000`);
    if (open.length === 0) return;
    await chainUp(tx, key, open);
  }
};

/** True when this key wrote the entry and nobody has changed it since. */
export const isAuthentic = (key: Buffer, entry: Content & { readonly mac: string }): boolean =>
  entry.mac === hmac(key, contentOf(entry));

export interface AuditVerdict {
  readonly entries: number;
  /** Entries of the last second, which have no place in the chain yet (PostgreSQL). */
  readonly unsealed: number;
  /** Entries whose content, place or predecessor is not what was written. */
  readonly broken: readonly string[];
}

/** Walks the whole chain. An entry that was edited, removed, inserted or moved makes it break at that place. */
export const verifyAudit = async (o: { readonly database: Reads; readonly key: Buffer }): Promise<AuditVerdict> => {
  const broken: string[] = [];
  let entries = 0;
  let before = '';
  for (let from = 0; ;) {
    const page = await o.database.all<Entry>(
      sql`select * from audit_entry where seq > ${from} order by seq limit 5000`,
    );
    if (page.length === 0) break;
    for (const entry of page) {
      entries += 1;
      const seq = Number(entry.seq);
      const holds =
        seq === from + 1 && isAuthentic(o.key, entry) && entry.chain === chainOf(o.key, before, seq, entry.mac);
      if (!holds) broken.push(entry.id);
      before = entry.chain ?? '';
      from = seq;
    }
  }
  const outside = await o.database.all<Entry>(sql`select * from audit_entry where seq is null or seq < 1 order by id`);
  const unsealed = outside.filter((entry) => entry.seq === null);
  broken.push(...outside.filter((entry) => entry.seq !== null || !isAuthentic(o.key, entry)).map((entry) => entry.id));
  return { entries: entries + unsealed.length, unsealed: unsealed.length, broken };
};
