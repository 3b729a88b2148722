import { defaultTerms, knownHolidays } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import {
  enteredTerm,
  teachingOf,
  termToShow,
  weekRows,
  yearsWithoutTable,
} from '../src/features/calendar/term-days.js';

const terms = [...defaultTerms('2025-2026'), ...defaultTerms('2026-2027')];
const calendar = { ...knownHolidays, terms };
const [autumn, spring] = [terms[2]!, terms[3]!];

describe('the teaching weeks of a term', () => {
  const rows = weekRows(calendar, autumn);
  const kinds = Object.fromEntries(rows.flatMap(({ days }) => days.map(({ day, kind }) => [day, kind])));
  it('are whole weeks from Monday; what lies outside the teaching span says so', () => {
    expect(rows[0]).toMatchObject({
      n: 1,
      days: [
        { day: '2026-08-31', kind: 'outside' },
        { day: '2026-09-01', kind: 'lessons' },
        {},
        {},
        {},
        {},
        { kind: 'weekend' },
      ],
    });
    expect(rows).toHaveLength(20);
    expect(rows.every(({ days }) => days.length === 7)).toBe(true);
    expect(rows.at(-1)?.days.at(-1)).toEqual({ day: '2027-01-17', kind: 'weekend' });
  });
  it('mark national holidays, on weekends too, and make-up days', () => {
    expect(['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08'].map((day) => kinds[day])).toEqual([
      'lessons',
      'holiday',
      'holiday',
      'lessons',
    ]);
    expect(kinds['2026-10-03']).toBe('holiday');
    expect(['2026-09-19', '2026-09-20', '2026-10-10'].map((day) => kinds[day])).toEqual([
      'weekend',
      'working',
      'working',
    ]);
  });
});

it('says how long a term teaches, and whether the number is exact', () => {
  expect(teachingOf(calendar, terms[0]!)).toMatchObject({ weeks: 20, isExact: true });
  expect(teachingOf(calendar, autumn)).toMatchObject({ weeks: 20, isExact: false });
  expect(teachingOf(calendar, { ...autumn, teachingEnds: '2026-12-31' }).isExact).toBe(true);
  expect(teachingOf(calendar, { ...autumn, teachingEnds: '2027-01-01' }).isExact).toBe(false);
});

it('names the years without a table', () => {
  expect(yearsWithoutTable(calendar)).toEqual([2027]);
  expect(yearsWithoutTable({ ...calendar, terms: terms.slice(0, 2) })).toEqual([]);
  expect(yearsWithoutTable({ ...calendar, terms: [] })).toEqual([]);
});

it('shows the term asked for, else the running one, else the next, else the last', () => {
  const of = (wanted: string | undefined, running: string | null, today: string) =>
    termToShow(terms, { wanted, running, today })?.id;
  expect(of(spring.id, autumn.id, '2026-11-24')).toBe(spring.id);
  expect(of('2030-2031-1', autumn.id, '2026-11-24')).toBe(autumn.id);
  expect(of(undefined, null, '2026-08-31')).toBe(autumn.id);
  expect(of(undefined, null, '2030-01-01')).toBe(spring.id);
});

it('reads four dates as a term only when all are days and stand in order', () => {
  const dates = { starts: '2026-09-01', teachingStarts: '2026-09-01', teachingEnds: '2027-01-15', ends: '2027-01-15' };
  expect(enteredTerm('t', dates)).toEqual({ id: 't', ...dates });
  expect(enteredTerm('t', { ...dates, teachingStarts: '2026-08-31' })).toBeUndefined();
  expect(enteredTerm('t', { ...dates, teachingEnds: '2027-01-16' })).toBeUndefined();
  expect(enteredTerm('t', { ...dates, ends: undefined })).toBeUndefined();
  expect(enteredTerm('t', { ...dates, ends: '2027-02-30' })).toBeUndefined();
});
