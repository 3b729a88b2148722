import { choice, finding, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { evidence, on } from '../academic/forms.js';
import { inKinds } from '../academic/kind.js';
import { settings } from '../settings.js';

const form = formsWith(settings);
const inUse = inKinds('failedCourses');

/** 被帮扶人档案 (三1): kept once a year, brought up to date by corrections. */
export const helpedFile = form({
  title: t('被帮扶人档案', 'File of the student'),
  purpose: t(
    '了解情况后建立，每学年一份；情况有变化时更正。',
    'Made once the situation is known, one a school year; corrected when it changes.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  inUse,
  fields: {
    on: on('建档日期', 'Day'),
    weakPoints: longText({ title: t('薄弱课程和薄弱点', 'Weak courses and points'), maxLength: 500 }),
    causes: longText({ title: t('成因', 'Causes'), maxLength: 500, optional: true }),
    interests: longText({ title: t('性格和兴趣', 'Character and interests'), maxLength: 300, optional: true }),
    adviser: text({ title: t('班主任', 'Adviser'), maxLength: 60 }),
    family: longText({
      title: t('家庭情况和联系方式', 'Family, and how to reach it'),
      maxLength: 500,
      optional: true,
      class: 'sensitive',
      readBy: ['adviser', 'collegeOffice'],
    }),
  },
  brief: ['on', 'weakPoints', 'adviser'],
  version: 1,
});

/** 职业生涯 (三1（3）) */
export const careerGuidance = form({
  title: t('职业规划指导', 'Career guidance'),
  purpose: t('帮助学生认识自己、制定职业发展规划。', 'Helps the student to know themself and to plan.'),
  writtenBy: 'helper',
  subjects: 'one',
  inUse,
  fields: {
    on: on('指导日期', 'Day'),
    strengths: longText({ title: t('自我定位', 'Where the student stands'), maxLength: 500 }),
    direction: text({ title: t('发展方向', 'Direction'), maxLength: 100 }),
    steps: longText({ title: t('近期步骤', 'Next steps'), maxLength: 500 }),
    evidence,
  },
  brief: ['on', 'direction'],
  version: 1,
});

/** 统一学习指导 (三2): courses that many failed, the briefing before the exams, self-study of classes in exam month. */
export const jointStudy = form({
  title: t('统一学习指导', 'Common guidance'),
  purpose: t(
    '学院组织的课程指导、考前指导大会和考试月集体自习；选上参加的对子。',
    'Course guidance, the briefing before exams and self-study in exam month: choose the pairs that took part.',
  ),
  writtenBy: 'owner',
  subjects: 'many',
  inUse,
  fields: {
    on: on('日期', 'Day'),
    occasion: choice(
      [
        { value: 'course', title: t('课程学习指导', 'Course guidance') },
        { value: 'briefing', title: t('考前指导大会', 'Briefing before exams') },
        { value: 'selfStudy', title: t('考试月集体自习', 'Self-study in exam month') },
      ],
      { title: t('类别', 'Kind') },
    ),
    course: text({ title: t('课程或班级', 'Course or class'), maxLength: 60 }),
    tutors: text({ title: t('主讲人或负责人', 'Tutors'), maxLength: 60 }),
    expected: integer({ title: t('应到人数', 'Expected'), unit: t('人', 'people'), min: 1, max: 2000 }),
    attended: integer({ title: t('实到人数', 'Attended'), unit: t('人', 'people'), min: 0, max: 2000 }),
    content: longText({ title: t('内容', 'What was done'), maxLength: 1000 }),
    evidence,
  },
  checks: ({ expected, attended }) => [
    {
      ...finding(
        'attended',
        attended <= expected,
        t(`实到 ${attended} 人，多于应到的 ${expected} 人`, `${attended} attended, but ${expected} were expected`),
        { attended, expected },
      ),
      field: 'attended',
    },
  ],
  facts: (data) => [{ name: 'attended', amount: data.attended, kind: data.occasion }],
  index: ['occasion'],
  brief: ['on', 'occasion', 'course', 'attended'],
  version: 1,
});
