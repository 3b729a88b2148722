import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './kit.js';

/** Teams that stand on a side of pairings: who is in them, from when until when, and how that came about. */
export class Teams1765640000000 implements MigrationInterface {
  readonly name = 'Teams1765640000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'team', {
      columns: {
        id: 'varchar 36 key',
        district_id: 'varchar 36',
        programme_id: 'varchar 36 -> programme',
        organisation_id: 'varchar 36 -> organisation',
        number: 'integer',
        name: 'varchar 30',
        leader_id: 'varchar 36 -> person',
        state: 'varchar 40',
        created_at: 'varchar 24',
        version: 'integer',
      },
      indexes: { team_organisation: ['organisation_id', 'programme_id'] },
      uniques: { team_number: ['programme_id', 'number'] },
    });
    await createTable(runner, 'team_member', {
      columns: {
        id: 'varchar 36 key',
        team_id: 'varchar 36 -> team',
        person_id: 'varchar 36 -> person',
        state: 'varchar 40',
        statement: 'varchar 200 null',
        joined_on: 'varchar 10 null',
        left_on: 'varchar 10 null',
        created_at: 'varchar 24',
        version: 'integer',
      },
      indexes: { team_member_team: ['team_id', 'state'], team_member_person: ['person_id', 'state'] },
    });
    await createTable(runner, 'team_event', {
      columns: {
        id: 'varchar 36 key',
        team_id: 'varchar 36 -> team',
        member_id: 'varchar 36 null',
        act: 'varchar 40',
        on_day: 'varchar 10',
        reason: 'varchar 200 null',
        user_id: 'varchar 36',
        at: 'varchar 24',
      },
      indexes: { team_event_team: ['team_id', 'at'] },
    });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
