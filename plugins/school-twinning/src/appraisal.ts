import {
  type Award,
  choice,
  day,
  dayNumber,
  type Finding,
  finding,
  formsWith,
  longText,
  type Outcome,
  type SettledPairing,
  type Sum,
  t,
  text,
} from '@xieshou/sdk';
import { meanOf } from './reports.js';
import { type Settings, settings } from './settings.js';
import { grade, grades, on } from './words.js';

const form = formsWith(settings);
const owner = { writtenBy: 'owner', subjects: 'one', version: 1 } as const;

const evaluation = {
  ...owner,
  purpose: t(
    '一次评定学校、校长和教师，各自用于相应的考评。',
    'Judges the school, its head and its teachers, each for its own appraisal.',
  ),
  fields: {
    on: on(t('评定日期', 'Day')),
    school: grade(t('学校', 'School')),
    head: grade(t('校长', 'Head')),
    teachers: grade(t('教师', 'Teachers')),
    reasons: longText({ title: t('评定意见', 'Reasons'), maxLength: 500 }),
  },
  facts: (data: { readonly school: string }) => [{ name: 'grade', amount: 1, kind: data.school }],
  brief: ['on', 'school', 'reasons'] as const,
};
export const helperEvaluation = form({ ...evaluation, title: t('帮扶学校考评', 'Evaluation of the helping school') });
export const helpedEvaluation = form({ ...evaluation, title: t('受帮学校考评', 'Evaluation of the helped school') });

const notice = {
  ...owner,
  purpose: t(
    '工作不力的先予告诫，仍不改进的再予惩诫。',
    'Weak work is admonished first, and sanctioned only where that did not help.',
  ),
  fields: {
    on: on(t('决定日期', 'Day')),
    kind: choice(
      [
        { value: 'admonished', title: t('告诫', 'Admonished') },
        { value: 'sanctioned', title: t('惩诫', 'Sanctioned') },
      ],
      { title: t('类别', 'Kind') },
    ),
    before: day({ title: t('此前告诫日期', 'Admonished on'), when: { field: 'kind', is: ['sanctioned'] } }),
    document: text({ title: t('文号', 'Document'), maxLength: 40 }),
    grounds: longText({ title: t('事由', 'Grounds'), maxLength: 500 }),
  },
  checks: (data: { readonly on: string; readonly before: string | undefined }) =>
    data.before === undefined
      ? []
      : [
          {
            ...finding(
              'admonishedFirst',
              data.before < data.on,
              t(
                `惩诫须在告诫之后：告诫 ${data.before}，惩诫 ${data.on}`,
                `Admonished on ${data.before}, sanctioned on ${data.on}: the first comes before`,
              ),
              { before: data.before, on: data.on },
            ),
            field: 'before',
          },
        ],
  facts: (data: { readonly kind: string; readonly on: string }) => [
    { name: 'kind', amount: 1, kind: data.kind },
    // Its day in numbers: an outcome sees how many admonitions there were, and their sum.
    ...(data.kind === 'admonished' ? [{ name: 'admonished', amount: dayNumber(data.on) }] : []),
  ],
  index: ['kind'] as const,
  brief: ['on', 'kind', 'document'] as const,
};
export const helperNotice = form({ ...notice, title: t('帮扶学校告诫惩诫', 'Admonition of the helping school') });
export const helpedNotice = form({ ...notice, title: t('受帮学校告诫惩诫', 'Admonition of the helped school') });

const levels = {
  excellent: { title: grades[0].title },
  good: { title: grades[1].title },
  pass: { title: grades[2].title },
  weak: { title: grades[3].title },
  admonished: { title: t('告诫', 'Admonished') },
  sanctioned: { title: t('惩诫', 'Sanctioned') },
} as const;
const isLevel = (key: string | undefined): key is keyof typeof levels => key !== undefined && key in levels;

/** 排名计入学校年度考核 (方案五 三3): what the year's inspections found of a school, beside what it was judged. */
const inspected = ({ sums, records }: SettledPairing): Finding[] => {
  const found = sums['siteInspection'];
  if (!found) return [];
  const mean = meanOf(found)!;
  const [exposed, measures] = [records['exposure'] ?? 0, records['measure'] ?? 0];
  return [
    finding(
      'inspected',
      true,
      t(
        `本学年督查 ${found.count} 次，平均 ${mean} 分；曝光 ${exposed} 次，奖惩问责 ${measures} 次`,
        `Inspected ${found.count} times this year, ${mean} points on average; exposed ${exposed} times, ${measures} measures`,
      ),
      { inspections: found.count, mean, exposed, measures },
    ),
  ];
};

/**
 * 先告诫、后惩诫: whether an admonition is on record that is older than a sanction, whatever day the sanction names. It
 * is the last notice, so that no admonition is younger: one is older just where their mean day is.
 */
const admonishedFirst = (sanctionedOn: string, admonitions: Sum = { count: 0, sum: 0 }): Finding => {
  const isOnRecord = admonitions.sum < admonitions.count * dayNumber(sanctionedOn);
  return finding(
    'admonishedFirst',
    isOnRecord,
    isOnRecord
      ? t('惩诫前有告诫记录', 'An admonition is on record before the sanction')
      : t('惩诫前无告诫记录，不符合先告诫、后惩诫', 'No admonition is on record before the sanction'),
    { admonitions: admonitions.count },
  );
};

/** What a notice or, without one, the last evaluation says of a side. */
const awardOf = (pairing: SettledPairing, side: 'helper' | 'helped'): Award[] => {
  const { id, last, sums } = pairing;
  const notices = last[`${side}Notice`];
  const judged = notices ?? last[`${side}Evaluation`];
  const level = judged?.facts[0]?.kind;
  if (!judged || !isLevel(level)) return [];
  const { zh, en } = levels[level].title;
  const text = notices
    ? t(`${judged.on} 予以${zh}`, `${en} on ${judged.on}`)
    : t(`${judged.on} 考评为${zh}`, `Evaluated on ${judged.on}: ${en.toLowerCase()}`);
  const order =
    notices && level === 'sanctioned' ? [admonishedFirst(notices.on, sums[`${side}Notice.admonished`])] : [];
  const isGood = level === 'excellent' || level === 'good' || level === 'pass';
  return [
    {
      pairing: id,
      side,
      level,
      points: 0,
      findings: [finding('judged', isGood, text), ...order, ...(side === 'helped' ? inspected(pairing) : [])],
    },
  ];
};

/** 纳入考评 (方案六 四2): of the last evaluation in the school year, and of a notice before it. */
export const appraisal: Outcome<Settings> = {
  title: t('学校考评', 'Appraisal of the schools'),
  purpose: t(
    '本学年最近一次考评；有告诫、惩诫的按告诫、惩诫。有督查的，附全年平均得分、曝光和奖惩次数。',
    'The last evaluation of the year; a notice stands before it. Where schools are inspected, with the mean of the year.',
  ),
  place: '方案六 四2',
  per: 'schoolYear',
  reads: ['helperEvaluation', 'helpedEvaluation', 'helperNotice', 'helpedNotice'],
  sums: { siteInspection: 'score' },
  counts: ['helperNotice.admonished', 'helpedNotice.admonished'],
  levels,
  settle: ({ pairings }) => pairings.flatMap((one) => [...awardOf(one, 'helper'), ...awardOf(one, 'helped')]),
};
