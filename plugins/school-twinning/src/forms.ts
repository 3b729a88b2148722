import {
  choice,
  day,
  formsWith,
  integer,
  longText,
  money,
  person,
  schoolSubjects,
  softFinding,
  t,
  text,
} from '@xieshou/sdk';
import { isCobuilding, isOfSchools, isTwinning, settings } from './settings.js';
import { attendees, content, effect, evidence, on, theme } from './words.js';

const form = formsWith(settings);
const one = { subjects: 'one', inUse: isOfSchools, version: 1 } as const;
const subject = choice(schoolSubjects, { title: t('学科', 'Subject'), prefill: 'last' });

export const visit = form({
  ...one,
  title: t('到校帮扶', 'Visit'),
  purpose: t(
    '帮扶学校的领导、骨干教师到对方学校；对方确认后计入。',
    'Leaders and backbone teachers visit; it counts once the other school confirms.',
  ),
  writtenBy: 'helper',
  fields: {
    on: on(t('到校日期', 'Day of the visit')),
    who: choice(
      [
        { value: 'leaders', title: t('学校领导', 'Leaders') },
        { value: 'teachers', title: t('骨干教师', 'Backbone teachers') },
        { value: 'both', title: t('领导和骨干教师', 'Both') },
      ],
      { title: t('到校人员', 'Who came') },
    ),
    purpose: choice(
      [
        { value: 'management', title: t('完善管理制度', 'Management') },
        { value: 'experience', title: t('传授管理经验', 'Experience') },
        { value: 'backbone', title: t('培养骨干教师', 'Training teachers') },
      ],
      { title: t('帮扶内容', 'Purpose') },
    ),
    theme,
    content,
    attendees,
    effect,
    evidence,
  },
  index: ['purpose'],
  brief: ['on', 'theme', 'purpose'],
});

export const lesson = form({
  ...one,
  title: t('示范课', 'Lesson'),
  purpose: t(
    '任一方上课，另一方确认；双方相互上课都记在这里。',
    'Either school teaches, the other confirms; lessons both ways are kept here.',
  ),
  writtenBy: 'either',
  fields: {
    on: on(t('上课日期', 'Day of the lesson')),
    kind: choice(
      [
        { value: 'demonstration', title: t('示范课', 'Demonstration') },
        { value: 'observation', title: t('观摩课', 'Observation') },
        { value: 'discussion', title: t('研讨课', 'Discussion') },
      ],
      { title: t('课型', 'Kind') },
    ),
    teacher: person({ title: t('主讲教师', 'Teacher'), from: 'writer', prefill: 'me' }),
    subject,
    grade: text({ title: t('年级班级', 'Grade and class'), maxLength: 20, prefill: 'last' }),
    theme: { ...theme, title: t('课题', 'Topic') },
    attendees: { ...attendees, title: t('听课人数', 'Listeners') },
    effect,
    evidence,
  },
  facts: (data) => [{ name: 'listeners', amount: data.attendees, kind: data.subject, person: data.teacher }],
  index: ['kind', 'subject'],
  brief: ['on', 'theme', 'subject', 'teacher'],
});

const ofTwinning = [
  { value: 'students', title: t('学生交流', 'Students’ exchange') },
  { value: 'research', title: t('联合教研', 'Joint research') },
  { value: 'resources', title: t('资源共享', 'Shared resources') },
] as const;
const ofCobuilding = [
  { value: 'management', title: t('管理交流', 'Management') },
  { value: 'research', title: t('联合教研', 'Joint research') },
  { value: 'preparation', title: t('集体备课', 'Preparing together') },
  { value: 'training', title: t('教师培训', 'Training') },
  { value: 'features', title: t('特色创建', 'Features') },
] as const;

export const exchange = form({
  ...one,
  title: t('交流活动', 'Exchange'),
  purpose: t(
    '两校共同开展的活动，由任一方记录、另一方确认。',
    'What both schools do together; either records, the other confirms.',
  ),
  writtenBy: 'either',
  fields: (s) => ({
    on: on(t('活动日期', 'Day')),
    kind: choice([...(isCobuilding(s) ? ofCobuilding : ofTwinning)], { title: t('活动类型', 'Kind') }),
    theme,
    content,
    attendees,
    effect,
    evidence,
  }),
  facts: (data) => [{ name: 'people', amount: data.attendees, kind: data.kind }],
  index: ['kind'],
  brief: ['on', 'theme', 'kind'],
});

