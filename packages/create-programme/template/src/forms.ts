import { choice, day, formsWith, integer, longText, person, softFinding, t } from '@xieshou/sdk';
import { fitsLaboratory } from './rules.js';
import { settings } from './settings.js';

const form = formsWith(settings);

const laboratories = [
  { value: 'physics', title: t('物理', 'Physics') },
  { value: 'chemistry', title: t('化学', 'Chemistry') },
  { value: 'biology', title: t('生物', 'Biology') },
] as const;

/** What is written down. */
export const session = form({
  title: t('实验课', 'Laboratory session'),
  purpose: t(
    '受援学校的学生来做一次实验，记一条；受援学校确认后计入每月要求。',
    'One record for each visit of students. It counts for the month once the visiting school confirms it.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: day({ title: t('日期', 'Day'), prefill: 'today' }),
    laboratory: choice(laboratories, { title: t('实验室', 'Laboratory'), prefill: 'last' }),
    teacher: person({ title: t('指导教师', 'Teacher'), from: 'helper', prefill: 'me' }),
    students: integer({ title: t('学生人数', 'Students'), unit: t('人', 'students'), min: 1, max: 500 }),
    minutes: integer({ title: t('时长', 'Length'), unit: t('分钟', 'minutes'), min: 10, max: 480, prefill: 'last' }),
    experiment: longText({ title: t('实验内容', 'What was done'), maxLength: 500 }),
  },
  // A `fail` refuses the record; a `soft` finding is shown and kept with it.
  checks: (data, s) => [
    fitsLaboratory({ students: data.students, most: s.mostStudents }),
    softFinding(
      'longSession',
      data.minutes <= 180,
      t('一次超过 180 分钟，请核对', 'A session of over 180 minutes: please check'),
    ),
  ],
  // That there was a session on this day is counted by itself; a fact is a number besides.
  facts: (data) => [{ name: 'students', amount: data.students, kind: data.laboratory }],
  index: ['laboratory'],
  brief: ['on', 'laboratory', 'students'],
  version: 1,
});
