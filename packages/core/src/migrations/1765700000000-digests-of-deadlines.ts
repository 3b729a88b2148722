import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './kit.js';

/** What was due and overdue for an account when the digests last looked, so that what became so since is told. */
export class DigestsOfDeadlines1765700000000 implements MigrationInterface {
  readonly name = 'DigestsOfDeadlines1765700000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'account', {
      digest_looked_on: 'varchar 10 null',
      digest_due: 'integer null',
      digest_overdue: 'integer null',
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
