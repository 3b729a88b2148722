import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** Who was appointed to a pairing instead of whom, since when and why. */
export class OfficesOfPairings1765660000000 implements MigrationInterface {
  readonly name = 'OfficesOfPairings1765660000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'pairing_office', {
      columns: {
        pairing_id: 'varchar 36 key -> pairing',
        number: 'integer key',
        role: 'varchar 40',
        from_id: 'varchar 36 null -> organisation',
        to_id: 'varchar 36 null -> organisation',
        on_day: 'varchar 10',
        reason: 'varchar 200',
        user_id: 'varchar 36',
        at: 'varchar 24',
      },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
