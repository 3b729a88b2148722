import { expect, it } from 'vitest';
import { belowDuties, type DutyStanding, type Reader, t } from '../src/index.js';

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
  report.rows({ today, pairings: () => [pairing('p'), pairing('q')], duties: () => duties } as unknown as Reader);

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
