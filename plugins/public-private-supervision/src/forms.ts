import {
  choice,
  choices,
  formsWith,
  integer,
  longText,
  person,
  schoolSubjects,
  softFinding,
  t,
  text,
} from '@xieshou/sdk';
import { settings } from './settings.js';
import { areas, attendees, dimensions, effect, evidence, jointWork, on, research } from './words.js';

const form = formsWith(settings);

export const jointMeeting = form({
  title: t('联席会议', 'Joint meeting'),
  purpose: t(
    '两校管理队伍共同研究民办学校的管理；一次会议有几所民办学校参加，选上每一所即可。',
    'Both management teams discuss the private school’s management; name every private school that took part.',
  ),
  writtenBy: 'helper',
  subjects: 'many',
  fields: {
    on: on(t('会议日期', 'Day of the meeting')),
    theme: text({ title: t('会议主题', 'Theme'), maxLength: 60 }),
    dimensions: choices(dimensions, { title: t('研究的方面', 'Dimensions discussed') }),
    content: longText({ title: t('会议内容', 'What was discussed'), maxLength: 1000 }),
    attendees,
    effect,
    evidence,
  },
  index: ['dimensions'],
  brief: ['on', 'theme', 'attendees'],
  version: 1,
});

export const cadreExchange = form({
  title: t('干部交流', 'Cadre exchange'),
  purpose: t('管理干部相互学习，由任一方记录。', 'Leaders of both schools learn from each other; either side records.'),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('交流日期', 'Day of the exchange')),
    theme: text({ title: t('交流主题', 'Theme'), maxLength: 60 }),
    place: choice(
      [
        { value: 'helper', title: t('公办学校', 'At the public school') },
        { value: 'helped', title: t('民办学校', 'At the private school') },
        { value: 'online', title: t('线上', 'Online') },
      ],
      { title: t('交流地点', 'Place'), prefill: 'last' },
    ),
    content: longText({ title: t('交流内容', 'What was discussed'), maxLength: 1000 }),
    attendees,
    effect,
    evidence,
  },
  index: ['place'],
  brief: ['on', 'theme', 'attendees'],
  version: 1,
});

export const masterLesson = form({
  title: t('名师送教', 'Master lesson'),
  purpose: t(
    '公办学校的名师到民办学校上课。提交后由民办学校确认，确认后计入每月要求。',
    'A master teacher of the public school teaches at the private school. It counts for the month once the private school confirms.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('送课日期', 'Day of the lesson')),
    teacher: person({ title: t('主讲教师', 'Teacher'), from: 'helper', prefill: 'me' }),
    subject: choice(schoolSubjects, { title: t('学科', 'Subject'), prefill: 'last' }),
    grade: text({ title: t('年级班级', 'Grade and class'), maxLength: 20, prefill: 'last' }),
    theme: text({ title: t('课题', 'Topic'), maxLength: 60 }),
    attendees: { ...attendees, title: t('听课人数', 'Listeners') },
    minutes: integer({
      title: t('课时长度', 'Length'),
      unit: t('分钟', 'minutes'),
      min: 10,
      max: 480,
      prefill: 'last',
    }),
    effect,
    evidence,
  },
  checks: (data) => [
    softFinding(
      'longLesson',
      data.minutes <= 120,
      t('一次送课超过 120 分钟，请核对', 'A lesson of over 120 minutes: please check'),
      {
        minutes: data.minutes,
      },
    ),
  ],
  facts: (data) => [
    { name: 'minutes', amount: data.minutes, kind: data.subject, person: data.teacher },
    { name: 'listeners', amount: data.attendees },
  ],
  index: ['subject', 'teacher'],
  brief: ['on', 'theme', 'subject', 'teacher'],
  version: 1,
});

export const researchEvent = form({
  title: t('教学研讨', 'Teaching research event'),
  purpose: t(
    '两校共同开展的教研，由任一方记录、另一方确认。',
    'Research held together; either side records, the other confirms.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('研讨日期', 'Day of the event')),
    kind: choice(research, { title: t('研讨形式', 'Kind') }),
    subject: choice(schoolSubjects, { title: t('学科', 'Subject'), prefill: 'last' }),
    theme: text({ title: t('研讨主题', 'Theme'), maxLength: 60 }),
    content: longText({ title: t('研讨内容', 'What was done'), maxLength: 1000 }),
    attendees,
    effect,
    evidence,
  },
  index: ['kind', 'subject'],
  brief: ['on', 'theme', 'kind'],
  version: 1,
});

export const guidance = form({
  title: t('现场指导', 'Guidance visit'),
  purpose: t(
    '公办学校到校指导，记入指导台账。',
    'The public school gives guidance on site; kept in the guidance ledger.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('指导日期', 'Day of the visit')),
    areas: choices(areas, { title: t('指导的方面', 'Areas') }),
    content: longText({ title: t('指导内容', 'Guidance given'), maxLength: 1000 }),
    effect: longText({ title: t('取得效果', 'Effect'), maxLength: 500 }),
    evidence,
  },
  index: ['areas'],
  brief: ['on', 'areas', 'content'],
  version: 1,
});

export const followStudy = form({
  title: t('跟岗学习', 'Following work'),
  purpose: t(
    '民办学校选派教师到公办学校跟岗，一名教师填一条；由公办学校确认。',
    'A teacher of the private school follows work at the public school: one record each, confirmed by the public school.',
  ),
  writtenBy: 'helped',
  subjects: 'one',
  fields: {
    on: on(t('开始日期', 'First day')),
    teacher: person({ title: t('跟岗教师', 'Teacher'), from: 'helped' }),
    master: person({ title: t('指导教师', 'Guiding teacher'), from: 'helper', optional: true }),
    subject: choice(schoolSubjects, { title: t('学科', 'Subject'), prefill: 'last' }),
    days: integer({ title: t('跟岗天数', 'Days'), unit: t('天', 'days'), min: 1, max: 120 }),
    content: longText({ title: t('学习内容', 'What was learnt'), maxLength: 500 }),
    effect,
    evidence,
  },
  facts: (data) => [
    { name: 'teacher', amount: 1, kind: data.subject, person: data.teacher },
    { name: 'days', amount: data.days, kind: data.subject, person: data.teacher },
  ],
  index: ['teacher', 'subject'],
  brief: ['on', 'teacher', 'subject', 'days'],
  version: 1,
});

/** 名师共同活动: what a master and the teachers paired with them do together, in the plan's eight kinds. */
export const masterWork = form({
  title: t('名师共同活动', 'Work with a master'),
  purpose: t(
    '结对的名师与教师共同备课、上课、评课；几对一起活动的，选上每一对。',
    'A master and the teachers paired with them prepare, teach and discuss together; choose every pair that took part.',
  ),
  writtenBy: 'either',
  about: 'masters',
  subjects: 'many',
  fields: {
    on: on(t('活动日期', 'Day')),
    kind: choice(jointWork, { title: t('活动形式', 'Kind'), prefill: 'last' }),
    theme: text({ title: t('活动主题', 'Theme'), maxLength: 60 }),
    attendees,
    content: longText({ title: t('活动内容', 'What was done'), maxLength: 1000 }),
    effect,
    evidence,
  },
  facts: (data) => [{ name: 'event', amount: 1, kind: data.kind }],
  index: ['kind'],
  brief: ['on', 'theme', 'kind'],
  version: 1,
});
