import { t } from '@xieshou/sdk';

const number = { show: '@number', title: t('序号', 'No.') } as const;
const term = { show: '@term', title: t('学年学期', 'Term') } as const;
const helper = { show: '@helper', title: t('帮扶学校', 'Helping school') } as const;
const helped = { show: '@helped', title: t('受帮学校', 'Helped school') } as const;
const state = { show: '@state', title: t('对方确认', 'Confirmed') } as const;
const by = { show: '@recordedBy', title: t('记录人', 'Recorded by') } as const;
const column = <const K extends string>(show: K, zh: string, en: string) => ({ show, title: t(zh, en) });

export const ledgers = {
  activities: {
    title: t('活动台账', 'Activities'),
    from: ['visit', 'lesson', 'exchange'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      column('on', '日期', 'Day'),
      helper,
      helped,
      column('@form', '活动类型', 'Kind'),
      column('theme', '主题/课题', 'Theme'),
      column('subject', '学科', 'Subject'),
      column('grade', '年级班级', 'Class'),
      column('teacher', '主讲人', 'Teacher'),
      { show: 'attendees', title: t('参加人数', 'Participants'), total: true },
      column('effect', '效果与反馈', 'Effect'),
      by,
      state,
    ],
  },
  staff: {
    title: t('支教跟班台账', 'Staff exchanged'),
    from: ['staffExchange'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      helper,
      helped,
      column('teacher', '教师', 'Teacher'),
      column('kind', '形式', 'Form'),
      column('subject', '学科', 'Subject'),
      column('on', '开始', 'From'),
      column('until', '结束', 'Until'),
      { show: 'hours', title: t('课时', 'Lessons'), total: true },
      state,
    ],
  },
  support: {
    title: t('条件支持台账', 'Support'),
    from: ['support'],
    keptBy: 'bureau',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helper,
      helped,
      column('kind', '类别', 'Kind'),
      column('what', '名称与数量', 'What'),
      { show: 'amount', title: t('金额（元）', 'Amount (yuan)'), total: true },
      column('remark', '备注', 'Remarks'),
      state,
    ],
  },
  cleaning: {
    title: t('卫生清扫台账', 'Cleaning'),
    from: ['cleaning'],
    keptBy: 'helped',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helped,
      column('places', '清扫范围', 'Places'),
      column('disinfected', '通风消毒', 'Disinfected'),
      by,
      column('remark', '备注', 'Remarks'),
    ],
  },
  inspections: {
    title: t('督查台账', 'Inspections'),
    from: ['siteInspection'],
    keptBy: 'bureau',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helped,
      column('way', '方式', 'Way'),
      column('inspectors', '督查人员', 'Inspectors'),
      column('score', '得分', 'Score'),
      column('findings', '督查情况', 'Found'),
    ],
  },
  tasks: {
    title: t('任务活动台账', 'Tasks'),
    from: ['task'],
    keptBy: 'helped',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helped,
      column('task', '任务', 'Task'),
      column('theme', '主题', 'Theme'),
      { show: 'attendees', title: t('参加人数', 'Participants'), total: true },
      column('effect', '效果与反馈', 'Effect'),
      by,
    ],
  },
  surroundings: {
    title: t('周边整治台账', 'Surroundings'),
    from: ['surrounding'],
    keptBy: 'helped',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helped,
      column('culture', '文化市场', 'Shops and media'),
      column('traffic', '交通', 'Traffic'),
      column('security', '治安', 'Security'),
      column('food', '食品卫生', 'Food'),
      column('teaching', '教学环境', 'Teaching'),
    ],
  },
  exposures: {
    title: t('曝光台账', 'Exposures'),
    from: ['exposure'],
    keptBy: 'bureau',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helped,
      column('by', '来源', 'By whom'),
      column('matter', '事由', 'Matter'),
      column('leader', '联系领导', 'Leader'),
    ],
  },
  measures: {
    title: t('奖惩问责台账', 'Rewards and accountability'),
    from: ['measure'],
    keptBy: 'bureau',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helped,
      column('kind', '类别', 'Kind'),
      column('whom', '对象', 'Whom'),
      column('grounds', '事由', 'Grounds'),
      column('document', '文号', 'Document'),
    ],
  },
} as const;
