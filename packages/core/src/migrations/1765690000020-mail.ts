import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, createTable } from './kit.js';

/** Digests by mail: where an account wants them, and the mails that are to be sent. */
export class Mail1765690000020 implements MigrationInterface {
  readonly name = 'Mail1765690000020';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'account', { mail_address: 'varchar 500 null', mail_language: 'varchar 40 null' });
    await createTable(runner, 'mail', {
      columns: {
        id: 'varchar 36 key',
        account_id: 'varchar 36 -> account',
        text: 'text',
        state: 'varchar 40',
        attempts: 'integer',
        next_at: 'varchar 24',
        created_at: 'varchar 24',
        ended_at: 'varchar 24 null',
        problem: 'varchar 300 null',
      },
      indexes: { mail_state: ['state', 'next_at'], mail_account: ['account_id'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
