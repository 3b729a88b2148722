import { type Field, type Fields, t } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { ProblemField } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import type { Data } from './record-rows.js';

/** Ids of the files in one field. */
const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];

const attachmentsOf = (fields: Fields): [string, Field][] =>
  Object.entries(fields).filter(([, f]) => f.widget === 'attachments');

/** Ids of all files that data names, each once. */
export const filesIn = (fields: Fields, data: Data): string[] => [
  ...new Set(attachmentsOf(fields).flatMap(([key]) => idsIn(data[key]))),
];

/** Of the files that data names, those that may stand there: the caller's own, and those the record has already. */
export async function usableFiles(
  reads: Reads,
  scope: Scope,
  o: { readonly fields: Fields; readonly data: Data; readonly record: string | undefined },
): Promise<ReadonlySet<string>> {
  const ids = filesIn(o.fields, o.data);
  if (ids.length === 0) return new Set();
  const rows = await reads.all<{ id: string }>(sql`select id from stored_file where id in ${list(ids)}
    and (user_id = ${scope.userId} or exists (select 1 from record_file f where f.file_id = stored_file.id
      and f.record_id = ${o.record ?? null}))`);
  return new Set(rows.map((row) => row.id));
}

/** A sentence for every field that names a file which may not stand there. */
export async function checkFiles(
  reads: Reads,
  scope: Scope,
  o: { readonly fields: Fields; readonly data: Data; readonly record: string | undefined },
): Promise<ProblemField[]> {
  const usable = await usableFiles(reads, scope, o);
  return attachmentsOf(o.fields)
    .filter(([key]) => idsIn(o.data[key]).some((id) => !usable.has(id)))
    .map(([key, f]) => ({
      field: `data.${key}`,
      text: t(
        `${f.title.zh}中有的文件不存在、已过期或不是您上传的，请移除后重新上传`,
        `${f.title.en}: a file does not exist, has expired or is not yours: remove it and add it again`,
      ),
    }));
}
