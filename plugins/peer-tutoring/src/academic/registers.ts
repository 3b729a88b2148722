import { choice, choices, decimal, finding, integer, registersWith, t, yesNo } from '@xieshou/sdk';
import { settings } from '../settings.js';
import { inKinds, isAcademic } from './kind.js';

const register = registersWith(settings);
const courses = t('门', 'courses');

/** 学业情况: what the college knows of a student's courses when a term begins. */
export const studies = register({
  title: t('学业情况', 'Courses and marks'),
  purpose: t(
    '每学期初导入：尚未通过的课程、上学期不及格的课程、绩点和学业警示。',
    'Imported when a term begins: courses not passed, failed last term, grade points, and warnings.',
  ),
  of: 'student',
  per: 'term',
  inUse: isAcademic,
  fields: {
    undergraduate: yesNo({ title: t('本科生', 'Undergraduate') }),
    notPassed: integer({
      title: t('累计未通过门数', 'Courses not passed'),
      unit: courses,
      min: 0,
      max: 100,
      class: 'personal',
    }),
    failedLast: integer({
      title: t('上学期不及格门数', 'Failed last term'),
      unit: courses,
      min: 0,
      max: 100,
      class: 'personal',
    }),
    gradePoints: decimal({ title: t('平均绩点', 'Grade points'), scale: 2, min: 0, max: 500, class: 'personal' }),
    nearDismissal: yesNo({ title: t('达到退学警告', 'Near dismissal'), class: 'personal' }),
    onTrial: yesNo({ title: t('跟班试读', 'On trial'), class: 'personal' }),
    warned: yesNo({ title: t('学业预警', 'Warned'), class: 'personal' }),
    repeating: yesNo({ title: t('留级', 'Repeating the year'), class: 'personal' }),
    applied: yesNo({ title: t('自愿申请', 'Applied to be helped'), class: 'personal' }),
  },
  version: 1,
});

/** 学生骨干: who of the students may help. */
export const standing = register({
  title: t('学生党员和志愿者', 'Party members and volunteers among students'),
  purpose: t('每学期初导入：年级、政治面貌和志愿者。', 'Imported when a term begins: year, standing, volunteers.'),
  of: 'student',
  per: 'term',
  inUse: isAcademic,
  fields: {
    year: integer({ title: t('年级', 'Year of study'), unit: t('年级', 'year'), min: 1, max: 8 }),
    party: choice(
      [
        { value: 'member', title: t('正式党员', 'Member') },
        { value: 'probationary', title: t('预备党员', 'Probationary member') },
        { value: 'activist', title: t('入党积极分子', 'Activist') },
        { value: 'none', title: t('其他', 'None of these') },
      ],
      { title: t('政治面貌', 'Standing'), class: 'personal' },
    ),
    outstanding: yesNo({ title: t('表现突出', 'Outstanding'), class: 'personal' }),
    volunteer: yesNo({ title: t('学业辅导志愿者', 'Volunteer tutor') }),
  },
  version: 1,
});

/** 教职工职务: who of the staff may help. */
export const staffPosts = register({
  title: t('教职工职务', 'Posts of staff'),
  purpose: t('每学年导入：党员、班主任、教研室负责人。', 'Imported each school year: members, advisers, heads.'),
  of: 'staff',
  per: 'schoolYear',
  inUse: inKinds('failedCourses', 'warned'),
  fields: {
    partyMember: yesNo({ title: t('党员', 'Party member'), class: 'personal' }),
    classAdviser: yesNo({ title: t('班主任', 'Class adviser') }),
    officeHead: yesNo({ title: t('教研室负责人', 'Head of a teaching office') }),
  },
  version: 1,
});

/** 困难类型 (十八：三): a psychological difficulty is known to the adviser and the college, and to no peer. */
export const difficulties = register({
  title: t('困难类型', 'Kinds of difficulty'),
  purpose: t(
    '由辅导员和党支部掌握；帮扶人不知道类型，只看到帮扶任务。',
    'Known to advisers and the branch; helpers see the tasks and not the kind.',
  ),
  of: 'student',
  per: 'term',
  inUse: inKinds('partyMembers'),
  fields: {
    kinds: choices(
      [
        { value: 'studies', title: t('学业困难', 'Studies') },
        { value: 'mind', title: t('心理困难', 'Psychological') },
        { value: 'slackness', title: t('思想懈怠', 'Slackness') },
        { value: 'selfControl', title: t('自我控制力差', 'Weak self-control') },
      ],
      { title: t('困难类型', 'Kinds'), class: 'sensitive', readBy: ['adviser', 'collegeOffice'] },
    ),
  },
  version: 1,
});

/** 帮扶成效 (十五：四1): what a year has brought. */
export const yearResults = register({
  title: t('帮扶成效', 'Results of the year'),
  purpose: t(
    '学年末成绩公布后导入：绩点变化和补考、重修通过情况。',
    'Imported when the marks of the year are out: grade points and resits passed.',
  ),
  of: 'student',
  per: 'schoolYear',
  inUse: inKinds('failedCourses'),
  fields: {
    pointsBefore: decimal({ title: t('原平均绩点', 'Points before'), scale: 2, min: 0, max: 500, class: 'personal' }),
    pointsNow: decimal({ title: t('现平均绩点', 'Points now'), scale: 2, min: 0, max: 500, class: 'personal' }),
    failedBefore: integer({
      title: t('原未通过门数', 'Not passed before'),
      unit: courses,
      min: 0,
      max: 100,
      class: 'personal',
    }),
    resitsPassed: integer({
      title: t('补考通过门数', 'Resits passed'),
      unit: courses,
      min: 0,
      max: 100,
      class: 'personal',
    }),
  },
  checks: ({ failedBefore, resitsPassed }) => [
    {
      ...finding(
        'resits',
        resitsPassed <= failedBefore,
        t(
          `补考通过 ${resitsPassed} 门，多于原未通过的 ${failedBefore} 门`,
          `${resitsPassed} resits passed, but only ${failedBefore} courses were not passed`,
        ),
        { resitsPassed, failedBefore },
      ),
      field: 'resitsPassed',
    },
  ],
  version: 1,
});

export const academicRegisters = { studies, standing, staffPosts, difficulties, yearResults };
