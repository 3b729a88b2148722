import { type ProgrammeDocument, report, t } from '@xieshou/sdk';
import { ofHardship } from '../kinds.js';
import type { Settings } from '../settings.js';
import { helps } from './forms.js';

const number = { show: '@number', title: t('序号', 'No.') } as const;
const term = { show: '@term', title: t('学年学期', 'Term') } as const;
const helper = { show: '@helper', title: t('帮扶人', 'Helper') } as const;
const helped = { show: '@helped', title: t('帮扶学生', 'Student') } as const;

export const hardshipLedgers = {
  helpsGiven: {
    title: t('结对帮扶台账', 'Ledger of help'),
    from: ['helpGiven'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      { show: 'on', title: t('帮扶日期', 'Day') },
      helper,
      helped,
      { show: 'help', title: t('帮扶类别', 'Kind of help') },
      { show: 'content', title: t('帮扶内容', 'What was done') },
      { show: 'value', title: t('折合金额（元）', 'Worth (yuan)'), total: true },
      { show: '@recordedBy', title: t('记录人', 'Recorded by') },
    ],
  },
  talksHeld: {
    title: t('谈心台账', 'Ledger of talks'),
    from: ['heartTalk'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      { show: 'on', title: t('谈心日期', 'Day') },
      helper,
      helped,
      { show: 'place', title: t('地点', 'Place') },
      { show: '@recordedBy', title: t('记录人', 'Recorded by') },
    ],
  },
} as const;

const times = (title: { readonly zh: string; readonly en: string }) =>
  ({ title, kind: 'integer', total: true }) as const;
const kinds = ['material', 'study', 'life', 'thought'] as const;
const titleOf = (kind: (typeof kinds)[number]) => helps.find(({ value }) => value === kind)!.title;

/** The four kinds of help and the talks of every pair: a row without a talk is seen at once. */
export const helpByPair = report({
  title: t('各对子帮扶情况', 'Help by pair'),
  purpose: t(
    '所选时间内每个对子四类帮扶和谈心的次数。',
    'How often each pair has had help of the four kinds and talks, in the period.',
  ),
  inUse: ofHardship,
  columns: {
    helper: { title: helper.title, kind: 'text' },
    helped: { title: helped.title, kind: 'text' },
    material: times(titleOf('material')),
    study: times(titleOf('study')),
    life: times(titleOf('life')),
    thought: times(titleOf('thought')),
    talks: times(t('谈心', 'Talks')),
  },
  counts: ['helpGiven.given', 'heartTalk'],
  rows: (read) => {
    const tallies = read.tallies().filter(({ state }) => state === 'confirmed');
    return read.pairings().map((pair) => {
      const count = (name: string, kind?: string) =>
        tallies
          .filter((one) => one.pairing === pair.id && one.name === name && (kind === undefined || one.kind === kind))
          .reduce((sum, one) => sum + one.count, 0);
      const given = (kind: string) => count('helpGiven.given', kind);
      return {
        pairing: pair.id,
        helper: pair.helper.name,
        helped: pair.helped.name,
        material: given('material'),
        study: given('study'),
        life: given('life'),
        thought: given('thought'),
        talks: count('heartTalk'),
      };
    });
  },
  chart: { kind: 'stackedBar', by: 'helper', series: [...kinds, 'talks'] },
  drill: { material: 'helpGiven', study: 'helpGiven', life: 'helpGiven', thought: 'helpGiven', talks: 'heartTalk' },
});

/** 帮扶档案: what is on paper of a pair; nothing of what was said in confidence is in it. */
const careFile: ProgrammeDocument<Settings> = {
  of: 'pairing',
  title: t('结对帮扶档案', 'File of a pair'),
  inUse: ofHardship,
  purpose: t(
    '一个对子的帮扶、谈心和小结；不含帮扶事由和谈话内容。',
    'Help, talks and reports of a pair; neither the grounds nor what was said.',
  ),
  parts: (read) => [
    {
      kind: 'fields',
      rows: [
        [
          { label: helper.title, value: read.pairing.helper.name },
          { label: t('单位', 'Unit'), value: read.pairing.helper.place.name },
        ],
        [
          { label: helped.title, value: read.pairing.helped.name },
          { label: t('班级', 'Class'), value: read.pairing.helped.place.name },
        ],
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: t('日期', 'Day'), width: 2 },
        { title: t('帮扶类别', 'Kind of help'), width: 2 },
        { title: t('帮扶内容', 'What was done'), width: 6 },
      ],
      rows: read.records('helpGiven').map((one) => [one.on, one.text('help'), one.text('content')]),
    },
    {
      kind: 'table',
      columns: [
        { title: t('谈心日期', 'Day of the talk'), width: 2 },
        { title: t('地点', 'Place'), width: 4 },
      ],
      rows: read.records('heartTalk').map((one) => [one.on, one.text('place')]),
    },
    {
      kind: 'table',
      columns: [
        { title: t('小结日期', 'Day'), width: 2 },
        { title: t('学生的变化', 'What has changed'), width: 5 },
        { title: t('下学期打算', 'What comes next'), width: 4 },
      ],
      rows: read.records('careReport').map((one) => [one.on, one.text('change'), one.text('next')]),
    },
    {
      kind: 'signatures',
      lines: [t('帮扶人（签名）：', 'Helper (signature): '), t('党支部（签章）：', 'Branch (seal): ')],
    },
  ],
};

export const hardshipDocuments = { careFile };
