import { describe, expect, it } from 'vitest';
import { excuseCalls, excuseGroups } from '../src/features/duties/excuses.js';

const cell = (pairing: string, duty: string, period: string) => ({
  pairing,
  duty,
  period,
  column: {
    duty,
    title: { zh: duty, en: duty },
    place: null,
    period: { id: period, kind: 'month', from: `${period}-01`, to: `${period}-28`, title: { zh: '', en: '' } },
  },
});

describe('cells to excuse', () => {
  it('are grouped by duty and period, the earliest period first', () => {
    const groups = excuseGroups([
      cell('p', 'lesson', '2026-11'),
      cell('p', 'guidance', '2026-10'),
      cell('q', 'lesson', '2026-10'),
      cell('q', 'lesson', '2026-11'),
    ]);
    expect(groups.map(({ duty, period, pairings }) => [duty, period, pairings])).toEqual([
      ['guidance', '2026-10', ['p']],
      ['lesson', '2026-10', ['q']],
      ['lesson', '2026-11', ['p', 'q']],
    ]);
  });

  it('name each pairing once', () => {
    expect(excuseGroups([cell('p', 'lesson', '2026-11'), cell('p', 'lesson', '2026-11')])[0]?.pairings).toEqual(['p']);
    expect(excuseGroups([])).toEqual([]);
  });

  it('are sent at most 500 pairings at a time', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => cell(`p${i}`, 'lesson', '2026-11'));
    const sizes = (n: number) => excuseCalls(many(n)).map(({ pairings }) => pairings.length);
    expect(sizes(500)).toEqual([500]);
    expect(sizes(501)).toEqual([500, 1]);
    expect(excuseCalls([])).toEqual([]);
    expect(excuseCalls(many(501)).map(({ duty, period }) => [duty, period])).toEqual([
      ['lesson', '2026-11'],
      ['lesson', '2026-11'],
    ]);
  });
});
