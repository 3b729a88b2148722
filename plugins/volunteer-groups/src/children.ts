import {
  type Candidate,
  choice,
  type EntriesOf,
  finding,
  type PartySnapshot,
  registersWith,
  t,
  yesNo,
} from '@xieshou/sdk';
import { bands, gifts, type Settings, settings } from './settings.js';

export const grades = [
  { value: 'kindergarten', title: t('幼儿园', 'Kindergarten') },
  { value: 'grade1', title: t('一年级', 'Grade 1') },
  { value: 'grade2', title: t('二年级', 'Grade 2') },
  { value: 'grade3', title: t('三年级', 'Grade 3') },
  { value: 'grade4', title: t('四年级', 'Grade 4') },
  { value: 'grade5', title: t('五年级', 'Grade 5') },
  { value: 'grade6', title: t('六年级', 'Grade 6') },
] as const;

/** 登记表 (三): who they are, and what their guardians have agreed to. */
export const registers = {
  children: registersWith(settings)({
    title: t('留守儿童登记', 'Children'),
    purpose: t(
      '参加活动的儿童：年级、性别和监护人同意的事项；每学年一份。',
      'The children who take part: grade, sex, and what their guardians have agreed to; one entry a school year.',
    ),
    of: 'student',
    per: 'schoolYear',
    fields: {
      grade: choice(grades, { title: t('年级', 'Grade') }),
      sex: choice(
        [
          { value: 'boy', title: t('男', 'Boy') },
          { value: 'girl', title: t('女', 'Girl') },
        ],
        { title: t('性别', 'Sex') },
      ),
      homeVisit: yesNo({ title: t('监护人同意入户', 'Guardian agrees to visits at home') }),
      photos: yesNo({ title: t('监护人同意拍照', 'Guardian agrees to photos') }),
    },
    version: 1,
  }),
};

type Child = Candidate<EntriesOf<typeof registers>>;

/** Whoever is in the register takes part. */
export const takesPart = ({ entries: { children } }: Child) => [
  finding('registered', children !== undefined, t('已列入留守儿童登记', 'In the register of children')),
];

/** What the register says of the child that a record is about. */
export const childOf = ({ entries }: Pick<PartySnapshot, 'entries'>) => entries?.['children'];

const bandKeys = {
  kindergarten: 'bandKindergarten',
  grade1: 'bandGrade1',
  grade2: 'bandGrade2',
  grade3: 'bandGrade3',
  grade4: 'bandGrade4',
  grade5: 'bandGrade5',
  grade6: 'bandGrade6',
} as const;
const giftKeys = {
  one: 'giftOne',
  two: 'giftTwo',
  three: 'giftThree',
  four: 'giftFour',
  five: 'giftFive',
  six: 'giftSix',
} as const;

/** The gift of a child's group, with its name and the group's. */
export const giftFor = (grade: unknown, s: Settings) => {
  const known = grades.find(({ value }) => value === grade);
  if (!known) return undefined;
  const band = s[bandKeys[known.value]];
  const wanted = s[giftKeys[band]];
  return {
    band,
    bandTitle: bands.find(({ value }) => value === band)!.title,
    gift: wanted,
    grade: known.title,
    title: gifts.find(({ value }) => value === wanted)!.title,
  };
};
