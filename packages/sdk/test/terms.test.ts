import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultTerms,
  isTeachingDay,
  knownHolidays,
  monthIsDue,
  schoolYearOf,
  teachingDays,
  teachingWeekOf,
  teachingWeeks,
  termOf,
  termTitle,
  type SchoolCalendar,
  type Term,
} from '../src/calendar.js';
import { addDays, dayNumber, dayOfNumber, daysBetween } from '../src/days.js';

const [autumn, spring] = defaultTerms('2025-2026');
const calendar: SchoolCalendar = { terms: [autumn, spring], ...knownHolidays };

describe('defaultTerms', () => {
  it('proposes 2025-2026', () => {
    expect(autumn).toEqual({
      id: '2025-2026-1',
      starts: '2025-09-01',
      ends: '2026-01-31',
      teachingStarts: '2025-09-01',
      teachingEnds: '2026-01-18',
    });
    expect(spring).toEqual({
      id: '2025-2026-2',
      starts: '2026-02-01',
      ends: '2026-08-31',
      teachingStarts: '2026-02-16', // 15 February 2026 is a Sunday
      teachingEnds: '2026-07-05',
    });
  });

  it('counts the week that holds 1 September as week 1, whatever its weekday', () => {
    expect(defaultTerms('2026-2027')[0]).toMatchObject({ teachingStarts: '2026-09-01', teachingEnds: '2027-01-17' });
    expect(defaultTerms('2024-2025')[0]).toMatchObject({ teachingStarts: '2024-09-01', teachingEnds: '2025-01-12' });
  });

  it('starts term 2 after 15 February even when that is a Monday, and stops at 10 July', () => {
    expect(defaultTerms('2026-2027')[1]).toMatchObject({ teachingStarts: '2027-02-22', teachingEnds: '2027-07-10' });
  });

  it('takes the weeks as a setting, capped by the end of term 1 and by 10 July', () => {
    expect(defaultTerms('2025-2026', { teachingWeeks: 1 })[0].teachingEnds).toBe('2025-09-07');
    expect(defaultTerms('2025-2026', { teachingWeeks: 21 })[0].teachingEnds).toBe('2026-01-25');
    expect(defaultTerms('2025-2026', { teachingWeeks: 22 })[0].teachingEnds).toBe('2026-01-31');
    expect(defaultTerms('2025-2026', { teachingWeeks: 21 })[1].teachingEnds).toBe('2026-07-10');
    expect(() => defaultTerms('2025-2026', { teachingWeeks: 0 })).toThrow(RangeError);
    expect(() => defaultTerms('2025-2026', { teachingWeeks: 1.5 })).toThrow(RangeError);
  });

  it.each(['2025-2027', '2025-2025', '2025', '2025-26', ''])('refuses %j as a school year', (year) => {
    expect(() => defaultTerms(year)).toThrow(RangeError);
  });

  it('keeps teaching inside its term and terms apart, in every year', () => {
    for (let year = 2000; year < 2100; year += 1) {
      const [first, second] = defaultTerms(`${year}-${year + 1}`);
      for (const term of [first, second]) {
        expect(term.starts <= term.teachingStarts).toBe(true);
        expect(term.teachingStarts <= term.teachingEnds).toBe(true);
        expect(term.teachingEnds <= term.ends).toBe(true);
      }
      expect(daysBetween(first.ends, second.starts)).toBe(1);
      expect(teachingWeeks(first)).toHaveLength(20);
    }
  });
});

describe('names', () => {
  it('titles terms and finds their school year', () => {
    expect(termTitle('2025-2026-1')).toEqual({ zh: '2025-2026学年第一学期', en: 'Term 1, 2025–2026' });
    expect(termTitle('2025-2026-2')).toEqual({ zh: '2025-2026学年第二学期', en: 'Term 2, 2025–2026' });
    expect(schoolYearOf('2025-2026-2')).toBe('2025-2026');
    expect(schoolYearOf(autumn)).toBe('2025-2026');
  });

  it.each(['2025-2026-0', '2025-2026-3', '2025-2027-1', '2025-2026', '2025-2026-1-w01'])('refuses %j', (id) => {
    expect(() => termTitle(id)).toThrow(RangeError);
    expect(() => schoolYearOf(id)).toThrow(RangeError);
  });
});

describe('termOf', () => {
  it('counts the last day of a term and not the next', () => {
    expect(termOf(calendar, '2025-08-31')).toBeUndefined();
    expect(termOf(calendar, '2025-09-01')).toBe(autumn);
    expect(termOf(calendar, '2026-01-31')).toBe(autumn);
    expect(termOf(calendar, '2026-02-01')).toBe(spring);
    expect(termOf(calendar, '2026-08-31')).toBe(spring);
    expect(termOf(calendar, '2026-09-01')).toBeUndefined();
  });

  it('follows the dates the bureau sets', () => {
    const edited: Term = { ...autumn, ends: '2026-01-20' };
    expect(termOf({ ...calendar, terms: [edited, spring] }, '2026-01-20')).toBe(edited);
    expect(termOf({ ...calendar, terms: [edited, spring] }, '2026-01-21')).toBeUndefined();
  });
});

