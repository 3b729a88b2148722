import { t } from '@xieshou/sdk';

/** 台账: a view over the records in the plan's columns. `@` marks what the platform knows by itself. */
export const ledgers = {
  sessions: {
    title: t('实验课台账', 'Ledger of sessions'),
    from: ['session'],
    keptBy: 'helper',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: 'on', title: t('日期', 'Day') },
      { show: '@helped', title: t('受援学校', 'Visiting school') },
      { show: 'laboratory', title: t('实验室', 'Laboratory') },
      { show: 'students', title: t('学生人数', 'Students'), total: true },
      { show: 'experiment', title: t('实验内容', 'What was done') },
      { show: '@state', title: t('对方确认', 'Confirmation') },
    ],
  },
} as const;
