import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, type NewTable } from './kit.js';

const filedSheet: NewTable = {
  columns: {
    id: 'varchar 36 key',
    district_id: 'varchar 36',
    programme_id: 'varchar 36 -> programme',
    organisation_id: 'varchar 36 -> organisation',
    reach: 'varchar 40',
    kind: 'varchar 40',
    name: 'varchar 60',
    filter: 'varchar 300',
    number: 'integer',
    title: 'varchar 80',
    note: 'text null',
    language: 'varchar 40',
    heading: 'text',
    columns: 'text',
    row_count: 'integer',
    as_of: 'varchar 24',
    settings_number: 'integer',
    user_id: 'varchar 36',
    hash: 'varchar 64',
    rows_file: 'varchar 36 -> stored_file',
    workbook_hash: 'varchar 64',
    workbook_file: 'varchar 36 -> stored_file',
  },
  indexes: {
    filed_sheet_programme: ['programme_id', 'kind', 'name', 'filter'],
    filed_sheet_district: ['district_id', 'as_of'],
    filed_sheet_organisation: ['organisation_id', 'as_of'],
  },
};

/** Ledgers and reports that are kept as they were filed. */
export class FiledSheets1764700000000 implements MigrationInterface {
  readonly name = 'FiledSheets1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'filed_sheet', filedSheet);
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
