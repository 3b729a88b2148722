import { t } from '@xieshou/sdk';

const number = { show: '@number', title: t('序号', 'No.') } as const;
const helper = { show: '@helper', title: t('帮扶教师', 'Helping teacher') } as const;
const helped = { show: '@helped', title: t('受援教师', 'Helped teacher') } as const;
const state = { show: '@state', title: t('对方确认', 'Confirmed') } as const;
const column = <const K extends string>(show: K, zh: string, en: string) => ({ show, title: t(zh, en) });

export const ledgers = {
  resources: {
    title: t('资源台账', 'Resources'),
    from: ['resource'],
    keptBy: 'bureau',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helper,
      helped,
      column('subject', '学科', 'Subject'),
      column('kind', '类型', 'Kind'),
      column('name', '名称', 'Name'),
      { show: 'pieces', title: t('件数', 'Pieces'), total: true },
      column('asked', '来由', 'Why'),
      state,
    ],
  },
  research: {
    title: t('网络教研台账', 'Online research'),
    from: ['research'],
    keptBy: 'bureau',
    columns: [
      number,
      column('on', '日期', 'Day'),
      helper,
      helped,
      column('kind', '形式', 'Kind'),
      column('subject', '学科', 'Subject'),
      column('theme', '课题', 'Theme'),
      { show: 'minutes', title: t('分钟', 'Minutes'), total: true },
      column('result', '成果', 'What came of it'),
      state,
    ],
  },
  friends: {
    title: t('互认好友台账', 'Friends'),
    from: ['friendship'],
    keptBy: 'bureau',
    columns: [number, column('on', '日期', 'Day'), helper, helped, column('spaces', '空间名称', 'Spaces'), state],
  },
} as const;
