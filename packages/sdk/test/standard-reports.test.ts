import { describe, expect, it } from 'vitest';
import { belowDuties, type DutyStanding, filings, type Reader, type RecordStanding, t } from '../src/index.js';

const report = belowDuties({
  title: t('未达标', 'Below'),
  purpose: t('未完成的', 'Not done'),
  helper: t('甲方', 'Helper'),
  helped: t('乙方', 'Helped'),
});
const pairing = (id: string) => ({
  id,
  helper: { id: `${id}-a`, name: `帮${id}` },
  helped: { id: `${id}-b`, name: `被${id}` },
});
const duty = (o: Partial<DutyStanding>): DutyStanding => ({
  pairing: 'p',
  duty: 'visit',
  period: {
    id: '2026-11',
    from: '2026-11-01',
    to: '2026-11-30',
    title: t('十一月', 'November'),
  } as DutyStanding['period'],
  required: 2,
  confirmed: 1,
  claimed: 1,
  remaining: 1,
  opensOn: '2026-11-15',
  overdueFrom: '2026-12-01',
  state: 'open',
  ...o,
});
const rowsOn = (today: string, duties: readonly DutyStanding[]) =>
  report.rows({
    today,
    pairings: () => [pairing('p'), pairing('q')],
    inside: () => [],
    duties: () => duties,
  } as unknown as Reader);

it('lists a pair from the first day on which an open duty can be done, not before', () => {
  expect(rowsOn('2026-11-14', [duty({})])).toEqual([]);
  expect(rowsOn('2026-11-15', [duty({})])).toEqual([
    { pairing: 'p', helper: '帮p', helped: '被p', overdue: 0, open: 1, missing: 1, claimed: 1 },
  ]);
});

it('adds up what is missing, and leaves out what is met, excused or not due', () => {
  const late = duty({ state: 'overdue', remaining: 2, claimed: 0, pairing: 'q' });
  const others = (['met', 'excused', 'notDue'] as const).map((state) => duty({ state }));
  expect(rowsOn('2026-12-01', [late, duty({ pairing: 'q' }), ...others])).toEqual([
    { pairing: 'q', helper: '帮q', helped: '被q', overdue: 1, open: 1, missing: 3, claimed: 1 },
  ]);
});

describe('a paper that is filed', () => {
  const filed = filings({
    title: t('备案', 'Filed'),
    purpose: t('报备情况', 'How papers stand'),
    helper: t('甲方', 'Helper'),
    helped: t('乙方', 'Helped'),
    form: 'visit',
  });
  const rowOf = (duties: readonly DutyStanding[], states: readonly RecordStanding['state'][]) => {
    const [row] = filed.rows({
      today: '2026-11-20',
      pairings: () => [pairing('p')],
      duties: () => duties,
      standing: () => states.map((state) => ({ pairing: 'p', on: '2026-11-19', state })),
    } as unknown as Reader);
    return [row!['missing'], row!['waiting'], row!['returned'], row!['filed'], row!['overdue']];
  };

  it.each([
    [[], [2, 0, 0, 0, 0]],
    [['claimed'], [1, 1, 0, 0, 0]],
    [
      ['claimed', 'returned'],
      [0, 1, 1, 0, 0],
    ],
    [
      ['returned', 'confirmed', 'confirmed'],
      [0, 0, 1, 2, 0],
    ],
  ] as const)('of two with %j is missing, handed in, given back, filed and late so often', (states, expected) => {
    expect(rowOf([duty({})], states)).toEqual(expected);
  });

  it('is late by its duty, and not asked for before its day, where it is excused, or by another duty', () => {
    expect(rowOf([duty({ state: 'overdue' })], [])).toEqual([2, 0, 0, 0, 1]);
    for (const other of [
      duty({ opensOn: '2026-11-21' }),
      duty({ state: 'excused' }),
      duty({ state: 'notDue' }),
      duty({ duty: 'lesson' }),
    ])
      expect(rowOf([other], [])).toEqual([0, 0, 0, 0, 0]);
  });
});
