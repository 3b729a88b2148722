import { describe, expect, it } from 'vitest';
import { fileSize, largestFile } from '../src/components/file/stored-file.js';
import { begunPeriods } from '../src/components/programme/begun-periods.js';
import { fileProblem } from '../src/features/imports/import-file.js';
import {
  choicesFor,
  type ImportRow,
  pageOfRows,
  placesOf,
  rowsPerPage,
  sums,
} from '../src/features/imports/import-rows.js';

describe('a file before it is sent', () => {
  const file = (name: string, size = 1000) => fileProblem({ name, size });
  it('is taken up to 10 MB and refused one byte above', () => {
    expect(largestFile).toBe(10_485_760);
    expect(file('a.xlsx', largestFile - 1)).toBeUndefined();
    expect(file('a.xlsx', largestFile)).toBeUndefined();
    expect(file('a.xlsx', largestFile + 1)).toBe('size');
  });
  it('is a workbook by its name, in any case, and not empty', () => {
    expect(file('名单.XLSX')).toBeUndefined();
    expect(file('a.xls')).toBe('type');
    expect(file('a.xlsx.csv')).toBe('type');
    expect(file('xlsx')).toBe('type');
    expect(file('a.xlsx', 0)).toBe('empty');
    expect(file('a.xlsx', 1)).toBeUndefined();
  });
  it('shows a size that never reads as the limit when it is over it', () => {
    expect([0, 1023, 1024, largestFile, largestFile + 1].map(fileSize)).toEqual([
      '0 B',
      '1023 B',
      '1 KB',
      '10 MB',
      '10.1 MB',
    ]);
  });
});

describe('what may be done with a file that was read', () => {
  const counts = (add: number, change: number, same: number, error: number) => ({ add, change, same, error });
  it('is everything without faulty rows, the good rows with some, nothing when nothing would be written', () => {
    expect(choicesFor(counts(1, 0, 0, 0))).toEqual({ all: true, good: false });
    expect(choicesFor(counts(0, 1, 5, 0))).toEqual({ all: true, good: false });
    expect(choicesFor(counts(3, 0, 0, 1))).toEqual({ all: false, good: true });
    expect(choicesFor(counts(0, 0, 4, 1))).toEqual({ all: false, good: false });
    expect(choicesFor(counts(0, 0, 4, 0))).toEqual({ all: false, good: false });
  });
  it('counts all rows, and those that would be written', () => {
    expect(sums(counts(1, 2, 4, 8))).toEqual({ all: 15, good: 3 });
  });
});

describe('the listed rows', () => {
  const rows: ImportRow[] = Array.from({ length: rowsPerPage + 1 }, (_, i) => ({
    row: i + 2,
    outcome: i < 2 ? 'error' : 'add',
    name: '',
    reasons: [],
    kept: null,
  }));
  it('come in pages of fifty', () => {
    expect(pageOfRows({ rows }).rows).toHaveLength(rowsPerPage);
    expect(pageOfRows({ rows, page: 2 })).toMatchObject({
      rows: [{ row: rowsPerPage + 2 }],
      page: 2,
      total: rowsPerPage + 1,
    });
  });
  it('narrow to one outcome', () => {
    expect(pageOfRows({ rows, outcome: 'error' }).rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(pageOfRows({ rows, outcome: 'same' })).toMatchObject({ rows: [], total: 0, page: 1 });
  });
  it('stay on the last page when an address asks for one beyond it', () => {
    expect(pageOfRows({ rows, outcome: 'error', page: 2 })).toMatchObject({ page: 1, total: 2 });
  });
});

describe('periods that a register may be imported for', () => {
  const term = (id: string, starts: string, ends: string) => ({
    id,
    starts,
    ends,
    teachingStarts: starts,
    teachingEnds: ends,
  });
  const terms = [
    term('2026-2027-1', '2026-09-01', '2027-01-31'),
    term('2025-2026-2', '2026-02-01', '2026-08-31'),
    term('2025-2026-1', '2025-09-01', '2026-01-31'),
    term('2026-2027-2', '2027-02-01', '2027-08-31'),
  ];
  const begun = (today: string, kind: 'term' | 'schoolYear') =>
    begunPeriods({ today, terms, days: [], knownYears: [] }, kind).map(({ id }) => id);
  it('are those that have begun, the latest first, from their first day on', () => {
    expect(begun('2026-08-31', 'term')).toEqual(['2025-2026-2', '2025-2026-1']);
    expect(begun('2026-09-01', 'term')).toEqual(['2026-2027-1', '2025-2026-2', '2025-2026-1']);
    expect(begun('2026-09-02', 'term')).toEqual(['2026-2027-1', '2025-2026-2', '2025-2026-1']);
    expect(begun('2026-08-31', 'schoolYear')).toEqual(['2025-2026']);
    expect(begun('2026-09-01', 'schoolYear')).toEqual(['2026-2027', '2025-2026']);
  });
  it('are none in a calendar without terms, and before its first', () => {
    expect(begunPeriods({ today: '2026-09-01', terms: [], days: [], knownYears: [] }, 'term')).toEqual([]);
    expect(begun('2025-08-31', 'term')).toEqual([]);
  });
});

it('leads from an import of entries back to its register and period', () => {
  expect(placesOf({ register: 'people', about: null })).toEqual({ list: '/people', again: '/people/import' });
  expect(
    placesOf({ register: 'entries', about: { programme: 'p', register: 'results', period: '2025-2026-2' } }),
  ).toEqual({
    list: '/programmes/p?tab=registers&register=results&period=2025-2026-2',
    again: '/programmes/p/registers/results/import?period=2025-2026-2',
  });
});
