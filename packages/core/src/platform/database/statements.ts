import { identifierText, join, type Sql, sql, type Value } from './sql.js';
import type { Table } from './table.js';

const names = new WeakMap<Table, { insert: Sql; columns: readonly string[] }>();

const headOf = (table: Table) => {
  let head = names.get(table);
  if (!head) {
    const columns = Object.keys(table.columns);
    head = {
      columns,
      insert: identifierText(`insert into "${table.name}" (${columns.map((c) => `"${c}"`).join(', ')}) values `),
    };
    names.set(table, head);
  }
  return head;
};

/** `insert` of whole rows; columns left out are null. The column list is made once per table. */
export const insertOf = (table: Table, rows: readonly Readonly<Record<string, unknown>>[]): Sql => {
  const { columns, insert } = headOf(table);
  const tuple = (row: Readonly<Record<string, unknown>>) =>
    sql`(${join(
      columns.map((c) => sql`${(row[c] ?? null) as Value}`),
      sql`, `,
    )})`;
  return sql`${insert}${join(rows.map(tuple), sql`, `)}`;
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
