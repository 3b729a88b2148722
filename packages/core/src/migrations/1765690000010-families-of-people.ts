import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndexes } from './kit.js';

/** Lists of people are sorted by the family name where the rest of a child's name is withheld. */
export class FamiliesOfPeople1765690000010 implements MigrationInterface {
  readonly name = 'FamiliesOfPeople1765690000010';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'person', { name_family: 'varchar 2 null' });
    await runner.query('update person set name_family = substr(name_key, 1, 1)');
    await addIndexes(runner, 'person', { person_family: ['district_id', 'name_family'] });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
