/** A value bound to a statement. Days, instants and JSON are text; there are no booleans and no floats. */
export type Value = string | number | null;

const mark = Symbol('sql');

/** A piece of SQL with its bound values. Only {@link sql} makes one, so text from outside can never become SQL. */
export interface Sql {
  readonly [mark]: true;
  readonly text: readonly string[];
  readonly values: readonly Value[];
}

const isSql = (part: Value | Sql): part is Sql => typeof part === 'object' && part !== null && mark in part;

/** Tagged template: `sql\`select * from person where id = ${id}\``. Pieces of SQL are spliced in, the rest is bound. */
export const sql = (strings: TemplateStringsArray, ...parts: readonly (Value | Sql)[]): Sql => {
  const text: string[] = [strings[0]!];
  const values: Value[] = [];
  parts.forEach((part, i) => {
    const after = strings[i + 1]!;
    if (isSql(part)) {
      text[text.length - 1] += part.text[0]!;
      text.push(...part.text.slice(1));
      text[text.length - 1] += after;
      values.push(...part.values);
    } else {
      text.push(after);
      values.push(part);
    }
  });
  return { [mark]: true, text, values };
};

export const nothing = sql``;

/** Pieces joined by another piece. */
export const join = (parts: readonly Sql[], by: Sql): Sql =>
  parts.reduce((all, part, i) => (i === 0 ? part : sql`${all}${by}${part}`), nothing);

/** Conditions joined by `and`; none at all means true. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`1 = 1` : join(conditions, sql` and `);

/** `(?, ?, …)` for `in`. An empty list matches nothing, on purpose. */
export const list = (values: readonly Value[]): Sql =>
  values.length === 0
    ? sql`(select null where 1 = 0)`
    : sql`(${join(
        values.map((v) => sql`${v}`),
        sql`, `,
      )})`;

/** A pattern for `like … escape '\'` that finds the text anywhere, whatever signs it holds. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** SQL text with the engine's own placeholders. */
export const compile = (piece: Sql, placeholder: (n: number) => string): string =>
  piece.text.reduce((text, part, i) => text + placeholder(i) + part);

/** For the statement builder only: names come from table definitions in this program. */
export const identifierText = (text: string): Sql => ({ [mark]: true, text: [text], values: [] });
