import {
  atLeast,
  type BasisPoints,
  ceilShare,
  choice,
  type Finding,
  finding,
  formsWith,
  integer,
  longText,
  type OrganisationSnapshot,
  percent,
  softFinding,
  t,
  yesNo,
} from '@xieshou/sdk';
import { type Settings, settings } from './settings.js';
import { grades, on, standards } from './words.js';

const form = formsWith(settings);

/** Which of the two published standards a school is measured by. Kindergartens and vocational schools have neither. */
export const standardOf = ({ schoolKind }: OrganisationSnapshot) =>
  standards.find(({ stages }) => stages.some((stage) => stage === schoolKind));

const standardFinding = (chosen: string, school: OrganisationSnapshot): Finding => {
  const own = standardOf(school);
  const text = own
    ? t(`${school.name}适用${own.title.zh}`, `${school.name} is measured by: ${own.title.en}`)
    : t(
        `${school.name}没有适用的标准，请先在单位信息中核对学段`,
        `Neither standard is for ${school.name}: check its stage in the register`,
      );
  return finding('standard', own?.value === chosen, text);
};

/** Whether a school reaches its standard: so large a share of the items, rounded up. */
export const isReached = (
  { reached, items }: { readonly reached: number; readonly items: number },
  share: BasisPoints,
): boolean => atLeast(reached, ceilShare(share, items));

/** 民办学校评估: reached or not, item by item of the standard; goes into the yearly check. */
export const evaluation = form({
  title: t('民办学校评估', 'Evaluation of the private school'),
  purpose: t(
    '教育局对照标准评估民办学校，逐项计数；结果作为年检的依据之一。',
    'The bureau measures the private school against the standard, item by item; the result goes into its yearly check.',
  ),
  writtenBy: 'owner',
  subjects: 'one',
  fields: {
    on: on(t('评估日期', 'Day of the evaluation')),
    standard: choice(standards, { title: t('评估标准', 'Standard') }),
    items: integer({ title: t('指标总数', 'Items'), unit: t('项', 'items'), min: 1, max: 500 }),
    reached: integer({ title: t('达到指标', 'Items reached'), unit: t('项', 'items'), min: 0, max: 500 }),
    unmet: longText({
      title: t('未达到的指标', 'Items not reached'),
      help: t('有未达到的指标时必填', 'Required where an item is not reached'),
      maxLength: 1500,
      optional: true,
    }),
    advice: longText({ title: t('意见建议', 'Advice'), maxLength: 1000, optional: true }),
  },
  checks: (data, s, { helped }) => [
    { ...standardFinding(data.standard, helped), field: 'standard' },
    {
      ...finding(
        'reached',
        data.reached <= data.items,
        t('达到指标不能多于指标总数', 'More items reached than there are'),
        {
          reached: data.reached,
          items: data.items,
        },
      ),
      field: 'reached',
    },
    {
      ...finding(
        'unmet',
        data.reached >= data.items || data.unmet !== undefined,
        t('有指标未达到时，请写明是哪些', 'Name the items that are not reached'),
      ),
      field: 'unmet',
    },
    softFinding(
      'standardReached',
      isReached(data, s.standardShare),
      t(
        `达到 ${data.reached}/${data.items} 项，达标要求 ${percent(s.standardShare)}`,
        `${data.reached} of ${data.items} items reached; ${percent(s.standardShare)} are asked for`,
      ),
      { reached: data.reached, items: data.items, share: s.standardShare },
    ),
  ],
  facts: (data, s) => [{ name: 'passed', amount: isReached(data, s.standardShare) ? 1 : 0, kind: data.standard }],
  index: ['standard'],
  brief: ['on', 'standard', 'reached', 'items'],
  version: 1,
});

/** What a grade adds to the public school's yearly appraisal. */
const pointsOf = (grade: (typeof grades)[number]['value'], s: Settings): number =>
  ({ excellent: s.pointsExcellent, good: s.pointsGood, pass: s.pointsPass, fail: 0 })[grade];

/** 公办学校评估: judged by itself; brings points to the school's own yearly appraisal, and may be commended. */
export const supportEvaluation = form({
  title: t('公办学校帮扶评估', 'Evaluation of the public school’s help'),
  purpose: t(
    '教育局单独评估公办学校的帮扶工作；等次对应的加分由区县设定。',
    'The bureau judges the help by itself; the points that a grade brings are set by the district.',
  ),
  writtenBy: 'owner',
  subjects: 'one',
  fields: {
    on: on(t('评估日期', 'Day of the evaluation')),
    grade: choice(grades, { title: t('评估等次', 'Grade') }),
    commended: yesNo({ title: t('专项表彰', 'Commended') }),
    reasons: longText({ title: t('评估意见', 'Reasons'), maxLength: 1000 }),
  },
  facts: (data, s) => [{ name: 'points', amount: pointsOf(data.grade, s), kind: data.grade }],
  index: ['grade'],
  brief: ['on', 'grade', 'commended'],
  version: 1,
});
