import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultTerms,
  halfYearOf,
  halfYearTitle,
  knownHolidays,
  periodHolding,
  periodOf,
  periodsWithin,
  quarterOf,
  rangeOfHalfYear,
  upTo,
  rangeOfQuarter,
  type Period,
  type SchoolCalendar,
} from '../src/calendar.js';
import { addDays, dayNumber, dayOfNumber, monthOf, rangeOfXun } from '../src/days.js';

const calendar: SchoolCalendar = { terms: defaultTerms('2025-2026'), ...knownHolidays };
const ids = (periods: readonly Period[]): string[] => periods.map((period) => period.id);
const kinds: readonly Period['kind'][] = ['teachingWeek', 'month', 'quarter', 'halfYear', 'term', 'schoolYear'];

describe('periodOf', () => {
  it.each<[string, Omit<Period, 'id'>]>([
    [
      '2025-2026-1-w03',
      {
        kind: 'teachingWeek',
        from: '2025-09-15',
        to: '2025-09-21',
        title: { zh: '2025-2026学年第一学期第3周', en: 'Week 3, Term 1, 2025–2026' },
      },
    ],
    [
      '2025-09',
      { kind: 'month', from: '2025-09-01', to: '2025-09-30', title: { zh: '2025年9月', en: 'September 2025' } },
    ],
    [
      '2025-q3',
      { kind: 'quarter', from: '2025-07-01', to: '2025-09-30', title: { zh: '2025年第三季度', en: 'Q3 2025' } },
    ],
    [
      '2025-h2',
      {
        kind: 'halfYear',
        from: '2025-07-01',
        to: '2025-12-31',
        title: { zh: '2025年下半年', en: 'Second half of 2025' },
      },
    ],
    [
      '2025-2026-1',
      {
        kind: 'term',
        from: '2025-09-01',
        to: '2026-01-31',
        title: { zh: '2025-2026学年第一学期', en: 'Term 1, 2025–2026' },
      },
    ],
    [
      '2025-2026',
      {
        kind: 'schoolYear',
        from: '2025-09-01',
        to: '2026-08-31',
        title: { zh: '2025-2026学年', en: 'School year 2025–2026' },
      },
    ],
  ])('resolves %s', (id, period) => {
    expect(periodOf(calendar, id)).toEqual({ id, ...period });
  });

  it.each([
    '2025-13',
    '2025-00',
    '2025-9',
    '2025-q0',
    '2025-q5',
    '2025-Q3',
    '2025-h0',
    '2025-h3',
    '2025-2027',
    '2025-2026-3',
    '',
    '2025-2026-1-w00',
    '2025-2026-1-w3',
    '2025-2026-1-w21',
    '2025-2026-1-w003',
    '2025-2026-1-',
    '2025-09-01',
  ])('does not know %j', (id) => {
    expect(periodOf(calendar, id)).toBeUndefined();
  });

  it('needs the term in the calendar, and both terms for a school year', () => {
    const half: SchoolCalendar = { ...calendar, terms: calendar.terms.slice(0, 1) };
    expect(periodOf(half, '2025-2026-1')).toBeDefined();
    expect(periodOf(half, '2025-2026-2')).toBeUndefined();
    expect(periodOf(half, '2025-2026')).toBeUndefined();
    expect(periodsWithin(half, 'schoolYear', { from: '2025-09-01', to: '2025-12-31' })).toEqual([]);
    expect(periodOf(half, '2031-02')).toMatchObject({ from: '2031-02-01', to: '2031-02-28' });
  });
});

describe('periodHolding', () => {
  it('ends terms and school years on the end dates of the calendar', () => {
    expect(periodHolding(calendar, 'term', '2026-01-31')?.id).toBe('2025-2026-1');
    expect(periodHolding(calendar, 'term', '2026-02-01')?.id).toBe('2025-2026-2');
    expect(periodHolding(calendar, 'schoolYear', '2026-08-31')?.id).toBe('2025-2026');
    expect(periodHolding(calendar, 'schoolYear', '2026-09-01')).toBeUndefined();
    expect(periodHolding(calendar, 'term', '2025-08-31')).toBeUndefined();
  });

  it('keeps a term that the bureau ends early from taking the next day', () => {
    const [first, second] = defaultTerms('2025-2026');
    const edited: SchoolCalendar = { ...calendar, terms: [{ ...first, ends: '2026-01-20' }, second] };
    expect(periodHolding(edited, 'term', '2026-01-20')?.id).toBe('2025-2026-1');
    expect(periodHolding(edited, 'term', '2026-01-21')).toBeUndefined();
  });

  it('knows no teaching week in the holidays', () => {
    expect(periodHolding(calendar, 'teachingWeek', '2026-01-18')?.id).toBe('2025-2026-1-w20');
    expect(periodHolding(calendar, 'teachingWeek', '2026-01-19')).toBeUndefined();
  });

  it('holds the day, whole, and is found again by its id', () => {
    const day = fc.integer({ min: dayNumber('2025-08-01'), max: dayNumber('2026-10-01') }).map(dayOfNumber);
    fc.assert(
      fc.property(day, fc.constantFrom(...kinds), (at, kind) => {
        const period = periodHolding(calendar, kind, at);
        if (!period) return;
        expect(period.from <= at && at <= period.to).toBe(true);
        expect(periodOf(calendar, period.id)).toEqual(period);
      }),
    );
  });
});

