import { type Data, integer, t } from '@xieshou/sdk';

/** Every number of the plan, with its place in the plan. An officer sees them side by side and may change them. */
export const settings = {
  sessionsPerMonth: integer({
    title: t('每月开放次数', 'Sessions a month'),
    unit: t('次', 'times'),
    min: 0,
    max: 20,
    default: 2,
    place: '二1',
    explain: t('开放学校每月至少接待几次实验课。', 'How many sessions the opening school holds in a month, at least.'),
  }),
  mostStudents: integer({
    title: t('每次学生上限', 'Most students in a session'),
    unit: t('人', 'students'),
    min: 1,
    max: 200,
    default: 45,
    place: '二2',
    explain: t(
      '一次实验课最多多少名学生参加，以保证安全；正好这个人数仍可以。',
      'How many students may take part in one session, for safety; exactly so many is still allowed.',
    ),
  }),
};

export type Settings = Data<typeof settings>;
