import { day, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { isCampaign, isCobuilding, isOfSchools, isTwinning, settings } from './settings.js';
import { effects, evidence, on } from './words.js';

const form = formsWith(settings);

const planFields = {
  on: day({ title: t('报送日期', 'Day of filing') }),
  leader: text({ title: t('领导小组组长', 'Head of the leading group'), maxLength: 30 }),
  deputies: text({ title: t('副组长', 'Deputies'), maxLength: 100, optional: true }),
  members: text({ title: t('成员', 'Members'), maxLength: 200 }),
  goals: longText({ title: t('目标', 'Goals'), maxLength: 500 }),
  measures: longText({ title: t('活动内容与措施', 'Activities and measures'), maxLength: 2000 }),
  timetable: longText({ title: t('步骤与人员安排', 'Steps and people'), maxLength: 1000 }),
  evidence,
};

const plan = {
  purpose: t(
    '工作机构、活动内容、步骤和人员安排；报教育局备案的，备案后才算完成。',
    'Leading group, activities, steps and people. Where it is filed with the bureau, it counts once filed.',
  ),
  subjects: 'one',
  dated: 'handIn',
  fields: planFields,
  brief: ['on', 'leader', 'goals'],
  version: 1,
} as const;

/** Each of the two schools files its own: two forms, so that one school's paper is never the other's. */
export const helperPlan = form({
  ...plan,
  title: t('帮扶学校工作方案', 'Work plan of the helping school'),
  writtenBy: 'helper',
  inUse: isOfSchools,
});
export const helpedPlan = form({
  ...plan,
  title: t('受帮学校工作方案', 'Work plan of the helped school'),
  writtenBy: 'helped',
  inUse: (s) => isTwinning(s) || isCampaign(s),
});

const people = (title: { zh: string; en: string }, max: number) =>
  integer({ title, unit: t('人', 'people'), min: 0, max });
const judged = (title: { zh: string; en: string }) =>
  integer({
    title,
    unit: t('分', 'points'),
    min: 0,
    max: 100,
    optional: true,
    section: t('预期效果自评（0—100 分）', 'Expected effects, judged from 0 to 100'),
  });

const profile = {
  staff: people(t('教职工', 'Staff'), 2000),
  classes: integer({ title: t('教学班', 'Classes'), unit: t('个', 'classes'), min: 1, max: 200 }),
  pupils: people(t('学生', 'Pupils'), 20_000),
  age: integer({
    title: t('教师平均年龄', 'Mean age of teachers'),
    unit: t('岁', 'years'),
    min: 20,
    max: 70,
    optional: true,
  }),
  facilities: longText({ title: t('部室与设施', 'Rooms and facilities'), maxLength: 500, optional: true }),
};
const scores = {
  balance: judged(effects.balance),
  profession: judged(effects.profession),
  vigour: judged(effects.vigour),
  together: judged(effects.together),
  quality: judged(effects.quality),
};

const paper = { writtenBy: 'helped', subjects: 'one', inUse: isCobuilding, version: 1 } as const;

export const baseline = form({
  ...paper,
  title: t('学校基本情况', 'Baseline of the school'),
  purpose: t(
    '共建开始时的情况，年终与此对比。',
    'How the school stands at the start; the year’s end is compared with it.',
  ),
  fields: {
    on: on(t('填报日期', 'Day')),
    ...profile,
    needs: longText({ title: t('主要困难与需求', 'Difficulties and needs'), maxLength: 1000 }),
    ...scores,
  },
  brief: ['on', 'staff', 'classes', 'pupils'],
});

export const yearEnd = form({
  ...paper,
  title: t('共建效果', 'Effects of the year'),
  purpose: t(
    '年终再填一次同样的情况，系统与开始时对比。',
    'The same again at the year’s end; the platform compares both.',
  ),
  fields: {
    on: on(t('填报日期', 'Day')),
    ...profile,
    results: longText({ title: t('主要变化', 'What has changed'), maxLength: 1000 }),
    ...scores,
  },
  brief: ['on', 'staff', 'classes', 'pupils'],
});
