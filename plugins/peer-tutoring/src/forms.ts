import {
  attachments,
  choice,
  choices,
  day,
  finding,
  formsWith,
  integer,
  longText,
  softFinding,
  t,
  text,
  yesNo,
} from '@xieshou/sdk';
import { isAcademic } from './academic/kind.js';
import { risksIn } from './academic/risk.js';
import { ofClassmates } from './kinds.js';
import { settings } from './settings.js';

const form = formsWith(settings);

const on = (title: { zh: string; en: string }) => day({ title, prefill: 'today' });
const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t('选填。没有也可以提交。', 'Optional: hand in without it if there is none.'),
});
const ways = [
  { value: 'explaining', title: t('讲解课程', 'Explaining lessons') },
  { value: 'exercises', title: t('练习答疑', 'Exercises and questions') },
  { value: 'revision', title: t('考前复习', 'Revision') },
  { value: 'gradeExam', title: t('等级考试', 'Grade examinations') },
  { value: 'methods', title: t('学习方法和习惯', 'Ways of learning') },
  { value: 'encouragement', title: t('谈心鼓励', 'Encouragement') },
] as const;
const effects = [
  { value: 'good', title: t('效果明显', 'Clear effect') },
  { value: 'some', title: t('有一定效果', 'Some effect') },
  { value: 'little', title: t('效果不明显', 'Little effect') },
] as const;
const minutes = integer({ title: t('时长', 'Length'), unit: t('分钟', 'minutes'), min: 10, max: 480, prefill: 'last' });

/** 帮扶计划 (三1、四): goals and times that the two agree on, after the meeting with the adviser. */
export const termPlan = form({
  title: t('帮扶计划与约定', 'Plan and agreement'),
  purpose: t(
    '对子见面后由任一方填写，另一方确认；每学期一份。',
    'Written by either of the two after they have met, confirmed by the other; once a term.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('制定日期', 'Day')),
    difficulties: longText({ title: t('学习中的困难', 'Difficulties'), maxLength: 500 }),
    goal: text({ title: t('本学期目标', 'Goal of the term'), maxLength: 100 }),
    times: text({ title: t('约定的帮扶时间', 'Agreed times'), maxLength: 60 }),
    measures: longText({ title: t('帮扶措施', 'What will be done'), maxLength: 1000 }),
    met: yesNo({ title: t('已参加见面会', 'Both came to the first meeting') }),
    evidence,
  },
  checks: (data) => [
    softFinding(
      'met',
      data.met,
      t('尚未参加见面会，请与班主任联系', 'The first meeting is still to come: ask the adviser'),
    ),
  ],
  brief: ['on', 'goal', 'times'],
  inUse: ofClassmates,
  version: 1,
});

/** 帮扶记录 (四一1): one session of the two. */
export const tutoring = form({
  title: t('帮扶记录', 'Tutoring session'),
  purpose: t(
    '每次帮扶后由任一方填写，另一方确认后计入。',
    'Written by either of the two after a session; it counts once the other has confirmed it.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('帮扶日期', 'Day')),
    way: choice(ways, { title: t('帮扶方式', 'Kind'), prefill: 'last' }),
    course: text({ title: t('课程', 'Course'), maxLength: 40, prefill: 'last' }),
    minutes,
    content: longText({ title: t('帮扶内容', 'What was done'), maxLength: 1000 }),
    feedback: longText({ title: t('学习心得和反馈', 'What was learnt'), maxLength: 500, optional: true }),
    evidence,
  },
  checks: (data) => [
    softFinding(
      'longSession',
      data.minutes <= 180,
      t('一次帮扶超过 180 分钟，请核对', 'A session of over 180 minutes: please check'),
      { minutes: data.minutes },
    ),
  ],
  facts: (data) => [{ name: 'minutes', amount: data.minutes, kind: data.way }],
  risk: (data, s) => (isAcademic(s) ? risksIn([data.content, data.feedback], s) : []),
  index: ['way'],
  brief: ['on', 'way', 'course', 'minutes'],
  inUse: (s) => ofClassmates(s) || isAcademic(s),
  version: 1,
});

/** 期末自评 (五1): what the term has brought, in the words of the two. */
export const evaluation = form({
  title: t('期末自评', 'Evaluation of the term'),
  purpose: t(
    '学期结束前由任一方填写，另一方确认。',
    'Written by either of the two before the term ends, confirmed by the other.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('自评日期', 'Day')),
    effect: choice(effects, { title: t('帮扶效果', 'Effect') }),
    progress: longText({ title: t('取得的进步', 'Progress made'), maxLength: 1000 }),
    open: longText({ title: t('尚存的问题', 'What is still open'), maxLength: 500, optional: true }),
    evidence,
  },
  index: ['effect'],
  brief: ['on', 'effect', 'progress'],
  inUse: ofClassmates,
  version: 1,
});

/** 集中辅导 (七): several pairs at once, by notice of the centre. */
export const groupTutoring = form({
  title: t('集中辅导', 'Group tutoring'),
  purpose: t(
    '学业规划与指导中心组织的集中辅导；选上参加的每个对子。',
    'Lessons for several pairs at once, arranged by the guidance centre: choose every pair that took part.',
  ),
  writtenBy: 'owner',
  subjects: 'many',
  fields: {
    on: on(t('辅导日期', 'Day')),
    course: text({ title: t('课程或主题', 'Course or theme'), maxLength: 60 }),
    tutors: text({ title: t('主讲人', 'Tutors'), maxLength: 60 }),
    minutes,
    attendees: integer({ title: t('参加人数', 'Participants'), unit: t('人', 'people'), min: 1, max: 2000 }),
    content: longText({ title: t('辅导内容', 'What was taught'), maxLength: 1000 }),
    evidence,
  },
  facts: (data) => [{ name: 'minutes', amount: data.minutes }],
  brief: ['on', 'course', 'tutors', 'attendees'],
  inUse: ofClassmates,
  version: 1,
});

/** 帮扶总结 (三4): of a grade, for the student office; who deserves to be named stands in it. */
export const gradeSummary = form({
  title: t('年级帮扶总结', 'Summary of a grade'),
  purpose: t(
    '以年级为单位总结上学期的帮扶活动；选上作为先进事例的对子。',
    'The tutoring of a grade in a term, for the student office: choose the pairs that it names as examples.',
  ),
  writtenBy: 'owner',
  subjects: 'many',
  fields: {
    on: on(t('总结日期', 'Day')),
    grade: text({ title: t('年级', 'Grade'), maxLength: 20, prefill: 'last' }),
    kinds: choices(
      [
        { value: 'example', title: t('先进事例', 'Example') },
        { value: 'outstanding', title: t('优秀典型人物', 'Outstanding people') },
      ],
      { title: t('入选类别', 'Named as') },
    ),
    content: longText({ title: t('总结和事例', 'Summary and examples'), maxLength: 1000 }),
    lessons: longText({ title: t('经验教训和下一步安排', 'Lessons and next steps'), maxLength: 1000 }),
    evidence,
  },
  checks: (data) => [
    {
      ...finding(
        'longEnough',
        data.content.trim().length >= 20,
        t('总结和事例至少写 20 个字', 'Write at least 20 characters of summary and examples'),
        { length: data.content.trim().length },
      ),
      field: 'content',
    },
  ],
  brief: ['on', 'grade', 'kinds'],
  inUse: ofClassmates,
  version: 1,
});
