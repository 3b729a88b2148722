import { choice, integer, t } from '@xieshou/sdk';
import { onlyIn } from '../only-in.js';

/** 方案十八 */
export const partyMembersSettings = onlyIn(['partyMembers'], {
  talksPerWeek: integer({
    title: t('每周当面谈话', 'Talks face to face a week'),
    unit: t('次', 'times'),
    min: 0,
    max: 7,
    default: 1,
    place: '十八：四',
    explain: t(
      '每个教学周至少当面谈话几次；电话和网上谈话不计。',
      'Talks face to face in each teaching week, at least; talks by phone or online do not count.',
    ),
  }),
  ratingsPerTerm: integer({
    title: t('对帮扶人的评价', 'Evaluations of the helper'),
    unit: t('份', 'evaluations'),
    min: 0,
    max: 5,
    default: 1,
    place: '十八：五2',
    explain: t(
      '被帮扶人每学期至少评价帮扶人几次，才能得到考评结果。',
      'How often the student who is helped evaluates the helper in a term, at least, for there to be a result.',
    ),
  }),
  ratingAtLeast: integer({
    title: t('评价合格分', 'Mark that is enough'),
    unit: t('分', 'points'),
    min: 0,
    max: 100,
    default: 80,
    place: '十八：五3',
    explain: t('评价平均达到多少分可以获得奖励，含本数。', 'From what average mark the helper is rewarded.'),
  }),
  talksForReward: integer({
    title: t('奖励所需谈话', 'Talks for a reward'),
    unit: t('次', 'times'),
    min: 0,
    max: 60,
    default: 15,
    place: '十八：五3',
    explain: t(
      '一学期当面谈话达到多少次，视为辅导工作完成到位。',
      'How many talks face to face in a term count as work that is done.',
    ),
  }),
  reward: choice(
    [
      { value: 'review', title: t('党员评议优先', 'Preference in the review of members') },
      { value: 'points', title: t('综测加分', 'Assessment points') },
    ],
    {
      title: t('奖励方式', 'Reward'),
      default: 'points',
      place: '十八：五3',
      explain: t(
        '在党员评议中优先考虑，或在综合测评中加分。',
        'Preference in the review of members, or points in the assessment.',
      ),
    },
  ),
  rewardPoints: integer({
    title: t('综测加分分值', 'Assessment points given'),
    unit: t('分', 'points'),
    min: 0,
    max: 100,
    default: 5,
    place: '十八：五3',
    explain: t(
      '选择综测加分时加多少分；方案没有规定。',
      'How many points are given where they are chosen; the plan names none.',
    ),
  }),
});
