import { t } from '@xieshou/sdk';

/** 方案十八: a programme runs for a school year, and its pairs with it. */
export const plan18 = {
  title: t('学生党员一对一（方案十八）', 'Student Party members, one to one (plan 18)'),
  summary: t(
    '二、三年级学生党员和表现突出的积极分子，一对一帮扶学业、心理、思想或自控有困难的同学一年；每个教学周至少当面谈话一次，学期末由被帮扶人评价。',
    'Members and outstanding activists of years 2 and 3 help students with difficulties for a year; a talk face to face in each teaching week, an evaluation by the helped each term.',
  ),
  settings: { kind: 'partyMembers' } as const,
};
