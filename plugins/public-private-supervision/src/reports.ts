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

/** Pairs that miss something now, with what it is: the list for a round of visits. */
export const belowDuty = report({
  title: t('未达标结对', 'Pairs below their duties'),
  purpose: t(
    '所选时间内有要求未完成的结对；已免除的不计。',
    'Pairs that have not done what is asked in the period; what is excused is left out.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    overdue: { title: t('逾期项', 'Overdue'), kind: 'integer', total: true },
    open: { title: t('进行中未完成项', 'Open'), kind: 'integer', total: true },
    missing: { title: t('还差次数', 'Missing'), kind: 'integer', total: true },
    claimed: { title: t('待确认次数', 'Unconfirmed'), kind: 'integer', total: true },
  },
  rows: (read) => {
    const below = read
      .duties()
      .filter((d) => (d.state === 'overdue' || d.state === 'open') && d.remaining > 0 && d.period.from <= read.today);
    return read
      .pairings()
      .map((pairing) => ({ pairing, own: below.filter((d) => d.pairing === pairing.id) }))
      .filter(({ own }) => own.length > 0)
      .map(({ pairing, own }) => ({
        pairing: pairing.id,
        helper: pairing.helper.name,
        helped: pairing.helped.name,
        overdue: own.filter((d) => d.state === 'overdue').length,
        open: own.filter((d) => d.state === 'open').length,
        missing: own.reduce((sum, d) => sum + d.remaining, 0),
        claimed: own.reduce((sum, d) => sum + d.claimed, 0),
      }));
  },
  chart: { kind: 'bar', by: 'helped', series: ['overdue', 'open'] },
});

/** How the problems of each pair stand, and how many are past their day. */
export const rectificationAgeing = report({
  title: t('整改进度', 'Progress of rectification'),
  purpose: t(
    '所选时间内提出或尚未销号的整改，按状态和超期统计。',
    'Problems named in the period or not closed before it, by state, and how many are past their day.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    open: { title: t('待整改', 'To be answered'), kind: 'integer', total: true },
    answering: { title: t('整改中', 'Being put right'), kind: 'integer', total: true },
    waiting: { title: t('待复查', 'To be inspected'), kind: 'integer', total: true },
    closed: { title: t('销号', 'Closed'), kind: 'integer', total: true },
    overdue: { title: t('超期', 'Overdue'), kind: 'integer', total: true },
    oldest: { title: t('最早未销号', 'Oldest not closed'), kind: 'text' },
  },
  rows: (read) => {
    const problems = read.rectifications();
    return read
      .pairings()
      .map((pairing) => ({ pairing, own: problems.filter((p) => p.pairing === pairing.id) }))
      .filter(({ own }) => own.length > 0)
      .map(({ pairing, own }) => {
        const count = (state: (typeof own)[number]['state']) => own.filter((p) => p.state === state).length;
        const left = own.filter((p) => p.state !== 'closed').map((p) => p.raisedOn);
        return {
          pairing: pairing.id,
          helper: pairing.helper.name,
          helped: pairing.helped.name,
          open: count('open'),
          answering: count('answering'),
          waiting: count('waiting'),
          closed: count('closed'),
          overdue: own.filter((p) => p.overdue).length,
          oldest: left.sort()[0] ?? null,
        };
      });
  },
  chart: { kind: 'stackedBar', by: 'helped', series: ['open', 'answering', 'waiting', 'closed'] },
});
