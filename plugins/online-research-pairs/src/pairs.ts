import { choice, day, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { settings } from './settings.js';
import { afterOpening, evidence, materials, on, pieces, subject } from './words.js';

const form = formsWith(settings);
/** Written about two paired teachers, by the school of either. */
const ofTwo = { about: 'teachers', subjects: 'one', version: 1 } as const;

export const friendship = form({
  ...ofTwo,
  title: t('互认好友', 'Friends in the learning space'),
  purpose: t(
    '在个人网络学习空间互相加为好友；对方确认后才算互认。',
    'Both add each other in their learning spaces; it counts once the other side confirms.',
  ),
  writtenBy: 'either',
  fields: {
    on: on(t('添加日期', 'Day')),
    spaces: text({ title: t('双方空间名称', 'Names of both spaces'), maxLength: 100, optional: true }),
    evidence,
  },
  checks: (data, s) => [afterOpening(data.on, s)],
  brief: ['on', 'spaces'],
});

export const wanted = form({
  ...ofTwo,
  title: t('资源需求', 'Resource asked for'),
  purpose: t(
    '受援教师需要什么资源；帮扶教师据此提供或新建。',
    'What the helped teacher needs; the other gives or makes it.',
  ),
  writtenBy: 'helped',
  fields: {
    on: on(t('提出日期', 'Day')),
    subject,
    what: longText({ title: t('所需资源', 'What is needed'), maxLength: 300 }),
    pieces,
    neededBy: day({ title: t('希望何时收到', 'Wanted by'), optional: true }),
  },
  checks: (data, s) => [afterOpening(data.on, s)],
  facts: (data) => [{ name: 'pieces', amount: data.pieces, kind: data.subject }],
  index: ['subject'],
  brief: ['on', 'subject', 'pieces'],
});

export const resource = form({
  ...ofTwo,
  title: t('提供资源', 'Resource given'),
  purpose: t(
    '主动提供或按对方要求建设的资源；对方确认收到后计入。',
    'Given of one’s own accord or as asked for; it counts once the other side has it.',
  ),
  writtenBy: 'either',
  fields: {
    on: on(t('提供日期', 'Day')),
    subject,
    kind: choice(materials, { title: t('资源类型', 'Kind') }),
    name: text({ title: t('资源名称', 'Name'), maxLength: 100 }),
    pieces,
    asked: choice(
      [
        { value: 'own', title: t('主动提供', 'Of one’s own accord') },
        { value: 'asked', title: t('应对方要求', 'As asked for') },
      ],
      { title: t('来由', 'Why'), prefill: 'last' },
    ),
    evidence,
  },
  checks: (data, s) => [afterOpening(data.on, s)],
  facts: (data) => [
    { name: 'pieces', amount: data.pieces, kind: data.subject },
    ...(data.asked === 'asked' ? [{ name: 'asked', amount: data.pieces, kind: data.subject }] : []),
  ],
  index: ['subject', 'kind'],
  brief: ['on', 'subject', 'name', 'pieces'],
});

export const research = form({
  ...ofTwo,
  title: t('网络教研', 'Online research'),
  purpose: t(
    '共同备课、网上研课和研讨；对方确认后计入。',
    'Joint preparation, lessons studied and discussed online; it counts once confirmed.',
  ),
  writtenBy: 'either',
  subjects: 'many',
  fields: {
    on: on(t('活动日期', 'Day')),
    kind: choice(
      [
        { value: 'preparation', title: t('共同备课', 'Joint preparation') },
        { value: 'lesson', title: t('网上研课', 'Lesson studied') },
        { value: 'discussion', title: t('专题研讨', 'Discussion') },
      ],
      { title: t('形式', 'Kind'), prefill: 'last' },
    ),
    subject,
    theme: text({ title: t('课题', 'Theme'), maxLength: 100 }),
    minutes: integer({ title: t('时长', 'Length'), unit: t('分钟', 'minutes'), min: 5, max: 600 }),
    result: longText({ title: t('形成的成果', 'What came of it'), maxLength: 500 }),
    evidence,
  },
  checks: (data, s) => [afterOpening(data.on, s)],
  facts: (data) => [
    { name: 'minutes', amount: data.minutes, kind: data.subject },
    { name: 'kind', amount: 1, kind: data.kind },
  ],
  index: ['kind', 'subject'],
  brief: ['on', 'kind', 'theme'],
});
