import { report, t } from '@xieshou/sdk';

/** Sessions and students of each pair of schools in a period, as far as they are confirmed. */
export const overview = report({
  title: t('开放情况', 'Sessions of each pair'),
  columns: {
    helper: { title: t('开放学校', 'Opening school'), kind: 'text' },
    helped: { title: t('受援学校', 'Visiting school'), kind: 'text' },
    sessions: { title: t('实验课', 'Sessions'), kind: 'integer', total: true },
    students: { title: t('学生人次', 'Students'), kind: 'integer', total: true },
    missing: { title: t('逾期还差次数', 'Missing, overdue'), kind: 'integer', total: true },
  },
  rows: (read) =>
    read.pairings().map((pairing) => {
      const own = read.tallies().filter((tally) => tally.pairing === pairing.id && tally.state === 'confirmed');
      const overdue = read.duties().filter((duty) => duty.pairing === pairing.id && duty.state === 'overdue');
      return {
        pairing: pairing.id,
        helper: pairing.helper.name,
        helped: pairing.helped.name,
        sessions: own.filter(({ name }) => name === 'session').reduce((n, { count }) => n + count, 0),
        students: own.filter(({ name }) => name === 'session.students').reduce((n, { sum }) => n + sum, 0),
        missing: overdue.reduce((n, duty) => n + duty.remaining, 0),
      };
    }),
  chart: { kind: 'bar', by: 'helped', series: ['sessions'] },
  // From a number to the records behind it.
  drill: { sessions: 'session', students: 'session' },
});
