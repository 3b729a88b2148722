import { t } from '@xieshou/sdk';

/** 方案二 */
export const plan02 = {
  title: t('学科成长帮扶（方案二）', 'Subject teachers and pupils (plan 2)'),
  summary: t(
    '班主任提名，学科教师与学生结对：一科一份够得着的计划，五个教学环节的措施、学科辅导、学情曲线、家访、一技之长和竞赛活动。',
    'Named by the class teacher, paired with subject teachers: a plan within reach for each subject, measures in five areas, tutoring, a line of marks, home visits, talents and competitions.',
  ),
  settings: { kind: 'pupils' as const, pairsPerHelper: 10 },
};
