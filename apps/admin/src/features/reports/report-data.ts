import type { ReadReportResponse } from '../../api/generated/types.gen.js';

export type ReportTable = ReadReportResponse;
export type ReportColumn = ReportTable['columns'][number];
type Cell = ReportTable['rows'][number]['cells'][string];

const chartKinds = ['bar', 'stackedBar', 'line'] as const;

const named = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** Two rows of one name are told apart by a number: a chart and its table know a category by its name. */
export const distinct = (names: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} (${n})`;
  });
};

/** What the report's chart hint asks for; undefined without a hint, rows, or columns it names. */
export const chartOf = ({ chart, columns, rows }: ReportTable) => {
  if (!chart || rows.length === 0) return undefined;
  const series = chart.series.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  const by = columns.find((column) => column.key === chart.by);
  if (series.length === 0 || !by) return undefined;
  return {
    by: by.title,
    kind: chartKinds.find((kind) => kind === chart.kind) ?? 'bar',
    categories: distinct(rows.map(({ cells }) => named(cells[chart.by]))),
    series: series.map(({ key, title }) => ({
      title,
      values: rows.map(({ cells }) => (typeof cells[key] === 'number' ? cells[key] : null)),
    })),
  };
};

interface Drill {
  readonly programme: string;
  readonly table: Pick<ReportTable, 'period' | 'drill'>;
  readonly column: string;
  /** All pairs unless told. */
  readonly pairing?: string | null;
}

/** The address of the confirmed records behind a number; undefined where the report names none. */
export const drillOf = ({ programme, table, column, pairing }: Drill): string | undefined => {
  const form = table.drill[column];
  if (!form) return undefined;
  const { from, to } = table.period;
  return `/records?${new URLSearchParams({ programme, form, ...(pairing ? { pairing } : {}), from, to, state: 'confirmed' })}`;
};
