import { describe, expect, it } from 'vitest';
import { parseDay, stepDay } from '../src/components/date/day-text.js';

const words = { today: '今天', yesterday: '昨天', tomorrow: '明天' };
const parse = (text: string, today = '2026-11-23') => parseDay(text, { today, words });

describe('parseDay', () => {
  it.each([
    ['20261123', '2026-11-23'],
    ['2026-11-23', '2026-11-23'],
    ['2026.11.23', '2026-11-23'],
    ['2026/1/3', '2026-01-03'],
    ['2026年11月23日', '2026-11-23'],
    ['11-23', '2026-11-23'],
    ['11月3日', '2026-11-03'],
    ['１１．２３', '2026-11-23'],
    [' 2026 11 23 ', '2026-11-23'],
    ['今天', '2026-11-23'],
    ['昨天', '2026-11-22'],
    ['Tomorrow', '2026-11-24'],
  ])('reads %s', (text, day) => expect(parse(text)).toBe(day));

  it.each(['', '23', '2026-02-29', '2026-13-01', '20261131', '11-31', 'x', '2026-11-23-1', '112-3', '2026-111-2'])(
    'refuses %j',
    (text) => expect(parse(text)).toBeUndefined(),
  );

  it('takes the leap day where there is one', () => {
    expect(parse('2028-2-29')).toBe('2028-02-29');
    expect(parse('2-29', '2027-10-01')).toBe('2028-02-29');
  });

  it('means the nearest day when the year is left out', () => {
    expect(parse('12-28', '2027-01-05')).toBe('2026-12-28');
    expect(parse('1-5', '2026-12-28')).toBe('2027-01-05');
    // 182 days ahead is nearer than 183 back; one day further it is the other way round.
    expect(parse('7-2', '2026-01-01')).toBe('2026-07-02');
    expect(parse('7-3', '2026-01-01')).toBe('2025-07-03');
  });
});

describe('stepDay', () => {
  it.each([
    ['ArrowUp', '2026-12-31', '2027-01-01'],
    ['ArrowDown', '2026-03-01', '2026-02-28'],
    ['PageUp', '2026-01-31', '2026-02-28'],
    ['PageDown', '2026-03-31', '2026-02-28'],
  ])('%s from %s', (key, from, to) => expect(stepDay(from, key)).toBe(to));

  it('leaves other keys alone', () => expect(stepDay('2026-01-01', 'a')).toBeUndefined());
});
