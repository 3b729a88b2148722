import { describe, expect, it } from 'vitest';
import type { ReadDutiesResponse } from '../src/api/generated/types.gen.js';
import {
  belowIn,
  figuresOf,
  matrixOf,
  mayWriteFor,
  newRecordFor,
  onlyBelow,
  recordsOf,
} from '../src/features/duties/matrix.js';

const title = { zh: '活动', en: 'Activity' };
const month = (id: string, last: number) => ({ id, kind: 'month', from: `${id}-01`, to: `${id}-${last}`, title });
const term = { id: '2026-2027-1', kind: 'term', from: '2026-09-01', to: '2027-01-31', title };
const periods = [month('2026-10', 31), month('2026-11', 30), month('2026-12', 31)];
const column = (duty: string, period: (typeof periods)[number]) => ({ duty, title, period, place: null });

type Cell = ReadDutiesResponse['rows'][number]['cells'][number];
const cell = (duty: string, period: string, changes: Partial<Cell> = {}): Cell => ({
  duty,
  period,
  required: 1,
  confirmed: 0,
  claimed: 0,
  remaining: 1,
  opensOn: (period === term.id ? term : periods.find((p) => p.id === period)!).from,
  overdueFrom: '2026-12-01',
  state: 'open',
  basis: null,
  excuse: null,
  remindedAt: null,
  ...changes,
});
const row = (pairing: string, cells: readonly Cell[]) => ({
  pairing,
  parent: null,
  helper: { id: `${pairing}-helper`, name: '甲校' },
  helped: { id: `${pairing}-helped`, name: '乙校' },
  cells: [...cells],
});
const answer: ReadDutiesResponse = {
  period: term,
  unknownYears: [],
  // The API promises no order between duties: their columns may come mixed.
  columns: [
    column('lesson', periods[0]!),
    column('meeting', term),
    column('lesson', periods[1]!),
    column('lesson', periods[2]!),
  ],
  rows: [
    row('late', [
      cell('meeting', term.id, { required: 2, confirmed: 3, remaining: 0, state: 'met' }),
      cell('lesson', '2026-11', { claimed: 1 }),
      cell('lesson', '2026-10', { state: 'overdue' }),
      cell('lesson', '2026-12'),
    ]),
    row('good', [
      cell('lesson', '2026-10', { confirmed: 1, remaining: 0, state: 'met' }),
      cell('lesson', '2026-11', { confirmed: 4, remaining: 0, state: 'met' }),
      cell('lesson', '2026-12', { required: 0, remaining: 0, state: 'notDue' }),
    ]),
  ],
};
const matrix = (today: string) => matrixOf(answer, today);

describe('the matrix', () => {
  it('puts the columns of a duty side by side and every cell under its own column', () => {
    const { groups, columns, rows } = matrix('2026-11-24');
    expect(groups.map(({ duty, columns: own }) => [duty, own.length])).toEqual([
      ['lesson', 3],
      ['meeting', 1],
    ]);
    expect(columns.map(({ duty, period }) => `${duty} ${period.id}`)).toEqual([
      'lesson 2026-10',
      'lesson 2026-11',
      'lesson 2026-12',
      'meeting 2026-2027-1',
    ]);
    expect(rows[0]!.cells.map((c) => c?.look)).toEqual(['overdue', 'open', 'ahead', 'met']);
  });

  it('leaves a column empty where the answer has no cell', () => {
    expect(matrix('2026-11-24').rows[1]!.cells.map((c) => c?.look)).toEqual(['met', 'met', 'notDue', undefined]);
  });

  it('calls an open period ahead until the day it begins', () => {
    const december = (today: string) => matrix(today).rows[0]!.cells[2]!;
    expect([december('2026-11-30').look, december('2026-11-30').isBelow]).toEqual(['ahead', false]);
    expect([december('2026-12-01').look, december('2026-12-01').isBelow]).toEqual(['open', true]);
    expect([december('2026-12-02').look, december('2026-12-02').isBelow]).toEqual(['open', true]);
  });

  it('counts as missing now what is overdue or running, not what is met, not due or ahead', () => {
    const { rows } = matrix('2026-11-24');
    expect(belowIn(rows).map(({ key }) => key)).toEqual(['late lesson 2026-10', 'late lesson 2026-11']);
    expect(onlyBelow(matrix('2026-11-24')).rows.map(({ pairing }) => pairing)).toEqual(['late']);
  });
});

describe('the figures', () => {
  it('are those of the running month, and no pair makes up for another', () => {
    expect(figuresOf(matrix('2026-11-24'), '2026-11-24')).toEqual({
      pairings: 2,
      of: 'month',
      required: 2,
      confirmed: 1,
      claimed: 1,
      belowPairings: 1,
      overduePairings: 1,
    });
  });

  it('take the month that holds today, on its last day and the next', () => {
    const required = (today: string) => figuresOf(matrix(today), today).required;
    expect(required('2026-11-30')).toBe(2);
    expect(required('2026-12-01')).toBe(1); // one of the two is not due in December
  });

  it('are those of the whole period where today lies in none of its months', () => {
    const { of, required, confirmed } = figuresOf(matrix('2027-01-01'), '2027-01-01');
    expect({ of, required, confirmed }).toEqual({ of: 'period', required: 7, confirmed: 4 });
  });
});

describe('an excused cell', () => {
  const excuse = { document: '云教函〔2026〕12号', reason: '校舍改造停课', at: '2026-11-20T01:00:00Z' };
  const of = (state: Cell['state']) =>
    matrixOf(
      {
        ...answer,
        rows: [row('one', [cell('lesson', '2026-11', { state, required: 2, remaining: 2, claimed: 1, excuse })])],
      },
      '2026-11-24',
    );
  const figures = (state: Cell['state']) => figuresOf(of(state), '2026-11-24');

  it('cannot be selected and is not missing', () => {
    expect(belowIn(of('excused').rows)).toEqual([]);
    expect(belowIn(of('open').rows)).toHaveLength(1);
  });

  it('counts nowhere as required', () => {
    expect(figures('open')).toMatchObject({ required: 2, claimed: 1, belowPairings: 1 });
    expect(figures('excused')).toMatchObject({ required: 0, claimed: 0, belowPairings: 0, pairings: 1 });
  });
});

describe('what belongs to a cell', () => {
  const sides = { helper: { id: 'a', name: '甲校' }, helped: { id: 'b', name: '乙校' } };

  it('is written by the side that its form names', () => {
    expect(['a', 'b', 'c'].map((o) => mayWriteFor(sides, { writtenBy: 'helper' }, o))).toEqual([true, false, false]);
    expect(['a', 'b', 'c'].map((o) => mayWriteFor(sides, { writtenBy: 'helped' }, o))).toEqual([false, true, false]);
    expect(['a', 'b', 'c'].map((o) => mayWriteFor(sides, { writtenBy: 'either' }, o))).toEqual([true, true, false]);
    expect(mayWriteFor(sides, undefined, 'a')).toBe(false);
  });

  it('has the addresses of its records and of a new one', () => {
    const standing = matrix('2026-11-24').rows[0]!.cells[0]!;
    expect(recordsOf('p1', standing)).toBe(
      '/records?programme=p1&form=lesson&pairing=late&from=2026-10-01&to=2026-10-31',
    );
    expect(newRecordFor('p1', standing)).toBe('/records/new?programme=p1&form=lesson&pairing=late');
  });
});
