import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  dayNumber,
  dayOfNumber,
  daysBetween,
  endOf,
  instantOfMidnight,
  isDay,
  lastDayOfMonth,
  mondayOf,
  monthOf,
  rangeOfXun,
  today,
  weekdayOf,
  xunOf,
} from '../src/days.js';

const anyDay = fc.integer({ min: dayNumber('1000-01-01'), max: dayNumber('9999-12-31') }).map(dayOfNumber);
const recentDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2200-12-31') }).map(dayOfNumber);

describe('isDay', () => {
  it.each(['2025-09-01', '2024-02-29', '2000-02-29', '2025-12-31', '1000-01-01', '9999-12-31'])('takes %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-02-30',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-01-32',
    '2025-9-1',
    '20250901',
    '2025/09/01',
    ' 2025-09-01',
    '2025-09-01\n',
    '2025-09-01T00:00:00Z',
    '',
    '0999-12-31',
  ])('refuses %j', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('is what every function of days insists on, naming the text', () => {
    for (const use of [dayNumber, weekdayOf, monthOf, xunOf, instantOfMidnight, endOf, mondayOf]) {
      expect(() => use('2025-02-29')).toThrow(
        new RangeError('"2025-02-29" is not a day of the calendar. Write YYYY-MM-DD.'),
      );
    }
    expect(() => addDays('2025-2-1', 1)).toThrow(RangeError);
    expect(() => daysBetween('2025-02-01', 'soon')).toThrow(RangeError);
  });
});

describe('arithmetic', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01');
    expect(addDays('2025-03-01', -1)).toBe('2025-02-28');
    expect(daysBetween('2025-09-01', '2025-09-01')).toBe(0);
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(daysBetween('2025-09-02', '2025-09-01')).toBe(-1);
  });

  it('refuses to leave the years 1000 to 9999 or to add part of a day', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('1000-01-01', -1)).toThrow(RangeError);
    expect(() => addDays('2025-09-01', 1e12)).toThrow(RangeError);
    expect(() => addDays('2025-09-01', 0.5)).toThrow(RangeError);
    expect(() => addDays('2025-09-01', Number.NaN)).toThrow(RangeError);
  });

  it('adds and measures days as inverses, in the order of strings', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
        expect(daysBetween(a, b)).toBe(0 - daysBetween(b, a));
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });

  it('counts weekdays from Monday = 1', () => {
    expect(weekdayOf('2025-09-01')).toBe(1);
    expect(weekdayOf('2025-09-07')).toBe(7);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-31')).toBe(3);
    expect(mondayOf('2025-09-01')).toBe('2025-09-01');
    expect(mondayOf('2025-09-07')).toBe('2025-09-01');
    expect(mondayOf('2026-01-01')).toBe('2025-12-29');
    fc.assert(
      fc.property(recentDay, (day) => {
        expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1);
      }),
    );
  });
});

describe('months', () => {
  it('knows month and last day', () => {
    expect(monthOf('2025-09-30')).toBe('2025-09');
    expect(lastDayOfMonth('2025-02')).toBe('2025-02-28');
    expect(lastDayOfMonth('2024-02')).toBe('2024-02-29');
    expect(lastDayOfMonth('2025-12')).toBe('2025-12-31');
    expect(() => lastDayOfMonth('2025-13')).toThrow('"2025-13" is not a month. Write YYYY-MM.');
    expect(() => lastDayOfMonth('2025-9')).toThrow(RangeError);
  });

  it('ends on the last day of a month that lacks the day (G10)', () => {
    expect(addMonths('2025-01-28', 1)).toBe('2025-02-28');
    expect(addMonths('2025-01-29', 1)).toBe('2025-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2025-10-31', 1)).toBe('2025-11-30');
    expect(addMonths('2025-12-15', 1)).toBe('2026-01-15');
    expect(addMonths('2025-01-15', -1)).toBe('2024-12-15');
    expect(addMonths('2025-01-15', -13)).toBe('2023-12-15');
    expect(addMonths('2019-01-21', 60)).toBe('2024-01-21');
    expect(() => addMonths('2025-01-15', 1.5)).toThrow(RangeError);
    expect(() => addMonths('9999-12-15', 1)).toThrow(RangeError);
  });

  it('reaches an age on the birthday, not the day before', () => {
    expect(ageOn({ born: '1958-12-31', day: '2018-12-30' })).toBe(59);
    expect(ageOn({ born: '1958-12-31', day: '2018-12-31' })).toBe(60);
    expect(ageOn({ born: '1958-12-31', day: '2019-01-01' })).toBe(60);
    expect(ageOn({ born: '2020-05-01', day: '2020-05-01' })).toBe(0);
    expect(ageOn({ born: '2020-05-01', day: '2020-04-30' })).toBe(-1);
  });

  it('lets those born on 29 February reach it on 28 February in common years', () => {
    expect(ageOn({ born: '1960-02-29', day: '2015-02-27' })).toBe(54);
    expect(ageOn({ born: '1960-02-29', day: '2015-02-28' })).toBe(55);
    expect(ageOn({ born: '1960-02-29', day: '2020-02-28' })).toBe(59);
    expect(ageOn({ born: '1960-02-29', day: '2020-02-29' })).toBe(60);
  });
});

