import { type QueryRunner, Table, TableColumn, TableForeignKey, TableIndex } from 'typeorm';

/**
 * A column in a few words: `varchar 36 key -> organisation`, `text null`, `bigint`.
 * type, length for varchar, then any of: `key` (part of the primary key), `null`, `-> table` (points at its id).
 */
export type ColumnWords = string;

export interface NewTable {
  readonly columns: Readonly<Record<string, ColumnWords>>;
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  readonly uniques?: Readonly<Record<string, readonly string[]>>;
}

const SHAPE = /^(varchar (?<length>\d+)|text|integer|bigint)(?<key> key)?(?<nullable> null)?( -> (?<target>\w+))?$/;

/**
 * Creates a table the same way on both engines. Migrations use this kit and nothing of the program, so that they mean
 * in ten years what they mean today; the kit may gain words and never changes one.
 */
export const createTable = async (runner: QueryRunner, name: string, spec: NewTable): Promise<void> => {
  const foreignKeys: TableForeignKey[] = [];
  const columns = Object.entries(spec.columns).map(([column, words]) => {
    const parts = SHAPE.exec(words)?.groups;
    if (!parts) throw new Error(`${name}.${column}: cannot read "${words}"`);
    if (parts['target'])
      foreignKeys.push(
        new TableForeignKey({
          name: `fk_${name}_${column}`,
          columnNames: [column],
          referencedTableName: parts['target'],
          referencedColumnNames: ['id'],
        }),
      );
    return {
      name: column,
      type: words.split(' ')[0]!,
      ...(parts['length'] ? { length: parts['length'] } : {}),
      isPrimary: parts['key'] !== undefined,
      isNullable: parts['nullable'] !== undefined,
    };
  });
  const indices = [
    ...Object.entries(spec.indexes ?? {}).map(([n, c]) => new TableIndex({ name: n, columnNames: [...c] })),
    ...Object.entries(spec.uniques ?? {}).map(
      ([n, c]) => new TableIndex({ name: n, columnNames: [...c], isUnique: true }),
    ),
  ];
  await runner.createTable(new Table({ name, columns, foreignKeys, indices }));
};

/** Adds columns to a table that stands. Rows have none of them yet: each is `null`, or is filled by the migration. */
export const addColumns = async (
  runner: QueryRunner,
  name: string,
  columns: Readonly<Record<string, ColumnWords>>,
): Promise<void> => {
  for (const [column, words] of Object.entries(columns)) {
    const parts = SHAPE.exec(words)?.groups;
    if (!parts?.['nullable'] || parts['target']) throw new Error(`${name}.${column}: cannot add "${words}"`);
    await runner.addColumn(
      name,
      new TableColumn({
        name: column,
        type: words.split(' ')[0]!,
        ...(parts['length'] ? { length: parts['length'] } : {}),
        isNullable: true,
      }),
    );
  }
};

export const addIndexes = async (
  runner: QueryRunner,
  name: string,
  indexes: Readonly<Record<string, readonly string[]>>,
): Promise<void> => {
  for (const [n, columns] of Object.entries(indexes))
    await runner.createIndex(name, new TableIndex({ name: n, columnNames: [...columns] }));
};
