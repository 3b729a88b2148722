import { t } from '@xieshou/sdk';

const activities = ['jointMeeting', 'cadreExchange', 'masterLesson', 'researchEvent', 'followStudy'] as const;

/** 台账: views over what has been recorded, in the columns that the plan and the bureau ask for. */
export const ledgers = {
  activities: {
    title: t('结对活动台账', 'Ledger of activities'),
    from: activities,
    keptBy: 'bureau',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: '@term', title: t('学年学期', 'Term') },
      { show: 'on', title: t('日期', 'Day') },
      { show: '@helper', title: t('公办学校', 'Public school') },
      { show: '@helped', title: t('民办学校', 'Private school') },
      { show: '@form', title: t('活动类型', 'Activity') },
      { show: 'theme', title: t('主题', 'Theme') },
      { show: 'subject', title: t('学科', 'Subject') },
      { show: 'grade', title: t('年级班级', 'Grade and class') },
      { show: 'teacher', title: t('主讲教师', 'Teacher') },
      { show: 'attendees', title: t('参加人数', 'Participants'), total: true },
      { show: 'effect', title: t('效果', 'Effect') },
      { show: 'evidence', title: t('佐证', 'Evidence') },
      { show: '@recordedBy', title: t('记录人', 'Recorded by') },
      { show: '@state', title: t('对方确认', 'Confirmation') },
    ],
  },
  guidance: {
    title: t('指导台账', 'Guidance ledger'),
    from: ['guidance'],
    keptBy: 'helper',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: 'on', title: t('指导时间', 'Time') },
      { show: '@helped', title: t('被指导学校', 'Guided school') },
      { show: 'content', title: t('指导内容', 'Content') },
      { show: 'effect', title: t('取得效果', 'Effect') },
      { show: '@state', title: t('对方确认', 'Confirmation') },
    ],
  },
  leading: {
    title: t('引领台账', 'Leading ledger'),
    from: ['masterLesson', 'researchEvent', 'masterWork'],
    keptBy: 'helped',
    columns: [
      { show: '@number', title: t('序号', 'No.') },
      { show: 'on', title: t('活动时间', 'Time') },
      { show: '@form', title: t('活动形式', 'Form') },
      { show: 'theme', title: t('活动主题', 'Theme') },
      { show: 'attendees', title: t('参加人数', 'Participants'), total: true },
      { show: 'effect', title: t('活动效果', 'Effect') },
      { show: '@state', title: t('对方确认', 'Confirmation') },
    ],
  },
} as const;
