import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Database, sql } from '@xieshou/core';

type Writes = Parameters<Parameters<Database['write']>[0]>[0];

/**
 * What somebody with the database's password, and without the key, could do to the audit log. `at` counts entries from
 * the start of the chain. The transaction number (`tx`) is no content: once an entry is in the chain nothing reads it.
 */
export type Tampering =
  | { readonly kind: 'change'; readonly at: number; readonly column: Column; readonly value: string }
  | { readonly kind: 'delete'; readonly at: number; readonly rows: number }
  | { readonly kind: 'closeUp'; readonly at: number; readonly rows: number }
  | { readonly kind: 'swap'; readonly at: number; readonly other: number; readonly what: 'place' | 'content' }
  | {
      readonly kind: 'insert';
      readonly at: number;
      readonly place: 'none' | 'between' | 'end' | 'before';
      readonly value: string;
    }
  | { readonly kind: 'renumber'; readonly at: number; readonly by: number }
  | { readonly kind: 'unseal'; readonly at: number }
  | { readonly kind: 'rechain'; readonly at: number; readonly value: string }
  | { readonly kind: 'cut'; readonly last: number };

const columns = [
  'id',
  'at',
  'district_id',
  'user_id',
  'role',
  'action',
  'subject_kind',
  'subject_id',
  'detail',
  'mac',
  'chain',
] as const;
type Column = (typeof columns)[number];

const named = {
  id: sql`id`,
  at: sql`at`,
  district_id: sql`district_id`,
  user_id: sql`user_id`,
  role: sql`role`,
  action: sql`action`,
  subject_kind: sql`subject_kind`,
  subject_id: sql`subject_id`,
  detail: sql`detail`,
  mac: sql`mac`,
  chain: sql`chain`,
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const tamperings = (entries: number): fc.Arbitrary<Tampering> => {
  const value = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 8 });
  const at = fc.integer({ min: 1, max: entries });
  // Never the last: what is cut off there as a whole is the stated limit.
  const inner = fc.record({ at: fc.integer({ min: 1, max: entries - 4 }), rows: fc.integer({ min: 1, max: 3 }) });
  const of = <K extends Tampering['kind'], A extends object>(kind: K, more: fc.Arbitrary<A>) =>
    more.map((a) => ({ kind, ...a }) as unknown as Tampering);
  return fc.oneof(
    { weight: 8, arbitrary: of('change', fc.record({ at, column: fc.constantFrom(...columns), value })) },
    { weight: 2, arbitrary: of('delete', inner) },
    { weight: 2, arbitrary: of('closeUp', inner) },
    {
      weight: 3,
      arbitrary: of(
        'swap',
        fc
          .record({ at, other: at, what: fc.constantFrom('place' as const, 'content' as const) })
          .filter((o) => o.at !== o.other),
      ),
    },
    {
      weight: 3,
      arbitrary: of('insert', fc.record({ at, value, place: fc.constantFrom('none', 'between', 'end', 'before') })),
    },
    { weight: 2, arbitrary: of('renumber', fc.record({ at, by: fc.integer({ min: 1, max: 9 }) })) },
    { weight: 1, arbitrary: of('unseal', fc.record({ at: fc.integer({ min: 1, max: entries - 1 }) })) },
    { weight: 2, arbitrary: of('rechain', fc.record({ at, value })) },
  );
};

export const apply = async (tx: Writes, o: Tampering): Promise<void> => {
  switch (o.kind) {
    case 'change':
      await tx.run(sql`update audit_entry set ${named[o.column]} = ${o.value} where seq = ${o.at}`);
      return;
    case 'delete':
      await tx.run(sql`delete from audit_entry where seq >= ${o.at} and seq < ${o.at + o.rows}`);
      return;
    case 'closeUp':
      await apply(tx, { ...o, kind: 'delete' });
      // One after the other: a place is unique.
      for (const seq of await placesFrom(tx, o.at + o.rows))
        await tx.run(sql`update audit_entry set seq = ${seq - o.rows} where seq = ${seq}`);
      return;
    case 'swap':
      await swap(tx, o);
      return;
    case 'insert':
      await forge(tx, o);
      return;
    case 'renumber':
      for (const seq of (await placesFrom(tx, o.at)).reverse())
        await tx.run(sql`update audit_entry set seq = ${seq + o.by} where seq = ${seq}`);
      return;
    case 'unseal':
      await tx.run(sql`update audit_entry set seq = null, chain = null where seq = ${o.at}`);
      return;
    case 'rechain':
      await rechain(tx, o);
      return;
    case 'cut':
      await tx.run(sql`delete from audit_entry where seq > (select max(seq) from audit_entry) - ${o.last}`);
  }
};

const placesFrom = async (tx: Writes, at: number): Promise<number[]> =>
  (await tx.all<{ seq: number }>(sql`select seq from audit_entry where seq >= ${at} order by seq`)).map((row) =>
    Number(row.seq),
  );

const swap = async (tx: Writes, o: Tampering & { kind: 'swap' }): Promise<void> => {
  if (o.what === 'place') {
    await tx.run(sql`update audit_entry set seq = -1 where seq = ${o.at}`);
    await tx.run(sql`update audit_entry set seq = ${o.at} where seq = ${o.other}`);
    await tx.run(sql`update audit_entry set seq = ${o.other} where seq = -1`);
    return;
  }
  // Both entries are genuine, at each other's place, with the chain of the place.
  const of = async (seq: number) =>
    (await tx.one<Record<'id' | 'chain', string>>(sql`select id, chain from audit_entry where seq = ${seq}`))!;
  const [one, other] = [await of(o.at), await of(o.other)];
  await tx.run(sql`update audit_entry set seq = -1 where id = ${one.id}`);
  await tx.run(sql`update audit_entry set seq = ${o.at}, chain = ${one.chain} where id = ${other.id}`);
  await tx.run(sql`update audit_entry set seq = ${o.other}, chain = ${other.chain} where id = ${one.id}`);
};

const forge = async (tx: Writes, o: Tampering & { kind: 'insert' }): Promise<void> => {
  if (o.place === 'between') await apply(tx, { kind: 'renumber', at: o.at, by: 1 });
  const last = Number((await tx.one<{ seq: number }>(sql`select max(seq) as seq from audit_entry`))!.seq);
  const seq = { none: null, between: o.at, end: last + 1, before: 0 }[o.place];
  // A copy of a genuine entry, under another id.
  await tx.run(sql`insert into audit_entry (id, seq, at, district_id, user_id, role, action, subject_kind, subject_id,
      detail, mac, chain)
    select ${`forged-${o.value}`}, ${seq}, at, district_id, user_id, role, action, subject_kind, subject_id, detail, mac,
      case when ${o.place} = 'none' then null else chain end
    from audit_entry where seq = ${o.place === 'between' ? o.at + 1 : o.at}`);
};

/** Changes an entry and makes everything after it agree again, as well as one can without the key. */
const rechain = async (tx: Writes, o: Tampering & { kind: 'rechain' }): Promise<void> => {
  await tx.run(sql`update audit_entry set detail = ${o.value}, mac = ${hash(o.value)} where seq = ${o.at}`);
  let before =
    (await tx.one<{ chain: string }>(sql`select chain from audit_entry where seq = ${o.at - 1}`))?.chain ?? '';
  for (const seq of await placesFrom(tx, o.at)) {
    const { mac } = (await tx.one<{ mac: string }>(sql`select mac from audit_entry where seq = ${seq}`))!;
    before = hash(`${before}\n${seq}\n${mac}`);
    await tx.run(sql`update audit_entry set chain = ${before} where seq = ${seq}`);
  }
};
