import type { ReadDutiesResponse } from '../../api/generated/types.gen.js';

type Column = ReadDutiesResponse['columns'][number];
type Cell = ReadDutiesResponse['rows'][number]['cells'][number];
type Period = Column['period'];

interface GridCell {
  readonly period: Period;
  /** Columns of the grid that the period covers. */
  readonly span: number;
  readonly cell: Cell | undefined;
}

export interface StandingGrid {
  /** The shortest periods there are: the grid's columns. */
  readonly periods: readonly Period[];
  readonly duties: readonly {
    readonly duty: string;
    readonly title: Column['title'];
    readonly place: string | null;
    readonly cells: readonly GridCell[];
  }[];
}

/** Shortest first. */
const lengths = ['teachingWeek', 'month', 'quarter', 'halfYear', 'term', 'schoolYear'];

const lengthOf = (period: Period): number => {
  const at = lengths.indexOf(period.kind);
  return at < 0 ? lengths.length : at;
};

/** Standings of one pairing as rows of duties over columns of the shortest periods; longer periods span several. */
export const standingGrid = (columns: readonly Column[], cells: readonly Cell[]): StandingGrid => {
  const shortest = Math.min(...columns.map(({ period }) => lengthOf(period)));
  const periods = [
    ...new Map(
      columns.filter(({ period }) => lengthOf(period) === shortest).map(({ period }) => [period.id, period]),
    ).values(),
  ].sort((a, b) => a.from.localeCompare(b.from));
  // A short period belongs to the longer one in which it starts: a week over the turn of a month counts once.
  const covered = (period: Period) =>
    lengthOf(period) === shortest ? 1 : periods.filter(({ from }) => from >= period.from && from <= period.to).length;
  const byDuty = new Map<string, Column[]>();
  for (const column of columns) byDuty.set(column.duty, [...(byDuty.get(column.duty) ?? []), column]);
  return {
    periods,
    duties: [...byDuty.entries()].map(([duty, own]) => ({
      duty,
      title: own[0]?.title ?? { zh: duty, en: duty },
      place: own[0]?.place ?? null,
      cells: own
        .map(({ period }) => ({
          period,
          span: Math.max(1, covered(period)),
          cell: cells.find((one) => one.duty === duty && one.period === period.id),
        }))
        .sort((a, b) => a.period.from.localeCompare(b.period.from)),
    })),
  };
};
