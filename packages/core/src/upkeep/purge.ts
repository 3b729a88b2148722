import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { addMonths, monthOf, lastDayOfMonth, t } from '@xieshou/sdk';
import { Files } from '../files/files.js';
import { storedFile } from '../files/files.tables.js';
import { notification } from '../notifications/notifications.tables.js';
import type { Database } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import type { Table } from '../platform/database/table.js';
import { belongingTo, deleteFrom, pagesOf } from '../platform/database/walking.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { idempotencyKey } from '../platform/platform.tables.js';
import { Problem, refused } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Ledgers } from '../records/ledgers.js';
import { lookAt, sayDiskError, storedPath } from './disk.js';
import { operator, operatorCall } from './operator.js';
import { exportFiles, removeFiles } from './purged-files.js';

export interface Purged {
  readonly title: string;
  /** Where the export lies. */
  readonly folder: string;
  /** Ledgers that were written as workbooks. */
  readonly workbooks: readonly string[];
  /** Attachments that were written beside them, and those whose bytes were lost already. */
  readonly files: { readonly written: number; readonly lost: readonly string[] };
  /** Filed sheets that were written as they had been filed. */
  readonly filed: readonly string[];
  /** Rows removed, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

interface PurgeOrder {
  readonly app: INestApplicationContext;
  readonly database: Database;
  readonly tables: readonly Table[];
  readonly id: string;
  readonly filesDir: string;
  /** Folder for the export; must not be there yet. */
  readonly folder: string;
}

interface FiledFile {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly media_type: string;
}

/** Files of the programme's filed sheets: rows of no other sheet point at them. */
const filedFiles = (o: PurgeOrder): Promise<FiledFile[]> =>
  o.database.all<FiledFile>(sql`select id, hash, name, media_type from stored_file where id in
    (select rows_file from filed_sheet where programme_id = ${o.id}
      union select workbook_file from filed_sheet where programme_id = ${o.id}) order by id`);

/** All that goes: what points at the programme, its filed copies, and messages that lead to what is gone. */
const doomed = (o: PurgeOrder, filed: readonly FiledFile[]): ReadonlyMap<Table, Sql> =>
  new Map([
    [storedFile as Table, sql`id in ${list(filed.map((file) => file.id))}`],
    ...belongingTo(o.tables, { table: programme.name, id: o.id }),
    [
      notification as Table,
      sql`(programme_id = ${o.id} or link like ${`%${o.id}%`} or link in (select '/records/' || id from record where programme_id = ${o.id}))`,
    ],
  ]);

const monthsOf = ({ row }: Running): string[] => {
  const months: string[] = [];
  for (let day = `${monthOf(row.starts_on)}-01`; day <= row.ends_on; day = addMonths(day, 1)) months.push(monthOf(day));
  return months;
};

const writeLedgers = async (o: PurgeOrder, running: Running): Promise<string[]> => {
  const ledgers = o.app.get(Ledgers);
  const owner = await o.database.one<{ name: string }>(
    sql`select name from organisation where id = ${running.row.owner_id}`,
  );
  const written: string[] = [];
  const write = async (ledger: string, file: string, days: { from?: string; to?: string }) => {
    const answer: unknown = await ledgers.read(
      operatorCall<Parameters<Ledgers['read']>[0]>({
        organisation: { id: running.row.owner_id, name: owner?.name ?? '', districtId: running.row.district_id },
        params: { id: o.id, ledger },
        query: { page: 1, size: 20, ...days } as Parameters<Ledgers['read']>[0]['query'],
        file: true,
      }),
    );
    if (!(answer instanceof FileAnswer)) throw new Error(`the ledger ${ledger} is no workbook`);
    await writeFile(join(o.folder, file), answer.content, { mode: 0o600, flush: true });
    written.push(file);
  };
  for (const ledger of Object.keys(running.definition?.ledgers ?? {})) {
    try {
      await write(ledger, `${ledger}.xlsx`, {});
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'too-many-rows') throw error;
      // Too long for one workbook: one for each month.
      for (const month of monthsOf(running))
        await write(ledger, `${ledger}-${month}.xlsx`, { from: `${month}-01`, to: lastDayOfMonth(month) });
    }
  }
  return written;
};

