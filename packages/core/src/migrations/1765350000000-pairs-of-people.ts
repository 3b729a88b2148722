import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndexes } from './kit.js';

/** People as the parties of a pairing: they write and decide for themselves. */
export class PairsOfPeople1765350000000 implements MigrationInterface {
  readonly name = 'PairsOfPeople1765350000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'record', { writer_person_id: 'varchar 36 null' });
    await addColumns(runner, 'review', { person_id: 'varchar 36 null' });
    await addColumns(runner, 'pairing', { reason: 'varchar 200 null' });
    await addIndexes(runner, 'review', { review_waiting_person: ['person_id', 'state', 'opened_at'] });
    await addIndexes(runner, 'pairing', { pairing_helper_party: ['helper_id'], pairing_helped_party: ['helped_id'] });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