describe('旬', () => {
  it.each([
    ['2025-09-01', 'upper'],
    ['2025-09-10', 'upper'],
    ['2025-09-11', 'middle'],
    ['2025-09-20', 'middle'],
    ['2025-09-21', 'lower'],
    ['2025-09-30', 'lower'],
    ['2025-10-31', 'lower'],
  ])('%s lies in the %s one', (day, xun) => {
    expect(xunOf(day)).toBe(xun);
  });

  it('covers a month without gap or overlap, to its real end', () => {
    expect(rangeOfXun({ month: '2025-02', xun: 'upper' })).toEqual({ from: '2025-02-01', to: '2025-02-10' });
    expect(rangeOfXun({ month: '2025-02', xun: 'middle' })).toEqual({ from: '2025-02-11', to: '2025-02-20' });
    expect(rangeOfXun({ month: '2025-02', xun: 'lower' })).toEqual({ from: '2025-02-21', to: '2025-02-28' });
    expect(rangeOfXun({ month: '2025-12', xun: 'lower' }).to).toBe('2025-12-31');
    expect(() => rangeOfXun({ month: '2025-13', xun: 'upper' })).toThrow(RangeError);
  });
});

describe('Shanghai', () => {
  it('changes the day at midnight there, 16:00 UTC', () => {
    expect(today(new Date('2025-05-15T15:59:59.999Z'))).toBe('2025-05-15');
    expect(today(new Date('2025-05-15T16:00:00.000Z'))).toBe('2025-05-16');
    expect(today(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
    expect(() => today(new Date('never'))).toThrow(RangeError);
  });

  it('keeps a deadline open to 24:00 and closes it there (T15)', () => {
    expect(instantOfMidnight('2025-05-15')).toBe('2025-05-14T16:00:00.000Z');
    expect(endOf('2025-05-15')).toBe('2025-05-15T16:00:00.000Z');
    expect('2025-05-15T15:59:59.999Z' < endOf('2025-05-15')).toBe(true);
    expect('2025-05-15T16:00:00.000Z' < endOf('2025-05-15')).toBe(false);
    expect(endOf('9999-12-31')).toBe('9999-12-31T16:00:00.000Z');
  });

  it('has days that meet without gap', () => {
    fc.assert(
      fc.property(recentDay, (day) => {
        expect(endOf(day)).toBe(instantOfMidnight(addDays(day, 1)));
        expect(today(new Date(instantOfMidnight(day)))).toBe(day);
        expect(today(new Date(Date.parse(endOf(day)) - 1))).toBe(day);
      }),
    );
  });
});

describe('the zone of the machine', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each([
    ['America/New_York', 240],
    ['Asia/Shanghai', -480],
    ['Pacific/Kiritimati', -840],
    ['Pacific/Pago_Pago', 660],
  ])('%s changes no answer', (name, offset) => {
    process.env['TZ'] = name;
    expect(new Date('2025-07-01T00:00:00Z').getTimezoneOffset()).toBe(offset);
    expect(today(new Date('2025-03-08T16:00:00Z'))).toBe('2025-03-09');
    // Both days of the American clock change, where local arithmetic loses or repeats a day.
    expect(addDays('2025-03-09', 1)).toBe('2025-03-10');
    expect(addDays('2025-11-02', 1)).toBe('2025-11-03');
    expect(daysBetween('2025-03-08', '2025-11-08')).toBe(245);
    expect(weekdayOf('2025-03-09')).toBe(7);
    expect(lastDayOfMonth('2025-11')).toBe('2025-11-30');
    expect(addMonths('2025-03-31', -1)).toBe('2025-02-28');
    expect(endOf('2025-11-02')).toBe('2025-11-02T16:00:00.000Z');
  });
});
