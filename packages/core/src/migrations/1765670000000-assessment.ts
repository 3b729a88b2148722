import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, createTable } from './kit.js';

/** Places of awards, and words of risk found in records. */
export class Assessment1765670000000 implements MigrationInterface {
  readonly name = 'Assessment1765670000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'outcome_award', { rank: 'integer null' });
    await addColumns(runner, 'outcome_change', { rank_before: 'integer null', rank: 'integer null' });
    await createTable(runner, 'risk_alert', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        record_id: 'varchar 36 -> record',
        pairing_id: 'varchar 36 -> pairing',
        words: 'text',
        at: 'varchar 24',
      },
      indexes: { risk_alert_programme: ['programme_id', 'at'], risk_alert_record: ['record_id'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
