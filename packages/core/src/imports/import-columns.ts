import { type Text, t } from '@xieshou/sdk';
import type { SheetRow } from '../files/workbook.js';
import type { CellValues, ImportColumn } from './register.js';

/** Columns that the engine adds to the file of faulty rows, and passes over when that file comes back. */
export const resultColumns = { result: t('结果', 'Result'), reason: t('错误原因', 'Reason') } as const;

/** A title as people leave it: spaces, the star of required columns and letter case say nothing. */
const plain = (title: string) => title.replace(/[\s*＊]/g, '').toLowerCase();

const called = (text: Text): readonly string[] => [plain(text.zh), plain(text.en)];

const quoted = (titles: readonly string[], zh: boolean) =>
  titles
    .slice(0, 5)
    .map((title) => (zh ? `“${title.slice(0, 30)}”` : `"${title.slice(0, 30)}"`))
    .join(zh ? '、' : ', ') + (titles.length > 5 ? (zh ? ' 等' : ' and others') : '');

const both = (titles: readonly Text[]): [string, string] => [
  quoted(
    titles.map((title) => title.zh),
    true,
  ),
  quoted(
    titles.map((title) => title.en),
    false,
  ),
];

/** One column of the file that the register knows, under the title it has there. */
export interface FoundColumn {
  readonly title: string;
  readonly column: ImportColumn;
}

/** Which columns the file has, in its order; or why it cannot be read. */
export const findColumns = (
  columns: readonly ImportColumn[],
  header: readonly string[],
): { readonly found: readonly FoundColumn[] } | { readonly refusal: Text } => {
  const known = new Map(columns.flatMap((column) => called(column.title).map((title) => [title, column])));
  const passedOver = new Set(Object.values(resultColumns).flatMap(called));
  const titles = header.filter((title) => !passedOver.has(plain(title)));
  const unknown = titles.filter((title) => !known.has(plain(title)));
  const found = titles.flatMap((title) => {
    const column = known.get(plain(title));
    return column ? [{ title, column }] : [];
  });
  const missing = columns.filter((column) => column.required && !found.some((f) => f.column === column));
  const twice = columns.filter((column) => found.filter((f) => f.column === column).length > 1);
  const remedy = t(
    '请使用下载的模板，第一行保持列名不变。',
    'Use the template and leave the titles in its first row as they are.',
  );
  if (missing.length > 0) {
    const [zh, en] = both(missing.map((column) => column.title));
    return { refusal: t(`缺少必填的列：${zh}。${remedy.zh}`, `These columns are missing: ${en}. ${remedy.en}`) };
  }
  if (unknown.length > 0)
    return {
      refusal: t(
        `不认识的列：${quoted(unknown, true)}。请删除这些列，或改用下载的模板。`,
        `These columns are not known: ${quoted(unknown, false)}. Delete them, or use the template.`,
      ),
    };
  if (twice.length > 0) {
    const [zh, en] = both(twice.map((column) => column.title));
    return { refusal: t(`列重复：${zh}。请只保留一列。`, `These columns stand there twice: ${en}. Keep one of each.`) };
  }
  return { found };
};

// A line break or a NUL is no part of a name, and neither engine stores half a character.
const UNREADABLE = /\p{Cc}|\p{Cs}/u;

const choiceOf = (column: ImportColumn, text: string): string | undefined =>
  column.choices?.find((c) =>
    [c.code, c.label.zh, c.label.en, ...(c.also ?? [])].some((word) => plain(word) === plain(text)),
  )?.code;

const readCell = (column: ImportColumn, text: string): { readonly value: string | null; readonly reason?: Text } => {
  const { title } = column;
  if (text === '')
    return column.required
      ? { value: null, reason: t(`请填写${title.zh}`, `${title.en} is missing: fill it in`) }
      : { value: null };
  if (UNREADABLE.test(text))
    return {
      value: null,
      reason: t(
        `${title.zh}里有换行或无法保存的字符，请重新填写`,
        `${title.en} holds a line break or signs that cannot be kept: write it again`,
      ),
    };
  if (column.choices) {
    const value = choiceOf(column, text);
    if (value !== undefined) return { value };
    const words = column.choices.map((c) => c.label);
    return {
      value: null,
      reason: t(
        `${title.zh}应为下列之一：${words.map((w) => w.zh).join('、')}`,
        `${title.en} must be one of: ${words.map((w) => w.en).join(', ')}`,
      ),
    };
  }
  if (!column.valid) return { value: text };
  const checked = column.valid.schema.safeParse(text);
  return checked.success ? { value: checked.data } : { value: null, reason: column.valid.rule };
};

/** What the cells of a row mean. Columns that the file does not have are null, like empty cells. */
export const readCells = (o: {
  readonly columns: readonly ImportColumn[];
  readonly found: readonly FoundColumn[];
  readonly row: number;
  readonly cells: readonly string[];
}): CellValues => {
  const texts = new Map(o.found.map(({ column }, i) => [column.key, o.cells[i] ?? '']));
  const read = o.columns.map((column) => ({ key: column.key, ...readCell(column, texts.get(column.key) ?? '') }));
  return {
    row: o.row,
    values: Object.fromEntries(read.map(({ key, value }) => [key, value])),
    reasons: read.flatMap(({ reason }) => (reason ? [reason] : [])),
  };
};

/** Longer than any cell that could be right; what goes beyond is not worth keeping. */
const LONGEST = 200;

/** The cells of the known columns, in the file's order. */
export const cellsOf = (found: readonly FoundColumn[], row: SheetRow): string[] =>
  found.map(({ title }) => {
    const text = row.cells[title] ?? '';
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  });
