import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, type NewTable } from './kit.js';

const tables: Readonly<Record<string, NewTable>> = {
  duty_basis: {
    columns: {
      programme_id: 'varchar 36 key -> programme',
      pairing_id: 'varchar 36 key -> pairing',
      duty: 'varchar 60 key',
      period: 'varchar 20 key',
      teachers: 'integer',
      counted_on: 'varchar 10',
    },
  },
  duty_excuse: {
    columns: {
      programme_id: 'varchar 36 key -> programme',
      pairing_id: 'varchar 36 key -> pairing',
      duty: 'varchar 60 key',
      period: 'varchar 20 key',
      document: 'varchar 60',
      reason: 'varchar 200',
      user_id: 'varchar 36',
      at: 'varchar 24',
    },
  },
  rectification: {
    columns: {
      id: 'varchar 36 key',
      district_id: 'varchar 36',
      programme_id: 'varchar 36 -> programme',
      pairing_id: 'varchar 36 -> pairing',
      record_id: 'varchar 36 null -> record',
      content: 'text',
      raised_on: 'varchar 10',
      raised_by: 'varchar 36',
      organisation_id: 'varchar 36 -> organisation',
      due_on: 'varchar 10',
      state: 'varchar 40',
      measures: 'text null',
      responsible: 'varchar 50 null',
      result: 'text null',
      closed_on: 'varchar 10 null',
      told_overdue_on: 'varchar 10 null',
      created_at: 'varchar 24',
      version: 'integer',
    },
    indexes: {
      rectification_programme: ['programme_id', 'state', 'due_on'],
      rectification_pairing: ['pairing_id', 'state'],
      rectification_due: ['state', 'due_on'],
    },
  },
  rectification_step: {
    columns: {
      rectification_id: 'varchar 36 key -> rectification',
      number: 'integer key',
      at: 'varchar 24',
      user_id: 'varchar 36',
      organisation_id: 'varchar 36 -> organisation',
      action: 'varchar 40',
      text: 'text',
    },
  },
};

/** Teachers counted when a period begins, what the bureau has excused, and what is to be put right. */
export class DutiesAndRectification1764200000000 implements MigrationInterface {
  readonly name = 'DutiesAndRectification1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, spec] of Object.entries(tables)) await createTable(runner, name, spec);
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
