import { programmeContract } from '@xieshou/testing';
import type * as forms from '../src/forms.js';
import type * as hardship from '../src/hardship/forms.js';
import programme from '../src/index.js';
import { hardshipSamples } from './hardship-samples.js';

const termPlan = {
  on: '2026-09-14',
  difficulties: '高等数学跟不上，作业拖到最后一天。',
  goal: '期末名次提高 15 名，补上高等数学学分',
  times: '周二、周四晚七点，图书馆二楼',
  measures: '每次先讲上周错题，再一起做新课练习；考前两周每天半小时。',
  met: true,
} as const;
const tutoring = {
  on: '2026-09-15',
  way: 'exercises',
  course: '高等数学',
  minutes: 60,
  content: '极限与连续的课后习题，重点讲夹逼准则。',
} as const;
const evaluation = {
  on: '2027-01-18',
  effect: 'good',
  progress: '能独立完成作业，期中成绩提高 18 分。',
} as const;
const groupTutoring = {
  on: '2026-12-20',
  course: '大学英语四级考前辅导',
  tutors: '优秀学生讲师团',
  minutes: 90,
  attendees: 46,
  content: '听力和写作的常见失分点。',
} as const;
const gradeSummary = {
  on: '2027-03-05',
  grade: '2025级',
  kinds: ['example', 'outstanding'],
  content: '本学期结对 21 对，15 对达到加分标准，坚持每周两次的对子进步最大。',
  lessons: '开学第一周就应见面；期中后再看一次计划。',
} as const;

type Forms = typeof forms & Omit<typeof hardship, 'helps'>;

programmeContract<Forms>(programme, {
  samples: {
    termPlan: { valid: termPlan, invalid: { data: { ...termPlan, goal: '' }, field: 'goal' } },
    tutoring: { valid: tutoring, invalid: { data: { ...tutoring, minutes: 481 }, field: 'minutes' } },
    evaluation: { valid: evaluation, invalid: { data: { ...evaluation, effect: 'great' }, field: 'effect' } },
    groupTutoring: { valid: groupTutoring, invalid: { data: { ...groupTutoring, attendees: 0 }, field: 'attendees' } },
    gradeSummary: {
      valid: gradeSummary,
      invalid: { data: { ...gradeSummary, content: '结对二十一对。' }, field: 'content' },
    },
    ...hardshipSamples,
  },
});
