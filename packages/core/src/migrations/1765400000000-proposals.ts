import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** Who is proposed to help whom, before it is a pairing. */
export class Proposals1765400000000 implements MigrationInterface {
  readonly name = 'Proposals1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'match_proposal', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        period: 'varchar 20',
        helped_id: 'varchar 36 -> person',
        helper_id: 'varchar 36 null -> person',
        origin: 'varchar 40',
        reason: 'text null',
        findings: 'text',
        note: 'varchar 200 null',
        pinned_at: 'varchar 24 null',
        pairing_id: 'varchar 36 null -> pairing',
        settings_number: 'integer',
        created_at: 'varchar 24',
        version: 'integer',
      },
      indexes: {
        match_proposal_helper: ['programme_id', 'period', 'helper_id'],
        match_proposal_helped: ['helped_id'],
        match_proposal_pairing: ['pairing_id'],
      },
      uniques: { match_proposal_one: ['programme_id', 'period', 'helped_id'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
