import { t } from '@xieshou/sdk';

export const plan06 = {
  title: t('城乡学校结对帮扶（方案六）', 'Town and village schools (plan 6)'),
  summary: t(
    '城区学校与农村学校一对一：领导和骨干教师到校、交流活动、支教跟班、条件支持四类工作；双方方案报教育局备案，督查发现的问题限期整改，结果纳入考评。',
    'A town school helps a village school: visits, exchanges, teachers sent and following classes, support. Both file their plans; what supervision finds is put right in time; the results go into appraisals.',
  ),
  settings: { kind: 'twinning' },
} as const;
