import { report, t } from '@xieshou/sdk';
import { ofHardship } from '../kinds.js';
import { helps } from './forms.js';

const number = { show: '@number', title: t('序号', 'No.') } as const;
const term = { show: '@term', title: t('学年学期', 'Term') } as const;
export const helper = { show: '@helper', title: t('帮扶人', 'Helper') } as const;
export const helped = { show: '@helped', title: t('帮扶学生', 'Student') } as const;

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
