import { t } from '@xieshou/sdk';

/** 方案十五 */
export const plan15 = {
  title: t('学习困难学生帮扶（方案十五）', 'Help for students with failed courses (plan 15)'),
  summary: t(
    '累计三门及以上课程未通过的本科生，由教职工党员、班主任或优秀学生党员一对一帮扶；约定每周辅导次数，学年末按绩点、补考和日常帮扶评出优秀帮扶工作者。',
    'Undergraduates with three or more courses not passed, each with a Party member of the staff, a class adviser or an excellent student member; sessions a week as agreed; excellent helpers named at the end of the year.',
  ),
  settings: { kind: 'failedCourses' } as const,
};
