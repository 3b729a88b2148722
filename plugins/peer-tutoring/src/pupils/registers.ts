import {
  type Candidate,
  choice,
  day,
  finding,
  type Finding,
  registersWith,
  softFinding,
  t,
  text,
  yesNo,
} from '@xieshou/sdk';
import { inSchool, ofPupils } from '../kinds.js';
import { settings } from '../settings.js';

const register = registersWith(settings);
const entry = { of: 'student', per: 'schoolYear', version: 1 } as const;

/** 监护人知情同意: who takes part is a child, most of them under 14. */
export const guardians = register({
  ...entry,
  title: t('监护人知情同意', 'Consent of guardians'),
  purpose: t(
    '每学年一份。监护人撤回的，重新导入为“否”，并结束对子。',
    'One a school year. Where a guardian withdraws, import “no” and end the pair.',
  ),
  inUse: inSchool,
  fields: {
    agreed: yesNo({ title: t('已告知并同意', 'Told and agreed') }),
    relation: choice(
      [
        { value: 'father', title: t('父亲', 'Father') },
        { value: 'mother', title: t('母亲', 'Mother') },
        { value: 'grandparent', title: t('祖辈', 'Grandparent') },
        { value: 'otherGuardian', title: t('其他监护人', 'Another guardian') },
      ],
      { title: t('与学生关系', 'Relation'), class: 'personal' },
    ),
    signedOn: day({ title: t('签署日期', 'Signed on'), class: 'personal' }),
    wording: text({ title: t('告知书版本', 'Version of the text'), maxLength: 20 }),
  },
});

export const talentAreas = [
  { value: 'learning', title: t('文化课', 'A school subject') },
  { value: 'craft', title: t('专业课', 'A craft') },
  { value: 'sports', title: t('体育', 'Sports') },
  { value: 'music', title: t('音乐', 'Music') },
  { value: 'art', title: t('美术', 'Art') },
] as const;

/** 一技之长与兴趣小组 (二2): chosen by the pupil. */
export const talents = register({
  ...entry,
  title: t('一技之长与兴趣小组', 'Talents and interest groups'),
  purpose: t('由学生自己确定，不限类别。', 'Chosen by the pupil; anything will do.'),
  inUse: ofPupils,
  fields: {
    area: choice(talentAreas, { title: t('类别', 'Kind') }),
    talent: text({ title: t('一技之长', 'Talent'), maxLength: 30 }),
    group: text({ title: t('兴趣小组', 'Interest group'), maxLength: 30, optional: true }),
  },
});

type Pupil = Pick<Candidate<{ readonly guardians?: { readonly agreed: boolean } }>, 'entries'>;

const consent = ({ entries }: Pupil): Finding =>
  softFinding(
    'consent',
    entries.guardians?.agreed === true,
    t('监护人知情同意', 'The guardian has been told and agrees'),
  );

/** No mark decides: the class teacher names each pupil, and says why. */
export const isNamed = (pupil: Pupil): readonly Finding[] => [
  softFinding('named', false, t('由班主任安排并写明理由', 'Named by the class teacher, with the reason')),
  consent(pupil),
];

/** A classmate who takes on a task is a child too. */
export const mayTakeTasks = (pupil: Pupil): readonly Finding[] => [consent(pupil)];

export const isSubjectTeacher: readonly Finding[] = [finding('teacher', true, t('学科教师', 'Subject teacher'))];
