import { attachments, choice, choices, day, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { settings } from '../settings.js';
import { inKinds, isAcademic } from './kind.js';
import { risksIn } from './risk.js';

const form = formsWith(settings);

export const on = (zh: string, en: string) => day({ title: t(zh, en), prefill: 'today' });
export const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t('选填。没有也可以提交。', 'Optional: hand in without it if there is none.'),
});

/** 登记表 (二十一：四2), 学习计划 (十五：三1), 改善计划书 (十八：四): what the two agree on for a term. */
export const studyPlan = form({
  title: t('帮扶登记与计划', 'Registration and plan'),
  purpose: t(
    '双方共同商定目标、计划和每周辅导次数，由任一方填写，另一方确认。',
    'Goal, plan and sessions a week, agreed by the two: written by either, confirmed by the other.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  inUse: isAcademic,
  fields: {
    on: on('制定日期', 'Day'),
    difficulties: longText({ title: t('学习困难和原因', 'Difficulties and causes'), maxLength: 500 }),
    goal: text({ title: t('帮扶目标', 'Goal'), maxLength: 100 }),
    sessions: integer({ title: t('每周辅导', 'Sessions a week'), unit: t('次', 'times'), min: 1, max: 14 }),
    hours: integer({ title: t('每周学习时间', 'Hours of study a week'), unit: t('小时', 'hours'), min: 1, max: 80 }),
    times: text({ title: t('辅导时间和地点', 'Times and place'), maxLength: 100 }),
    measures: longText({ title: t('帮扶计划', 'Plan'), maxLength: 1000 }),
    evidence,
  },
  facts: (data) => [
    { name: 'sessions', amount: data.sessions },
    { name: 'hours', amount: data.hours },
  ],
  brief: ['on', 'goal', 'sessions'],
  version: 1,
});

/** 谈话记录表 (十五：三1; 十八：四、五2). A talk counts as such only face to face, with the student who is helped. */
export const contactTalk = form({
  title: t('谈话记录', 'Talk'),
  purpose: t(
    '与被帮扶人、家长、班主任或同学的每次谈话；心理情况只有班主任、辅导员和学院可见。',
    'Each talk with the student, the family, the adviser or classmates; the state of mind is seen by the adviser and the college alone.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  inUse: inKinds('failedCourses', 'partyMembers'),
  fields: {
    on: on('谈话日期', 'Day'),
    way: choice(
      [
        { value: 'faceToFace', title: t('当面', 'Face to face') },
        { value: 'phone', title: t('电话', 'By phone') },
        { value: 'online', title: t('网上', 'Online') },
      ],
      { title: t('谈话方式', 'Way'), prefill: 'last' },
    ),
    partners: choices(
      [
        { value: 'helped', title: t('被帮扶人', 'The student who is helped') },
        { value: 'family', title: t('家长', 'Family') },
        { value: 'adviser', title: t('班主任或辅导员', 'Adviser') },
        { value: 'classmates', title: t('同学、课代表', 'Classmates') },
      ],
      { title: t('谈话对象', 'With whom') },
    ),
    theme: text({ title: t('主题', 'Theme'), maxLength: 60 }),
    said: longText({ title: t('谈话要点', 'What was said'), maxLength: 1000, class: 'personal' }),
    followUp: longText({ title: t('后续任务', 'What is to be done'), maxLength: 500, optional: true }),
    mind: longText({
      title: t('思想心理情况', 'State of mind'),
      maxLength: 500,
      optional: true,
      class: 'sensitive',
      readBy: ['adviser', 'collegeOffice'],
    }),
  },
  facts: (data) => [
    ...(data.way === 'faceToFace' && data.partners.includes('helped') ? [{ name: 'faceToFace', amount: 1 }] : []),
    ...data.partners.map((kind) => ({ name: 'partners', amount: 1, kind })),
  ],
  risk: (data, s) => risksIn([data.theme, data.said, data.followUp, data.mind], s),
  index: ['way'],
  brief: ['on', 'way', 'theme'],
  version: 1,
});
