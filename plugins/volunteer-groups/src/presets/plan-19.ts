import { t } from '@xieshou/sdk';

/** 方案十九: the gifts of the six groups are for the committee to decide. */
export const plan19 = {
  title: t('方案十九：小分队与留守儿童结对', 'Plan 19: teams for left-behind children'),
  summary: t(
    '学生自愿报名、学院筛选、主办单位审核，组成小分队；一个小分队陪伴一名留守儿童，同组儿童礼物一样，费用由成员分担。',
    'Students sign up, colleges screen, the owner audits; each team stands by one child. Children of one group are given the same, and the team’s members share the cost.',
  ),
  settings: {},
};
