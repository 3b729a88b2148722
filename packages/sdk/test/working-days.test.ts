import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, dayOfNumber, weekdayOf, type Day } from '../src/days.js';
import { holidays2025, holidays2026, knownHolidays } from '../src/holidays.js';
import {
  addWorkingDays,
  isWorkingDay,
  rollToWorkingDay,
  unknownYears,
  workingDaysBetween,
  type WorkCalendar,
} from '../src/working-days.js';

const of = (days: typeof holidays2026, kind: string): Day[] => days.filter((d) => d.kind === kind).map((d) => d.day);
const yearDays = (year: number): Day[] => {
  const first = dayNumber(`${year}-01-01`);
  return Array.from({ length: dayNumber(`${year}-12-31`) - first + 1 }, (_, i) => dayOfNumber(first + i));
};

describe('the national tables', () => {
  it('holds 2026 as published', () => {
    expect(of(holidays2026, 'holiday')).toEqual(
      [
        '2026-01-01 2026-01-02 2026-01-03 2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19',
        '2026-02-20 2026-02-21 2026-02-22 2026-02-23 2026-04-04 2026-04-05 2026-04-06 2026-05-01',
        '2026-05-02 2026-05-03 2026-05-04 2026-05-05 2026-06-19 2026-06-20 2026-06-21 2026-09-25',
        '2026-09-26 2026-09-27 2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06',
        '2026-10-07',
      ]
        .join(' ')
        .split(' '),
    );
    expect(of(holidays2026, 'working')).toEqual(
      '2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10'.split(' '),
    );
  });

  it('holds 2025 as published', () => {
    expect(of(holidays2025, 'holiday')).toEqual(
      [
        '2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-01 2025-02-02 2025-02-03',
        '2025-02-04 2025-04-04 2025-04-05 2025-04-06 2025-05-01 2025-05-02 2025-05-03 2025-05-04',
        '2025-05-05 2025-05-31 2025-06-01 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-04',
        '2025-10-05 2025-10-06 2025-10-07 2025-10-08',
      ]
        .join(' ')
        .split(' '),
    );
    expect(of(holidays2025, 'working')).toEqual(['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']);
  });

  it('gives both years 248 working days: 13 statutory holidays off 261 weekdays', () => {
    for (const year of [2025, 2026]) {
      const days = yearDays(year).filter((day) => isWorkingDay(knownHolidays, day).working);
      expect(days).toHaveLength(248);
    }
  });

  it('makes up only on weekends', () => {
    const madeUp = knownHolidays.days.filter((d) => d.kind === 'working').map((d) => weekdayOf(d.day));
    expect(madeUp.every((weekday) => weekday >= 6)).toBe(true);
    expect(knownHolidays.knownYears).toEqual([2025, 2026]);
  });
});

describe('isWorkingDay', () => {
  it.each([
    ['2026-01-03', false], // holiday, Saturday
    ['2026-01-04', true], // make-up Sunday
    ['2026-01-05', true],
    ['2026-02-13', true],
    ['2026-02-14', true], // make-up Saturday
    ['2026-02-15', false],
    ['2026-02-23', false], // holiday, Monday
    ['2026-02-24', true],
    ['2026-02-28', true],
    ['2026-03-01', false], // plain Sunday
    ['2026-10-07', false],
    ['2026-10-08', true],
  ])('%s: %s', (day, working) => {
    expect(isWorkingDay(knownHolidays, day)).toEqual({ day, working, known: true });
  });

  it('never passes a year without its table off as known', () => {
    expect(isWorkingDay(knownHolidays, '2026-12-31')).toEqual({ day: '2026-12-31', working: true, known: true });
    expect(isWorkingDay(knownHolidays, '2027-01-01')).toEqual({ day: '2027-01-01', working: true, known: false });
    expect(isWorkingDay(knownHolidays, '2024-12-31').known).toBe(false);
  });

  it('lets a later line win, so a bureau can overrule the table', () => {
    const own: WorkCalendar = {
      ...knownHolidays,
      days: [...knownHolidays.days, { day: '2026-02-28', kind: 'holiday' }],
    };
    expect(isWorkingDay(own, '2026-02-28').working).toBe(false);
    expect(isWorkingDay(knownHolidays, '2026-02-28').working).toBe(true);
  });

  it('refuses what is no day', () => {
    expect(() => isWorkingDay(knownHolidays, '2026-02-29')).toThrow(RangeError);
  });
});

describe('rollToWorkingDay', () => {
  it('keeps a working day and rolls a rest day on', () => {
    expect(rollToWorkingDay(knownHolidays, '2026-02-14')).toEqual({ day: '2026-02-14', known: true });
    expect(rollToWorkingDay(knownHolidays, '2026-02-15')).toEqual({ day: '2026-02-24', known: true });
    expect(rollToWorkingDay(knownHolidays, '2026-09-19')).toEqual({ day: '2026-09-20', known: true });
  });

  it('says when it rolls into an unknown year', () => {
    const own: WorkCalendar = {
      ...knownHolidays,
      days: [...knownHolidays.days, { day: '2026-12-31', kind: 'holiday' }],
    };
    expect(rollToWorkingDay(own, '2026-12-31')).toEqual({ day: '2027-01-01', known: false });
  });
});

