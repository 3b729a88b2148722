import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** What comes of pairings: settlements, what each changed, the awards in force, and decisions about single pairs. */
export class Outcomes1765500000000 implements MigrationInterface {
  readonly name = 'Outcomes1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'outcome_settlement', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        outcome: 'varchar 40',
        period: 'varchar 20',
        number: 'integer',
        organisation_id: 'varchar 36 -> organisation',
        state: 'varchar 40',
        settings_number: 'integer',
        counts: 'text',
        user_id: 'varchar 36',
        proposed_at: 'varchar 24',
        accepted_by: 'varchar 36 null',
        accepted_at: 'varchar 24 null',
        version: 'integer',
      },
      indexes: { outcome_settlement_district: ['district_id', 'programme_id'] },
      uniques: { outcome_settlement_number: ['programme_id', 'outcome', 'period', 'number'] },
    });
    await createTable(runner, 'outcome_change', {
      columns: {
        settlement_id: 'varchar 36 key -> outcome_settlement',
        pairing_id: 'varchar 36 key -> pairing',
        side: 'varchar 10 key',
        change: 'varchar 40',
        level_before: 'varchar 40 null',
        points_before: 'integer null',
        findings_before: 'text null',
        level: 'varchar 40 null',
        points: 'integer null',
        findings: 'text null',
      },
    });
    await createTable(runner, 'outcome_award', {
      columns: {
        programme_id: 'varchar 36 key -> programme',
        outcome: 'varchar 40 key',
        period: 'varchar 20 key',
        pairing_id: 'varchar 36 key -> pairing',
        side: 'varchar 10 key',
        level: 'varchar 40',
        points: 'integer',
        findings: 'text',
        settlement_id: 'varchar 36 -> outcome_settlement',
      },
      indexes: { outcome_award_pairing: ['pairing_id'] },
    });
    await createTable(runner, 'outcome_decision', {
      columns: {
        programme_id: 'varchar 36 key -> programme',
        outcome: 'varchar 40 key',
        period: 'varchar 20 key',
        pairing_id: 'varchar 36 key -> pairing',
        decision: 'varchar 40 key',
        note: 'varchar 200',
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
