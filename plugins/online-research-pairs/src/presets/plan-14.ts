import { t } from '@xieshou/sdk';

export const plan14 = {
  title: t('网络教研结对（方案十四）', 'Online research pairs (plan 14)'),
  summary: t(
    '一校 64 名教师与两所学校的教师按学科一对一结对：空间开通后互认好友、互供资源、共同备课教研；季末月下旬报书面进展和应用情况表。',
    'Sixty-four teachers of one school paired one to one by subject with those of two others: friends once the spaces open, resources, joint preparation; a written report and the form at each quarter’s end.',
  ),
  // The plan has everybody use the spaces from September on; the officer writes the day on which they really open.
  settings: { teachers: 64, openedOn: '2026-09-01' },
} as const;
