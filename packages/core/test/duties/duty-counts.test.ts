import { describe, expect, it } from 'vitest';
import { divided, pieces } from '../../src/duties/duty-counts.js';

const term = { from: '2026-09-01', to: '2027-01-31' };

describe('what duties are counted from', () => {
  it('is the tallies of every month, where periods begin and end with months', () => {
    const october = { from: '2026-10-01', to: '2026-10-31' };
    expect(divided([term, october])).toEqual({
      months: ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'],
      days: [],
    });
  });

  it('is the facts of the months in which a stretch begins and ends, as far as it goes', () => {
    expect(divided([{ from: '2026-09-02', to: '2026-11-29' }])).toEqual({
      months: ['2026-10'],
      days: [
        { from: '2026-09-02', to: '2026-09-30' },
        { from: '2026-11-01', to: '2026-11-29' },
      ],
    });
  });

  it('is the facts of a month that a period divides: from its second day, or to the day before its last', () => {
    expect(divided([term, { from: '2026-10-02', to: '2026-12-31' }]).days).toEqual([
      { from: '2026-10-01', to: '2026-10-31' },
    ]);
    expect(divided([term, { from: '2026-10-01', to: '2026-12-30' }]).days).toEqual([
      { from: '2026-12-01', to: '2026-12-31' },
    ]);
    expect(divided([term, { from: '2026-10-01', to: '2026-12-31' }]).days).toEqual([]);
  });
});

describe('the days that are left', () => {
  it('are cut where a period begins and where one has just ended, and nowhere else', () => {
    const days = [{ from: '2026-10-01', to: '2026-10-31' }];
    const cut = (from: string, to: string) => pieces(days, [{ from, to }]).map((p) => `${p.from} ${p.to}`);
    expect(cut('2026-10-10', '2026-10-20')).toEqual([
      '2026-10-01 2026-10-09',
      '2026-10-10 2026-10-20',
      '2026-10-21 2026-10-31',
    ]);
    expect(cut('2026-10-01', '2026-10-30')).toEqual(['2026-10-01 2026-10-30', '2026-10-31 2026-10-31']);
    expect(cut('2026-10-02', '2026-10-31')).toEqual(['2026-10-01 2026-10-01', '2026-10-02 2026-10-31']);
    expect(cut('2026-10-01', '2026-10-31')).toEqual(['2026-10-01 2026-10-31']);
    expect(cut('2026-09-01', '2027-01-31')).toEqual(['2026-10-01 2026-10-31']);
  });

  it('are none where nothing is asked', () => {
    expect(divided([])).toEqual({ months: [], days: [] });
    expect(pieces([], [term])).toEqual([]);
  });
});
