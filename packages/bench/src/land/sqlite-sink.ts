import BetterSqlite3, { type Statement } from 'better-sqlite3';
import { columnsOf, type Sink } from './sink.js';

/** Straight into the file. Indexes are made at the end, when all rows are there, and the disk is asked once. */
export const sqliteSink = (path: string): Sink => {
  const db = new BetterSqlite3(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -262144');
  const indexes = db
    .prepare<unknown[], { name: string; sql: string }>(
      `select name, sql from sqlite_schema where type = 'index' and sql is not null`,
    )
    .all();
  for (const { name } of indexes) db.exec(`drop index "${name}"`);
  const statements = new Map<string, Statement>();
  const statementFor = (table: string): Statement => {
    let statement = statements.get(table);
    if (!statement) {
      const columns = columnsOf(table);
      statement = db.prepare(
        `insert into "${table}" (${columns.map((c) => `"${c}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      );
      statements.set(table, statement);
    }
    return statement;
  };
  let open = 0;
  return {
    add: (table, row) => {
      if (open === 0) db.exec('begin');
      statementFor(table).run(...row);
      open += 1;
      if (open < 500_000) return;
      db.exec('commit');
      open = 0;
    },
    one: async <R extends object>(query: string) => db.prepare<unknown[], R>(query).get(),
    run: async (statement) => void db.exec(statement),
    finish: async () => {
      if (open > 0) db.exec('commit');
      for (const { sql } of indexes) db.exec(sql);
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
};
