import { type Candidate, choices, finding, type Finding, longText, registersWith, softFinding, t } from '@xieshou/sdk';
import { ofHardship } from '../kinds.js';
import { settings } from '../settings.js';

/** The six grounds of the plan (二). */
export const grounds = [
  { value: 'poorFamily', title: t('特困家庭', 'Family in extreme need') },
  { value: 'disaster', title: t('天灾人祸受重大损失', 'Heavy loss by disaster or accident') },
  { value: 'parentsUnable', title: t('父母丧失劳动能力', 'Parents unable to work') },
  { value: 'brokenFamily', title: t('父母离异或去世', 'Parents divorced or dead') },
  { value: 'otherHardship', title: t('其他经济特别困难', 'Other great hardship') },
  { value: 'mindAndFeelings', title: t('心理或情感问题', 'Mind and feelings') },
] as const;

const readBy = ['collegeOffice', 'adviser'] as const;

/** 帮扶对象登记 (二): why a student is to be helped; nobody reads it but the college and the counsellor. */
export const needs = registersWith(settings)({
  title: t('帮扶对象登记', 'Students to be helped'),
  purpose: t(
    '每学年登记一次，可同时选多项帮扶事由；只有学院办公室和辅导员可以查看。',
    'Once a school year, with one or several grounds; read by the college office and the counsellors alone.',
  ),
  of: 'student',
  per: 'schoolYear',
  inUse: ofHardship,
  fields: {
    grounds: choices(grounds, { title: t('帮扶事由', 'Grounds'), class: 'sensitive', readBy }),
    situation: longText({
      title: t('情况说明', 'Situation'),
      maxLength: 500,
      optional: true,
      class: 'sensitive',
      readBy,
    }),
  },
  version: 1,
});

/** Somebody is helped for any of the grounds; which of them is not told. */
export const inNeed = ({ entries }: Pick<Candidate<{ readonly needs?: object }>, 'entries'>): readonly Finding[] => [
  entries.needs
    ? finding('registered', true, t('已登记为帮扶对象', 'Registered as a student to be helped'))
    : softFinding(
        'registered',
        false,
        t('没有登记为帮扶对象，须写明理由', 'Not registered to be helped: a reason is needed'),
      ),
];

/** 党员 and other teachers help alike (四3). */
export const mayHelpInHardship: readonly Finding[] = [
  finding(
    'staff',
    true,
    t('教职工，党员和非党员教师均可帮扶', 'Teacher or staff: Party members and others help alike'),
  ),
];
