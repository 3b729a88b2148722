import { choice, choices, finding, formsWith, integer, longText, person, t, text, yesNo } from '@xieshou/sdk';
import { isCampaign, settings } from './settings.js';
import { attendees, content, effect, evidence, exposers, forbidden, on, surroundings, tasks, theme } from './words.js';

const form = formsWith(settings);
const mine = { writtenBy: 'helped', subjects: 'one', inUse: isCampaign, version: 1 } as const;

export const task = form({
  ...mine,
  title: t('任务活动', 'Task'),
  purpose: t('八项任务中做了什么，做一次记一次。', 'What was done of the eight tasks, one record each time.'),
  fields: {
    on: on(t('活动日期', 'Day')),
    task: choice(tasks, { title: t('任务', 'Task') }),
    theme,
    content,
    attendees,
    effect,
    evidence,
  },
  index: ['task'],
  brief: ['on', 'task', 'theme'],
});

export const cleaning = form({
  ...mine,
  title: t('每周大扫除', 'Weekly cleaning'),
  fields: {
    on: on(t('清扫日期', 'Day')),
    places: choices(
      [
        { value: 'teaching', title: t('教学区', 'Teaching area') },
        { value: 'living', title: t('生活区', 'Living area') },
        { value: 'canteen', title: t('食堂与饮用水', 'Canteen and water') },
        { value: 'toilets', title: t('厕所', 'Toilets') },
        { value: 'outside', title: t('校园周边', 'Around the campus') },
      ],
      { title: t('清扫范围', 'Places') },
    ),
    disinfected: yesNo({ title: t('已通风消毒', 'Aired and disinfected') }),
    remark: longText({ title: t('备注', 'Remarks'), maxLength: 200, optional: true }),
  },
  brief: ['on', 'places'],
});

const area = (n: 0 | 1 | 2 | 3 | 4) =>
  longText({ title: surroundings[n].title, help: t('查了什么、怎样处理', 'What was found and done'), maxLength: 300 });

export const surrounding = form({
  ...mine,
  title: t('周边整治', 'Surroundings put in order'),
  purpose: t('五项治理每项都要写明，没有问题也写明。', 'All five areas are told, also where nothing was wrong.'),
  fields: {
    on: on(t('整治日期', 'Day')),
    culture: area(0),
    traffic: area(1),
    security: area(2),
    food: area(3),
    teaching: area(4),
    evidence,
  },
  brief: ['on', 'food', 'security'],
});

const owner = { writtenBy: 'owner', subjects: 'one', inUse: isCampaign, version: 1 } as const;

export const siteInspection = form({
  ...owner,
  title: t('督查', 'Inspection'),
  purpose: t(
    '明检或暗查，查后填写；暗查事先不通知学校。',
    'Open or unannounced, written afterwards; nobody is told of an unannounced one before.',
  ),
  fields: {
    on: on(t('督查日期', 'Day')),
    way: choice(
      [
        { value: 'open', title: t('明检', 'Open') },
        { value: 'unannounced', title: t('暗查', 'Unannounced') },
      ],
      { title: t('方式', 'Way') },
    ),
    inspectors: text({ title: t('督查人员', 'Inspectors'), maxLength: 60 }),
    score: integer({ title: t('得分', 'Score'), unit: t('分', 'points'), min: 0, max: 100 }),
    findings: longText({ title: t('督查情况', 'What was found'), maxLength: 1000 }),
    kept: choices(forbidden, { title: t('督查人员遵守五不准', 'Rules the inspectors kept') }),
    evidence,
  },
  checks: (data) => [
    {
      ...finding(
        'pledge',
        data.kept.length === forbidden.length,
        t(`五不准须全部遵守，现为 ${data.kept.length} 项`, `All five rules are kept; ${data.kept.length} are ticked`),
        { kept: data.kept.length },
      ),
      field: 'kept',
    },
  ],
  facts: (data) => [{ name: 'score', amount: data.score, kind: data.way }],
  index: ['way'],
  brief: ['on', 'way', 'score'],
});

export const exposure = form({
  ...owner,
  title: t('曝光', 'Exposure'),
  purpose: t(
    '被明察暗访或媒体曝光的，学校和联系该校的领导都要记上。',
    'Exposed by an authority or the media: the school and the leader who answers for it are both marked.',
  ),
  fields: {
    on: on(t('曝光日期', 'Day')),
    by: choice(exposers, { title: t('来源', 'By whom') }),
    matter: longText({ title: t('事由', 'What it was about'), maxLength: 500 }),
    // Who answers in office: tables of exposures hold it against the leader of the pair.
    leader: person({ title: t('联系领导', 'Leader who answers for it'), from: 'helper', class: 'internal' }),
    evidence,
  },
  facts: (data) => [
    { name: 'school', amount: 1, kind: data.by },
    { name: 'leader', amount: 1, kind: data.by, person: data.leader },
  ],
  index: ['by'],
  brief: ['on', 'by', 'matter'],
});

export const measure = form({
  ...owner,
  title: t('奖惩问责', 'Reward and accountability'),
  fields: {
    on: on(t('决定日期', 'Day')),
    kind: choice(
      [
        { value: 'reward', title: t('奖励', 'Reward') },
        { value: 'penalty', title: t('处罚', 'Penalty') },
        { value: 'accountability', title: t('问责', 'Held to account') },
      ],
      { title: t('类别', 'Kind') },
    ),
    whom: text({ title: t('对象', 'Whom'), maxLength: 60 }),
    grounds: longText({ title: t('事由', 'Grounds'), maxLength: 500 }),
    document: text({ title: t('文号', 'Document'), maxLength: 40, optional: true }),
  },
  facts: (data) => [{ name: 'times', amount: 1, kind: data.kind }],
  index: ['kind'],
  brief: ['on', 'kind', 'whom'],
});
