import { Inject, Injectable } from '@nestjs/common';
import { type Language, t } from '@xieshou/sdk';
import { Files } from '../files/files.js';
import { Jobs } from '../jobs/jobs.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import type { FileAnswer } from '../platform/http/file-answer.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, notFound, refused } from '../platform/problem.js';
import type { Reach, Scope } from '../platform/scope.js';
import { sealBytes } from '../platform/sensitive.js';
import { DATABASE, KEYS, type Keys } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import {
  type BatchRow,
  countsOf,
  type ImportAbout,
  type ImportDto,
  importDto,
  planOf,
  type PlanRow,
} from './import-plan.js';
import { ImportRegisters } from './import-registers.js';
import { UNDO_WITHIN } from './import-undo.js';
import { type ApplyInput, faulty, type ReadInput } from './import-work.js';
import { errorsOf, templateOf } from './import-workbooks.js';
import type { applyImport, importErrors, ImportName, listImports, readImport, undoImport } from './imports.api.js';
import { importBatch } from './imports.tables.js';
import type { ImportRegister } from './register.js';
import { openPlan, openReasons, placeOfImport } from './sealed-cells.js';
import type { UndoInput } from './undo-work.js';

/** What an import is into, as its batch keeps it. */
const batchOf = (register: ImportName, about?: ImportAbout) => ({
  register,
  about: about ? JSON.stringify(about) : null,
});

type Uploaded = Pick<Call, 'scope' | 'actor' | 'bytes' | 'language'> & { readonly query: { readonly name: string } };

