import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** Known browsers, each with its own count of wrong passwords. */
export class HandOver1765100000000 implements MigrationInterface {
  readonly name = 'HandOver1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'known_browser', {
      columns: {
        token_hash: 'varchar 64 key',
        account_id: 'varchar 36 -> account',
        failures: 'integer',
        last_failure_at: 'varchar 24 null',
        created_at: 'varchar 24',
        ends_at: 'varchar 24',
      },
      indexes: { known_browser_account: ['account_id', 'created_at'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
