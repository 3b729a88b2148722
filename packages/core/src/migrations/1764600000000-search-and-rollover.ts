import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndexes, createTable } from './kit.js';

/** What the audit log is read by, what names are found by, known years of the calendar, imports that can be undone. */
export class SearchAndRollover1764600000000 implements MigrationInterface {
  readonly name = 'SearchAndRollover1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await addIndexes(runner, 'audit_entry', { audit_entry_user: ['user_id', 'at'], audit_entry_at: ['at'] });
    // Names that stand are given theirs by the program when it starts: a migration cannot read signs aloud.
    await addColumns(runner, 'organisation', { name_initials: 'varchar 60 null', name_pinyin: 'varchar 360 null' });
    await addColumns(runner, 'person', { name_initials: 'varchar 50 null', name_pinyin: 'varchar 300 null' });
    await addColumns(runner, 'account', { name_initials: 'varchar 50 null', name_pinyin: 'varchar 300 null' });
    await addColumns(runner, 'calendar_day', { note: 'varchar 40 null' });
    await createTable(runner, 'calendar_year', {
      columns: {
        district_id: 'varchar 36 key -> organisation',
        year: 'integer key',
        user_id: 'varchar 36 null',
        at: 'varchar 24',
      },
    });
    await addColumns(runner, 'import_batch', { applied_at: 'varchar 24 null', written: 'text null' });
    await addColumns(runner, 'rectification', { due_counted_on: 'varchar 10 null' });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
