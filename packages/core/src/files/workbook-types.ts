/** One column of an official table. */
export interface SheetColumn {
  readonly key: string;
  readonly title: string;
  /** In characters of the default font; a CJK character counts as two. Without it the width follows the content. */
  readonly width?: number;
  /** Without it numbers stand right, days centred, text left. */
  readonly align?: 'left' | 'right' | 'center';
  /** `money`: integer fen in, shown as yuan with two decimals. `day`: `YYYY-MM-DD`. `text` keeps ids and phones as text. */
  readonly kind?: 'text' | 'integer' | 'money' | 'day';
  /** Summed in the totals row. */
  readonly total?: boolean;
}

export type TableRow = Readonly<Record<string, string | number | null>>;

/** Rows that are too many to hold: they come page by page, and how many there are is known before. */
export interface RowPages {
  readonly count: number;
  readonly pages: AsyncIterable<readonly TableRow[]>;
}

/** The official layout of a bureau's table: title, unit and date line, header, rows, totals, notes, signature line. */
export interface OfficialTable {
  readonly sheet: string;
  readonly title: string;
  /** 填报单位（盖章）：…… */
  readonly unitLine: string;
  /** 填报日期：2026年11月24日 */
  readonly dateLine: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly TableRow[] | RowPages;
  /** 合计; when given, a totals row over the columns with `total: true`. */
  readonly totalLabel?: string;
  /** 单位负责人（签名） 复核人（签名） 填表人（签名） 联系电话 */
  readonly signatures: readonly string[];
  readonly notes?: readonly string[];
}

/** One column of a template that people fill in. */
export interface TemplateColumn {
  readonly key: string;
  readonly title: string;
  readonly required: boolean;
  /** What the column means, for the help sheet. */
  readonly help: string;
  readonly example?: string;
  /** Offered as a drop-down. */
  readonly choices?: readonly string[];
  readonly width?: number;
}

/**
 * A template people fill in: one header row in the first sheet, a second sheet explaining each column, drop-downs where
 * a column has choices, text format throughout, no merged cells.
 */
export interface ImportTemplate {
  readonly sheet: string;
  readonly columns: readonly TemplateColumn[];
  /** 填写说明 */
  readonly helpSheet: string;
  /** 列名, 是否必填, 说明, 可选值, 示例 */
  readonly helpHeaders: readonly [string, string, string, string, string];
  /** 是: the help sheet's word for a required column. */
  readonly yes: string;
  /** 否 */
  readonly no: string;
  /** Prefilled by column key; used to give faulty rows back. */
  rows?: readonly Readonly<Record<string, string>>[];
  /** Further columns at the end, such as 结果 and 错误原因. */
  readonly extra?: readonly { readonly key: string; readonly title: string }[];
}

/** What a person sent: the first visible sheet, cells as trimmed text. */
export interface SheetRows {
  readonly sheet: string;
  /** Titles of the first row that is not empty. */
  readonly header: readonly string[];
  /** Wholly empty rows are left out, but `row` stays the number that Excel shows (from 1). */
  readonly rows: readonly SheetRow[];
}

/** One row below the header. `cells` has every title of the header as a key; an empty cell is `''`. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a workbook may cost to read. */
export interface WorkbookLimits {
  /** Size of the file. */
  bytes: number;
  /** Size of its parts together after inflating, in bytes. */
  inflated: number;
  /** Inflated size over packed size, of the whole and of each part. */
  ratio: number;
  /** Parts in the archive. */
  entries: number;
  /** Rows below the header that hold something. */
  rows: number;
  columns: number;
  seconds: number;
  /** JavaScript heap of the reading thread. */
  memoryMiB: number;
}

/** The limits unless a caller sets others. */
export const WORKBOOK_LIMITS: Readonly<WorkbookLimits> = {
  bytes: 10 * 1024 * 1024,
  inflated: 100 * 1024 * 1024,
  ratio: 100,
  entries: 200,
  rows: 20_000,
  columns: 200,
  seconds: 20,
  memoryMiB: 256,
};
