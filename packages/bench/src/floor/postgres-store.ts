import pg from 'pg';
import type { GroundsRow, LedgerRow, ListQuestion, ListRow, NewLesson, SessionRow, Store, TallyRow } from './store.js';
import { macOf } from '../audit-chain.js';
import * as texts from './texts.js';

const BIGINT = 20;

/** One statement writes a whole lesson: what it costs is one round trip and one commit. */
const createText = (): string => {
  const columns = (table: keyof typeof texts.inserts, values: readonly string[]) =>
    `insert into ${table} (${texts.inserts[table].join(', ')}) select ${values.join(', ')} from claimed`;
  const t = (n: number) => `cast($${n} as varchar)`;
  const b = (n: number) => `cast($${n} as bigint)`;
  const i = (n: number) => `cast($${n} as integer)`;
  const fact = (name: string, n: number, amount: string, kind: string, person: string) =>
    `(cast('${name}' as varchar), ${n}, ${amount}, ${kind}, ${person})`;
  return `with claimed as (
      insert into idempotency_key (user_id, key, request, answer, at) values ($1, $2, $3, $4, $5)
      on conflict (user_id, key) do nothing returning at),
    a as (${columns('record', [t(6), t(7), t(8), `'masterLesson'`, '1', `'submitted'`, t(9), `'helper'`, t(10), '$1', t(11), t(12), i(13), '$5', '$5', '1'])}),
    b as (${columns('record_subject', [t(6), t(14), `'claimed'`])}),
    c as (${columns('record_index', [t(6), 'x.field', 'x.value'])}, (values ('subject', ${t(15)}), ('teacher', ${t(16)})) x (field, value)),
    d as (${columns('record_version', [t(6), '1', '$5', '$1', `'submit'`, `'submitted'`, '1', t(11)])}),
    facts as (select * from (values
      ${fact('masterLesson', 0, 'cast(1 as bigint)', `''`, 'cast(null as varchar)')},
      ${fact('masterLesson.minutes', 1, b(17), t(15), t(16))},
      ${fact('masterLesson.listeners', 2, b(18), `''`, 'cast(null as varchar)')}) f (name, n, amount, kind, person)),
    e as (insert into fact (${texts.inserts.fact.join(', ')})
      select ${t(6)}, ${t(14)}, f.name, f.n, ${t(7)}, ${t(8)}, ${t(9)}, f.amount, f.kind, f.person, 'claimed' from facts f, claimed),
    f as (insert into tally (programme_id, subject_id, name, kind, state, month, district_id, count, sum)
      select ${t(8)}, ${t(14)}, f.name, f.kind, 'claimed', substr(${t(9)}, 1, 7), ${t(7)}, 1, f.amount from facts f, claimed order by f.name, f.kind
      on conflict (programme_id, subject_id, name, kind, state, month)
      do update set count = tally.count + excluded.count, sum = tally.sum + excluded.sum),
    g as (${columns('review', [t(19), t(7), t(8), `'confirmation'`, '1', `'record'`, t(6), t(14), t(20), `'open'`, '$5', t(21), '1'])}),
    h as (insert into notification (${texts.inserts.notification.join(', ')})
      select (array[${t(22)}, ${t(23)}, ${t(24)}])[row_number() over ()], told.account_id, told.district_id, 'confirmation', ${t(25)}, '/reviews', $5
      from claimed, (${texts.told.replace('$1', t(20))}) told),
    j as (insert into audit_entry (id, at, district_id, user_id, role, action, subject_kind, subject_id, detail, mac, tx)
      select ${t(26)}, $5, ${t(7)}, $1, ${t(27)}, 'record.create', 'record', ${t(6)}, ${t(28)}, ${t(29)},
        cast(cast(pg_current_xact_id() as text) as bigint) from claimed)
    select 1 as made from claimed`;
};

export const postgresStore = (url: string, auditKey: Buffer): Store => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // Named, so that PostgreSQL parses and plans each once per connection.
  const ask =
    <R extends object>(name: string, text: string) =>
    async (...values: readonly unknown[]): Promise<R[]> =>
      (await pool.query<R & pg.QueryResultRow>({ name, text, values: [...values] })).rows;
  const session = ask<SessionRow>('session', texts.session);
  const seen = ask('seen', texts.seen);
  const grounds = ask<GroundsRow>('grounds', texts.grounds);
  const list = ask<ListRow>('list', texts.list);
  const count = ask<{ n: number }>('count', texts.count);
  const tallies = ask<TallyRow>('tallies', texts.tallies);
  const scan = ask<TallyRow>('scan', texts.scan);
  const create = ask<{ made: number }>('create', createText());
  const done = ask<{ answer: string }>('done', 'select answer from idempotency_key where user_id = $1 and key = $2');
  const organisations = ask<{ id: string; name: string }>(
    'organisations',
    'select id, name from organisation where district_id = $1',
  );
  const asked = (q: ListQuestion) => [q.organisation, q.organisation, q.programme, q.form, q.from, q.to, q.limit];
  return {
    session: async (hash) => (await session(hash))[0],
    seen: async (hash, at) => void (await seen(at, hash)),
    grounds: async (o) => (await grounds(o.today, o.teacher, o.pairing, o.programme, o.organisation))[0],
    create: async (o: NewLesson) => {
      const made = await create(
        o.account,
        o.once.key,
        o.once.request,
        o.answer,
        o.at,
        o.id,
        o.district,
        o.programme,
        o.on,
        o.organisation,
        o.data,
        o.findings,
        o.settings,
        o.pairing,
        o.subject,
        o.teacher,
        o.facts[1]!.amount,
        o.facts[2]!.amount,
        o.review.id,
        o.review.organisation,
        o.review.due,
        ...o.notifications,
        o.text,
        o.audit.id,
        o.role,
        o.audit.detail,
        o.audit.mac,
      );
      return made.length === 1 ? o.answer : (await done(o.account, o.once.key))[0]!.answer;
    },
    list: (q) => list(q.reviewer, ...asked(q)),
    count: async (q) => (await count(...asked(q)))[0]!.n,
    tallies: (o) => tallies(o.programme, o.from.slice(0, 7), o.to.slice(0, 7)),
    scan: (o) => scan(o.programme, o.from, o.to),
    ledger: async (o) =>
      (
        await pool.query<LedgerRow>(texts.ledger(o.forms.map((form) => `'${form}'`).join(', ')), [
          o.programme,
          o.from,
          o.to,
        ])
      ).rows,
    organisations: async (district) => new Map((await organisations(district)).map(({ id, name }) => [name, id])),
    addPeople: async (people, audit) => {
      const entry = {
        id: audit.id,
        at: audit.at,
        district_id: audit.district,
        user_id: audit.account,
        role: audit.role,
        action: 'import.apply',
        subject_kind: 'import',
        subject_id: null,
        detail: audit.detail,
      };
      await pool.query(
        `with added as (insert into person (${texts.inserts.person.join(', ')})
          select id, district, organisation, kind, name, key, initials, pinyin, code, post, subject, at, 1
          from json_to_recordset($1) as x (id varchar, district varchar, organisation varchar, kind varchar, name varchar,
            key varchar, initials varchar, pinyin varchar, code varchar, post varchar, subject varchar, at varchar))
        insert into audit_entry (id, at, district_id, user_id, role, action, subject_kind, subject_id, detail, mac, tx)
        values ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, cast(cast(pg_current_xact_id() as text) as bigint))`,
        [JSON.stringify(people), ...Object.values(entry), macOf(auditKey, entry)],
      );
    },
  };
};
