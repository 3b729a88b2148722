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

/** Grows by pieces: what was given before is never copied. */
const building = (first: string) => {
  const text: string[] = [first];
  const values: Value[] = [];
  const append = (after: string): void => {
    text[text.length - 1] += after;
  };
  return {
    append,
    value: (value: Value, after: string): void => {
      text.push(after);
      values.push(value);
    },
    piece: (piece: Sql): void => {
      append(piece.text[0]!);
      for (let i = 1; i < piece.text.length; i++) text.push(piece.text[i]!);
      values.push(...piece.values);
    },
    done: (): Sql => ({ [mark]: true, text, values }),
  };
};

/**
 * Whether a value says how many rows are asked for. SQLite plans a statement anew each time a bound limit is bound
 * again, which costs more than most of them take: those numbers are written into the text.
 */
const isWindow = (before: string, part: Value | Sql): part is number =>
  Number.isSafeInteger(part) && (before.endsWith('limit ') || before.endsWith('offset '));

/**
 * Tagged template: `sql\`select * from person where id = ${id}\``. Pieces of SQL are spliced in, the rest is bound.
 * A template without pieces keeps its own array of texts, the same one each time, by which its statement is found.
 */
export const sql = (strings: TemplateStringsArray, ...parts: readonly (Value | Sql)[]): Sql => {
  if (!parts.some((part, i) => isSql(part) || isWindow(strings[i]!, part)))
    return { [mark]: true, text: strings, values: parts as readonly Value[] };
  const built = building(strings[0]!);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const after = strings[i + 1]!;
    if (isSql(part)) {
      built.piece(part);
      built.append(after);
    } else if (isWindow(strings[i]!, part)) built.append(`${part}${after}`);
    else built.value(part, after);
  }
  return built.done();
};

/** Whether the texts are of one place in this program and come again; others are made anew each time. */
export const isTemplate = (piece: Sql): boolean => Object.isFrozen(piece.text);

export const nothing = sql``;

/** Pieces joined by another piece. */
export const join = (parts: readonly Sql[], by: Sql): Sql => {
  const built = building('');
  parts.forEach((part, i) => {
    if (i > 0) built.piece(by);
    built.piece(part);
  });
  return built.done();
};

/** Conditions joined by `and`; none at all means true. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`1 = 1` : join(conditions, sql` and `);

/** `(?, ?, …)` for `in`. An empty list matches nothing, on purpose. */
export const list = (values: readonly Value[]): Sql =>
  values.length === 0
    ? sql`(select null where 1 = 0)`
    : { [mark]: true, text: ['(', ...values.slice(1).map(() => ', '), ')'], values };

/** A pattern for `like … escape '\'` that finds the text anywhere, whatever signs it holds. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** SQL text with the engine's own placeholders. */
export const compile = (piece: Sql, placeholder: (n: number) => string): string => {
  let text = piece.text[0]!;
  for (let i = 1; i < piece.text.length; i++) text += placeholder(i) + piece.text[i]!;
  return text;
};

/** For the statement builder only: names come from table definitions in this program. */
export const identifierText = (text: string): Sql => ({ [mark]: true, text: [text], values: [] });

/** For the statement builder only: texts of this program with a value between every two. Frozen where they come again. */
export const boundText = (text: readonly string[], values: readonly Value[]): Sql => ({ [mark]: true, text, values });