describe('periodsWithin', () => {
  it('clips the periods at the border and keeps their ids', () => {
    const months = periodsWithin(calendar, 'month', { from: '2025-09-25', to: '2025-11-01' });
    expect(months.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['2025-09', '2025-09-25', '2025-09-30'],
      ['2025-10', '2025-10-01', '2025-10-31'],
      ['2025-11', '2025-11-01', '2025-11-01'],
    ]);
    expect(months[0]?.title.zh).toBe('2025年9月');
    expect(periodsWithin(calendar, 'term', { from: '2026-01-31', to: '2026-02-01' })).toMatchObject([
      { id: '2025-2026-1', from: '2026-01-31', to: '2026-01-31' },
      { id: '2025-2026-2', from: '2026-02-01', to: '2026-02-01' },
    ]);
  });

  it('takes a month in whole unless the range cuts it', () => {
    const range = { from: '2025-09-01', to: '2025-09-30' };
    expect(periodsWithin(calendar, 'month', range)).toEqual([periodOf(calendar, '2025-09')]);
  });

  it('crosses years', () => {
    expect(ids(periodsWithin(calendar, 'month', { from: '2025-11-30', to: '2026-02-01' }))).toEqual(
      '2025-11 2025-12 2026-01 2026-02'.split(' '),
    );
    expect(ids(periodsWithin(calendar, 'quarter', { from: '2025-09-30', to: '2026-01-01' }))).toEqual(
      '2025-q3 2025-q4 2026-q1'.split(' '),
    );
    expect(ids(periodsWithin(calendar, 'quarter', { from: '2025-09-30', to: '2025-09-30' }))).toEqual(['2025-q3']);
    expect(ids(periodsWithin(calendar, 'halfYear', { from: '2025-06-30', to: '2026-01-01' }))).toEqual(
      '2025-h1 2025-h2 2026-h1'.split(' '),
    );
    expect(ids(periodsWithin(calendar, 'month', { from: '9999-11-30', to: '9999-12-31' }))).toEqual([
      '9999-11',
      '9999-12',
    ]);
  });

  it('puts terms in order of time, however the calendar lists them', () => {
    const terms = [...defaultTerms('2026-2027'), ...defaultTerms('2025-2026')].reverse();
    const range = { from: '2025-09-01', to: '2027-08-31' };
    expect(ids(periodsWithin({ ...calendar, terms }, 'term', range))).toEqual(
      '2025-2026-1 2025-2026-2 2026-2027-1 2026-2027-2'.split(' '),
    );
    expect(ids(periodsWithin({ ...calendar, terms }, 'schoolYear', range))).toEqual(['2025-2026', '2026-2027']);
    const weeks = periodsWithin({ ...calendar, terms }, 'teachingWeek', { from: '2026-07-04', to: '2026-09-07' });
    expect(ids(weeks)).toEqual(['2025-2026-2-w20', '2026-2027-1-w01', '2026-2027-1-w02']);
    expect(weeks[2]).toMatchObject({ from: '2026-09-07', to: '2026-09-07' });
  });

  it('finds nothing in an empty range', () => {
    for (const kind of kinds) {
      expect(periodsWithin(calendar, kind, { from: '2025-10-02', to: '2025-10-01' })).toEqual([]);
    }
  });

  it('tiles any range with months, quarters and half-years: no day twice, none left out', () => {
    const day = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2027-12-31') }).map(dayOfNumber);
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 800 }),
        fc.constantFrom('month', 'quarter', 'halfYear'),
        (from, length, kind) => {
          const to = addDays(from, length);
          const periods = periodsWithin(calendar, kind, { from, to });
          expect(periods[0]?.from).toBe(from);
          expect(periods.at(-1)?.to).toBe(to);
          periods.slice(1).forEach((period, i) => expect(period.from).toBe(addDays(periods[i]?.to ?? '', 1)));
        },
      ),
    );
  });
});

describe('upTo', () => {
  const period = { from: '2025-09-01', to: '2026-08-31' };
  it.each([
    ['2025-08-31', '2025-09-01'],
    ['2025-09-01', '2025-09-01'],
    ['2025-10-10', '2025-10-10'],
    ['2026-08-31', '2026-08-31'],
    ['2026-09-01', '2026-08-31'],
  ])('%s ends on %s', (day, to) => {
    expect(upTo(period, day)).toEqual({ from: '2025-09-01', to });
  });
});

describe('quarters and half-years', () => {
  it('change at their borders', () => {
    expect(quarterOf('2025-03-31')).toBe('2025-q1');
    expect(quarterOf('2025-04-01')).toBe('2025-q2');
    expect(quarterOf('2025-12-31')).toBe('2025-q4');
    expect(halfYearOf('2025-06-30')).toBe('2025-h1');
    expect(halfYearOf('2025-07-01')).toBe('2025-h2');
  });

  it('give their days and titles', () => {
    expect(rangeOfQuarter('2024-q1')).toEqual({ from: '2024-01-01', to: '2024-03-31' });
    expect(rangeOfQuarter('2025-q4')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
    expect(rangeOfHalfYear('2025-h1')).toEqual({ from: '2025-01-01', to: '2025-06-30' });
    expect(rangeOfHalfYear('2025-h2')).toEqual({ from: '2025-07-01', to: '2025-12-31' });
    expect(halfYearTitle('2025-h1')).toEqual({ zh: '2025年上半年', en: 'First half of 2025' });
    expect(halfYearTitle('2025-h2')).toEqual({ zh: '2025年下半年', en: 'Second half of 2025' });
    expect(() => rangeOfQuarter('2025-q5')).toThrow('"2025-q5" is not a quarter. Write e.g. 2025-q1.');
    expect(() => rangeOfHalfYear('2025-h3')).toThrow(RangeError);
    expect(() => halfYearTitle('2025-q1')).toThrow(RangeError);
  });

  it('find the last 旬 of a quarter, where plan 14 wants its report', () => {
    const month = monthOf(rangeOfQuarter('2025-q3').to);
    expect(rangeOfXun({ month, xun: 'lower' })).toEqual({ from: '2025-09-21', to: '2025-09-30' });
  });
});
