import { t } from '@xieshou/sdk';

/** The plan's own values are the settings' defaults; a plan that differs writes its values here. */
export const standard = {
  title: t('通用方案', 'Standard plan'),
  summary: t(
    '每月至少两次实验课，每次不超过 45 名学生；由开放学校记录，受援学校确认。',
    'At least two sessions a month with at most 45 students each; the opening school records, the visiting school confirms.',
  ),
  settings: {},
};
