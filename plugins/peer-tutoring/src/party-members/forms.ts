import { finding, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { evidence, on } from '../academic/forms.js';
import { inKinds } from '../academic/kind.js';
import { risksIn } from '../academic/risk.js';
import { settings } from '../settings.js';

const form = formsWith(settings);
const inUse = inKinds('partyMembers');

/** 目标责任书 (五1): what each of the two undertakes, signed by both. */
export const pledge = form({
  title: t('目标责任书', 'Letter of responsibility'),
  purpose: t(
    '写明双方的目标和责任，双方签字后生效。',
    'What each of the two undertakes; it holds once both have signed.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  inUse,
  fields: {
    on: on('签订日期', 'Day'),
    goal: text({ title: t('学期目标', 'Goal of the term'), maxLength: 100 }),
    ofHelper: longText({ title: t('帮扶人的责任', 'What the helper undertakes'), maxLength: 800 }),
    ofHelped: longText({ title: t('被帮扶人的责任', 'What the student who is helped undertakes'), maxLength: 800 }),
  },
  brief: ['on', 'goal'],
  version: 1,
});

/** 课程交流登记表 (五2) */
export const courseExchange = form({
  title: t('课程交流登记', 'Exchange about a course'),
  purpose: t('就具体课程的问题、方法和建议进行的交流。', 'Questions, ways and advice about one course.'),
  writtenBy: 'helper',
  subjects: 'one',
  inUse,
  fields: {
    on: on('交流日期', 'Day'),
    course: text({ title: t('课程', 'Course'), maxLength: 40, prefill: 'last' }),
    questions: longText({ title: t('存在的问题', 'Questions'), maxLength: 500 }),
    advice: longText({ title: t('方法和建议', 'Advice'), maxLength: 500 }),
    evidence,
  },
  risk: (data, s) => risksIn([data.questions, data.advice], s),
  brief: ['on', 'course'],
  version: 1,
});

/** 上课出勤 (四): how often the student was in class in a week. */
export const classAttendance = form({
  title: t('上课出勤', 'Attendance'),
  purpose: t('每周登记应上和实际到课的节数。', 'Lessons of the week, and how many the student attended.'),
  writtenBy: 'helper',
  subjects: 'one',
  inUse,
  fields: {
    on: on('登记日期', 'Day'),
    lessons: integer({ title: t('应上节数', 'Lessons'), unit: t('节', 'lessons'), min: 1, max: 60 }),
    attended: integer({ title: t('到课节数', 'Attended'), unit: t('节', 'lessons'), min: 0, max: 60 }),
    remark: text({ title: t('缺课原因', 'Why lessons were missed'), maxLength: 100, optional: true }),
  },
  checks: ({ lessons, attended }) => [
    {
      ...finding(
        'attended',
        attended <= lessons,
        t(`到课 ${attended} 节，多于应上的 ${lessons} 节`, `${attended} attended of ${lessons}`),
        { attended, lessons },
      ),
      field: 'attended',
    },
  ],
  facts: ({ lessons, attended }) => [
    { name: 'lessons', amount: lessons },
    { name: 'attended', amount: attended },
  ],
  brief: ['on', 'lessons', 'attended'],
  version: 1,
});

/** 对帮扶人的评价 (五2): not for the helper, who is told what comes of all of them together. */
export const helperRating = form({
  title: t('对帮扶人的评价', 'Evaluation of the helper'),
  purpose: t(
    '每学期期末由被帮扶人填写，帮扶人看不到；只以平均分进入考评。',
    'Written at the end of a term by the student who is helped. The helper does not see it; it enters as an average.',
  ),
  writtenBy: 'helped',
  subjects: 'one',
  readBy: ['adviser', 'collegeOffice'],
  inUse,
  fields: {
    on: on('评价日期', 'Day'),
    mark: integer({ title: t('评分', 'Mark'), unit: t('分', 'points'), min: 0, max: 100 }),
    comment: longText({ title: t('意见和建议', 'Comment'), maxLength: 500, optional: true }),
  },
  risk: (data, s) => risksIn([data.comment], s),
  brief: ['on', 'mark'],
  version: 1,
});
