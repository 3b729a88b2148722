import { t } from '@xieshou/sdk';

/** The plan's own values are the settings' defaults; a college that differs writes its values here. */
export const plan17 = {
  title: t('学业帮扶（方案十七）', 'Peer tutoring (plan 17)'),
  summary: t(
    '班级内一对一：上学期排名后 20% 或有积欠学分的同学，由前 40% 的同学帮扶一学期；期末按名次和学分的变化，双方综测加 10、8、6、4 分。',
    'One to one within a class: the bottom 20 % of last term, or whoever owes credits, with somebody of the top 40 % for a term; by the change of rank and credits both are given 10, 8, 6 or 4 points.',
  ),
  settings: {},
};
