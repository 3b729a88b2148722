import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Files } from '../files/files.js';
import { storedFile } from '../files/files.tables.js';
import type { Database } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row, Table } from '../platform/database/table.js';
import { unreferred } from '../platform/database/walking.js';
import { Problem } from '../platform/problem.js';
import type { Unit } from '../platform/units.js';

const PART = 200;

interface FilesOrder {
  readonly app: INestApplicationContext;
  readonly database: Database;
  /** The programme. */
  readonly id: string;
  readonly folder: string;
}

const inProgramme = (id: string) => sql`id in (select f.file_id from record_file f
  join record r on r.id = f.record_id where r.programme_id = ${id})`;

/** Writes the attachments of a programme under their own names, each after its id, beside a list of them. */
export const exportFiles = async (o: FilesOrder) => {
  const rows = await o.database.all<Row<typeof storedFile>>(
    sql`select * from stored_file where ${inProgramme(o.id)} order by id`,
  );
  const lost: string[] = [];
  if (rows.length > 0) {
    await mkdir(join(o.folder, 'files'), { mode: 0o700 });
    const described = await open(join(o.folder, 'rows', `${storedFile.name}.ndjson`), 'a', 0o600);
    try {
      for (const row of rows) {
        await described.appendFile(`${JSON.stringify(row)}\n`);
        const content = await o.app
          .get(Files)
          .sound(row)
          .catch((error: unknown) => {
            if (error instanceof Problem) return undefined;
            throw error;
          });
        if (!content) lost.push(row.name);
        else
          await writeFile(join(o.folder, 'files', `${row.id}-${row.name}`), content, {
            mode: 0o600,
            flag: 'wx',
            flush: true,
          });
      }
      await described.sync();
    } finally {
      await described.close();
    }
  }
  return {
    ids: rows.map((row) => row.id),
    hashes: new Set(rows.map((row) => row.hash)),
    written: rows.length - lost.length,
    lost,
  };
};

/** Removes the rows of files that nothing refers to any more; one that another programme uses as well stays. */
export const removeFiles = async (unit: Unit, tables: readonly Table[], ids: readonly string[]): Promise<number> => {
  let gone = 0;
  for (let from = 0; from < ids.length; from += PART)
    gone += await unit.run(
      sql`delete from stored_file where id in ${list(ids.slice(from, from + PART))} and ${unreferred(tables, storedFile)}`,
    );
  return gone;
};
