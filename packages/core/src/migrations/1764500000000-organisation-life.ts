import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, type NewTable } from './kit.js';

const tables: Readonly<Record<string, NewTable>> = {
  organisation_event: {
    columns: {
      id: 'varchar 36 key',
      organisation_id: 'varchar 36 -> organisation',
      kind: 'varchar 40',
      on_day: 'varchar 10',
      name: 'varchar 60 null',
      name_key: 'varchar 60 null',
      other_id: 'varchar 36 null -> organisation',
      reason: 'varchar 200 null',
      user_id: 'varchar 36 null',
      at: 'varchar 24',
    },
    indexes: { organisation_event_organisation: ['organisation_id', 'kind'] },
  },
  organisation_successor: {
    columns: {
      organisation_id: 'varchar 36 key -> organisation',
      successor_id: 'varchar 36 -> organisation',
    },
    indexes: { organisation_successor_reverse: ['successor_id'] },
  },
  person_place: {
    columns: {
      id: 'varchar 36 key',
      person_id: 'varchar 36 -> person',
      organisation_id: 'varchar 36 -> organisation',
      until_on: 'varchar 10',
      why: 'varchar 40',
      user_id: 'varchar 36 null',
      at: 'varchar 24',
    },
    indexes: { person_place_person: ['person_id', 'until_on'] },
  },
  person_alias: {
    columns: {
      person_id: 'varchar 36 key -> person',
      successor_id: 'varchar 36 -> person',
      user_id: 'varchar 36 null',
      at: 'varchar 24',
    },
    indexes: { person_alias_successor: ['successor_id'] },
  },
  person_distinct: {
    columns: {
      first_id: 'varchar 36 key -> person',
      second_id: 'varchar 36 key -> person',
      user_id: 'varchar 36 null',
      at: 'varchar 24',
    },
  },
  pairing_party: {
    columns: {
      pairing_id: 'varchar 36 key -> pairing',
      side: 'varchar 10 key',
      organisation_id: 'varchar 36 key -> organisation',
      until_on: 'varchar 10',
    },
  },
};

/** What becomes of organisations and people: former names and places, mergers, who was a pairing's party when. */
export class OrganisationLife1764500000000 implements MigrationInterface {
  readonly name = 'OrganisationLife1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, spec] of Object.entries(tables)) await createTable(runner, name, spec);
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
