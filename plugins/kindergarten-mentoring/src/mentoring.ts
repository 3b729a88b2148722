import { choice, choices, day, finding, formsWith, integer, longText, person, t, text } from '@xieshou/sdk';
import { settings } from './settings.js';
import { areas, attendees, effect, evidence, on, oneOf, steps } from './words.js';

const form = formsWith(settings);

export const sentActivity = form({
  title: t('送教活动', 'Teaching activity sent'),
  purpose: t(
    '帮教园教师到结对园开展教学活动，供对方教师观摩；对方确认后计入第二阶段。',
    'A teacher of the helper conducts an activity at the helped kindergarten, for its teachers to see; it counts once confirmed.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('活动日期', 'Day')),
    teacher: person({ title: t('执教教师', 'Teacher'), from: 'helper', prefill: 'me' }),
    area: choice(areas, { title: t('领域', 'Area'), prefill: 'last' }),
    group: text({ title: t('班级', 'Class'), maxLength: 20, prefill: 'last' }),
    theme: text({ title: t('活动名称', 'Activity'), maxLength: 60 }),
    attendees,
    effect,
    evidence,
  },
  index: ['area'],
  brief: ['on', 'theme', 'area', 'teacher'],
  version: 1,
});

export const observation = form({
  title: t('听课评课', 'Observation'),
  purpose: t(
    '师傅听徒弟的课并评课，写明这次指导了哪几个环节。',
    'A master observes an apprentice and comments; say which of the five steps were gone through.',
  ),
  writtenBy: 'helper',
  about: 'apprentices',
  subjects: 'one',
  fields: {
    on: on(t('听课日期', 'Day')),
    theme: text({ title: t('活动名称', 'Activity'), maxLength: 60 }),
    steps: choices(steps, { title: t('指导环节', 'Steps') }),
    comment: longText({ title: t('评课意见', 'Comment'), maxLength: 1000 }),
    effect: longText({ title: t('徒弟的改进', 'What has become better'), maxLength: 500, optional: true }),
    evidence,
  },
  facts: (data) => data.steps.map((step) => ({ name: 'step', amount: 1, kind: step })),
  index: ['steps'],
  brief: ['on', 'theme', 'steps'],
  version: 1,
});

export const teacherStay = form({
  title: t('跟班学习', 'Following work'),
  purpose: t(
    '结对园派骨干教师到帮教园观摩环境并跟班；帮教园确认后计入第三阶段。',
    'The helped kindergarten sends teachers to see the environment and follow classes; it counts once the helper confirms.',
  ),
  writtenBy: 'helped',
  subjects: 'one',
  fields: (s) => ({
    on: on(t('开始日期', 'First day')),
    until: day({ title: t('结束日期', 'Last day') }),
    teachers: integer({
      title: t('教师人数', 'Teachers'),
      unit: t('人', 'teachers'),
      min: s.stayFewest,
      max: s.stayMost,
    }),
    names: text({ title: t('教师姓名', 'Names'), class: 'personal', maxLength: 60 }),
    content: longText({ title: t('观摩和跟班内容', 'What was seen and done'), maxLength: 1000 }),
    effect,
    evidence,
  }),
  checks: (data) => [
    {
      ...finding(
        'until',
        data.until >= data.on,
        t('结束日期不得早于开始日期', 'The last day cannot be before the first'),
      ),
      field: 'until',
    },
  ],
  facts: (data) => [{ name: 'teachers', amount: data.teachers }],
  brief: ['on', 'until', 'teachers'],
  version: 1,
});

export const events = [
  { value: 'sportsDay', title: t('亲子运动会观摩', 'Sports day with parents') },
  { value: 'training', title: t('技能培训', 'Skills training') },
  { value: 'localMaterials', title: t('乡土材料制作', 'Making things from local materials') },
  { value: 'themed', title: t('特色主题活动', 'Themed activity') },
  { value: 'other', title: t('其他', 'Other') },
] as const;

export const event = form({
  title: t('共同活动', 'Joint event'),
  purpose: t(
    '邀请观摩、技能培训、材料制作、主题活动等；几所结对园一起参加的，选上每一所即可。',
    'Invitations, training, workshops and themed activities; name every kindergarten that took part.',
  ),
  writtenBy: 'either',
  subjects: 'many',
  fields: {
    on: on(t('活动日期', 'Day')),
    kind: choice(events, { title: t('活动类别', 'Kind') }),
    theme: text({ title: t('活动主题', 'Theme'), maxLength: 60 }),
    attendees: { ...attendees, title: t('结对园参加人数', 'Participants of the helped kindergarten') },
    content: longText({ title: t('活动内容', 'Content'), maxLength: 1000 }),
    effect,
    evidence,
  },
  facts: (data) => [...oneOf(events, data.kind), { name: 'attendees', amount: data.attendees, kind: data.kind }],
  index: ['kind'],
  brief: ['on', 'kind', 'theme', 'attendees'],
  version: 1,
});
