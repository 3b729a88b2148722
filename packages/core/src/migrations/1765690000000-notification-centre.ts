import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './kit.js';

/** Which programme a notification is about, and when an account had its last daily digest. */
export class NotificationCentre1765690000000 implements MigrationInterface {
  readonly name = 'NotificationCentre1765690000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'notification', { programme_id: 'varchar 36 null' });
    await addColumns(runner, 'account', { last_digest_at: 'varchar 24 null' });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
