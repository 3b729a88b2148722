import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, createTable } from './kit.js';

/** Somebody else takes a person's place on a side of a pairing: since when they stand there, and who stood there before. */
export class PeopleOfPairings1765680000000 implements MigrationInterface {
  readonly name = 'PeopleOfPairings1765680000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'pairing', { helper_since: 'varchar 24 null', helped_since: 'varchar 24 null' });
    await createTable(runner, 'pairing_person', {
      columns: {
        id: 'varchar 36 key',
        pairing_id: 'varchar 36 -> pairing',
        side: 'varchar 40',
        person_id: 'varchar 36 -> person',
        organisation_id: 'varchar 36 -> organisation',
        record_id: 'varchar 36',
        until_on: 'varchar 10',
        at: 'varchar 24',
      },
      indexes: { pairing_person_pairing: ['pairing_id', 'until_on'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
