import BetterSqlite3, { type Database, type Statement } from 'better-sqlite3';
import { chainOf, macOf } from '../audit-chain.js';
import type { GroundsRow, LedgerRow, ListQuestion, ListRow, NewLesson, SessionRow, Store, TallyRow } from './store.js';
import * as texts from './texts.js';

const open = (path: string): Database => {
  const db = new BetterSqlite3(path, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('secure_delete = ON');
  return db;
};

/** Prepared once, by hand. */
export const sqliteStore = (path: string, auditKey: Buffer): Store => {
  const db = open(path);
  const prepare = <R extends object>(text: string): Statement<unknown[], R> =>
    db.prepare<unknown[], R>(text.replace(/\$\d+/g, '?'));
  const session = prepare<SessionRow>(texts.session);
  const seen = prepare(texts.seen);
  const grounds = prepare<GroundsRow>(texts.grounds);
  /** One statement for each limit: SQLite plans a statement anew each time a limit is bound. */
  const upTo = <R extends object>(text: string) => {
    const prepared = new Map<number, Statement<unknown[], R>>();
    return (limit: number): Statement<unknown[], R> => {
      const statement = prepared.get(limit) ?? prepare<R>(text.replace(/limit \$\d+/, `limit ${limit}`));
      prepared.set(limit, statement);
      return statement;
    };
  };
  const list = upTo<ListRow>(texts.list);
  const count = upTo<{ n: number }>(texts.count);
  const tallies = prepare<TallyRow>(texts.tallies);
  const scan = prepare<TallyRow>(texts.scan);
  const people = prepare<{ account_id: string; district_id: string }>(texts.told);
  const last = prepare<{ seq: number; chain: string }>(
    'select seq, chain from audit_entry where seq is not null order by seq desc limit 1',
  );
  const done = prepare<{ request: string; answer: string }>(
    'select request, answer from idempotency_key where user_id = ? and key = ?',
  );
  const insert = Object.fromEntries(
    Object.entries(texts.inserts).map(([name, columns]) => [
      name,
      prepare(`insert into ${name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`),
    ]),
  ) as Record<keyof typeof texts.inserts, Statement>;
  const tally = prepare(texts.tally);
  const chained = (entry: { mac: string; row: readonly unknown[] }): void => {
    const before = last.get();
    const seq = (before?.seq ?? 0) + 1;
    const chain = chainOf(auditKey, { before: before?.chain ?? '', seq, mac: entry.mac });
    insert.audit_entry.run(...entry.row, entry.mac, seq, chain);
  };
  const asked = (q: ListQuestion) => [q.organisation, q.organisation, q.programme, q.form, q.from, q.to];
  const create = db.transaction((o: NewLesson): string => {
    const before = done.get(o.account, o.once.key);
    if (before) return before.answer;
    insert.idempotency_key.run(o.account, o.once.key, o.once.request, o.answer, o.at);
    insert.record.run(
      o.id,
      o.district,
      o.programme,
      'masterLesson',
      1,
      'submitted',
      o.on,
      'helper',
      o.organisation,
      o.account,
      o.data,
      o.findings,
      o.settings,
      o.at,
      o.at,
      1,
    );
    insert.record_subject.run(o.id, o.pairing, 'claimed');
    insert.record_index.run(o.id, 'subject', o.subject);
    insert.record_index.run(o.id, 'teacher', o.teacher);
    insert.record_version.run(o.id, 1, o.at, o.account, 'submit', 'submitted', 1, o.data);
    for (const f of o.facts) {
      insert.fact.run(
        o.id,
        o.pairing,
        f.name,
        f.n,
        o.district,
        o.programme,
        o.on,
        f.amount,
        f.kind,
        f.person,
        'claimed',
      );
      tally.run(o.programme, o.pairing, f.name, f.kind, 'claimed', o.month, o.district, 1, f.amount);
    }
    insert.review.run(
      o.review.id,
      o.district,
      o.programme,
      'confirmation',
      1,
      'record',
      o.id,
      o.pairing,
      o.review.organisation,
      'open',
      o.at,
      o.review.due,
      1,
    );
    people
      .all(o.review.organisation)
      .forEach((p, i) =>
        insert.notification.run(
          o.notifications[i],
          p.account_id,
          p.district_id,
          'confirmation',
          o.text,
          '/reviews',
          o.at,
        ),
      );
    chained({
      mac: o.audit.mac,
      row: [o.audit.id, o.at, o.district, o.account, o.role, 'record.create', 'record', o.id, o.audit.detail],
    });
    return o.answer;
  });
  const addPeople = db.transaction<Store['addPeople']>((added, audit) => {
    for (const p of added)
      insert.person.run(
        p.id,
        p.district,
        p.organisation,
        p.kind,
        p.name,
        p.key,
        p.initials,
        p.pinyin,
        p.code,
        p.post,
        p.subject,
        p.at,
        1,
      );
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
    chained({ mac: macOf(auditKey, entry), row: Object.values(entry) });
  });
  return {
    session: (hash) => session.get(hash),
    seen: (hash, at) => void seen.run(at, hash),
    grounds: (o) => grounds.get(o.today, o.teacher, o.pairing, o.programme, o.organisation),
    create: (lesson) => create.immediate(lesson),
    list: (q) => list(q.limit).all(q.reviewer, ...asked(q)),
    count: (q) => count(q.limit).get(...asked(q))!.n,
    tallies: (o) => tallies.all(o.programme, o.from.slice(0, 7), o.to.slice(0, 7)),
    scan: (o) => scan.all(o.programme, o.from, o.to),
    ledger: (o) =>
      prepare<LedgerRow>(texts.ledger(o.forms.map((form) => `'${form}'`).join(', '))).iterate(
        o.programme,
        o.from,
        o.to,
      ),
    organisations: (district) =>
      new Map(
        prepare<{ id: string; name: string }>('select id, name from organisation where district_id = ?')
          .all(district)
          .map(({ id, name }) => [name, id]),
      ),
    addPeople: (added, audit) => addPeople.immediate(added, audit),
  };
};
