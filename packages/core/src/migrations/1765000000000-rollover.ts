import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addUniques } from './kit.js';

/** Which programme of the year before a programme goes on from, and which pairing a pairing. */
export class Rollover1765000000000 implements MigrationInterface {
  readonly name = 'Rollover1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'programme', { continues_id: 'varchar 36 null' });
    await addColumns(runner, 'pairing', { continues_id: 'varchar 36 null' });
    await addUniques(runner, 'programme', { programme_continues: ['continues_id'] });
    await addUniques(runner, 'pairing', { pairing_continues: ['continues_id'] });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
