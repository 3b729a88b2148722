import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Jobs, type JobRun } from '../jobs/jobs.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Table } from '../platform/database/table.js';
import { refused } from '../platform/problem.js';
import { DATABASE, TABLES } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { type BatchRow, type Plan, planOf } from './import-plan.js';
import { ImportRegisters } from './import-registers.js';
import { undoWritten } from './import-undo.js';
import { importBatch } from './imports.tables.js';
import type { Written } from './register.js';

export interface UndoInput {
  readonly import: string;
}

/** The job that undoes an import in one unit of work. */
@Injectable()
export class UndoWork implements OnModuleInit {
  private readonly log = new Logger('Imports');

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(TABLES) private readonly tables: readonly Table[],
    private readonly units: Units,
    private readonly jobs: Jobs,
    private readonly registers: ImportRegisters,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('import.undo', (run) => this.undo(run));
  }

  private async undo(run: JobRun): Promise<void> {
    const { import: id } = run.input as unknown as UndoInput;
    try {
      await this.undoOnce(run, id);
    } catch (error) {
      // Everything was rolled back: the import stands as applied, and its user may try again.
      this.log.error(`undoing ${id}: ${error instanceof Error ? error.stack : String(error)}`);
      await this.units.run(run.actor, async (unit) => {
        await unit.run(
          sql`update import_batch set state = 'applied', version = version + 1 where id = ${id} and state = 'undoing'`,
        );
        await unit.audit({ action: 'import.stop', kind: 'import', id });
      });
      throw refused(
        'undo-stopped',
        t('撤销没有完成，没有改动任何内容，请重试', 'Undoing did not finish and nothing was changed: try again'),
      );
    }
  }

  private async undoOnce(run: JobRun, id: string): Promise<void> {
    const batch = await this.database.one<BatchRow>(sql`select * from import_batch where id = ${id}`);
    const plan = batch && planOf(batch);
    const register = batch && (await this.registers.of(this.database, batch));
    const undoing = register?.undoing && {
      ...register.undoing,
      owned: [...register.undoing.owned, ...this.registers.takenAlong(register.name)],
    };
    if (!batch?.written || !plan || !undoing || batch.state !== 'undoing') return;
    const written = JSON.parse(batch.written) as readonly Written[];
    await run.progress(0, written.length);
    await this.units.run(run.actor, async (unit) => {
      await unit.lock(importBatch, id);
      const keeper = this.registers.keeperOf(batch.register);
      const kept = await undoWritten(unit, { tables: this.tables, undoing, keeper, written });
      const rows = plan.rows.map((row) => {
        const reason = row.id === null ? undefined : kept.get(row.id);
        return reason && row.outcome !== 'same' ? { ...row, kept: reason } : row;
      });
      const done = await unit.change(importBatch, batch, {
        state: 'undone',
        written: null,
        plan: JSON.stringify({ ...plan, rows } satisfies Plan),
      });
      if (!done) throw new Error('another process undoes this import');
      await unit.audit({
        action: 'import.undo',
        kind: 'import',
        id,
        detail: { register: batch.register, undone: written.length - kept.size, kept: kept.size },
      });
    });
    await run.progress(written.length, written.length);
  }
}
