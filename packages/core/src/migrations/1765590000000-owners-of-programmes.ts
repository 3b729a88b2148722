import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './kit.js';

/** Problems named by the owner of a programme say which side answers for them. */
export class OwnersOfProgrammes1765590000000 implements MigrationInterface {
  readonly name = 'OwnersOfProgrammes1765590000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'rectification', { answers: 'varchar 40 null' });
    await addColumns(runner, 'pairing', { doubt: 'varchar 200 null' });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
