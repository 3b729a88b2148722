import { t } from '@xieshou/sdk';

const first = [
  { show: '@number', title: t('序号', 'No.') },
  { show: 'on', title: t('日期', 'Day') },
  { show: '@helper', title: t('小分队', 'Team') },
  { show: '@helped', title: t('儿童', 'Child') },
] as const;
const last = [
  { show: '@recordedBy', title: t('记录人', 'Recorded by') },
  { show: '@state', title: t('学校确认', 'Confirmation') },
] as const;

/** 台账: views over what has been recorded. */
export const ledgers = {
  handovers: {
    title: t('物品交接台账', 'Ledger of handovers'),
    from: ['standardKit', 'gift'],
    keptBy: 'bureau',
    columns: [
      ...first,
      { show: '@form', title: t('类别', 'What') },
      { show: 'parts', title: t('学习用品', 'Kit') },
      { show: 'gift', title: t('礼物', 'Gift') },
      { show: 'means', title: t('费用来源', 'Source of the money') },
      { show: 'cost', title: t('费用（元）', 'Cost (yuan)'), total: true },
      { show: 'leader', title: t('交接负责人', 'Leader') },
      { show: 'received', title: t('接收人', 'Received by') },
      ...last,
    ],
  },
  activities: {
    title: t('活动台账', 'Ledger of activities'),
    from: ['activity'],
    keptBy: 'bureau',
    columns: [
      ...first,
      { show: 'kind', title: t('活动内容', 'Kind') },
      { show: 'members', title: t('到场成员', 'Members present'), total: true },
      { show: 'content', title: t('活动情况', 'What was done') },
      ...last,
    ],
  },
} as const;
