import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, type NewTable } from './kit.js';

const tables: Readonly<Record<string, NewTable>> = {
  record_correction: {
    columns: {
      id: 'varchar 36 key',
      record_id: 'varchar 36 -> record',
      district_id: 'varchar 36',
      number: 'integer',
      data: 'text',
      findings: 'text',
      reason: 'varchar 200',
      user_id: 'varchar 36',
      at: 'varchar 24',
      state: 'varchar 40',
      settings_number: 'integer',
      form_version: 'integer',
    },
    indexes: { record_correction_record: ['record_id', 'state', 'number'] },
  },
};

/** Corrections of confirmed and sealed records. */
export class RecordLife1764100000000 implements MigrationInterface {
  readonly name = 'RecordLife1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, spec] of Object.entries(tables)) await createTable(runner, name, spec);
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
