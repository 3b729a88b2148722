import { defaultTerms } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { rangeKindOf, rangeOf, shownRange } from '../src/features/reports/ranges.js';
import { chartOf, distinct, drillOf, type ReportTable } from '../src/features/reports/report-data.js';

const calendar = { days: [], knownYears: [], terms: [...defaultTerms('2026-2027')] };
const programme = { from: '2026-09-01', to: '2027-08-31' };
const on = (today: string) => ({ calendar, today, programme });
const term = { from: '2026-09-01', to: '2027-01-31' };

describe('the days of a report', () => {
  it('are the running term unless told', () => {
    expect(shownRange(on('2026-11-24'), {})).toEqual(term);
    expect(shownRange(on('2026-11-24'), { from: '2026-10-08' })).toEqual({ from: '2026-10-08', to: '2027-01-31' });
    expect(shownRange(on('2026-11-24'), { from: '2026-10-08', to: '2026-10-31' })).toEqual({
      from: '2026-10-08',
      to: '2026-10-31',
    });
  });

  it('change with the month and the term', () => {
    expect(rangeOf(on('2026-11-30'), 'month')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(rangeOf(on('2026-12-01'), 'month')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(rangeOf(on('2027-01-31'), 'term')).toEqual(term);
    expect(rangeOf(on('2027-02-01'), 'term')).toEqual({ from: '2027-02-01', to: '2027-08-31' });
  });

  it('are those of the programme’s end once it is over', () => {
    expect(rangeOf(on('2027-10-01'), 'term')).toEqual({ from: '2027-02-01', to: '2027-08-31' });
    expect(rangeOf(on('2027-10-01'), 'schoolYear')).toEqual(programme);
  });

  it('are known again as what they were chosen by', () => {
    const q = on('2026-11-24');
    expect(rangeKindOf(q, rangeOf(q, 'month'))).toBe('month');
    expect(rangeKindOf(q, rangeOf(q, 'term'))).toBe('term');
    expect(rangeKindOf(q, rangeOf(q, 'schoolYear'))).toBe('schoolYear');
    expect(rangeKindOf(q, { from: '2026-11-01', to: '2026-11-29' })).toBe('own');
  });
});

const text = (zh: string) => ({ zh, en: zh });
const table: ReportTable = {
  title: text('总览'),
  period: { from: '2026-09-01', to: '2026-11-30' },
  asOf: '2026-11-24T00:00:00Z',
  settingsVersion: 1,
  columns: [
    { key: 'school', title: text('学校'), kind: 'text', total: false },
    { key: 'lesson', title: text('送教'), kind: 'integer', total: true },
  ],
  rows: [
    { pairing: 'g1', cells: { school: '甲校', lesson: 2 } },
    { pairing: 'g2', cells: { school: '甲校', lesson: null } },
  ],
  totals: { lesson: 2 },
  chart: { kind: 'stackedBar', by: 'school', series: ['lesson', 'gone'] },
  drill: { lesson: 'masterLesson' },
};

describe('the chart of a report', () => {
  it('has one category per row and only the columns there are', () => {
    expect(chartOf(table)).toEqual({
      by: text('学校'),
      kind: 'stackedBar',
      categories: ['甲校', '甲校 (2)'],
      series: [{ title: text('送教'), values: [2, null] }],
    });
  });

  it('is a bar chart where its kind is unknown, and absent where there is nothing to draw', () => {
    expect(chartOf({ ...table, chart: { ...table.chart!, kind: 'pie' } })?.kind).toBe('bar');
    expect(chartOf({ ...table, chart: null })).toBeUndefined();
    expect(chartOf({ ...table, rows: [] })).toBeUndefined();
    expect(chartOf({ ...table, chart: { ...table.chart!, series: ['gone'] } })).toBeUndefined();
    expect(chartOf({ ...table, chart: { ...table.chart!, by: 'gone' } })).toBeUndefined();
  });

  it('tells rows of one name apart', () => {
    expect(distinct(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a (2)', 'a (3)']);
  });
});

describe('the way from a number to its records', () => {
  it('names form, pairing and days, and only what is confirmed', () => {
    expect(drillOf({ programme: 'p1', table, column: 'lesson', pairing: 'g1' })).toBe(
      '/records?programme=p1&form=masterLesson&pairing=g1&from=2026-09-01&to=2026-11-30&state=confirmed',
    );
    expect(drillOf({ programme: 'p1', table, column: 'lesson' })).toBe(
      '/records?programme=p1&form=masterLesson&from=2026-09-01&to=2026-11-30&state=confirmed',
    );
    expect(drillOf({ programme: 'p1', table, column: 'school' })).toBeUndefined();
  });
});
