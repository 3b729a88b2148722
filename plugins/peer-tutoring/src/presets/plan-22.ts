import { t } from '@xieshou/sdk';

export const plan22 = {
  title: t('困难学生结对帮扶（方案二十二）', 'Students in hardship (plan 22)'),
  summary: t(
    '党员和教师一对一帮扶困难学生：物质、学习、生活、思想四类帮扶逐次记录，每季度谈心，每学期小结；换人须填交接单。',
    'Party members and teachers each help a student in hardship: material, study, life and thought are recorded each time, with a talk a quarter and a report a term; whoever goes hands over with a sheet.',
  ),
  settings: { kind: 'hardship' as const },
};
