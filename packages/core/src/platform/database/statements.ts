import { boundText, identifierText, join, type Sql, sql, type Value } from './sql.js';
import type { Table } from './table.js';

interface Insert {
  readonly columns: readonly string[];
  /** Texts around the values, by the number of rows. */
  readonly texts: Map<number, readonly string[]>;
}

const inserts = new WeakMap<Table, Insert>();

/** Statements for so many rows are kept: few rows are what is inserted all day. */
const KEPT = 16;

const textsFor = (table: Table, columns: readonly string[], rows: number): string[] => {
  const head = `insert into "${table.name}" (${columns.map((c) => `"${c}"`).join(', ')}) values (`;
  const texts = [head];
  for (let n = 1; n < columns.length * rows; n++) texts.push(n % columns.length === 0 ? '), (' : ', ');
  texts.push(')');
  return texts;
};

/** `insert` of whole rows; columns left out are null. The text is made once per table and number of rows. */
export const insertOf = (table: Table, rows: readonly Readonly<Record<string, unknown>>[]): Sql => {
  let insert = inserts.get(table);
  if (!insert) {
    insert = { columns: Object.keys(table.columns), texts: new Map() };
    inserts.set(table, insert);
  }
  const { columns, texts } = insert;
  let text = texts.get(rows.length);
  if (!text) {
    text = textsFor(table, columns, rows.length);
    if (rows.length <= KEPT) texts.set(rows.length, Object.freeze(text));
  }
  const values: Value[] = [];
  for (const row of rows) for (const column of columns) values.push((row[column] ?? null) as Value);
  return boundText(text, values);
};

/** `update` of one row at a version; the version counts up by itself. */
export const changeOf = (
  table: Table,
  at: { readonly id: string; readonly version: number },
  to: Readonly<Record<string, unknown>>,
): Sql => {
  const sets = Object.keys(to).map((c) => {
    if (!(c in table.columns)) throw new Error(`${table.name} has no column ${c}`);
    return sql`${identifierText(`"${c}"`)} = ${(to[c] ?? null) as Value}`;
  });
  return sql`update ${identifierText(`"${table.name}"`)} set ${join([...sets, sql`version = version + 1`], sql`, `)}
    where id = ${at.id} and version = ${at.version}`;
};

export const lockOf = (table: Table, id: string): Sql =>
  sql`select id from ${identifierText(`"${table.name}"`)} where id = ${id} for update`;

/** Rows per statement, so that no engine's limit on bound values is reached (SQLite 32,766, PostgreSQL 65,535). */
export const chunked = <T>(table: Table, rows: readonly T[]): T[][] => {
  const size = Math.max(1, Math.floor(8000 / Object.keys(table.columns).length));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
};
