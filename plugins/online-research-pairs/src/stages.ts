import { type Stage, t } from '@xieshou/sdk';
import type * as pairs from './pairs.js';
import type * as papers from './papers.js';
import type { Settings } from './settings.js';

type Forms = keyof typeof pairs | keyof typeof papers;

const one = (form: Forms, zh: string, en: string) => ({ title: t(zh, en), form, atLeast: () => 1 });

/** 实施进程: the phases of the year, each with what must be there. */
export const stages = {
  start: {
    title: t('项目启动', 'Start'),
    place: '三（二）二至三月',
    window: (s) => ({ to: s.startUntil }),
    needs: {
      agreement: one('agreement', '帮扶协议', 'Agreement'),
      schemePlan: one('schemePlan', '实施方案', 'Implementation plan'),
      spaceAccounts: one('spaceAccounts', '教师名单', 'Teachers who need a space'),
      teachers: { title: t('结对教师', 'Paired teachers'), inside: 'teachers', atLeast: () => 1 },
    },
  },
  friends: {
    title: t('培训与互认好友', 'Training and friends'),
    place: '三（二）七至八月',
    window: (s) => ({ to: s.friendsUntil }),
    needs: {
      spaceTraining: one('spaceTraining', '暑期培训', 'Summer training'),
      friendship: one('friendship', '互认好友', 'Friends'),
    },
  },
  use: {
    title: t('全面应用', 'Full use'),
    place: '三（二）九月',
    window: (s) => ({ to: s.useUntil }),
    needs: {
      resource: one('resource', '提供资源', 'Resources given'),
      research: one('research', '网络教研', 'Online research'),
    },
  },
  summary: {
    title: t('回顾总结', 'Summary'),
    place: '三（二）十二月',
    window: (s) => ({ to: s.summaryUntil }),
    needs: { yearReview: one('yearReview', '年度总结', 'Review of the year') },
  },
} satisfies Record<string, Stage<Settings, Forms>>;
