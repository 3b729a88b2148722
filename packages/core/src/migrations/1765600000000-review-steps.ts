import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, addUniques } from './kit.js';

/** Reviews in several steps: how many must approve and by when, in which round, and who stood in for whom. */
export class ReviewSteps1765600000000 implements MigrationInterface {
  readonly name = 'ReviewSteps1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'review', {
      round: 'integer null',
      needs: 'integer null',
      decide_by: 'varchar 10 null',
    });
    await addColumns(runner, 'review_decision', { on_behalf_of: 'varchar 36 null' });
    // A step may need several people: one decision of each instead of one in all.
    await runner.dropIndex('review_decision', 'review_decision_once');
    await addUniques(runner, 'review_decision', { review_decision_person: ['review_id', 'user_id'] });
  }

  /** Forward only: going back is done by restoring a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only. Restore the backup made before the upgrade.');
  }
}
