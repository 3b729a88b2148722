import { describe, expect, it } from 'vitest';
import { fileSize, largestFile } from '../src/components/file/stored-file.js';
import { fileProblem } from '../src/features/imports/import-file.js';
import { choicesFor, type ImportRow, pageOfRows, rowsPerPage, sums } from '../src/features/imports/import-rows.js';

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
