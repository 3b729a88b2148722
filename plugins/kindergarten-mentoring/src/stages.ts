import { type Need, type Stage, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';
import { papers } from './visits.js';

type Forms =
  | 'paper'
  | 'guidanceVisit'
  | 'systemsCheck'
  | 'sentActivity'
  | 'observation'
  | 'teacherStay'
  | 'event'
  | 'donation'
  | 'aspectScore';

/** One paper of a kind. */
const paper = (kind: (typeof papers)[number]['value']): Need<Settings, Forms> => ({
  title: papers.find(({ value }) => value === kind)!.title,
  form: 'paper',
  fact: kind,
  atLeast: () => 1,
});

/** 四个阶段: what each of the helped kindergartens has to show before the next one begins. */
export const stages = {
  ideas: {
    title: t('理念与园务管理', 'Ideas and management'),
    place: '第一阶段',
    window: (s) => ({ from: s.firstFrom, to: s.firstUntil }),
    needs: {
      leadingGroup: paper('leadingGroup'),
      survey: paper('survey'),
      plan: paper('plan'),
      agreement: paper('agreement'),
      systems: {
        title: t('制度和机构健全', 'Systems and bodies in place'),
        form: 'systemsCheck',
        fact: 'complete',
        atLeast: () => 1,
      },
      guidance: { title: t('到园指导', 'Guidance visit'), form: 'guidanceVisit', atLeast: () => 1 },
      exchanged: {
        title: t('同次送课并听课', 'A lesson sent and one heard on one visit'),
        form: 'guidanceVisit',
        fact: 'exchanged',
        atLeast: (s) => s.exchangedLessons,
      },
      sportsDay: {
        title: t('亲子运动会观摩', 'Sports day with parents'),
        form: 'event',
        fact: 'sportsDay',
        atLeast: () => 1,
      },
      before: { title: t('帮扶前评分', 'Scores before'), form: 'aspectScore', fact: 'before', atLeast: () => 1 },
    },
  },
  masters: {
    title: t('师徒结对', 'Masters and apprentices'),
    place: '第二阶段',
    window: (s) => ({ from: s.secondFrom, to: s.secondUntil }),
    needs: {
      lessonsSent: {
        title: t('送教活动', 'Teaching activities sent'),
        form: 'sentActivity',
        atLeast: (s) => s.lessonsSent,
      },
      apprentices: { title: t('拜师的教师', 'Apprentices'), inside: 'apprentices', atLeast: (s) => s.apprentices },
      observations: { title: t('听课评课', 'Observations'), form: 'observation', atLeast: (s) => s.observations },
    },
  },
  environment: {
    title: t('环境创设', 'Environment'),
    place: '第三阶段',
    window: (s) => ({ from: s.thirdFrom, to: s.thirdUntil }),
    needs: {
      stay: {
        title: t('跟班教师', 'Teachers who followed work'),
        form: 'teacherStay',
        fact: 'teachers',
        atLeast: (s) => s.stayFewest,
      },
      training: {
        title: t('技能培训', 'Skills training'),
        form: 'event',
        fact: 'training',
        atLeast: (s) => s.trainings,
      },
    },
  },
  features: {
    title: t('特色与办园条件', 'Features and equipment'),
    place: '第四阶段',
    window: (s) => ({ from: s.fourthFrom, to: s.fourthUntil }),
    needs: {
      featurePlan: paper('featurePlan'),
      themed: { title: t('特色主题活动', 'Themed activity'), form: 'event', fact: 'themed', atLeast: () => 1 },
      donation: { title: t('捐赠清单', 'Donations'), form: 'donation', atLeast: (s) => s.donations },
      after: { title: t('帮扶后评分', 'Scores after'), form: 'aspectScore', fact: 'after', atLeast: () => 1 },
    },
  },
} as const satisfies Readonly<Record<string, Stage<Settings, Forms>>>;
