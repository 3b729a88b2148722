import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import { Files } from '../files/files.js';
import type { storedFile } from '../files/files.tables.js';
import { readRows, WorkbookRefused } from '../files/workbook.js';
import { Jobs, type JobRun } from '../jobs/jobs.js';
import type { Actor } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { conflict, Problem, refused } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { openBytes } from '../platform/sensitive.js';
import { DATABASE, KEYS, type Keys } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { breathe } from './bulk.js';
import { cellsOf, findColumns, type FoundColumn, readCells } from './import-columns.js';
import { type BatchRow, countsOf, type Plan, planOf, type PlanRow } from './import-plan.js';
import { ImportRegisters } from './import-registers.js';
import { importBatch } from './imports.tables.js';
import { openPlan, placeOfImport, sealPlan } from './sealed-cells.js';
import { type CellValues, type ImportRegister, type Judgement, RowsMoved } from './register.js';

export interface ReadInput {
  readonly import: string;
  readonly reach: Reach;
  readonly organisationId: string;
  readonly districtId: string;
}

export interface ApplyInput {
  readonly import: string;
  readonly reach: Reach;
  readonly rows: 'all' | 'good';
}

/** Somebody else may write what a row was judged by in the same moment; then it is judged again, so many times. */
const TRIES = 3;

const isMoved = (error: unknown) => error instanceof RowsMoved || (error instanceof Problem && error.code === 'exists');

export const faulty = (n: number): Text =>
  t(
    `有 ${n} 行有误，没有导入任何内容。请改正后重新上传，或选择只导入正确的行`,
    `${n} row(s) are faulty and nothing was imported: mend them and send the file again, or import the good rows only`,
  );

