import { tables } from '@xieshou/core';

export type Cell = string | number | null;

/** Where generated rows go. Every row has all columns of its table, in the table's order. */
export interface Sink {
  /** Gives whole rows to the database; may keep them back until `finish`. */
  add(table: string, row: readonly Cell[]): void | Promise<void>;
  one<R extends object>(query: string): Promise<R | undefined>;
  run(statement: string): Promise<void>;
  /** Writes what is kept back, and puts back the indexes that were taken away for the loading. */
  finish(): Promise<void>;
}

export const columnsOf = (name: string): readonly string[] => {
  const table = tables.find((one) => one.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  return Object.keys(table.columns);
};

/** A row by its columns' names, as the sink wants it; what is left out is null. */
export const rowOf = (name: string) => {
  const columns = columnsOf(name);
  return (values: Readonly<Record<string, Cell>>): Cell[] => columns.map((column) => values[column] ?? null);
};
