import { report, t } from '@xieshou/sdk';
import { jointWork } from './words.js';

type Kind = (typeof jointWork)[number]['value'];

/** 两项机制: who is paired inside each pairing, and what the masters have done, in the plan's eight kinds. */
export const mechanisms = report({
  title: t('两项机制运行情况', 'The two mechanisms'),
  purpose: t(
    '各结对学校管理队伍、名师结对的对数，以及所选时间内已确认的名师共同活动次数（几对一起活动，各计一次）。',
    'Pairs of leaders and of masters inside each pairing, and the confirmed work with masters in the period (an event of several pairs counts for each).',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    teams: { title: t('管理队伍对数', 'Leaders'), kind: 'integer', total: true },
    masters: { title: t('名师对数', 'Masters'), kind: 'integer', total: true },
    idle: { title: t('未开展活动', 'Idle masters'), kind: 'integer', total: true },
    preparation: { title: jointWork[0].title, kind: 'integer', total: true },
    demonstration: { title: jointWork[1].title, kind: 'integer', total: true },
    sameTopic: { title: jointWork[2].title, kind: 'integer', total: true },
    commenting: { title: jointWork[3].title, kind: 'integer', total: true },
    exercises: { title: jointWork[4].title, kind: 'integer', total: true },
    revision: { title: jointWork[5].title, kind: 'integer', total: true },
    classes: { title: jointWork[6].title, kind: 'integer', total: true },
    diagnosis: { title: jointWork[7].title, kind: 'integer', total: true },
  },
  counts: ['masterWork.event'],
  rows: (read) => {
    const events = read.tallies().filter((one) => one.name === 'masterWork.event' && one.state === 'confirmed');
    return read.pairings().map((pairing) => {
      const own = read.inside().filter((one) => one.pairing === pairing.id);
      const masters = own.filter((one) => one.inside === 'masters');
      const theirs = events.filter((one) => masters.some(({ id }) => id === one.pairing));
      const count = (kind: Kind) => theirs.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0);
      return {
        pairing: pairing.id,
        helper: pairing.helper.name,
        helped: pairing.helped.name,
        teams: own.length - masters.length,
        masters: masters.length,
        idle: masters.filter(({ id }) => !theirs.some((one) => one.pairing === id)).length,
        preparation: count('preparation'),
        demonstration: count('demonstration'),
        sameTopic: count('sameTopic'),
        commenting: count('commenting'),
        exercises: count('exercises'),
        revision: count('revision'),
        classes: count('classes'),
        diagnosis: count('diagnosis'),
      };
    });
  },
  chart: { kind: 'bar', by: 'helped', series: ['teams', 'masters'] },
});
