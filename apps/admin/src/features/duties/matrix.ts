import type { FormManifest } from '@xieshou/sdk';
import type { ReadDutiesResponse } from '../../api/generated/types.gen.js';

export type DutyColumn = ReadDutiesResponse['columns'][number];
type DutyRow = ReadDutiesResponse['rows'][number];
type DutyCell = DutyRow['cells'][number];

/** How a cell is drawn: the server's state, apart from what cannot be done yet. */
export type Look = DutyCell['state'] | 'ahead';

/** How one duty of one pairing stands in one period. */
export interface Standing extends DutyCell {
  readonly key: string;
  readonly pairing: string;
  readonly helper: DutyRow['helper'];
  readonly helped: DutyRow['helped'];
  readonly column: DutyColumn;
  readonly look: Look;
  /** Something is missing now: overdue, or open now. */
  readonly isBelow: boolean;
}

export interface MatrixRow extends Pick<DutyRow, 'pairing' | 'helper' | 'helped'> {
  /** The pairing whose page tells of it: its own, or the one around a pair of people. */
  readonly around: string;
  /** One per column. */
  readonly cells: readonly (Standing | undefined)[];
}

/** The columns of one duty, one per period. */
export interface DutyGroup {
  readonly duty: string;
  readonly title: DutyColumn['title'];
  readonly place: string | null;
  readonly columns: readonly DutyColumn[];
}

export interface Matrix {
  readonly groups: readonly DutyGroup[];
  readonly columns: readonly DutyColumn[];
  readonly rows: readonly MatrixRow[];
}

const placeOf = (duty: string, period: string): string => `${duty} ${period}`;

/** Whether a cell asks for anything: what is not due, or excused, counts nowhere. */
export const isAsked = ({ look }: Pick<Standing, 'look'>): boolean => look !== 'notDue' && look !== 'excused';

const lookOf = (cell: DutyCell, today: string): Look =>
  cell.state === 'open' && cell.opensOn > today ? 'ahead' : cell.state;

const groupsOf = (columns: readonly DutyColumn[]): DutyGroup[] => {
  const groups = new Map<string, DutyColumn[]>();
  for (const column of columns) {
    const own = groups.get(column.duty);
    if (own) own.push(column);
    else groups.set(column.duty, [column]);
  }
  return [...groups].map(([duty, own]) => ({ duty, title: own[0]!.title, place: own[0]!.place, columns: own }));
};

/** The answer as rows and columns, the columns of a duty side by side. */
export const matrixOf = (answer: ReadDutiesResponse, today: string): Matrix => {
  const groups = groupsOf(answer.columns);
  const columns = groups.flatMap((group) => group.columns);
  const rows = answer.rows.map(({ pairing, parent, helper, helped, cells }): MatrixRow => {
    const found = new Map(cells.map((cell) => [placeOf(cell.duty, cell.period), cell]));
    return {
      pairing,
      around: parent ?? pairing,
      helper,
      helped,
      cells: columns.map((column): Standing | undefined => {
        const cell = found.get(placeOf(column.duty, column.period.id));
        if (!cell) return undefined;
        const look = lookOf(cell, today);
        const key = `${pairing} ${placeOf(cell.duty, cell.period)}`;
        return { ...cell, key, pairing, helper, helped, column, look, isBelow: look === 'open' || look === 'overdue' };
      }),
    };
  });
  return { groups, columns, rows };
};

/** What is missing now, row by row. */
export const belowIn = (rows: readonly MatrixRow[]): readonly Standing[] =>
  rows.flatMap(({ cells }) => cells.filter((cell): cell is Standing => cell?.isBelow === true));

/** The matrix with nothing but the pairings that miss something now. */
export const onlyBelow = (matrix: Matrix): Matrix => ({
  ...matrix,
  rows: matrix.rows.filter((row) => belowIn([row]).length > 0),
});

export interface DutyFigures {
  readonly pairings: number;
  /** Required and confirmed are those of the running month where it lies in the period, else of the whole period. */
  readonly of: 'month' | 'period';
  readonly required: number;
  /** Never more than what is required: what one pair does beyond its duty makes up for no other. */
  readonly confirmed: number;
  readonly claimed: number;
  readonly belowPairings: number;
  readonly overduePairings: number;
}

export const figuresOf = ({ columns, rows }: Matrix, today: string): DutyFigures => {
  const running = ({ period }: DutyColumn) => period.kind === 'month' && period.from <= today && today <= period.to;
  const isMonth = columns.some(running);
  const all = rows.map(({ cells }) => cells.filter((cell): cell is Standing => cell !== undefined));
  const counted = all.flat().filter((cell) => isAsked(cell) && (!isMonth || running(cell.column)));
  const sum = (of: (cell: Standing) => number) => counted.reduce((n, cell) => n + of(cell), 0);
  return {
    pairings: rows.length,
    of: isMonth ? 'month' : 'period',
    required: sum((cell) => cell.required),
    confirmed: sum((cell) => Math.min(cell.confirmed, cell.required)),
    claimed: sum((cell) => cell.claimed),
    belowPairings: all.filter((cells) => cells.some((cell) => cell.isBelow)).length,
    overduePairings: all.filter((cells) => cells.some((cell) => cell.look === 'overdue')).length,
  };
};

/** Whether an organisation may write down what a duty of a pairing counts. */
export const mayWriteFor = (
  { helper, helped }: Pick<Standing, 'helper' | 'helped'>,
  form: Pick<FormManifest, 'writtenBy'> | undefined,
  organisation: string,
): boolean => {
  if (!form || form.writtenBy === 'owner') return false;
  const isHelper = helper.id === organisation;
  const isHelped = helped.id === organisation;
  return form.writtenBy === 'either' ? isHelper || isHelped : form.writtenBy === 'helper' ? isHelper : isHelped;
};

/** The address of the records behind a cell. */
export const recordsOf = (programme: string, { pairing, duty, column: { period } }: Standing): string =>
  `/records?${new URLSearchParams({ programme, form: duty, pairing, from: period.from, to: period.to })}`;

/** The address of a new record that would count for a cell. */
export const newRecordFor = (programme: string, { pairing, duty }: Standing): string =>
  `/records/new?${new URLSearchParams({ programme, form: duty, pairing })}`;
