import { t } from '@xieshou/sdk';

export const plan05 = {
  title: t('城乡同建同治（方案五）', 'Co-building campaign (plan 5)'),
  summary: t(
    '中心学校联系各村小：八项任务、每周大扫除、上下半年周边整治；每月督查、通报、奖惩和问责，排名默认关闭。',
    'A central school answers for village schools: eight tasks, weekly cleaning, surroundings put in order each half-year; monthly inspections, bulletin and accountability, with ranking off.',
  ),
  settings: { kind: 'campaign', schoolsPerHelper: 12 },
} as const;
