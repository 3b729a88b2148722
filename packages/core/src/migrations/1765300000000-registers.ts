import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, createTable } from './kit.js';

/** Entries of programmes' registers, and what an import of them is about. */
export class Registers1765300000000 implements MigrationInterface {
  readonly name = 'Registers1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'register_entry', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        register: 'varchar 40',
        person_id: 'varchar 36 -> person',
        period: 'varchar 20',
        form_version: 'integer',
        data: 'text',
        created_at: 'varchar 24',
        version: 'integer',
      },
      indexes: {
        register_entry_period: ['programme_id', 'register', 'period'],
        register_entry_person: ['person_id'],
      },
      uniques: { register_entry_one: ['programme_id', 'register', 'person_id', 'period'] },
    });
    await createTable(runner, 'register_entry_version', {
      columns: {
        entry_id: 'varchar 36 key -> register_entry',
        number: 'integer key',
        form_version: 'integer',
        data: 'text',
        at: 'varchar 24',
      },
    });
    await addColumns(runner, 'import_batch', { about: 'text null' });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
