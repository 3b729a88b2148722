import { t } from '@xieshou/sdk';

/** 方案二十一 */
export const plan21 = {
  title: t('学业预警帮扶（方案二十一）', 'Help for students with a warning (plan 21)'),
  summary: t(
    '学业预警、留级和自愿申请的学生，由教研室负责人、班主任和学生志愿者帮扶；成绩公布后考核和总结，结对只在学期初调整。',
    'Students who are warned, repeat the year or apply, with heads of teaching offices, class advisers and volunteers; assessed once the marks are out, pairs changed as a term begins only.',
  ),
  settings: { kind: 'warned' } as const,
};
