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
  const columns = ['missing', 'waiting', 'returned', 'filed', 'late', 'overdue'] as const;
  const rowOf = (
    duties: readonly DutyStanding[],
    papers: readonly (readonly [on: string, state: RecordStanding['state']])[] = [],
    today = '2026-11-20',
  ) => {
    const [row] = filed.rows({
      today,
      pairings: () => [pairing('p')],
      duties: () => duties,
      standing: () => papers.map(([on, state]) => ({ pairing: 'p', on, state })),
    } as unknown as Reader);
    return columns.map((key) => row![key]);
  };
  /** One paper a month, in its last week; `late` counts from the first of the next month. */
  const monthly = (month: '2026-11' | '2026-12', o: Partial<DutyStanding> = {}) =>
    duty({
      required: 1,
      confirmed: 0,
      claimed: 0,
      remaining: 1,
      opensOn: `${month}-24`,
      overdueFrom: month === '2026-11' ? '2026-12-01' : '2027-01-01',
      state: 'overdue',
      ...o,
    });

  it.each([
    [0, 0, [], [2, 0, 0, 0, 0, 0]],
    [0, 1, [['2026-11-19', 'claimed']], [1, 1, 0, 0, 0, 0]],
    [0, 1, [['2026-11-19', 'returned']], [0, 1, 1, 0, 0, 0]],
    [2, 0, [['2026-11-19', 'returned']], [0, 0, 1, 2, 0, 0]],
  ] as const)('of two with %i filed, %i handed in and %j', (confirmed, claimed, papers, expected) => {
    expect(rowOf([duty({ confirmed, claimed })], papers)).toEqual(expected);
  });

  it('is overdue by its duty, unless it lies with the bureau', () => {
    expect(rowOf([monthly('2026-11')], [], '2026-12-01')).toEqual([1, 0, 0, 0, 0, 1]);
    expect(rowOf([monthly('2026-11', { claimed: 1 })], [['2026-11-30', 'claimed']], '2026-12-01')).toEqual([
      0, 1, 0, 0, 0, 0,
    ]);
  });

  it('stays overdue when it is filed on the day after the last, and says that it was filed late', () => {
    expect(rowOf([monthly('2026-11')], [['2026-12-01', 'confirmed']], '2026-12-01')).toEqual([0, 0, 0, 0, 1, 1]);
    expect(rowOf([monthly('2026-11')], [['2026-12-01', 'claimed']], '2026-12-01')).toEqual([0, 0, 0, 0, 1, 1]);
    expect(rowOf([monthly('2026-11')], [['2026-12-01', 'returned']], '2026-12-01')).toEqual([0, 0, 1, 0, 0, 1]);
    // In time, that is on the last day, it is in the duty's own numbers.
    expect(
      rowOf([monthly('2026-11', { confirmed: 1, state: 'met' })], [['2026-11-30', 'confirmed']], '2026-12-01'),
    ).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it('does not count what comes before the first day', () => {
    expect(rowOf([monthly('2026-11', { state: 'open' })], [['2026-11-23', 'confirmed']], '2026-11-24')).toEqual([
      1, 0, 0, 0, 0, 0,
    ]);
    expect(rowOf([monthly('2026-11')], [['2026-11-23', 'confirmed']], '2026-12-01')).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it('does not let the papers of one period make up for another', () => {
    const met = { confirmed: 2, state: 'met' } as const;
    const surplus = [
      ['2026-11-24', 'confirmed'],
      ['2026-11-30', 'confirmed'],
    ] as const;
    const both = [monthly('2026-12'), monthly('2026-11', met)];
    expect(rowOf(both, surplus, '2027-01-01')).toEqual([1, 0, 0, 2, 0, 1]);
    // Between two periods a paper is late for the one that misses it, and early for the other.
    expect(rowOf([monthly('2026-11'), monthly('2026-12')], [['2026-12-23', 'confirmed']], '2027-01-01')).toEqual([
      1, 0, 0, 0, 1, 2,
    ]);
    expect(rowOf(both, [...surplus, ['2026-12-23', 'confirmed']], '2027-01-01')).toEqual([1, 0, 0, 2, 0, 1]);
    expect(
      rowOf(
        [monthly('2026-11'), monthly('2026-12', { confirmed: 1, state: 'met' })],
        [['2026-12-24', 'confirmed']],
        '2027-01-01',
      ),
    ).toEqual([1, 0, 0, 1, 0, 1]);
  });

  it('is not asked for before its day, where it is excused, or by another duty', () => {
    for (const other of [
      duty({ opensOn: '2026-11-21' }),
      duty({ state: 'excused' }),
      duty({ state: 'notDue' }),
      duty({ duty: 'lesson' }),
    ])
      expect(rowOf([other])).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