/** A name for people only; it is never a path, and must not look like one. */
const displayName = (name: string): string => {
  const clean = name.replace(/[\p{Cc}\p{Cs}/\\:*?"<>|]/gu, '_').trim();
  return clean === '' ? 'import.xlsx' : clean;
};

/**
 * Imports as their users see them: template, upload, preview, apply, and the faulty rows given back. The long work is
 * done by jobs.
 */
@Injectable()
export class Imports {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly files: Files,
    private readonly jobs: Jobs,
    private readonly registers: ImportRegisters,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async template(name: ImportName, language: Language, about?: ImportAbout): Promise<FileAnswer> {
    return templateOf(await this.registers.of(this.database, batchOf(name, about)), language);
  }

  /** Takes a workbook in. What it would do is worked out by a job; nothing of it is applied. */
  async upload(
    name: ImportName,
    { scope, actor, bytes, query, language }: Uploaded,
    about?: ImportAbout,
  ): Promise<ImportDto> {
    const register = await this.registers.of(this.database, batchOf(name, about));
    const reach = scope.reach(register.permission);
    if (!reach || register.isOpenTo?.(scope.role) === false) throw notFound();
    const id = newId(this.clock.now().getTime());
    // Most files hold people: each is kept sealed, and only its own import opens it.
    const placed = await this.files.place(sealBytes(this.keys.sensitive, bytes, placeOfImport(id)));
    const fileName = displayName(query.name);
    const answer = await this.units.run(actor, async (unit) => {
      const file_id = await this.files.add(unit, actor, { ...placed, name: fileName, mediaType: xlsx });
      const input: ReadInput = {
        import: id,
        reach,
        organisationId: scope.organisationId,
        districtId: scope.districtId,
      };
      const batch = {
        id,
        ...batchOf(name, about),
        user_id: scope.userId,
        district_id: scope.districtId,
        file_id,
        file_name: fileName,
        state: 'reading',
        refusal: null,
        plan: null,
        applied: 0,
        applied_at: null,
        written: null,
        job_id: await this.jobs.put(unit, actor, { kind: 'import.read', input: { ...input } }),
        created_at: this.clock.instant(),
        version: 1,
      } as const;
      await unit.insert(importBatch, batch);
      await unit.audit({ action: 'import.upload', kind: 'import', id, detail: { register: name, file: placed.hash } });
      return this.dto(batch, language);
    });
    await this.files.stay(placed);
    return answer;
  }

  async read({ scope, params, language }: Call<typeof readImport>): Promise<ImportDto> {
    return this.dto((await this.mine(this.database, scope, params.id)).batch, language);
  }

  async errors({ scope, params, language }: Call<typeof importErrors>): Promise<FileAnswer> {
    const { batch, register } = await this.mine(this.database, scope, params.id);
    const plan = planOf(batch);
    if (!plan?.rows.some((row) => row.outcome === 'error'))
      throw refused('no-errors', t('没有需要改正的行', 'There is no faulty row to give back'));
    return errorsOf({
      register,
      plan: openPlan({ key: this.keys.sensitive, id: batch.id, register, plan }),
      fileName: batch.file_name,
      language,
    });
  }

  /** Asks for a ready import to be applied. The rows are judged again when that happens. */
  apply({ scope, actor, params, body, language }: Call<typeof applyImport>): Promise<ImportDto> {
    return this.units.run(actor, async (unit) => {
      const { batch, reach } = await this.mine(unit, scope, params.id);
      this.assertReady(batch);
      const { error } = countsOf(planOf(batch)?.rows ?? []);
      if (body.rows === 'all' && error > 0) throw refused('faulty-rows', faulty(error));
      const input: ApplyInput = { import: batch.id, reach, rows: body.rows };
      const job_id = await this.jobs.put(unit, actor, { kind: 'import.apply', input: { ...input } });
      const to = { state: 'applying', job_id } as const;
      if (!(await unit.change(importBatch, batch, to))) this.assertReady({ state: 'applying' });
      await unit.audit({ action: 'import.start', kind: 'import', id: batch.id, detail: { rows: body.rows } });
      return this.dto({ ...batch, ...to }, language);
    });
  }

  list({ scope, query, language }: Call<typeof listImports>) {
    const where = all([sql`user_id = ${scope.userId}`, ...(query.register ? [sql`register = ${query.register}`] : [])]);
    return page<BatchRow, Omit<ImportDto, 'rows'> & { uploadedAt: string }>(this.database, {
      query,
      rows: (window) => sql`select * from import_batch where ${where} order by created_at desc, id desc ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from import_batch where ${where} limit ${limit}) c`,
      map: (row) => {
        const { rows: _, ...rest } = importDto({ batch: row, language });
        return { ...rest, uploadedAt: row.created_at };
      },
    });
  }

  /** Asks for an applied import to be undone. What cannot be undone any more is found when that happens. */
  undo({ scope, actor, params, language }: Call<typeof undoImport>): Promise<ImportDto> {
    return this.units.run(actor, async (unit) => {
      const { batch } = await this.mine(unit, scope, params.id);
      this.assertUndoable(batch);
      const input: UndoInput = { import: batch.id };
      const job_id = await this.jobs.put(unit, actor, { kind: 'import.undo', input: { ...input } });
      const to = { state: 'undoing', job_id } as const;
      if (!(await unit.change(importBatch, batch, to))) this.assertUndoable({ ...batch, ...to });
      await unit.audit({ action: 'import.undo', kind: 'import', id: batch.id, detail: { register: batch.register } });
      return this.dto({ ...batch, ...to }, language);
    });
  }

  private assertUndoable({ state, applied_at, written }: BatchRow): void {
    if (state === 'undoing' || state === 'undone')
      throw conflict('import-undone', t('这次导入已经撤销', 'This import has been undone already'));
    if (state !== 'applied' || !applied_at || !written)
      throw conflict('not-undoable', t('这次导入没有可以撤销的内容', 'There is nothing of this import to undo'));
    if (this.clock.now().getTime() > Date.parse(applied_at) + UNDO_WITHIN)
      throw conflict(
        'too-late',
        t(
          '导入已超过 24 小时，不能整批撤销，请逐条修改',
          'It was applied more than 24 hours ago and cannot be undone as a whole: change the rows one by one',
        ),
      );
  }

  private assertReady({ state }: Pick<BatchRow, 'state'>): void {
    if (state === 'ready') return;
    if (state === 'reading')
      throw conflict('import-reading', t('文件还在读取，请稍候再导入', 'The file is still being read: wait a moment'));
    if (state === 'failed')
      throw conflict(
        'import-refused',
        t('这个文件没有被接受，请改正后重新上传', 'This file was not accepted: mend it and send it again'),
      );
    throw conflict(
      'import-applied',
      t('这次导入已经执行过，不能再次执行', 'This import has been applied already and cannot be applied again'),
    );
  }

  private dto(batch: BatchRow, language: Language): ImportDto {
    const open = (rows: readonly PlanRow[]) =>
      openReasons({ key: this.keys.sensitive, id: batch.id, plan: { rows } }).rows;
    return importDto({ batch, language, open });
  }

  /** My import, as long as my role may import into its register. */
  private async mine(
    reads: Reads,
    scope: Scope,
    id: string,
  ): Promise<{ batch: BatchRow; register: ImportRegister; reach: Reach }> {
    const batch = await reads.one<BatchRow>(
      sql`select * from import_batch where id = ${id} and user_id = ${scope.userId}`,
    );
    const register = batch && (await this.registers.of(reads, batch));
    const reach = register && scope.reach(register.permission);
    if (!batch || !register || !reach || register.isOpenTo?.(scope.role) === false) throw notFound();
    return { batch, register, reach };
  }
}
