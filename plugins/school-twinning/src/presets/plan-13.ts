import { t } from '@xieshou/sdk';

export const plan13 = {
  title: t('两校共建（方案十三）', 'Two schools co-building (plan 13)'),
  summary: t(
    '两校在管理、人员、教研、培训、特色五个方面共建：先填报基本情况，双方互派教师、相互上课、共同申报课题，年终对比五项预期效果。',
    'Two schools build together in management, staff, research, training and features: a baseline first, staff and lessons both ways, joint topics, and five expected effects compared at the year’s end.',
  ),
  settings: { kind: 'cobuilding' },
} as const;
