import type { MixedList } from 'typeorm';
import { refused } from '../platform/problem.js';
import { t } from '@xieshou/sdk';
import type { Table } from '../platform/database/table.js';

export type Migration = new () => { readonly name: string };

/** The tables this program knows and the migrations that make them. */
export interface Schema {
  readonly tables: readonly Table[];
  readonly migrations: readonly Migration[];
}

export const namesOf = (schema: Schema): string[] => schema.migrations.map((M) => new M().name);

/** The migrations up to and with the named ones, for TypeORM. */
export const firstMigrations = (schema: Schema, count: number): MixedList<Function> =>
  schema.migrations.slice(0, count);

/** Refuses data that a newer program has made: this one would not know all of it. */
export const assertKnown = (schema: Schema, applied: readonly string[]): void => {
  const known = namesOf(schema);
  if (applied.length > 0 && applied.every((name, i) => known[i] === name)) return;
  throw refused(
    'schema-unknown',
    applied.length === 0
      ? t(
          '数据库里没有携手平台的数据，请检查数据文件夹或 DATABASE_URL',
          'There is no data of Xieshou in this database: check the data folder or DATABASE_URL',
        )
      : t(
          `数据由另一个版本的程序建立（${applied.at(-1)}），请安装那个版本或更新的版本后再试`,
          `The data was made by another version of the program (${applied.at(-1)}): install that version or a newer one`,
        ),
  );
};
