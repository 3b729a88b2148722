import { ancestor, appointed, defineProgramme, organisation, schoolSubjects, t, leadingPosts } from '@xieshou/sdk';
import { appraisal } from './appraisal.js';
import { documents } from './documents.js';
import { evaluation, supportEvaluation } from './evaluations.js';
import {
  cadreExchange,
  followStudy,
  guidance,
  jointMeeting,
  masterLesson,
  masterWork,
  researchEvent,
} from './forms.js';
import { ledgers } from './ledgers.js';
import { problemList, survey, termSummary, yearlyPlan } from './papers.js';
import { phases } from './phases.js';
import { plan16 } from './presets/plan-16.js';
import { evaluations } from './evaluation-report.js';
import { mechanisms } from './mechanisms.js';
import { belowDuty, dutyMonths, overview, rectificationAgeing, termReview } from './reports.js';
import { isPrivateSchool, isPublicSchool } from './rules.js';
import { type Settings, settings } from './settings.js';
import { levels } from './words.js';

const filed = t('教育局备案', 'Filed by the bureau');

/** 方案十六: a public school guides a private one for a school year. */
export default defineProgramme({
  id: 'public-private-supervision',
  title: t('公民办学校一对一帮扶', 'Public–private school supervision'),
  summary: t(
    '公办学校帮扶民办学校：活动按月按学期计次，台账由记录自动生成。',
    'Public schools guide private schools: activities counted by month and term, ledgers made from what is recorded.',
  ),
  settings,
  leading: leadingPosts,
  presets: { plan16 },

  sides: {
    helper: organisation<Settings>({
      title: t('公办学校', 'Public school'),
      where: isPublicSchool,
      atMost: (s) => s.schoolsPerHelper,
    }),
    helped: organisation<Settings>({ title: t('民办学校', 'Private school'), where: isPrivateSchool, atMost: 1 }),
  },

  roles: {
    centreSchool: ancestor({ title: t('中心校', 'Centre school'), kind: 'centreSchool', of: 'helped' }),
    section: appointed({ title: t('包联股室', 'Liaison section') }),
  },

  inside: {
    teams: {
      title: t('管理队伍结对', 'Management teams'),
      helper: t('公办学校负责人', 'Leader of the public school'),
      helped: t('民办学校负责人', 'Leader of the private school'),
      kind: { title: t('层级', 'Level'), choices: levels },
      place: '四（四）1',
    },
    masters: {
      title: t('名师结对', 'Masters and teachers'),
      helper: t('名师', 'Master'),
      helped: t('教师', 'Teacher'),
      kind: { title: t('学科', 'Subject'), choices: schoolSubjects },
      place: '四（四）2',
    },
  },

  forms: {
    masterLesson,
    jointMeeting,
    cadreExchange,
    researchEvent,
    followStudy,
    guidance,
    problemList,
    survey,
    yearlyPlan,
    termSummary,
    masterWork,
    evaluation,
    supportEvaluation,
  },

  duties: {
    jointMeeting: { per: 'term', atLeast: (s) => s.meetingsPerTerm, place: '四（二）1' },
    cadreExchange: {
      per: 'month',
      atLeast: (s) => s.exchangesPerMonth,
      teachingDays: (s) => s.teachingDaysNeeded,
      place: '四（二）2',
    },
    masterLesson: {
      per: 'month',
      atLeast: (s) => s.lessonsPerMonth,
      teachingDays: (s) => s.teachingDaysNeeded,
      place: '四（二）3',
    },
    researchEvent: {
      per: 'month',
      atLeast: (s) => s.researchPerMonth,
      teachingDays: (s) => s.teachingDaysNeeded,
      place: '四（二）4',
    },
    followStudy: {
      per: 'term',
      share: { of: 'helped', atLeast: (s) => s.followShare },
      count: 'people',
      fact: 'teacher',
      place: '四（二）5',
    },
    yearlyPlan: { per: 'schoolYear', atLeast: (s) => s.plansPerYear, place: '四（一）' },
    termSummary: { per: 'term', atLeast: (s) => s.summariesPerTerm, place: '五4' },
  },

  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other side'),
      of: [
        'masterLesson',
        'jointMeeting',
        'cadreExchange',
        'researchEvent',
        'followStudy',
        'guidance',
        'problemList',
        'termSummary',
        'masterWork',
      ],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
    },
    filing: {
      title: t('报教育局备案', 'Filed with the bureau'),
      of: ['survey'],
      steps: [{ by: 'owner', title: filed, within: (s) => s.fileWithin }],
    },
    planFiling: {
      title: t('年度计划备案', 'Filing of the yearly plan'),
      of: ['yearlyPlan'],
      steps: [
        {
          by: 'otherSide',
          title: t('民办学校确认', 'Agreed by the private school'),
          silentAfter: (s) => s.confirmWithin,
        },
        { by: 'owner', title: filed, within: (s) => s.fileWithin },
      ],
    },
  },

  rectification: {
    title: t('整改', 'Rectification'),
    raisedIn: ['guidance', 'jointMeeting'],
    raisedBy: 'helper',
    inspectedBy: ['centreSchool', 'section', 'helper'],
    within: (s) => s.rectifyWithin,
    place: '四（三）3',
  },

  phases,
  outcomes: { appraisal },
  ledgers,
  reports: { overview, belowDuty, rectificationAgeing, dutyMonths, termReview, mechanisms, evaluations },
  documents,
});
