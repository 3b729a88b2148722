import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, type NewTable } from './kit.js';

const tables: Readonly<Record<string, NewTable>> = {
  saved_view: {
    columns: {
      id: 'varchar 36 key',
      account_id: 'varchar 36 -> account',
      district_id: 'varchar 36',
      list: 'varchar 130',
      name: 'varchar 30',
      search: 'text',
      layout: 'text null',
      shared_at: 'varchar 24 null',
      created_at: 'varchar 24',
      version: 'integer',
    },
    uniques: { saved_view_name: ['account_id', 'list', 'name'] },
    indexes: { saved_view_shared: ['district_id', 'list', 'shared_at'] },
  },
  list_setting: {
    columns: {
      account_id: 'varchar 36 key -> account',
      list: 'varchar 130 key',
      layout: 'text null',
      standard_view_id: 'varchar 36 null',
    },
    indexes: { list_setting_standard: ['standard_view_id'] },
  },
};

/** Views that people keep of lists, and how each person has each list. */
export class SavedViews1764800000000 implements MigrationInterface {
  readonly name = 'SavedViews1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, spec] of Object.entries(tables)) await createTable(runner, name, spec);
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
