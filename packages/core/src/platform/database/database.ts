import type { Sql } from './sql.js';
import type { Columns, NewRow, Row, Table } from './table.js';

/** Reads. Rows come back as plain objects keyed by column. */
export interface Reads {
  all<R extends object>(query: Sql): Promise<R[]>;
  /** The first row, if any. */
  one<R extends object>(query: Sql): Promise<R | undefined>;
}

/** Reads and writes inside one transaction. What it reads includes what it has written. */
export interface Writes extends Reads {
  /** Number of rows touched. */
  run(statement: Sql): Promise<number>;
  insert<C extends Columns>(table: Table<C>, ...rows: readonly NewRow<Table<C>>[]): Promise<void>;
  /**
   * Changes one row by its id, if its version is still the expected one. Answers false when it is not, so that a
   * lost update cannot happen; the caller then says what differs.
   */
  change<C extends Columns>(
    table: Table<C>,
    at: { readonly id: string; readonly version: number },
    to: Partial<Row<Table<C>>>,
  ): Promise<boolean>;
  /** Keeps other writers away from one row until the transaction ends. SQLite has one writer anyway. */
  lock(table: Table, id: string): Promise<void>;
}

export interface Database extends Reads {
  readonly engine: 'sqlite' | 'postgres';
  /**
   * One transaction. Everything in `work` is kept or nothing is. Never await the network or a hash inside: on SQLite
   * every other writer waits. On PostgreSQL `work` may run again after a serialisation failure.
   */
  write<R>(work: (tx: Writes) => Promise<R>): Promise<R>;
  /** Everything `work` reads is of one moment, however long it takes. Nobody waits for it. */
  snapshot<R>(work: (reads: Reads) => Promise<R>): Promise<R>;
  /** Schema statements that the entities ask for and the migrations did not make. Empty when they agree. */
  drift(): Promise<string[]>;
  close(): Promise<void>;
}

/** A unique index refused a row. `index` names it where the engine says so. */
export class UniqueViolation extends Error {
  constructor(readonly detail: string) {
    super(`unique: ${detail}`);
  }
}
