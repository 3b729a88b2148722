import { Inject, Injectable } from '@nestjs/common';
import { fieldsOf } from '@xieshou/sdk';
import { storedFile } from '../files/files.tables.js';
import { fileDto, type FileRow, Uploads } from '../files/uploads.js';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import type { FileAnswer } from '../platform/http/file-answer.js';
import { notFound } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { Confidential } from './confidential.js';
import { filesIn } from './file-fields.js';
import { type Data, recordInScope, type WritableProgramme } from './record-rows.js';
import { formOf } from './record-rules.js';
import type { readRecordFile } from './records.api.js';
import { recordFile } from './records.tables.js';

/** 佐证: which files go with a record, and who may have them. */
@Injectable()
export class RecordFiles {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly confidential: Confidential,
  ) {}

  /** Writes down that a record refers to the files in a text of it. What earlier texts refer to stays. */
  async link(
    unit: Unit,
    running: WritableProgramme,
    o: { readonly record: string; readonly form: string; readonly data: Data },
  ): Promise<void> {
    const ids = this.idsOf(running, o);
    if (ids.length === 0) return;
    const linked = await unit.all<{ file_id: string }>(
      sql`select file_id from record_file where record_id = ${o.record}`,
    );
    const known = new Set(linked.map((row) => row.file_id));
    const added = ids.filter((id) => !known.has(id)).sort();
    // The sweep takes nothing that is about to be referred to.
    for (const id of added) await unit.lock(storedFile, id);
    if (added.length > 0) await unit.insert(recordFile, ...added.map((file_id) => ({ record_id: o.record, file_id })));
  }

  /** A draft has no history: what it no longer names, it no longer keeps. */
  async relink(unit: Unit, running: WritableProgramme, o: Parameters<RecordFiles['link']>[2]): Promise<void> {
    await unit.run(sql`delete from record_file where record_id = ${o.record}
      and file_id not in ${list(['', ...this.idsOf(running, o)])}`);
    await this.link(unit, running, o);
  }

  unlink(unit: Unit, recordId: string): Promise<number> {
    return unit.run(sql`delete from record_file where record_id = ${recordId}`);
  }

  /** Files of records, in the order in which they were added. */
  async of(reads: Reads, recordIds: readonly string[]) {
    const rows = await reads.all<FileRow & { readonly record_id: string }>(sql`select stored_file.*, f.record_id
      from record_file f join stored_file on stored_file.id = f.file_id
      where f.record_id in ${list(recordIds)} order by stored_file.id`);
    const byRecord = grouped(rows, (row) => row.record_id);
    return (recordId: string) => (byRecord.get(recordId) ?? []).map(fileDto);
  }

  /** One file of a record that the caller may read. */
  async read({ scope, params, query }: Call<typeof readRecordFile>): Promise<FileAnswer> {
    await recordInScope(this.database, scope, params.id, this.confidential.open(scope));
    const row = await this.database.one<FileRow>(sql`select stored_file.* from record_file f
      join stored_file on stored_file.id = f.file_id where f.record_id = ${params.id} and f.file_id = ${params.file}`);
    if (!row) throw notFound();
    return this.uploads.answer(row, query.as);
  }

  private idsOf(running: WritableProgramme, o: { readonly form: string; readonly data: Data }): string[] {
    return filesIn(fieldsOf(formOf(running, o.form), running.settings), o.data);
  }
}
