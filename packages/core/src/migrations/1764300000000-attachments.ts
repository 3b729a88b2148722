import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, type NewTable } from './kit.js';

const recordFile: NewTable = {
  columns: { record_id: 'varchar 36 key -> record', file_id: 'varchar 36 key -> stored_file' },
  indexes: { record_file_file: ['file_id'] },
};

/** Files that go with records. */
export class Attachments1764300000000 implements MigrationInterface {
  readonly name = 'Attachments1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'record_file', recordFile);
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
