import type { DataClass } from '@xieshou/sdk';
import { EntitySchema } from 'typeorm';

/** A column: its portable type, its class of personal data, and the type of its value as a phantom. */
export interface Column<T = unknown> {
  readonly type: 'varchar' | 'text' | 'integer' | 'bigint';
  readonly length?: number;
  readonly primary?: true;
  readonly nullable?: true;
  readonly class: DataClass;
  readonly references?: string;
  readonly value?: T;
}

type Options = { readonly class?: DataClass };

// The few kinds of columns that mean the same on both engines. No booleans (a state or an instant says more),
// no dates (text sorts the same everywhere), no JSON operators, no floats.
export const id = (): Column<string> => ({ type: 'varchar', length: 36, primary: true, class: 'internal' });
export const key = (length: number): Column<string> => ({ type: 'varchar', length, primary: true, class: 'internal' });
export const ref = (references: string): Column<string> => ({
  type: 'varchar',
  length: 36,
  class: 'internal',
  references,
});
/** Part of a primary key that also points at another table. */
export const keyRef = (references: string): Column<string> => ({ ...ref(references), primary: true });
/** An id of a row whose table depends on another column; no foreign key. */
export const anyId = (): Column<string> => ({ type: 'varchar', length: 36, class: 'internal' });
export const string = (length: number, o: Options = {}): Column<string> => ({
  type: 'varchar',
  length,
  class: o.class ?? 'internal',
});
export const oneOf = <const V extends readonly string[]>(_values: V): Column<V[number]> => ({
  type: 'varchar',
  length: 40,
  class: 'internal',
});
export const long = (o: Options = {}): Column<string> => ({ type: 'text', class: o.class ?? 'internal' });
/** JSON kept as text, never queried inside. Values are given and read as text; see `decode`. */
export const json = (o: Options = {}): Column<string> => long(o);
export const integer = (): Column<number> => ({ type: 'integer', class: 'internal' });
export const big = (): Column<number> => ({ type: 'bigint', class: 'internal' });
/** `YYYY-MM-DD`. */
export const day = (o: Options = {}): Column<string> => string(10, o);
/** UTC, ISO 8601 with milliseconds. */
export const instant = (): Column<string> => string(24);
export const optional = <T>(column: Column<T>): Column<T | null> => ({ ...column, nullable: true });

export type Columns = Readonly<Record<string, Column>>;
type ValueOf<C> = C extends Column<infer T> ? T : never;

/** A row as the database gives it. */
export type Row<T extends Table> = { readonly [K in keyof T['columns']]: ValueOf<T['columns'][K]> };

type NullKeys<C extends Columns> = { [K in keyof C]: null extends ValueOf<C[K]> ? K : never }[keyof C];
/** A row to insert: what may be null may be left out. */
export type NewRow<T extends Table> = {
  readonly [K in Exclude<keyof T['columns'], NullKeys<T['columns']>>]: ValueOf<T['columns'][K]>;
} & { readonly [K in NullKeys<T['columns']>]?: ValueOf<T['columns'][K]> };

export interface Table<C extends Columns = Columns> {
  readonly name: string;
  readonly columns: C;
  readonly entity: EntitySchema<unknown>;
}

export interface Indexes<C extends Columns> {
  /** Name → columns. Names are unique over the database. */
  readonly indexes?: Readonly<Record<string, readonly (keyof C & string)[]>>;
  readonly uniques?: Readonly<Record<string, readonly (keyof C & string)[]>>;
}

/** Defines a table once: TypeORM's metadata for migrations and drift, the row types, and the statements come from it. */
export const table = <const C extends Columns>(name: string, columns: C, o: Indexes<C> = {}): Table<C> => ({
  name,
  columns,
  entity: new EntitySchema<unknown>({
    name,
    tableName: name,
    columns: Object.fromEntries(
      Object.entries(columns).map(([column, c]) => [
        column,
        {
          type: c.type,
          ...(c.length ? { length: c.length } : {}),
          primary: c.primary ?? false,
          nullable: c.nullable ?? false,
        },
      ]),
    ),
    foreignKeys: Object.entries(columns).flatMap(([column, c]) =>
      c.references
        ? [{ name: `fk_${name}_${column}`, target: c.references, columnNames: [column], referencedColumnNames: ['id'] }]
        : [],
    ),
    indices: [
      ...Object.entries(o.indexes ?? {}).map(([n, c]) => ({ name: n, columns: [...c] })),
      ...Object.entries(o.uniques ?? {}).map(([n, c]) => ({ name: n, columns: [...c], unique: true })),
    ],
  }),
});
