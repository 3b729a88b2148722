import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** What pairings have gone through: stages closed and opened again, with what was counted. */
export class Stages1765610000000 implements MigrationInterface {
  readonly name = 'Stages1765610000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'stage_step', {
      columns: {
        pairing_id: 'varchar 36 key -> pairing',
        number: 'integer key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        stage: 'varchar 40',
        act: 'varchar 40',
        on_day: 'varchar 10',
        counted: 'text',
        reason: 'varchar 200 null',
        settings_number: 'integer',
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
