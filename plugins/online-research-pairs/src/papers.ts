import { choice, day, finding, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { settings } from './settings.js';
import { beforeOpening, evidence, on, pieces, subject } from './words.js';

const form = formsWith(settings);
const people = (title: { zh: string; en: string }) => integer({ title, unit: t('人', 'people'), min: 0, max: 5000 });
/** The helping school writes one paper, which stands for all schools that it helps. */
const ofHelper = { writtenBy: 'helper', subjects: 'many', version: 1 } as const;
/** A paper that is in time, or late, by the day on which it is handed in. */
const filed = { ...ofHelper, dated: 'handIn' } as const;
const filedOn = day({ title: t('报送日期', 'Day of filing') });

export const agreement = form({
  title: t('帮扶协议', 'Agreement'),
  purpose: t('两校达成的协议；双方学校都签署后才算达成。', 'What both schools agree; it stands once both have signed.'),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('协议日期', 'Day')),
    heads: text({ title: t('双方负责人', 'Heads of both schools'), maxLength: 60 }),
    content: longText({ title: t('协议要点', 'What is agreed'), maxLength: 1000 }),
    evidence,
  },
  brief: ['on', 'heads'],
  version: 1,
});

export const schemePlan = form({
  ...ofHelper,
  title: t('帮扶实施方案', 'Implementation plan'),
  purpose: t(
    '首次制定和每次修订各记一份，原来的方案保留。',
    'The first plan and each revision are records of their own; what stood before is kept.',
  ),
  fields: {
    on: on(t('制定日期', 'Day')),
    edition: choice(
      [
        { value: 'first', title: t('首次制定', 'First edition') },
        { value: 'revised', title: t('修订', 'Revision') },
      ],
      { title: t('版本', 'Edition') },
    ),
    why: longText({
      title: t('修订原因和内容', 'What is revised, and why'),
      maxLength: 500,
      when: { field: 'edition', is: ['revised'] },
    }),
    leader: text({ title: t('领导组组长', 'Head of the leading group'), maxLength: 30 }),
    measures: longText({ title: t('措施与安排', 'Measures and timetable'), maxLength: 2000 }),
    evidence,
  },
  index: ['edition'],
  brief: ['on', 'edition', 'leader'],
});

export const reserve = form({
  ...ofHelper,
  title: t('资源储备', 'Reserve of resources'),
  purpose: t('网络学习空间开通前备好的资源。', 'Resources made ready before the learning spaces open.'),
  fields: {
    on: on(t('储备日期', 'Day')),
    subject,
    pieces,
    remark: longText({ title: t('说明', 'Remarks'), maxLength: 300, optional: true }),
    evidence,
  },
  checks: (data, s) => [beforeOpening(data.on, s)],
  facts: (data) => [{ name: 'pieces', amount: data.pieces, kind: data.subject }],
  index: ['subject'],
  brief: ['on', 'subject', 'pieces'],
});

export const spaceAccounts = form({
  ...filed,
  title: t('需开通空间教师名单', 'Teachers who need a learning space'),
  purpose: t(
    '二至三月上报需开通客户端的教师；名单由统计表“需开通空间教师名单”打印，按名单填写人数。',
    'Handed in from February to March; the report of the same name prints the list, and its numbers are written here.',
  ),
  fields: {
    on: filedOn,
    own: people(t('本校教师', 'Teachers of this school')),
    partner: people(t('结对学校教师', 'Teachers of the paired school')),
    evidence,
  },
  facts: (data) => [{ name: 'teachers', amount: data.own + data.partner }],
  brief: ['on', 'own', 'partner'],
});

