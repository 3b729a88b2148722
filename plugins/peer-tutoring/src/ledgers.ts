import { t } from '@xieshou/sdk';
import { hardshipLedgers } from './hardship/views.js';
import { pupilLedgers } from './pupils/views.js';

/** 台账: views over what has been recorded. */
export const ledgers = {
  ...hardshipLedgers,
  ...pupilLedgers,
  sessions: {
    title: t('帮扶记录台账', 'Ledger of sessions'),
    from: ['tutoring', 'groupTutoring'],
    keptBy: 'bureau',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: '@term', title: t('学年学期', 'Term') },
      { show: 'on', title: t('日期', 'Day') },
      { show: '@helper', title: t('帮扶人', 'Helper') },
      { show: '@helped', title: t('被帮扶人', 'Helped') },
      { show: '@form', title: t('形式', 'Form') },
      { show: 'way', title: t('帮扶方式', 'Kind') },
      { show: 'course', title: t('课程', 'Course') },
      { show: 'minutes', title: t('时长（分钟）', 'Minutes'), total: true },
      { show: 'content', title: t('内容', 'Content') },
      { show: '@recordedBy', title: t('记录人', 'Recorded by') },
      { show: '@state', title: t('对方确认', 'Confirmation') },
    ],
  },
  plans: {
    title: t('帮扶计划台账', 'Ledger of plans'),
    from: ['termPlan'],
    keptBy: 'bureau',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: '@term', title: t('学年学期', 'Term') },
      { show: 'on', title: t('制定日期', 'Day') },
      { show: '@helper', title: t('帮扶人', 'Helper') },
      { show: '@helped', title: t('被帮扶人', 'Helped') },
      { show: 'goal', title: t('目标', 'Goal') },
      { show: 'times', title: t('约定时间', 'Agreed times') },
      { show: '@state', title: t('对方确认', 'Confirmation') },
    ],
  },
  summaries: {
    title: t('年级总结台账', 'Ledger of summaries'),
    from: ['gradeSummary'],
    keptBy: 'bureau',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: '@term', title: t('学年学期', 'Term') },
      { show: 'on', title: t('总结日期', 'Day') },
      { show: 'grade', title: t('年级', 'Grade') },
      { show: '@helper', title: t('帮扶人', 'Helper') },
      { show: '@helped', title: t('被帮扶人', 'Helped') },
      { show: 'kinds', title: t('入选类别', 'Named as') },
      { show: 'content', title: t('总结和事例', 'Summary and examples') },
    ],
  },
} as const;
