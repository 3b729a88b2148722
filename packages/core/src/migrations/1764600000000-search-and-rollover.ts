import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndexes } from './kit.js';

/** What the audit log is read by, what names are found by, years of the calendar, undone imports, continued pairings. */
export class SearchAndRollover1764600000000 implements MigrationInterface {
  readonly name = 'SearchAndRollover1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await addIndexes(runner, 'audit_entry', { audit_entry_user: ['user_id', 'at'], audit_entry_at: ['at'] });
    // Names that stand are given theirs by the program when it starts: a migration cannot read signs aloud.
    await addColumns(runner, 'organisation', { name_initials: 'varchar 60 null', name_pinyin: 'varchar 360 null' });
    await addColumns(runner, 'person', { name_initials: 'varchar 50 null', name_pinyin: 'varchar 300 null' });
    await addColumns(runner, 'account', { name_initials: 'varchar 50 null', name_pinyin: 'varchar 300 null' });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
