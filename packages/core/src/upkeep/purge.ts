import { existsSync } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { addMonths, monthOf, lastDayOfMonth, t } from '@xieshou/sdk';
import { Files } from '../files/files.js';
import { storedFile } from '../files/files.tables.js';
import { notification } from '../notifications/notifications.tables.js';
import type { Database } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import type { Table } from '../platform/database/table.js';
import { belongingTo, deleteFrom, pagesOf } from '../platform/database/walking.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { idempotencyKey } from '../platform/platform.tables.js';
import { Problem, refused } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Ledgers } from '../records/ledgers.js';
import { sayDiskError } from './disk.js';
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
  /** Rows removed, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

interface PurgeOrder {
  readonly app: INestApplicationContext;
  readonly database: Database;
  readonly tables: readonly Table[];
  readonly id: string;
  /** Folder for the export; must not be there yet. */
  readonly folder: string;
}

/** All that goes: what points at the programme, and messages that lead to what is gone. */
const doomed = (o: PurgeOrder): ReadonlyMap<Table, Sql> =>
  new Map([
    ...belongingTo(o.tables, { table: programme.name, id: o.id }),
    [
      notification as Table,
      sql`(link like ${`%${o.id}%`} or link in (select '/records/' || id from record where programme_id = ${o.id}))`,
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
  const rows = doomed(o);
  let workbooks: string[];
  let exported: Record<string, number>;
  let files: Awaited<ReturnType<typeof exportFiles>>;
  try {
    await mkdir(o.folder, { recursive: true, mode: 0o700 });
    workbooks = await writeLedgers(o, running);
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
    gone[storedFile.name] = await removeFiles(unit, o.tables, files.ids);
    await unit.audit({
      action: 'programme.purge',
      kind: 'programme',
      id: o.id,
      districtId: row.district_id,
      detail: { rows: gone },
    });
    return gone;
  });
  for (const hash of files.hashes) await o.app.get(Files).forget(hash);
  const { written, lost } = files;
  return { title: row.title, folder: o.folder, workbooks, files: { written, lost }, rows: removed };
};
