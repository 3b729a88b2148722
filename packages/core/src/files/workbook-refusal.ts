/** Why a workbook was refused, for programs. `formula-or-macro` is a workbook with macros; formulas alone are read. */
export type WorkbookRefusalCode =
  | 'not-a-workbook'
  | 'too-large'
  | 'bomb'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'too-slow'
  | 'no-header'
  | 'duplicate-header'
  | 'formula-or-macro';

/** A workbook that was not read. `text` says to the person who sent it what is wrong and what to do. */
export class WorkbookRefused extends Error {
  readonly code: WorkbookRefusalCode;
  readonly text: { zh: string; en: string };

  constructor(input: { code: WorkbookRefusalCode; text: { zh: string; en: string }; cause?: unknown }) {
    super(input.text.en, { cause: input.cause });
    this.name = 'WorkbookRefused';
    this.code = input.code;
    this.text = input.text;
  }
}

interface Sentence {
  readonly code: WorkbookRefusalCode;
  readonly zh: string;
  readonly en: string;
}

// The thread names a reason and its numbers; only this table knows the words.
const SENTENCES = {
  empty: {
    code: 'not-a-workbook',
    zh: '文件是空的。请重新保存表格后再上传。',
    en: 'The file is empty. Save the workbook again and upload it.',
  },
  foreign: {
    code: 'not-a-workbook',
    zh: '这不是 .xlsx 表格文件（CSV、图片、PDF 等都读不了）。请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
    en: 'This is not an .xlsx workbook (CSV, pictures and PDF cannot be read). Save it as .xlsx in Excel or WPS and upload that.',
  },
  legacy: {
    code: 'not-a-workbook',
    zh: '这是旧版 .xls 文件，或者设了打开密码。请用 Excel 或 WPS 去掉密码，另存为 .xlsx 后再上传。',
    en: 'This is an old .xls file or it is protected by a password. Remove the password, save it as .xlsx in Excel or WPS and upload that.',
  },
  binary: {
    code: 'not-a-workbook',
    zh: '这是二进制格式 .xlsb 的表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
    en: 'This is a binary .xlsb workbook. Save it as .xlsx in Excel or WPS and upload that.',
  },
  'other-archive': {
    code: 'not-a-workbook',
    zh: '这是压缩包或其他文档，里面没有表格。请上传 .xlsx 表格文件本身。',
    en: 'This is an archive or another kind of document without a sheet in it. Upload the .xlsx workbook itself.',
  },
  damaged: {
    code: 'not-a-workbook',
    zh: '文件不完整或已损坏，无法读取。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后再上传。',
    en: 'The file is incomplete or damaged and cannot be read. Open it in Excel or WPS, save it as a new .xlsx and upload that.',
  },
  bytes: {
    code: 'too-large',
    zh: '文件有 {size}，最多 {limit}。请删去图片，或分成几个文件上传。',
    en: 'The file has {size}; at most {limit} can be read. Remove pictures or split it into several files.',
  },
  inflated: {
    code: 'too-large',
    zh: '文件解开后有 {size}，最多 {limit}。请只保留需要导入的内容，或分成几个文件上传。',
    en: 'The file unpacks to {size}; at most {limit} can be read. Keep only what is to be imported or split it into several files.',
  },
  memory: {
    code: 'too-large',
    zh: '表格内容太多，服务器读不下。请分成几个文件上传。',
    en: 'The workbook holds more than the server can read at once. Split it into several files.',
  },
  cell: {
    code: 'too-large',
    zh: '第 {row} 行有单元格超过 {limit} 个字符。请缩短后再上传。',
    en: 'A cell in row {row} is longer than {limit} characters. Shorten it and upload again.',
  },
  cells: {
    code: 'too-large',
    zh: '工作表里超过 {limit} 个单元格（只设了格式的空单元格也算）。请把数据复制到下载的模板里，或分成几个文件上传。',
    en: 'The sheet has more than {limit} cells, counting empty ones with a format. Copy the data into the template or split it into several files.',
  },
  strings: {
    code: 'too-large',
    zh: '文件里的文字超过 {limit} 条。请只保留需要导入的工作表，或分成几个文件上传。',
    en: 'The file holds more than {limit} texts. Keep only the sheet to be imported or split it into several files.',
  },
  ratio: {
    code: 'bomb',
    zh: '文件的压缩率异常（超过 {limit} 倍），为安全起见没有读取。请把数据复制到下载的模板里再上传。',
    en: 'The file is packed more than {limit} times, which is not normal, so it was not opened. Copy the data into the template and upload that.',
  },
  lying: {
    code: 'bomb',
    zh: '文件实际内容比它自己标明的大，为安全起见没有读取。请把数据复制到下载的模板里再上传。',
    en: 'The file holds more than it declares, so it was not opened. Copy the data into the template and upload that.',
  },
  entries: {
    code: 'bomb',
    zh: '文件里有 {size} 个部件，最多 {limit} 个。请把数据复制到下载的模板里再上传，不要带图片。',
    en: 'The file has {size} parts; at most {limit} are allowed. Copy the data into the template without pictures and upload that.',
  },
  rows: {
    code: 'too-many-rows',
    zh: '数据超过 {limit} 行。请分成几个文件上传。',
    en: 'There are more than {limit} rows of data. Split them into several files.',
  },
  reach: {
    code: 'too-many-rows',
    zh: '表格一直延伸到第 {row} 行。请选中数据下面的空行整行删除，保存后再上传。',
    en: 'The sheet reaches down to row {row}. Delete the empty rows below the data, save and upload again.',
  },
  columns: {
    code: 'too-many-columns',
    zh: '单元格 {cell} 超出了范围，最多 {limit} 列。请删去多余的列后再上传。',
    en: 'Cell {cell} is out of range: at most {limit} columns are read. Delete the surplus columns and upload again.',
  },
  seconds: {
    code: 'too-slow',
    zh: '读取超过 {limit} 秒，已停止。请把数据复制到下载的模板里，或分成几个文件上传。',
    en: 'Reading took longer than {limit} seconds and was stopped. Copy the data into the template or split it into several files.',
  },
  'no-header': {
    code: 'no-header',
    zh: '第一张工作表“{sheet}”是空的，没有标题行。请使用下载的模板，第一行写列名。',
    en: 'The first sheet, "{sheet}", is empty and has no header row. Use the template, with the column titles in the first row.',
  },
  untitled: {
    code: 'no-header',
    zh: '单元格 {cell} 有内容，但第 {row} 行没有这一列的列名。请补上列名，或清空这一列；标题行上面不要有其他内容。',
    en: 'Cell {cell} holds something, but its column has no title in row {row}. Add the title or clear the column; nothing may stand above the header row.',
  },
  'duplicate-header': {
    code: 'duplicate-header',
    zh: '列名“{title}”出现了两次（{first} 和 {second}）。请改名或删去一列。',
    en: 'The column title "{title}" appears twice ({first} and {second}). Rename or delete one of them.',
  },
  macro: {
    code: 'formula-or-macro',
    zh: '表格里带有宏，不能上传。请另存为不带宏的 .xlsx 后再上传。',
    en: 'The workbook contains macros and cannot be accepted. Save it as .xlsx without macros and upload that.',
  },
} as const satisfies Record<string, Sentence>;

/** The reasons that the reading thread may name. */
export type RefusalReason = keyof typeof SENTENCES;

/** Numbers and names that go into a sentence. `size` and `limit` of byte reasons are in bytes. */
export type RefusalDetail = Readonly<Record<string, string | number>>;

const BYTE_REASONS: ReadonlySet<RefusalReason> = new Set(['bytes', 'inflated']);

function byteSize(bytes: number): string {
  const mebi = bytes / 1024 / 1024;
  return mebi >= 1 ? `${Math.ceil(mebi * 10) / 10} MB` : `${Math.ceil(bytes / 102.4) / 10} KB`;
}

/** The refusal for a reason, with its sentence in both languages. */
export function refusal(input: { reason: RefusalReason; detail?: RefusalDetail; cause?: unknown }): WorkbookRefused {
  const sentence = SENTENCES[input.reason];
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = input.detail?.[name] ?? '?';
      return BYTE_REASONS.has(input.reason) && typeof value === 'number' ? byteSize(value) : String(value);
    });
  return new WorkbookRefused({
    code: sentence.code,
    text: { zh: fill(sentence.zh), en: fill(sentence.en) },
    cause: input.cause,
  });
}
