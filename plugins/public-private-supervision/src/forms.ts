import { choice, choices, day, formsWith, integer, longText, person, softFinding, t, text } from '@xieshou/sdk';
import { settings } from './settings.js';

const form = formsWith(settings);

/** The six areas of the plan; joint meetings add a seventh, supervision evaluation. */
const areas = [
  { value: 'management', title: t('学校管理', 'School management') },
  { value: 'teaching', title: t('教学教研', 'Teaching and research') },
  { value: 'teams', title: t('三支队伍建设', 'The three teams') },
  { value: 'culture', title: t('校园文化建设', 'Campus culture') },
  { value: 'safety', title: t('安全管理', 'Safety') },
  { value: 'facilities', title: t('部室建设', 'Facilities') },
] as const;
const dimensions = [...areas, { value: 'evaluation', title: t('督导评估', 'Supervision evaluation') }] as const;

const subjects = [
  { value: 'chinese', title: t('语文', 'Chinese') },
  { value: 'mathematics', title: t('数学', 'Mathematics') },
  { value: 'english', title: t('英语', 'English') },
  { value: 'morality', title: t('道德与法治', 'Morality and law') },
  { value: 'science', title: t('科学', 'Science') },
  { value: 'physics', title: t('物理', 'Physics') },
  { value: 'chemistry', title: t('化学', 'Chemistry') },
  { value: 'biology', title: t('生物', 'Biology') },
  { value: 'history', title: t('历史', 'History') },
  { value: 'geography', title: t('地理', 'Geography') },
  { value: 'sports', title: t('体育与健康', 'Sports and health') },
  { value: 'music', title: t('音乐', 'Music') },
  { value: 'art', title: t('美术', 'Art') },
  { value: 'information', title: t('信息科技', 'Information technology') },
  { value: 'other', title: t('其他', 'Other') },
] as const;

/** 名师带动的八种共同活动 (四（四）2). */
const jointWork = [
  { value: 'preparation', title: t('集体备课', 'Preparing together') },
  { value: 'demonstration', title: t('示范讲课', 'Demonstration lesson') },
  { value: 'sameTopic', title: t('同课异构', 'One topic, two lessons') },
  { value: 'commenting', title: t('说课议课', 'Presenting and discussing lessons') },
  { value: 'exercises', title: t('做题讲题', 'Solving and explaining exercises') },
  { value: 'revision', title: t('复课研讨', 'Planning revision lessons') },
  { value: 'classes', title: t('班级管理', 'Class management') },
  { value: 'diagnosis', title: t('诊断答疑', 'Diagnosis and questions') },
] as const;

const on = (title: { zh: string; en: string }) => day({ title, prefill: 'today' });
const attendees = integer({
  title: t('参加人数', 'Participants'),
  unit: t('人', 'people'),
  min: 1,
  max: 2000,
});
const effect = longText({ title: t('取得效果', 'Effect'), maxLength: 500, optional: true });

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
    teacher: person({ title: t('主讲教师', 'Teacher'), from: 'helper', prefill: 'last' }),
    subject: choice(subjects, { title: t('学科', 'Subject'), prefill: 'last' }),
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
    kind: choice(jointWork, { title: t('研讨形式', 'Kind') }),
    subject: choice(subjects, { title: t('学科', 'Subject'), prefill: 'last' }),
    theme: text({ title: t('研讨主题', 'Theme'), maxLength: 60 }),
    content: longText({ title: t('研讨内容', 'What was done'), maxLength: 1000 }),
    attendees,
    effect,
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
  },
  index: ['areas'],
  brief: ['on', 'areas', 'content'],
  version: 1,
});