/** The two jobs of an import: reading the workbook into a plan, and applying the plan in one unit of work. */
@Injectable()
export class ImportWork implements OnModuleInit {
  private readonly log = new Logger('Imports');

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly files: Files,
    private readonly jobs: Jobs,
    private readonly registers: ImportRegisters,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('import.read', (run) => this.readFile(run));
    this.jobs.handle('import.apply', (run) => this.applyRows(run));
  }

  private async readFile(run: JobRun): Promise<void> {
    const input = run.input as unknown as ReadInput;
    const batch = await this.database.one<BatchRow>(sql`select * from import_batch where id = ${input.import}`);
    if (batch?.state !== 'reading') return;
    const to = await this.planFile(run, input, batch).catch((error: unknown) => {
      if (error instanceof WorkbookRefused) return { refusal: error.text };
      this.log.error(`reading ${batch.id}: ${error instanceof Error ? error.stack : String(error)}`);
      return { refusal: t('系统没有读完这个文件，请重新上传', 'The file could not be read to its end: send it again') };
    });
    const counts = 'plan' in to ? countsOf(to.plan.rows) : undefined;
    await this.units.run(run.actor, async (unit) => {
      const written = await unit.change(
        importBatch,
        batch,
        'plan' in to
          ? { state: 'ready', plan: JSON.stringify(to.plan) }
          : { state: 'failed', refusal: JSON.stringify(to.refusal) },
      );
      if (!written) throw conflict('read-already', t('这个文件已经读取', 'This file has been read already'));
      await unit.audit({
        action: counts ? 'import.read' : 'import.refuse',
        kind: 'import',
        id: batch.id,
        detail: { ...counts },
      });
    });
  }

  private async planFile(run: JobRun, input: ReadInput, batch: BatchRow): Promise<{ plan: Plan } | { refusal: Text }> {
    const register = await this.registers.of(this.database, batch);
    const file = await this.database.one<Row<typeof storedFile>>(
      sql`select * from stored_file where id = ${batch.file_id}`,
    );
    const sheet = await readRows({
      content: openBytes(this.keys.sensitive, await this.files.read(file!.hash), placeOfImport(batch.id)),
    });
    const columns = findColumns(register.columns, sheet.header);
    if ('refusal' in columns) return columns;
    if (sheet.rows.length === 0)
      return {
        refusal: t(
          '表格里没有数据行。请在列名下面填写后再上传。',
          'There are no rows below the titles: fill some in and send the file again.',
        ),
      };
    await run.progress(0, sheet.rows.length);
    const rows = sheet.rows.map((row) => ({ row: row.row, cells: cellsOf(columns.found, row) }));
    const { plan } = await this.judge({
      register,
      found: columns.found,
      reads: this.database,
      rows,
      ...input,
      role: run.actor.role,
    });
    await run.progress(rows.length, rows.length);
    return { plan: this.sealed(batch.id, register, plan) };
  }

  private async applyRows(run: JobRun): Promise<void> {
    const input = run.input as unknown as ApplyInput;
    const held = await this.applyAtLast(run, input);
    if (held > 0) throw refused('faulty-rows', faulty(held));
  }

  private async applyAtLast(run: JobRun, input: ApplyInput): Promise<number> {
    for (let n = 1; ; n++) {
      try {
        return await this.applyOnce(run, input);
      } catch (error) {
        if (n < TRIES && isMoved(error)) continue;
        // Everything was rolled back: the import stands as it stood before, and its user may try again.
        if (!isMoved(error))
          this.log.error(`applying ${input.import}: ${error instanceof Error ? error.stack : String(error)}`);
        await this.giveBack(run.actor, input.import);
        throw refused(
          'import-stopped',
          t('导入没有完成，没有写入任何内容，请重试', 'The import did not finish and nothing was written: try again'),
        );
      }
    }
  }

  /** Answers how many faulty rows kept everything from being applied. */
  private async applyOnce(run: JobRun, input: ApplyInput): Promise<number> {
    const before = await this.database.one<BatchRow>(sql`select * from import_batch where id = ${input.import}`);
    const kept = before && planOf(before);
    if (!before || !kept || before.state !== 'applying') return 0;
    const register = await this.registers.of(this.database, before);
    const old = openPlan({ key: this.keys.sensitive, id: before.id, register, plan: kept });
    const columns = findColumns(register.columns, old.titles);
    if ('refusal' in columns) throw new Error(`the register ${register.name} has lost a column`);
    await run.progress(0, old.rows.length);
    const held = await this.units.run(run.actor, async (unit) => {
      await unit.lock(importBatch, before.id);
      const rows = old.rows.map(({ row, cells }) => ({ row, cells: cells ?? [] }));
      const { plan, judgement } = await this.judge({
        ...old,
        ...input,
        role: run.actor.role,
        register,
        found: columns.found,
        reads: unit,
        rows,
      });
      const counts = countsOf(plan.rows);
      const stopped = input.rows === 'all' ? counts.error : 0;
      const written = stopped === 0 ? await judgement.write(unit) : [];
      const applied = stopped === 0 ? counts.add + counts.change : 0;
      const rest =
        stopped === 0
          ? plan.rows.map((row) => (row.outcome === 'error' ? row : { ...row, cells: undefined }))
          : plan.rows;
      const changed = await unit.change(importBatch, before, {
        state: stopped === 0 ? 'applied' : 'ready',
        applied,
        ...(stopped === 0 ? { applied_at: this.clock.instant() } : {}),
        ...(written.length > 0 && register.undoing ? { written: JSON.stringify(written) } : {}),
        plan: JSON.stringify(this.sealed(before.id, register, { ...plan, rows: rest })),
      });
      if (!changed) throw new RowsMoved('another process applies this import');
      await unit.audit({
        action: stopped === 0 ? 'import.apply' : 'import.hold',
        kind: 'import',
        id: before.id,
        detail: { register: register.name, ...counts },
      });
      return stopped;
    });
    await run.progress(old.rows.length, old.rows.length);
    return held;
  }

  private sealed(id: string, register: ImportRegister, plan: Plan): Plan {
    return sealPlan({ key: this.keys.sensitive, id, register, plan });
  }

  private async giveBack(actor: Actor, id: string): Promise<void> {
    await this.units.run(actor, async (unit) => {
      await unit.run(
        sql`update import_batch set state = 'ready', version = version + 1 where id = ${id} and state = 'applying'`,
      );
      await unit.audit({ action: 'import.stop', kind: 'import', id });
    });
  }

  private async judge(o: {
    readonly register: ImportRegister;
    readonly found: readonly FoundColumn[];
    readonly reads: Reads;
    readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
    readonly reach: Reach;
    readonly role: string | null;
    readonly organisationId: string;
    readonly districtId: string;
  }): Promise<{ readonly plan: Plan; readonly judgement: Judgement }> {
    const { register, found, reach, role, organisationId, districtId } = o;
    const values: CellValues[] = [];
    for (const row of o.rows) {
      values.push(readCells({ columns: register.columns, found, ...row }));
      if (values.length % 1000 === 0) await breathe();
    }
    const judgement = await register.judge({
      reads: o.reads,
      importer: { reach, role, organisationId, districtId },
      rows: values,
    });
    const named = found.findIndex(({ column }) => column.key === register.columns[0]!.key);
    const rows = o.rows.map(({ row, cells }, i): PlanRow => ({
      row,
      name: (cells[named] ?? '').slice(0, 60),
      ...judgement.verdicts[i]!,
      cells,
    }));
    return { plan: { titles: found.map(({ title }) => title), organisationId, districtId, rows }, judgement };
  }
}