describe('addWorkingDays', () => {
  it('does not count the day of receipt', () => {
    expect(addWorkingDays(knownHolidays, '2025-09-01', 1).day).toBe('2025-09-02');
    expect(addWorkingDays(knownHolidays, '2025-09-01', 5)).toEqual({ day: '2025-09-08', known: true });
    expect(addWorkingDays(knownHolidays, '2025-09-06', 1).day).toBe('2025-09-08');
  });

  it('jumps holidays and counts make-up weekends', () => {
    // Received on Friday 30 January: two plain weeks, then the make-up Saturday 14 February.
    expect(addWorkingDays(knownHolidays, '2026-01-30', 10).day).toBe('2026-02-13');
    expect(addWorkingDays(knownHolidays, '2026-01-30', 11).day).toBe('2026-02-14');
    expect(addWorkingDays(knownHolidays, '2026-01-30', 12).day).toBe('2026-02-24');
    // 24, 25, 26, 27 and the make-up Saturday 28 February; then Monday 2 March.
    expect(addWorkingDays(knownHolidays, '2026-02-14', 5).day).toBe('2026-02-28');
    expect(addWorkingDays(knownHolidays, '2026-02-14', 6).day).toBe('2026-03-02');
    expect(addWorkingDays(knownHolidays, '2025-09-26', 5).day).toBe('2025-10-10');
  });

  it('rolls with nothing to add', () => {
    expect(addWorkingDays(knownHolidays, '2025-10-01', 0).day).toBe('2025-10-09');
    expect(addWorkingDays(knownHolidays, '2025-09-30', 0).day).toBe('2025-09-30');
  });

  it('is known up to the last day of a known year, and no further', () => {
    expect(addWorkingDays(knownHolidays, '2026-12-28', 3)).toEqual({ day: '2026-12-31', known: true });
    expect(addWorkingDays(knownHolidays, '2026-12-28', 4)).toEqual({ day: '2027-01-01', known: false });
    expect(addWorkingDays(knownHolidays, '2024-12-31', 1)).toEqual({ day: '2025-01-02', known: true });
    expect(addWorkingDays({ days: [], knownYears: [] }, '2025-09-01', 1)).toEqual({ day: '2025-09-02', known: false });
  });

  it('stays unknown when it passes through an unknown year into a known one', () => {
    const gap: WorkCalendar = { days: [], knownYears: [2025, 2027] };
    expect(addWorkingDays(gap, '2025-12-30', 300)).toEqual({ day: '2027-02-23', known: false });
  });

  it.each([-1, 0.5, Number.NaN, Infinity])('refuses a term of %d days', (n) => {
    expect(() => addWorkingDays(knownHolidays, '2025-09-01', n)).toThrow(RangeError);
  });

  it('agrees with a count day by day, and ends on a working day', () => {
    const day = fc.integer({ min: dayNumber('2025-01-01'), max: dayNumber('2026-10-31') }).map(dayOfNumber);
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (from, n) => {
        const { day: to, known } = addWorkingDays(knownHolidays, from, n);
        expect(isWorkingDay(knownHolidays, to).working).toBe(true);
        expect(workingDaysBetween(knownHolidays, { from, to })).toEqual({ days: n, known });
        expect(workingDaysBetween(knownHolidays, { from, to: addDays(to, -1) }).days).toBe(n - 1);
      }),
    );
  });
});

describe('workingDaysBetween', () => {
  it('counts after the first day, up to and including the last', () => {
    expect(workingDaysBetween(knownHolidays, { from: '2025-09-01', to: '2025-09-01' })).toEqual({
      days: 0,
      known: true,
    });
    expect(workingDaysBetween(knownHolidays, { from: '2025-09-30', to: '2025-10-08' }).days).toBe(0);
    expect(workingDaysBetween(knownHolidays, { from: '2025-09-30', to: '2025-10-09' }).days).toBe(1);
    expect(workingDaysBetween(knownHolidays, { from: '2025-10-09', to: '2025-09-30' })).toEqual({
      days: -1,
      known: true,
    });
    expect(Object.is(workingDaysBetween(knownHolidays, { from: '2025-10-08', to: '2025-09-30' }).days, 0)).toBe(true);
  });

  it('says when it counts in an unknown year', () => {
    expect(workingDaysBetween(knownHolidays, { from: '2026-12-30', to: '2026-12-31' }).known).toBe(true);
    expect(workingDaysBetween(knownHolidays, { from: '2026-12-30', to: '2027-01-01' }).known).toBe(false);
    expect(workingDaysBetween(knownHolidays, { from: '2027-01-01', to: '2026-12-30' }).known).toBe(false);
  });
});

describe('unknownYears', () => {
  it('names the years to warn about', () => {
    expect(unknownYears(knownHolidays, { from: '2025-01-01', to: '2026-12-31' })).toEqual([]);
    expect(unknownYears(knownHolidays, { from: '2024-12-31', to: '2028-01-01' })).toEqual([2024, 2027, 2028]);
    expect(unknownYears(knownHolidays, { from: '2028-01-01', to: '2027-01-01' })).toEqual([]);
  });
});
