import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** Known browsers, each with its own count of wrong passwords; hand-overs. */
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
    await createTable(runner, 'hand_over', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        organisation_id: 'varchar 36 -> organisation',
        assignment_id: 'varchar 36 -> assignment',
        role: 'varchar 40',
        from_id: 'varchar 36 -> account',
        to_id: 'varchar 36 -> account',
        user_id: 'varchar 36 -> account',
        at: 'varchar 24',
        drafts: 'integer',
        delegations: 'integer',
        content: 'text',
      },
      indexes: { hand_over_from: ['from_id', 'at'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