/** The bytes of every filed sheet, under the id of its file; one that is damaged is left out, and its rows tell of it. */
const writeFiled = async (o: PurgeOrder, filed: readonly FiledFile[]): Promise<string[]> => {
  const written: string[] = [];
  if (filed.length === 0) return written;
  await mkdir(join(o.folder, 'filed'), { mode: 0o700 });
  for (const { id, hash, media_type: type } of filed) {
    const path = storedPath(o.filesDir, hash);
    if ((await lookAt(path))?.sha256 !== hash) continue;
    const file = join('filed', `${id}.${type === 'application/json' ? 'json' : 'xlsx'}`);
    await copyFile(path, join(o.folder, file));
    written.push(file);
  }
  return written;
};

/** Takes from the disk what no row speaks of any more. */
const removeFiled = async (o: PurgeOrder, filed: readonly FiledFile[]): Promise<void> => {
  for (const { hash } of filed) {
    const used = await o.database.one(sql`select id from stored_file where hash = ${hash} limit 1`);
    if (!used) await rm(storedPath(o.filesDir, hash), { force: true });
  }
};

/** Every row that will go, as it stands: ledgers leave out what was returned or void. */
const writeRows = async (o: PurgeOrder, rows: ReadonlyMap<Table, Sql>): Promise<Record<string, number>> => {
  const counted: Record<string, number> = {};
  await mkdir(join(o.folder, 'rows'), { mode: 0o700 });
  for (const [table, where] of rows) {
    const file = await open(join(o.folder, 'rows', `${table.name}.ndjson`), 'wx', 0o600);
    try {
      counted[table.name] = 0;
      for await (const page of pagesOf(o.database, { table, where, columns: Object.keys(table.columns) })) {
        await file.appendFile(page.map((row) => `${JSON.stringify(row)}\n`).join(''));
        counted[table.name]! += page.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }
  return counted;
};

/**
 * Removes a closed programme and everything that is only about it, after its ledgers and all its rows have been
 * written to a folder. Organisations, people, accounts and the audit log stay.
 */
export const purgeProgramme = async (o: PurgeOrder): Promise<Purged> => {
  const running = await o.app.get(Programmes).byId(o.database, o.id);
  const { row } = running;
  if (row.state !== 'closed')
    throw refused(
      'not-closed',
      t(
        `项目“${row.title}”还没有结束：请先在“项目”页面结束它`,
        `The programme "${row.title}" is not closed: close it on the page of programmes first`,
      ),
    );
  if (existsSync(o.folder))
    throw refused(
      'folder-exists',
      t(`“${o.folder}”已经存在，请换一个文件夹`, `"${o.folder}" is there already: choose another folder`),
    );
  const filed = await filedFiles(o);
  const rows = doomed(o, filed);
  let workbooks: string[];
  let papers: string[];
  let exported: Record<string, number>;
  let files: Awaited<ReturnType<typeof exportFiles>>;
  try {
    await mkdir(o.folder, { recursive: true, mode: 0o700 });
    workbooks = await writeLedgers(o, running);
    papers = await writeFiled(o, filed);
    exported = await writeRows(o, rows);
    files = await exportFiles(o);
  } catch (error) {
    throw sayDiskError(error, o.folder);
  }
  const removed = await o.app.get(Units).run(operator, async (unit) => {
    await unit.lock(programme, o.id);
    const gone: Record<string, number> = {};
    for (const [table, where] of [...rows].reverse()) gone[table.name] = await unit.run(deleteFrom(table, where));
    // Answers kept for a day, in case a request comes again, tell of it too.
    await unit.run(deleteFrom(idempotencyKey, sql`answer like ${`%${o.id}%`}`));
    const changed = Object.keys(exported).filter((name) => exported[name] !== gone[name]);
    if (changed.length > 0)
      throw refused(
        'changed-meanwhile',
        t(
          `导出之后 ${changed.join('、')} 又有变动，没有删除任何内容：请停止服务后重试`,
          `${changed.join(', ')} changed after the export, and nothing was removed: stop the server and try again`,
        ),
      );
    gone[storedFile.name] = (gone[storedFile.name] ?? 0) + (await removeFiles(unit, o.tables, files.ids));
    await unit.audit({
      action: 'programme.purge',
      kind: 'programme',
      id: o.id,
      districtId: row.district_id,
      detail: { rows: gone },
    });
    return gone;
  });
  await removeFiled(o, filed);
  for (const hash of files.hashes) await o.app.get(Files).forget(hash);
  const { written, lost } = files;
  return { title: row.title, folder: o.folder, workbooks, filed: papers, files: { written, lost }, rows: removed };
};