export const spaceTraining = form({
  title: t('暑期应用培训', 'Summer training'),
  purpose: t(
    '七至八月教育局举办的应用培训，各校填写参训情况。',
    'Training in July and August; each school writes who came.',
  ),
  writtenBy: 'either',
  subjects: 'many',
  fields: {
    on: on(t('培训日期', 'Day')),
    theme: text({ title: t('培训内容', 'Theme'), maxLength: 100 }),
    expected: people(t('应到', 'Expected')),
    came: people(t('实到', 'Came')),
    absent: text({
      title: t('未到人员及原因', 'Who did not come, and why'),
      maxLength: 300,
      optional: true,
      class: 'personal',
    }),
    evidence,
  },
  checks: (data) => [
    {
      ...finding(
        'came',
        data.came <= data.expected,
        t(`实到 ${data.came} 人，应到 ${data.expected} 人`, `${data.came} came of ${data.expected}`),
        { came: data.came, expected: data.expected },
      ),
      field: 'came',
    },
  ],
  facts: (data) => [{ name: 'came', amount: data.came }],
  brief: ['on', 'theme', 'came'],
  version: 1,
});

export const mutualVisit = form({
  title: t('互访交流', 'Visit'),
  writtenBy: 'either',
  subjects: 'one',
  fields: {
    on: on(t('互访日期', 'Day')),
    theme: text({ title: t('主题', 'Theme'), maxLength: 100 }),
    attendees: people(t('参加人数', 'Participants')),
    problems: longText({
      title: t('发现的问题和调整', 'Problems, and what is adjusted'),
      maxLength: 500,
      optional: true,
    }),
    evidence,
  },
  brief: ['on', 'theme', 'attendees'],
  version: 1,
});

export const progressReport = form({
  ...filed,
  title: t('季度书面汇报', 'Quarterly written report'),
  purpose: t(
    '季末月下旬向教育局生产装备站书面汇报进展。',
    'Progress in writing, in the last third of each quarter’s last month.',
  ),
  fields: {
    on: filedOn,
    progress: longText({ title: t('工作进展', 'Progress'), maxLength: 2000 }),
    problems: longText({ title: t('存在问题', 'Problems'), maxLength: 1000, optional: true }),
    next: longText({ title: t('下季度安排', 'Next quarter'), maxLength: 1000 }),
    evidence,
  },
  brief: ['on', 'progress'],
});

const known = (title: { zh: string; en: string }) =>
  integer({
    title,
    unit: t('次', 'times'),
    min: 0,
    max: 1_000_000,
    optional: true,
    help: t(
      '来源：网络学习空间后台的统计，本平台没有这项数据。',
      'Source: the statistics of the learning space; this platform has no such figure.',
    ),
    section: t('平台以外的数据（没有可不填）', 'What only the learning space knows (may be left out)'),
  });

export const usageSheet = form({
  ...filed,
  title: t('网络学习空间应用情况表', 'Use of the learning spaces'),
  purpose: t(
    '附件2：由指定的副校长汇总填报，学校签字后报生产装备站。结对、好友、资源和教研的数量由系统按记录填写。',
    'Annex 2: compiled by the named vice-head, signed, and handed to the equipment station. Pairs, friends, resources and research are counted from the records.',
  ),
  fields: {
    on: filedOn,
    compiler: text({ title: t('填表人', 'Compiled by'), maxLength: 30, prefill: 'last' }),
    logins: known(t('空间登录次数', 'Logins')),
    visits: known(t('空间访问次数', 'Visits of the spaces')),
    summary: longText({ title: t('应用情况说明', 'How they were used'), maxLength: 1000 }),
    evidence,
  },
  checks: (data, s) => [
    {
      ...finding(
        'compiler',
        data.compiler.trim() === s.compiler.trim(),
        t(`应用情况表由${s.compiler}汇总填报`, `The form is compiled by ${s.compiler}`),
      ),
      field: 'compiler',
    },
  ],
  brief: ['on', 'compiler'],
});

export const yearReview = form({
  ...filed,
  title: t('年度回顾总结', 'Review of the year'),
  purpose: t('十二月回顾总结，并完善持续帮扶方案。', 'Looked back upon in December, with the plan for what follows.'),
  fields: {
    on: filedOn,
    results: longText({ title: t('主要成效', 'Results'), maxLength: 2000 }),
    onwards: longText({ title: t('持续帮扶安排', 'How it goes on'), maxLength: 1000 }),
    evidence,
  },
  brief: ['on', 'results'],
});