export const staffExchange = form({
  ...one,
  title: t('互派教师', 'Staff exchanged'),
  purpose: t(
    '支教、跟班学习或挂职，一人一条；对方确认后计入。',
    'Teaching there, following classes or serving in management: one record for each person, confirmed by the other school.',
  ),
  writtenBy: 'either',
  fields: {
    on: on(t('开始日期', 'First day')),
    until: day({ title: t('结束日期', 'Last day') }),
    kind: choice(
      [
        { value: 'teaching', title: t('支教', 'Teaching there') },
        { value: 'following', title: t('跟班学习', 'Following classes') },
        { value: 'managing', title: t('参与管理', 'Serving in management') },
      ],
      { title: t('形式', 'Form') },
    ),
    teacher: person({ title: t('教师', 'Teacher'), from: 'writer' }),
    subject,
    hours: integer({ title: t('课时', 'Lessons'), unit: t('节', 'lessons'), min: 0, max: 1000 }),
    content,
    effect,
    evidence,
  },
  checks: (data, s) => [
    {
      ...softFinding('days', data.until >= data.on, t('结束日期早于开始日期', 'It ends before it begins')),
      outcome: data.until >= data.on ? 'pass' : 'fail',
      field: 'until',
    },
    softFinding(
      'shortage',
      data.kind !== 'teaching' || (s.shortage ?? []).includes(data.subject),
      t('支教优先派短缺学科教师，该学科不在其中', 'Subjects in short supply come first; this is none of them'),
    ),
  ],
  facts: (data) => [
    { name: 'hours', amount: data.hours, kind: data.subject, person: data.teacher },
    { name: 'people', amount: 1, kind: data.kind, person: data.teacher },
  ],
  index: ['kind', 'subject'],
  brief: ['on', 'teacher', 'kind', 'subject'],
});

export const support = form({
  ...one,
  title: t('条件支持', 'Support'),
  purpose: t(
    '开放场地设备、提供资料或资金；受帮学校确认收到。',
    'Premises opened, materials or money given; the helped school confirms.',
  ),
  writtenBy: 'helper',
  inUse: isTwinning,
  fields: {
    on: on(t('日期', 'Day')),
    kind: choice(
      [
        { value: 'premises', title: t('开放场地设备', 'Premises opened') },
        { value: 'materials', title: t('教学资料', 'Materials') },
        { value: 'money', title: t('资金', 'Money') },
      ],
      { title: t('类别', 'Kind') },
    ),
    what: text({ title: t('名称与数量', 'What, how many'), maxLength: 100 }),
    amount: money({ title: t('金额', 'Amount'), min: 1, when: { field: 'kind', is: ['money'] } }),
    remark: longText({ title: t('备注', 'Remarks'), maxLength: 200, optional: true }),
    evidence,
  },
  facts: (data) => (data.amount === undefined ? [] : [{ name: 'fen', amount: data.amount }]),
  index: ['kind'],
  brief: ['on', 'kind', 'what'],
});

export const topic = form({
  ...one,
  title: t('共同课题', 'Joint topic'),
  purpose: t(
    '两校共同确立、申报的课题；另一方确认即为共同申报。',
    'A research topic declared by both schools: the other’s confirmation makes it joint.',
  ),
  writtenBy: 'either',
  inUse: isCobuilding,
  fields: {
    on: on(t('申报日期', 'Day')),
    name: text({ title: t('课题名称', 'Topic'), maxLength: 100 }),
    level: choice(
      [
        { value: 'school', title: t('校级', 'School') },
        { value: 'district', title: t('区县级', 'District') },
        { value: 'city', title: t('市级', 'City') },
        { value: 'province', title: t('省级', 'Province') },
      ],
      { title: t('级别', 'Level') },
    ),
    leader: person({ title: t('负责人', 'Leader'), from: 'writer' }),
    content,
    evidence,
  },
  index: ['level'],
  brief: ['on', 'name', 'level'],
});
