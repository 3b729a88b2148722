import type { Reads } from './database.js';
import { all, identifierText, join, type Sql, sql, type Value } from './sql.js';
import type { Table } from './table.js';

type AnyRow = Readonly<Record<string, Value>>;

const named = (text: string): Sql => identifierText(`"${text}"`);

const commas = (names: readonly string[]): Sql => join(names.map(named), sql`, `);

/** Columns of a table's primary key, in their order. */
const keyOf = (table: Table): string[] =>
  Object.entries(table.columns)
    .filter(([, column]) => column.primary)
    .map(([name]) => name);

/** A table page by page along its primary key, so that no more than a page is ever in memory. */
export const pagesOf = async function* (
  reads: Reads,
  o: { readonly table: Table; readonly columns: readonly string[]; readonly where?: Sql; readonly size?: number },
): AsyncGenerator<readonly AnyRow[]> {
  const key = keyOf(o.table);
  const size = o.size ?? 500;
  let last: AnyRow | undefined;
  for (;;) {
    const after = last
      ? [
          sql`(${commas(key)}) > (${join(
            key.map((k) => sql`${last![k]!}`),
            sql`, `,
          )})`,
        ]
      : [];
    const page: readonly AnyRow[] = await reads.all<AnyRow>(
      sql`select ${commas(o.columns)} from ${named(o.table.name)} where ${all([...after, ...(o.where ? [o.where] : [])])}
        order by ${commas(key)} limit ${size}`,
    );
    if (page.length > 0) yield page;
    if (page.length < size) return;
    last = page.at(-1);
  }
};

export interface Orphans {
  readonly table: string;
  readonly column: string;
  readonly target: string;
  readonly rows: number;
  /** One value that points at nothing. */
  readonly example: string;
}

/** Rows that point at a row which is not there, by what the tables say they point at. */
export const orphansIn = async (reads: Reads, tables: readonly Table[]): Promise<Orphans[]> => {
  const found: Orphans[] = [];
  for (const table of tables)
    for (const [column, { references }] of Object.entries(table.columns)) {
      if (!references) continue;
      const row = await reads.one<{ n: number; example: string | null }>(
        sql`select count(*) as n, min(child.${named(column)}) as example from ${named(table.name)} child
          where child.${named(column)} is not null
          and not exists (select 1 from ${named(references)} parent where parent.id = child.${named(column)})`,
      );
      if (Number(row?.n ?? 0) > 0)
        found.push({ table: table.name, column, target: references, rows: Number(row!.n), example: row!.example! });
    }
  return found;
};

/**
 * For every table with rows that belong to one row of `root`: the condition that finds them. A row belongs when it
 * points at the root, or at a row that belongs. In the order of the tables, so that deleting goes from the end.
 */
export const belongingTo = (
  tables: readonly Table[],
  root: { readonly table: string; readonly id: string },
): ReadonlyMap<Table, Sql> => {
  const found = new Map<Table, Sql>();
  const byName = new Map<string, Sql>();
  for (const table of tables) {
    const pointers = Object.entries(table.columns).filter(([, c]) => c.references && c.references !== table.name);
    const direct = pointers.find(([, c]) => c.references === root.table);
    const ways = pointers
      .filter(([, c]) => byName.has(c.references!))
      .map(
        ([column, c]) =>
          sql`${named(column)} in (select id from ${named(c.references!)} where ${byName.get(c.references!)!})`,
      );
    const where =
      table.name === root.table
        ? sql`id = ${root.id}`
        : direct
          ? sql`${named(direct[0])} = ${root.id}`
          : ways.length > 0
            ? sql`(${join(ways, sql` or `)})`
            : undefined;
    if (!where) continue;
    found.set(table, where);
    byName.set(table.name, where);
  }
  return found;
};

export const deleteFrom = (table: Table, where: Sql): Sql => sql`delete from ${named(table.name)} where ${where}`;

/** Sets one column of one row, found by its primary key. */
export const setColumn = (
  table: Table,
  o: { readonly key: AnyRow; readonly column: string; readonly to: Value },
): Sql =>
  sql`update ${named(table.name)} set ${named(o.column)} = ${o.to} where ${all(
    keyOf(table).map((k) => sql`${named(k)} = ${o.key[k]!}`),
  )}`;

export const dropTable = (name: string): Sql => sql`drop table if exists ${named(name)}`;

/** The same table with fewer columns, as an older schema had it. */
export const withColumns = (table: Table, columns: readonly string[]): Table => ({
  ...table,
  columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => columns.includes(name))),
});

/** Rows of a table that no other row points at, by what the tables say they point at. */
export const unreferred = (tables: readonly Table[], target: Table): Sql =>
  all(
    tables.flatMap((table) =>
      Object.entries(table.columns)
        .filter(([, { references }]) => references === target.name)
        .map(
          ([column]) =>
            sql`not exists (select 1 from ${named(table.name)} child where child.${named(column)} = ${named(target.name)}.id)`,
        ),
    ),
  );
