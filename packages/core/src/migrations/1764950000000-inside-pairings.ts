import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

/** Pairs of people inside a pairing of organisations. */
export class InsidePairings1764950000000 implements MigrationInterface {
  readonly name = 'InsidePairings1764950000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('pairing', [
      new TableColumn({ name: 'inside', type: 'varchar', length: '40', isNullable: true }),
      new TableColumn({ name: 'kind', type: 'varchar', length: '40', isNullable: true }),
    ]);
    await runner.createIndex(
      'pairing',
      new TableIndex({ name: 'pairing_parent', columnNames: ['parent_id', 'state'] }),
    );
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
