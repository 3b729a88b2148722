import { type Cell, type Language, percent, type Text } from '@xieshou/sdk';
import { chineseDay } from './chinese-day.js';
import { writeOfficialTable } from './official-table.js';

export const sheetColumnKinds = ['text', 'integer', 'share', 'day', 'ordinal'] as const;

export interface ProgrammeColumn {
  readonly key: string;
  readonly title: Text;
  /** An ordinal (序号) says where a row stands and nothing of what it says. */
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

/** 表册: a ledger or report of a programme, ready for paper; its cells in one language. */
export interface ProgrammeSheet {
  readonly title: Text;
  readonly columns: readonly ProgrammeColumn[];
  readonly rows: readonly ProgrammeRow[];
  /** What the foot of the page says of which rows these are. */
  readonly note: Text;
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

/** Writes a sheet of a programme in the layout that bureaus expect. */
export const writeProgrammeSheet = (o: {
  readonly sheet: ProgrammeSheet;
  readonly language: Language;
  readonly programme: string;
  readonly unit: string;
  readonly day: string;
}): Promise<Buffer> => {
  const { sheet, language } = o;
  const say = words[language];
  const title = sheet.title[language];
  const shares = sheet.columns.filter((c) => c.kind === 'share').map((c) => c.key);
  return writeOfficialTable({
    sheet: title.slice(0, 30),
    title: language === 'zh' ? `${o.programme}${title}` : `${o.programme}: ${title}`,
    unitLine: `${say.unit}${o.unit}`,
    dateLine: `${say.date}${language === 'zh' ? chineseDay(o.day) : o.day}`,
    columns: sheet.columns.map((c) => ({
      key: c.key,
      title: c.title[language],
      kind: c.kind === 'ordinal' ? 'integer' : c.kind === 'share' ? 'text' : c.kind,
      ...(c.total ? { total: true } : {}),
    })),
    rows: sheet.rows.map(({ cells }) => ({
      ...cells,
      ...Object.fromEntries(
        shares.filter((key) => typeof cells[key] === 'number').map((key) => [key, percent(Number(cells[key]))]),
      ),
    })),
    ...(sheet.columns.some((c) => c.total) ? { totalLabel: say.total } : {}),
    signatures: [...say.signatures],
    notes: [sheet.note[language]],
  });
};
