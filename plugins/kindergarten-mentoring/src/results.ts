import { choice, formsWith, integer, longText, money, t, text } from '@xieshou/sdk';
import { settings } from './settings.js';
import { aspects, evidence, on, oneOf } from './words.js';

const form = formsWith(settings);

const gifts = [
  { value: 'papers', title: t('教学资料', 'Teaching material') },
  { value: 'books', title: t('幼儿读物', 'Children’s books') },
  { value: 'toys', title: t('玩教具', 'Toys') },
  { value: 'other', title: t('其他', 'Other') },
] as const;

export const donation = form({
  title: t('捐赠清单', 'Donation'),
  purpose: t(
    '帮教园赠送的资料和读物；结对园确认收到后计入。',
    'What the helper gives; it counts once its receipt is confirmed.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('捐赠日期', 'Day')),
    kind: choice(gifts, { title: t('类别', 'Kind'), prefill: 'last' }),
    items: text({ title: t('名称', 'What'), maxLength: 100 }),
    count: integer({ title: t('数量', 'Number'), unit: t('件（册）', 'pieces'), min: 1, max: 10_000 }),
    value: money({ title: t('折合金额', 'Worth'), optional: true }),
    evidence,
  },
  facts: (data) => [
    { name: 'pieces', amount: data.count, kind: data.kind },
    { name: 'value', amount: data.value ?? 0, kind: data.kind },
  ],
  index: ['kind'],
  brief: ['on', 'kind', 'items', 'count'],
  version: 1,
});

export const moments = [
  { value: 'before', title: t('帮扶前', 'Before') },
  { value: 'after', title: t('帮扶后', 'After') },
] as const;

const score = (aspect: (typeof aspects)[number]) =>
  integer({ title: aspect.title, unit: t('分', 'points'), min: 0, max: 100 });

export const aspectScore = form({
  title: t('四方面评分', 'Scores'),
  purpose: t(
    '主办单位在帮扶前后各评一次，满分 100 分；同一时点重评的以最近一次为准。',
    'Whoever runs the programme scores before and after, out of 100; of several at the same moment the latest stands.',
  ),
  writtenBy: 'owner',
  subjects: 'one',
  fields: {
    on: on(t('评分日期', 'Day')),
    moment: choice(moments, { title: t('时点', 'Moment') }),
    ideas: score(aspects[0]),
    teaching: score(aspects[1]),
    environment: score(aspects[2]),
    management: score(aspects[3]),
    remark: longText({ title: t('说明', 'Remarks'), maxLength: 500, optional: true }),
  },
  facts: (data) => oneOf(moments, data.moment),
  index: ['moment'],
  brief: ['on', 'moment'],
  version: 1,
});
