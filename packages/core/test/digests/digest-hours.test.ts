import { knownHolidays } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { digestDue, isOfficeHour } from '../../src/digests/digest-hours.js';

const calendar = knownHolidays;
/** A moment in Shanghai. */
const at = (moment: string) => new Date(`${moment}+08:00`);
const due = (moment: string, last: string | null = null) =>
  digestDue({ now: at(moment), calendar, last: last === null ? null : at(last).toISOString() });

describe('the digest of the day', () => {
  it.each([
    ['2026-11-24T07:59:59.999', false],
    ['2026-11-24T08:00:00.000', true],
    ['2026-11-24T12:00:00.000', true],
    ['2026-11-24T17:59:59.999', true],
    ['2026-11-24T18:00:00.000', false],
    ['2026-11-24T00:00:00.000', false],
    ['2026-11-24T23:59:59.999', false],
  ])('is due in office hours: %s %s', (moment, expected) => {
    expect(due(moment)).toBe(expected);
    expect(isOfficeHour({ now: at(moment), calendar })).toBe(expected);
  });

  it.each([
    ['Friday', '2026-11-27', true],
    ['Saturday', '2026-11-28', false],
    ['Sunday', '2026-11-29', false],
    ['Monday', '2026-11-30', true],
    ['a Thursday of the October holidays', '2026-10-01', false],
    ['the Saturday worked for them', '2026-10-10', true],
    ['a Sunday worked for them', '2026-09-20', true],
  ])('is due on working days: %s, %s', (_, day, expected) => {
    expect(due(`${day}T10:00:00`)).toBe(expected);
  });

  it('goes by what the district has set', () => {
    const own = { ...calendar, days: [...calendar.days, { day: '2026-11-24', kind: 'holiday' as const }] };
    expect(digestDue({ now: at('2026-11-24T10:00:00'), calendar: own, last: null })).toBe(false);
  });

  it.each([
    ['a moment ago', '2026-11-24T08:00:00', false],
    ['at midnight of this day', '2026-11-24T00:00:00', false],
    ['a moment before midnight', '2026-11-23T23:59:59.999', true],
    ['yesterday', '2026-11-23T08:00:00', true],
  ])('comes once a day: the last one %s', (_, last, expected) => {
    expect(due('2026-11-24T17:59:00', last)).toBe(expected);
  });
});
