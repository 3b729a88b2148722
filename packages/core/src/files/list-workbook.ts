import { type Language, type Text, t } from '@xieshou/sdk';
import * as z from 'zod';
import type { Call } from '../platform/call.js';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { refused } from '../platform/problem.js';
import { chineseDay } from './chinese-day.js';
import { writeOfficialTable } from './official-table.js';

/** Rows that the workbook of a list holds at most. */
export const LISTED = 10_000;

/** What a list is asked for besides its filters when it is wanted as a workbook. */
export const exporting = {
  /** Keys of the columns wanted, in their order, with commas between; without it all of them. */
  columns: z.string().max(2000).optional(),
  /** Language of the headings. */
  language: z.enum(['zh', 'en']).optional(),
};

/** One column of a list, as the screen has it. */
export interface ListColumn<Row> {
  readonly key: string;
  readonly title: Text;
  readonly kind?: 'integer' | 'day';
  readonly cell: (row: Row, language: Language) => string | number | null;
}

/** The columns asked for, in the order asked for. What there is not is left out; of nothing known, all are given. */
export const chosenColumns = <Column extends { readonly key: string }>(
  columns: readonly Column[],
  wanted: string | undefined,
): readonly Column[] => {
  const keys = [...new Set(wanted?.split(',') ?? [])];
  const chosen = keys.flatMap((key) => columns.filter((column) => column.key === key));
  return chosen.length > 0 ? chosen : columns;
};

/** Every row of a list that is wanted whole, unless a workbook cannot hold them. */
export const wholeList = async <R extends object>(reads: Reads, rows: (window: Sql) => Sql): Promise<R[]> => {
  const found = await reads.all<R>(rows(sql`limit ${LISTED + 1}`));
  if (found.length > LISTED)
    throw refused(
      'too-many-rows',
      t(
        `一次最多导出 ${LISTED} 行，请用筛选条件缩小范围`,
        `At most ${LISTED} rows are exported at once: narrow the list by its filters`,
      ),
    );
  return found;
};

/** A list as a workbook: the rows of the same query and the columns of the same screen. */
export const listWorkbook = async <Row>(o: {
  readonly call: Pick<Call, 'scope' | 'language'> & {
    readonly query: { readonly columns?: string | undefined; readonly language?: Language | undefined };
  };
  readonly title: Text;
  readonly today: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
}): Promise<FileAnswer> => {
  const { call, title, today, rows } = o;
  const language = call.query.language ?? call.language;
  const columns = chosenColumns(o.columns, call.query.columns);
  const heading = title[language];
  const content = await writeOfficialTable({
    sheet: heading.slice(0, 30),
    title: heading,
    unitLine: `${{ zh: '单位：', en: 'Unit: ' }[language]}${call.scope.organisationName}`,
    dateLine: `${{ zh: '导出日期：', en: 'Exported on: ' }[language]}${language === 'zh' ? chineseDay(today) : today}`,
    columns: columns.map(({ key, title: head, kind }) => ({ key, title: head[language], kind: kind ?? 'text' })),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key, cell }) => [key, cell(row, language)]))),
    signatures: [],
  });
  return new FileAnswer(content, xlsx, `${heading}-${today}.xlsx`);
};
