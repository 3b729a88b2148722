import { describe, expect, it } from 'vitest';
import type { Standing } from '../src/features/duties/matrix.js';
import { reminderCalls, reminderResult } from '../src/features/duties/reminders.js';

const standing = (pairing: string, duty: string, period: string): Standing => ({
  key: `${pairing} ${duty} ${period}`,
  pairing,
  duty,
  period,
  required: 1,
  confirmed: 0,
  claimed: 0,
  remaining: 1,
  opensOn: '2026-09-01',
  overdueFrom: '2026-12-01',
  state: 'open',
  basis: null,
  excuse: null,
  remindedAt: null,
  helper: { id: 'a', name: '甲校' },
  helped: { id: 'b', name: '乙校' },
  look: 'open',
  isBelow: true,
  column: {
    duty,
    title: { zh: '', en: '' },
    place: null,
    period: { id: period, kind: 'month', from: `${period}-01`, to: `${period}-28`, title: { zh: '', en: '' } },
  },
});
const many = (n: number) => Array.from({ length: n }, (_, i) => standing(`p${i}`, 'lesson', '2026-10'));
const week = { zh: '本周已催办过', en: 'reminded already this week' };

describe('calls for reminders', () => {
  it('hold at most 500 cells each', () => {
    expect(reminderCalls(many(499)).map((c) => c.length)).toEqual([499]);
    expect(reminderCalls(many(500)).map((c) => c.length)).toEqual([500]);
    expect(reminderCalls(many(501)).map((c) => c.length)).toEqual([500, 1]);
    expect(reminderCalls([])).toEqual([]);
  });

  it('name the oldest period of a duty first', () => {
    const calls = reminderCalls([standing('p', 'lesson', '2026-11'), standing('p', 'lesson', '2026-10')]);
    expect(calls[0]!.map(({ period }) => period)).toEqual(['2026-10', '2026-11']);
  });
});

describe('the result', () => {
  it('adds up all calls', () => {
    expect(
      reminderResult(many(3), [
        { sent: 2, skipped: [] },
        { sent: 1, skipped: [] },
      ]),
    ).toEqual({ sent: 3, skipped: [] });
  });

  it('tells a duty reminded of before from one that has just been reminded of', () => {
    const cells = [
      standing('p', 'lesson', '2026-10'),
      standing('p', 'lesson', '2026-11'),
      standing('q', 'lesson', '2026-11'),
    ];
    const { skipped } = reminderResult(cells, [
      {
        sent: 1,
        skipped: [
          { pairing: 'p', duty: 'lesson', period: '2026-11', reason: week },
          { pairing: 'q', duty: 'lesson', period: '2026-11', reason: week },
        ],
      },
    ]);
    expect(skipped.map((s) => [s.standing.pairing, s.reason])).toEqual([
      ['p', null],
      ['q', week],
    ]);
  });
});
