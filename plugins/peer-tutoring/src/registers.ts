import {
  choice,
  decimal,
  decimalText,
  type EntriesOf,
  finding,
  integer,
  registersWith,
  t,
  text,
  yesNo,
} from '@xieshou/sdk';
import { academicRegisters } from './academic/registers.js';
import { needs } from './hardship/needs.js';
import { ofClassmates } from './kinds.js';
import { guardians, talents } from './pupils/registers.js';
import { settings } from './settings.js';

const register = registersWith(settings);
const preferred = t('择优条件', 'Preferences');

/** 智育成绩: what the college knows of a student at the end of a term. */
export const results = register({
  title: t('学期成绩', 'Results of the term'),
  purpose: t(
    '每学期综合测评后导入；积欠学分填截至学期末的总数，本学期新欠的也算在内。',
    'Imported after the assessment of each term; credits owed are the total at the end of the term, what is newly owed included.',
  ),
  of: 'student',
  per: 'term',
  inUse: ofClassmates,
  fields: {
    grade: text({ title: t('年级', 'Grade'), maxLength: 20 }),
    cohort: text({
      title: t('排名范围', 'Ranked among'),
      help: t('参加同一排名的班级、专业或年级的名称。', 'Name of the class, major or grade that is ranked together.'),
      maxLength: 60,
    }),
    cohortSize: integer({ title: t('排名人数', 'People ranked'), unit: t('人', 'people'), min: 1, max: 5000 }),
    rank: integer({ title: t('智育排名', 'Rank'), min: 1, max: 5000, class: 'personal' }),
    // In halves and tenths of a credit: 25 is 2.5 credits.
    creditsOwed: decimal({
      title: t('积欠学分', 'Credits owed'),
      unit: t('学分', 'credits'),
      scale: 1,
      min: 0,
      max: 3000,
      class: 'personal',
    }),
    failedCourses: integer({
      title: t('不及格门数', 'Courses failed'),
      unit: t('门', 'courses'),
      min: 0,
      max: 100,
      class: 'personal',
      optional: true,
    }),
    applicant: yesNo({
      title: t('入党积极分子', 'Applicant for Party membership'),
      class: 'personal',
      section: preferred,
    }),
    committee: yesNo({ title: t('班委', 'Class committee'), class: 'personal', section: preferred }),
    union: yesNo({ title: t('学生会干部', 'Student union officer'), class: 'personal', section: preferred }),
  },
  checks: ({ rank, cohortSize }) => [
    {
      ...finding(
        'rankExists',
        rank <= cohortSize,
        t(`智育排名 ${rank} 大于排名人数 ${cohortSize}`, `Rank ${rank} is above the number ranked, ${cohortSize}`),
        { rank, cohortSize },
      ),
      field: 'rank',
    },
  ],
  version: 2,
  // Version 1 knew whole credits only.
  upgrade: { 1: (old) => ({ ...old, creditsOwed: Number(old['creditsOwed']) * 10 }) },
});

/** What is owed, in credits as people read them. */
export const credits = (owed: number): string =>
  decimalText(owed, results.fields.creditsOwed.scale!).replace(/\.0$/, '');

/** 大一新生结对: who is in which year, and, at the end of the term, the scholarship of a first-year. */
export const firstYear = register({
  title: t('大一大二名册与奖学金', 'First and second years, and scholarships'),
  purpose: t(
    '学期初导入年级，学期结束后补充大一新生所获奖学金。',
    'Years of study when the term begins; the scholarships of first-years when it has ended.',
  ),
  of: 'student',
  per: 'term',
  inUse: ofClassmates,
  fields: {
    year: choice(
      [
        { value: 'first', title: t('大一', 'First year') },
        { value: 'second', title: t('大二', 'Second year') },
        { value: 'later', title: t('大三及以上', 'Later') },
      ],
      { title: t('年级', 'Year of study') },
    ),
    scholarship: choice(
      [
        { value: 'special', title: t('特等', 'Special') },
        { value: 'first', title: t('一等', 'First class') },
        { value: 'second', title: t('二等', 'Second class') },
        { value: 'third', title: t('三等', 'Third class') },
        { value: 'none', title: t('未获', 'None') },
      ],
      { title: t('奖学金', 'Scholarship'), class: 'personal', optional: true },
    ),
  },
  version: 1,
});

export const registers = { results, firstYear, ...academicRegisters, needs, guardians, talents };

/** What is known of a student in a term. */
export type Known = EntriesOf<typeof registers>;
export type Result = NonNullable<Known['results']>;
