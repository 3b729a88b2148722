import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row, Table } from '../platform/database/table.js';
import { unreferred } from '../platform/database/walking.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { notFound, Problem, refused } from '../platform/problem.js';
import { DATABASE, TABLES } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { isPicture, isPictureType, look, mediaTypeOf } from './file-kinds.js';
import { FILE_BYTES, type readFile, type readings, type uploadFile } from './files.api.js';
import { Files } from './files.js';
import { storedFile } from './files.tables.js';
import { rewritten, small } from './pictures.js';

export type FileRow = Row<typeof storedFile>;
type Reading = (typeof readings)[number];

/** Files that one account may have taken in without using them, at most: a disk is not to be filled this way. */
export const MOST_UNUSED = 100;

export const fileDto = (row: Pick<FileRow, 'id' | 'name' | 'media_type' | 'bytes'>) => ({
  id: row.id,
  name: row.name,
  mediaType: row.media_type,
  bytes: row.bytes,
});

/** Files as people send them and get them back. */
@Injectable()
export class Uploads {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(TABLES) private readonly tables: readonly Table[],
    private readonly units: Units,
    private readonly files: Files,
  ) {}

  /** Looks at what was sent, makes pictures anew, and keeps it until a record refers to it. */
  async upload({ scope, actor, bytes, query }: Call<typeof uploadFile>) {
    if (bytes.length > FILE_BYTES)
      throw new Problem(413, 'too-large', t('一个文件最多 10 MB', 'A file may have at most 10 MB'));
    const { kind, name } = await look(bytes, query.name);
    const placed = await this.files.place(isPicture(kind) ? await rewritten(bytes, kind) : bytes);
    const mediaType = mediaTypeOf(kind);
    const taken = await this.units.run(actor, async (unit) => {
      const waiting = await unit.one<{ n: number }>(sql`select count(*) as n from stored_file
        where user_id = ${scope.userId} and ${unreferred(this.tables, storedFile)}`);
      if (Number(waiting?.n ?? 0) >= MOST_UNUSED)
        throw refused(
          'too-many-files',
          t(
            `您已上传 ${MOST_UNUSED} 个还没有用到的文件，请先提交记录，或两天后再传`,
            `${MOST_UNUSED} files of yours wait to be used: hand in the record first, or try again in two days`,
          ),
        );
      const id = await this.files.add(unit, actor, { ...placed, name, mediaType });
      await unit.audit({
        action: 'file.upload',
        kind: 'file',
        id,
        detail: { file: placed.hash, bytes: placed.bytes, mediaType },
      });
      return { id, name, mediaType, bytes: placed.bytes };
    });
    await this.files.stay(placed);
    return taken;
  }

  /** My file, as long as nothing refers to it: from then on it is read where it is referred to. */
  async read({ scope, params, query }: Call<typeof readFile>) {
    const row = await this.database.one<FileRow>(sql`select * from stored_file where id = ${params.id}
      and user_id = ${scope.userId} and ${unreferred(this.tables, storedFile)}`);
    if (!row) throw notFound();
    return query.as ? this.answer(row, query.as) : fileDto(row);
  }

  /** The content of a file that the caller may read. Only pictures are ever shown where they stand. */
  async answer(row: FileRow, as: Reading): Promise<FileAnswer> {
    const content = await this.files.sound(row);
    if (as === 'file' || !isPictureType(row.media_type)) return new FileAnswer(content, row.media_type, row.name);
    return as === 'small'
      ? new FileAnswer(await small(content), mediaTypeOf('jpg'), row.name, {}, true)
      : new FileAnswer(content, row.media_type, row.name, {}, true);
  }
}