describe('teaching weeks', () => {
  it('run Monday to Sunday, in order and numbered', () => {
    const weeks = teachingWeeks(autumn);
    expect(weeks).toHaveLength(20);
    expect(weeks[0]).toEqual({ n: 1, from: '2025-09-01', to: '2025-09-07' });
    expect(weeks[19]).toEqual({ n: 20, from: '2026-01-12', to: '2026-01-18' });
  });

  it('are clipped to the teaching span on both ends', () => {
    const odd: Term = { ...autumn, teachingStarts: '2025-09-03', teachingEnds: '2025-09-16' };
    expect(teachingWeeks(odd)).toEqual([
      { n: 1, from: '2025-09-03', to: '2025-09-07' },
      { n: 2, from: '2025-09-08', to: '2025-09-14' },
      { n: 3, from: '2025-09-15', to: '2025-09-16' },
    ]);
    const one: Term = { ...autumn, teachingStarts: '2025-09-03', teachingEnds: '2025-09-03' };
    expect(teachingWeeks(one)).toEqual([{ n: 1, from: '2025-09-03', to: '2025-09-03' }]);
    expect(teachingWeeks({ ...one, teachingEnds: '2025-09-02' })).toEqual([]);
  });

  it('change number on Mondays and end with teaching', () => {
    expect(teachingWeekOf(calendar, '2025-08-31')).toBeUndefined();
    expect(teachingWeekOf(calendar, '2025-09-01')).toBe(1);
    expect(teachingWeekOf(calendar, '2025-09-07')).toBe(1);
    expect(teachingWeekOf(calendar, '2025-09-08')).toBe(2);
    expect(teachingWeekOf(calendar, '2026-01-18')).toBe(20);
    expect(teachingWeekOf(calendar, '2026-01-19')).toBeUndefined();
    expect(teachingWeekOf(calendar, '2026-02-15')).toBeUndefined();
    expect(teachingWeekOf(calendar, '2026-02-16')).toBe(1);
  });

  it('agree with the list on every day, for any span', () => {
    const start = fc.integer({ min: dayNumber('2025-08-25'), max: dayNumber('2025-09-20') });
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 150 }), (first, length) => {
        const term: Term = {
          ...autumn,
          teachingStarts: dayOfNumber(first),
          teachingEnds: dayOfNumber(first + length),
        };
        const weeks = teachingWeeks(term);
        for (let i = -1; i <= length + 1; i += 1) {
          const day = dayOfNumber(first + i);
          const week = weeks.find(({ from, to }) => from <= day && day <= to);
          expect(teachingWeekOf({ ...calendar, terms: [term] }, day)).toBe(week?.n);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('teaching days', () => {
  it('leaves out weekends and holidays and counts make-up days', () => {
    expect(teachingDays(calendar, { from: '2025-09-01', to: '2025-09-07' })).toBe(5);
    expect(teachingDays(calendar, { from: '2025-09-22', to: '2025-09-28' })).toBe(6); // make-up Sunday
    expect(teachingDays(calendar, { from: '2025-09-29', to: '2025-10-05' })).toBe(2);
    expect(teachingDays(calendar, { from: '2025-10-06', to: '2025-10-12' })).toBe(3); // make-up Saturday
    expect(teachingDays(calendar, { from: '2025-09-28', to: '2025-09-28' })).toBe(1);
    expect(teachingDays(calendar, { from: '2025-09-08', to: '2025-09-07' })).toBe(0);
  });

  it('counts nothing outside the teaching spans', () => {
    expect(teachingDays(calendar, { from: '2026-01-19', to: '2026-02-15' })).toBe(0);
    expect(isTeachingDay(calendar, '2026-02-14')).toBe(false); // a working Saturday, but before term 2 teaches
    expect(teachingDays(calendar, { from: '2026-01-16', to: '2026-02-24' })).toBe(2);
    expect(teachingDays({ ...calendar, terms: [] }, { from: '2025-09-01', to: '2025-12-31' })).toBe(0);
  });

  it('agrees with a count day by day', () => {
    const day = fc.integer({ min: dayNumber('2025-08-01'), max: dayNumber('2026-08-31') }).map(dayOfNumber);
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 200 }), (from, length) => {
        const days = Array.from({ length: length + 1 }, (_, i) => addDays(from, i));
        const count = days.filter((each) => isTeachingDay(calendar, each)).length;
        expect(teachingDays(calendar, { from, to: addDays(from, length) })).toBe(count);
      }),
      { numRuns: 40 },
    );
  });
});

describe('monthIsDue (G8)', () => {
  // Teaching from Monday 1 September 2025: nine, ten and eleven days on 11, 12 and 15 September.
  it.each([
    ['2025-09-11', 9, false],
    ['2025-09-12', 10, true],
    ['2025-09-15', 11, true],
  ])('with teaching until %s: %d days', (teachingEnds, days, due) => {
    const short: SchoolCalendar = { ...calendar, terms: [{ ...autumn, teachingEnds }] };
    expect(teachingDays(short, { from: '2025-09-01', to: '2025-09-30' })).toBe(days);
    expect(monthIsDue(short, '2025-09')).toBe(due);
  });

  it('takes another least number', () => {
    expect(teachingDays(calendar, { from: '2026-01-01', to: '2026-01-31' })).toBe(11);
    expect(monthIsDue(calendar, '2026-01', 12)).toBe(false);
    expect(monthIsDue(calendar, '2026-01', 11)).toBe(true);
    expect(monthIsDue(calendar, '2026-01', 10)).toBe(true);
  });

  it('finds 2025-2026 due in all months but February, July and August', () => {
    const months = ['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
    const due = [...months, '2026-06', '2026-07', '2026-08'].filter((month) => monthIsDue(calendar, month));
    expect(due).toEqual([...months.filter((month) => month !== '2026-02'), '2026-06']);
    expect(() => monthIsDue(calendar, '2026-13')).toThrow(RangeError);
  });
});
