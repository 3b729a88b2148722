import {
  appointed,
  defineProgramme,
  type DutyWindow,
  finding,
  organisation,
  type OrganisationSnapshot,
  schoolSubjects,
  t,
  upTo,
  leadingPosts,
} from '@xieshou/sdk';
import * as appraisals from './appraisal.js';
import { bulletin, ranking } from './bulletin.js';
import * as campaign from './campaign.js';
import * as forms from './forms.js';
import { ledgers } from './ledgers.js';
import * as papers from './papers.js';
import { phases } from './phases.js';
import { plan05 } from './presets/plan-05.js';
import { plan06 } from './presets/plan-06.js';
import { plan13 } from './presets/plan-13.js';
import { belowDuty, considered, effectReport, helpedFilings, helperFilings, overview } from './reports.js';
import { isTwinning, type Settings, settings } from './settings.js';

const isSchool = (o: OrganisationSnapshot) => [
  finding(
    'school',
    o.kind === 'school',
    o.kind === 'school' ? t('是学校', 'is a school') : t('不是学校', 'is not a school'),
  ),
];

const { appraisal, ...judging } = appraisals;

/** Both schools file by one day, which is in time itself; without one, all year. */
const untilFiled: DutyWindow<Settings> = {
  title: t('备案截止前', 'until the filing day'),
  days: (year, s) => (s.filedBy ? upTo(year, s.filedBy) : year),
};

/** 方案六、十三、五: schools paired to build each other up. */
export default defineProgramme({
  id: 'school-twinning',
  title: t('城乡学校结对', 'School twinning'),
  summary: t(
    '学校与学校结对：送课支教、交流共建、督查整改，方案备案，结果纳入考评。',
    'Schools paired with schools: lessons and teachers sent, exchanges, supervision, plans filed, results in appraisals.',
  ),
  settings,
  leading: leadingPosts,
  presets: { plan06, plan13, plan05 },

  sides: {
    helper: organisation<Settings>({
      title: t('帮扶学校', 'Helping school'),
      where: isSchool,
      atMost: (s) => s.schoolsPerHelper,
    }),
    helped: organisation<Settings>({ title: t('受帮学校', 'Helped school'), where: isSchool, atMost: 1 }),
  },
  roles: { section: appointed({ title: t('督查股室', 'Supervising section') }) },
  inside: {
    teachers: {
      title: t('教师结对', 'Paired teachers'),
      helper: t('骨干教师', 'Backbone teacher'),
      helped: t('结对教师', 'Teacher'),
      kind: { title: t('学科', 'Subject'), choices: schoolSubjects },
      place: '方案十三 四2',
    },
    leaders: {
      title: t('领导联系', 'Leaders'),
      helper: t('联系领导', 'Leader who answers for the school'),
      helped: t('学校负责人', 'Head of the school'),
      kind: { title: t('方式', 'How'), choices: [{ value: 'liaison', title: t('包校联系', 'Answers for it') }] },
      place: '方案五 三3',
    },
  },

  forms: { ...papers, ...forms, ...campaign, ...judging },
  duties: {
    helperPlan: {
      per: 'schoolYear',
      atLeast: () => 1,
      window: untilFiled,
      place: '方案六 四1',
    },
    helpedPlan: {
      per: 'schoolYear',
      atLeast: (s) => (isTwinning(s) ? 1 : 0),
      window: untilFiled,
      place: '方案六 四1',
    },
    visit: { per: 'term', atLeast: (s) => s.visitsPerTerm ?? 0, place: '方案六 二1' },
    lesson: { per: 'term', atLeast: (s) => s.lessonsPerTerm ?? 0, place: '方案六 二1' },
    exchange: { per: 'term', atLeast: (s) => s.exchangesPerTerm ?? 0, place: '方案六 二2' },
    staffExchange: { per: 'schoolYear', atLeast: (s) => s.staffPerYear ?? 0, place: '方案六 二3' },
    baseline: { per: 'schoolYear', atLeast: () => 1, place: '方案十三 三' },
    yearEnd: { per: 'schoolYear', atLeast: () => 1, place: '方案十三 五' },
    cleaning: { per: 'teachingWeek', atLeast: (s) => s.cleaningsPerWeek ?? 0, place: '方案五 二4' },
    surrounding: { per: 'halfYear', atLeast: (s) => s.campaignsPerHalf ?? 0, place: '方案五 二8' },
  },
  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other side'),
      of: ['visit', 'lesson', 'exchange', 'staffExchange', 'support', 'topic'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
    },
    filing: {
      title: t('报教育局备案', 'Filed with the bureau'),
      of: ['helperPlan', 'helpedPlan'],
      steps: [{ by: 'owner', title: t('教育局备案', 'Filed by the bureau'), within: (s) => s.fileWithin }],
    },
  },
  rectification: {
    title: t('督查整改', 'Rectification'),
    raisedIn: ['visit', 'siteInspection'],
    raisedBy: 'owner',
    inspectedBy: ['section', 'owner'],
    within: (s) => s.rectifyWithin,
    place: '方案六 四3',
  },
  phases,
  outcomes: { appraisal },
  ledgers,
  reports: { overview, helperFilings, helpedFilings, bulletin, ranking, belowDuty, effects: effectReport, considered },
});
