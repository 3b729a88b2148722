import { type Cell, type Language, parseYuan, percent, type Text } from '@xieshou/sdk';
import { chineseDay } from './chinese-day.js';
import { streamOfficialTable, type Target } from './official-table.js';
import type { OfficialTable, SheetColumn, TableRow } from './workbook-types.js';

export const sheetColumnKinds = ['text', 'integer', 'decimal', 'share', 'money', 'day', 'ordinal'] as const;

export interface ProgrammeColumn {
  readonly key: string;
  readonly title: Text;
  /**
   * An ordinal (序号) says where a row stands and nothing of what it says. Money and decimals stand in the cells as they
   * are read, `1,600.00`.
   */
  readonly kind: (typeof sheetColumnKinds)[number];
  readonly total: boolean;
}

export interface ProgrammeRow {
  /** Names the row for good, so that the same row is found again later. */
  readonly key: string;
  /** What stands behind it, as far as it is one thing. */
  readonly pairing: string | null;
  readonly record: string | null;
  /** Version of that record. */
  readonly version: number | null;
  readonly rectification: string | null;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** What stands above and below the rows of a {@link ProgrammeSheet}. */
export interface SheetHead {
  readonly title: Text;
  readonly columns: readonly ProgrammeColumn[];
  /** What the foot of the page says of which rows these are. */
  readonly note: Text;
}

/** 表册: a ledger or report of a programme, ready for paper; its cells in one language. */
export interface ProgrammeSheet extends SheetHead {
  readonly rows: readonly ProgrammeRow[];
}

/** The same with rows that come page by page. */
export interface PagedSheet extends SheetHead {
  readonly count: number;
  readonly pages: AsyncIterable<readonly ProgrammeRow[]>;
}

const words = {
  zh: {
    unit: '填报单位（盖章）：',
    date: '填报日期：',
    total: '合计',
    signatures: ['单位负责人（签名）：', '复核人（签名）：', '填表人（签名）：', '联系电话：'],
  },
  en: {
    unit: 'Unit (seal): ',
    date: 'Date: ',
    total: 'Total',
    signatures: ['Head of unit (signature): ', 'Checked by (signature): ', 'Filled in by (signature): ', 'Phone: '],
  },
} as const;

/** How a cell goes into a workbook, where it does not as it is: numbers there can be added up. */
const onPaper: Partial<Record<ProgrammeColumn['kind'], (cell: Cell) => Cell>> = {
  share: (cell) => (typeof cell === 'number' ? percent(cell) : cell),
  money: (cell) => (typeof cell === 'string' ? (parseYuan(cell) ?? cell) : cell),
  decimal: (cell) => (typeof cell === 'string' && isNumber.test(cell) ? Number(cell) : cell),
};
const isNumber = /^-?\d+(\.\d+)?$/;

/** A decimal has no kind of its own in a workbook: it stands there as any number. */
const workbookKind = (kind: ProgrammeColumn['kind']): Pick<SheetColumn, 'kind'> => {
  switch (kind) {
    case 'decimal':
      return {};
    case 'share':
      return { kind: 'text' };
    case 'ordinal':
      return { kind: 'integer' };
    default:
      return { kind };
  }
};

interface Paper {
  readonly language: Language;
  readonly programme: string;
  readonly unit: string;
  readonly day: string;
}

/** Writes a sheet of a programme in the layout that bureaus expect. */
export const streamProgrammeSheet = (o: Paper & { readonly sheet: ProgrammeSheet | PagedSheet }, target: Target) => {
  const { sheet } = o;
  const written = sheet.columns.flatMap(({ key, kind }) => {
    const write = onPaper[kind];
    return write ? [[key, write] as const] : [];
  });
  const tableRow = ({ cells }: ProgrammeRow): TableRow =>
    written.length === 0
      ? cells
      : { ...cells, ...Object.fromEntries(written.map(([key, write]) => [key, write(cells[key] ?? null)])) };
  async function* pages(of: PagedSheet['pages']) {
    for await (const page of of) yield page.map(tableRow);
  }
  const rows = 'rows' in sheet ? sheet.rows.map(tableRow) : { count: sheet.count, pages: pages(sheet.pages) };
  return streamOfficialTable({ ...framed(o), rows }, target);
};

/** The same as one piece. */
export const writeProgrammeSheet = async (o: Paper & { readonly sheet: ProgrammeSheet }): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  await streamProgrammeSheet(o, { write: (bytes) => void pieces.push(bytes) });
  return Buffer.concat(pieces);
};

const framed = ({ sheet, language, ...o }: Paper & { readonly sheet: SheetHead }): Omit<OfficialTable, 'rows'> => {
  const say = words[language];
  const title = sheet.title[language];
  return {
    sheet: title.slice(0, 30),
    title: language === 'zh' ? `${o.programme}${title}` : `${o.programme}: ${title}`,
    unitLine: `${say.unit}${o.unit}`,
    dateLine: `${say.date}${language === 'zh' ? chineseDay(o.day) : o.day}`,
    columns: sheet.columns.map((c) => ({
      key: c.key,
      title: c.title[language],
      ...workbookKind(c.kind),
      ...(c.total ? { total: true } : {}),
    })),
    ...(sheet.columns.some((c) => c.total) ? { totalLabel: say.total } : {}),
    signatures: [...say.signatures],
    notes: [sheet.note[language]],
  };
};
