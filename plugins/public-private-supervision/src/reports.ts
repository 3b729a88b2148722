import { report, t } from '@xieshou/sdk';

const activities = ['jointMeeting', 'cadreExchange', 'masterLesson', 'researchEvent'] as const;

/** Confirmed activities of every pair in a period, beside what is still claimed and what is overdue. */
export const overview = report({
  title: t('结对活动总览', 'Overview of activities'),
  purpose: t(
    '各结对学校在所选时间内已确认的活动次数、待确认次数和逾期未达标的要求数。',
    'Confirmed activities of each pair in the period, what waits for confirmation, and duties that are overdue.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    jointMeeting: { title: t('联席会议', 'Joint meetings'), kind: 'integer', total: true },
    cadreExchange: { title: t('干部交流', 'Exchanges'), kind: 'integer', total: true },
    masterLesson: { title: t('名师送教', 'Master lessons'), kind: 'integer', total: true },
    researchEvent: { title: t('教学研讨', 'Research events'), kind: 'integer', total: true },
    claimed: { title: t('待确认', 'Unconfirmed'), kind: 'integer', total: true },
    overdue: { title: t('逾期项', 'Overdue duties'), kind: 'integer', total: true },
  },
  rows: (read) => {
    const tallies = read.tallies();
    const duties = read.duties();
    const count = (pairing: string, state: 'confirmed' | 'claimed', names: readonly string[]) =>
      tallies
        .filter((tally) => tally.pairing === pairing && tally.state === state && names.includes(tally.name))
        .reduce((sum, tally) => sum + tally.count, 0);
    return read.pairings().map((pairing) => ({
      pairing: pairing.id,
      helper: pairing.helper.name,
      helped: pairing.helped.name,
      jointMeeting: count(pairing.id, 'confirmed', ['jointMeeting']),
      cadreExchange: count(pairing.id, 'confirmed', ['cadreExchange']),
      masterLesson: count(pairing.id, 'confirmed', ['masterLesson']),
      researchEvent: count(pairing.id, 'confirmed', ['researchEvent']),
      claimed: count(pairing.id, 'claimed', activities),
      overdue: duties.filter((duty) => duty.pairing === pairing.id && duty.state === 'overdue').length,
    }));
  },
  chart: {
    kind: 'stackedBar',
    by: 'helped',
    series: ['jointMeeting', 'cadreExchange', 'masterLesson', 'researchEvent'],
  },
  drill: {
    jointMeeting: 'jointMeeting',
    cadreExchange: 'cadreExchange',
    masterLesson: 'masterLesson',
    researchEvent: 'researchEvent',
  },
});
