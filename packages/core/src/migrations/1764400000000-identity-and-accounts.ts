import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addIndexes, addUniques } from './kit.js';

/** Sealed ID numbers, the role somebody chose last, and roles held for somebody else. */
export class IdentityAndAccounts1764400000000 implements MigrationInterface {
  readonly name = 'IdentityAndAccounts1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'person', { id_number: 'varchar 120 null', id_number_key: 'varchar 64 null' });
    await addUniques(runner, 'person', { person_id_number: ['district_id', 'id_number_key'] });
    await addColumns(runner, 'account', { chosen_assignment_id: 'varchar 36 null' });
    await addIndexes(runner, 'account', { account_person: ['person_id'] });
    await addColumns(runner, 'assignment', {
      delegated_from: 'varchar 36 null',
      starts_on: 'varchar 10 null',
      ends_on: 'varchar 10 null',
    });
    await addIndexes(runner, 'assignment', { assignment_delegated: ['delegated_from'] });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
