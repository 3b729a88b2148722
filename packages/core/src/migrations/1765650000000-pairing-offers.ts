import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** People named for each other inside a pairing, who are a pair once both organisations have agreed. */
export class PairingOffers1765650000000 implements MigrationInterface {
  readonly name = 'PairingOffers1765650000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'pairing_offer', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        parent_id: 'varchar 36 -> pairing',
        inside: 'varchar 40',
        kind: 'varchar 40',
        helper_id: 'varchar 36 -> person',
        helped_id: 'varchar 36 -> person',
        starts_on: 'varchar 10',
        state: 'varchar 40',
        helper_agreed_by: 'varchar 36 null',
        helper_agreed_at: 'varchar 24 null',
        helped_agreed_by: 'varchar 36 null',
        helped_agreed_at: 'varchar 24 null',
        declined_by: 'varchar 36 null',
        declined_at: 'varchar 24 null',
        reason: 'varchar 200 null',
        user_id: 'varchar 36',
        created_at: 'varchar 24',
        version: 'integer',
      },
      indexes: {
        pairing_offer_parent: ['parent_id', 'state'],
        pairing_offer_programme: ['programme_id', 'inside', 'state'],
        pairing_offer_helper: ['helper_id'],
        pairing_offer_helped: ['helped_id'],
      },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
