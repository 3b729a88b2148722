import { defineProgramme, member, t, leadingPosts } from '@xieshou/sdk';
import { contactTalk, studyPlan } from './academic/forms.js';
import { inKinds } from './academic/kind.js';
import { guidance, resultsAnalysis } from './academic/reports.js';
import { documents } from './documents.js';
import { evaluation, gradeSummary, groupTutoring, termPlan, tutoring } from './forms.js';
import { helpAwards } from './failed-courses/awards.js';
import { careerGuidance, helpedFile, jointStudy } from './failed-courses/forms.js';
import { careReport, handoverSheet, heartTalk, helpGiven, studyMeasures } from './hardship/forms.js';
import { helpByPair } from './hardship/views.js';
import { inSchool, ofHardship, ofPeers, ofPupils } from './kinds.js';
import { ledgers } from './ledgers.js';
import { phases } from './phases.js';
import { helperAssessment } from './party-members/assessment.js';
import { classAttendance, courseExchange, helperRating, pledge } from './party-members/forms.js';
import { points } from './points.js';
import { plan02 } from './presets/plan-02.js';
import { plan02Peers } from './presets/plan-02-peers.js';
import { plan15 } from './presets/plan-15.js';
import { plan17 } from './presets/plan-17.js';
import { plan17FirstYear } from './presets/plan-17-first-year.js';
import { plan18 } from './presets/plan-18.js';
import { plan21 } from './presets/plan-21.js';
import { plan22 } from './presets/plan-22.js';
import { match } from './proposals.js';
import { contest, growthPlan, homeVisit, peerTask, progressMark, subjectTutoring } from './pupils/forms.js';
import { careMeasure, lessonPlanCheck, mentorLesson } from './pupils/measures.js';
import { interestGroups, progressLines } from './pupils/views.js';
import { registers } from './registers.js';
import { belowDuty, byGrade, outstanding, pointsGiven } from './reports.js';
import { mayBeHelped, mayHelp } from './rules.js';
import { type Settings, settings } from './settings.js';
import { changeDays } from './warned/change-days.js';
import { collegeSummary, effectReview } from './warned/forms.js';

/** 方案二、十五、十七、十八、二十一、二十二: a student is helped one to one, by a student or by staff. `kind` says how. */
export default defineProgramme({
  id: 'peer-tutoring',
  title: t('学业帮扶', 'Peer tutoring'),
  summary: t(
    '同学之间一对一学业帮扶：由上学期成绩确定名单，记录经双方确认，期末按进步计算综测加分。',
    'Students help each other one to one: paired by last term’s results, sessions confirmed by both, points by progress at the end.',
  ),
  settings,
  leading: {
    ...leadingPosts,
    leaders: t('组长', 'Head'),
    deputies: t('副组长', 'Deputy head'),
    teamMembers: t('成员', 'Member'),
  },
  presets: { plan17, plan17FirstYear, plan15, plan18, plan21, plan22, plan02, plan02Peers },

  sides: {
    helper: member<Settings>({
      title: t('帮扶人', 'Helper'),
      of: (s) =>
        ofHardship(s) || ofPupils(s)
          ? ['teacher', 'staff']
          : inKinds('failedCourses', 'warned')(s)
            ? ['staff', 'student']
            : ['student'],
      minors: ofPeers,
      atMost: (s) => s.pairsPerHelper,
      handedOverBy: { form: 'handoverSheet', to: 'successor' },
    }),
    helped: member<Settings>({
      title: t('被帮扶人', 'Helped student'),
      of: 'student',
      minors: inSchool,
      atMost: (s) => (ofPupils(s) ? (s.teachersPerPupil ?? 1) : 1),
    }),
  },
  registers,
  eligible: { helper: mayHelp, helped: mayBeHelped },
  match,

  pairingDays: changeDays,

  forms: {
    termPlan,
    tutoring,
    evaluation,
    groupTutoring,
    gradeSummary,
    studyPlan,
    contactTalk,
    helpedFile,
    careerGuidance,
    jointStudy,
    pledge,
    courseExchange,
    classAttendance,
    helperRating,
    effectReview,
    collegeSummary,
    helpGiven,
    heartTalk,
    studyMeasures,
    careReport,
    handoverSheet,
    growthPlan,
    subjectTutoring,
    progressMark,
    homeVisit,
    contest,
    careMeasure,
    lessonPlanCheck,
    mentorLesson,
    peerTask,
  },
  duties: {
    termPlan: { per: 'term', atLeast: (s) => s.plansPerTerm ?? 0, place: '三1' },
    tutoring: {
      per: 'teachingWeek',
      atLeast: (s) => s.sessionsPerWeek ?? 0,
      agreed: { form: 'studyPlan', fact: 'sessions' },
      place: '四一3',
    },
    studyPlan: { per: 'term', atLeast: (s) => s.plansPerTerm ?? 0, place: '十五：三1；十八：四；二十一：四2' },
    helpedFile: { per: 'schoolYear', atLeast: () => 1, place: '十五：三1' },
    contactTalk: {
      per: 'teachingWeek',
      atLeast: (s) => s.talksPerWeek ?? 0,
      count: 'amount',
      fact: 'faceToFace',
      unit: t('次当面谈话', 'face-to-face talk(s)'),
      place: '十八：四',
    },
    pledge: { per: 'schoolYear', atLeast: () => 1, place: '十八：五1' },
    evaluation: { per: 'term', atLeast: (s) => s.evaluationsPerTerm ?? 0, place: '五1' },
    heartTalk: { per: 'quarter', atLeast: (s) => s.talksPerQuarter ?? 0, place: '二十二：四4' },
    careReport: { per: 'term', atLeast: (s) => s.reportsPerTerm ?? 0, place: '二十二：四2' },
    growthPlan: { per: 'term', atLeast: (s) => s.plansPerTerm ?? 0, place: '二：二1' },
    subjectTutoring: { per: 'teachingWeek', atLeast: (s) => s.sessionsPerWeek ?? 0, place: '二：二4' },
    progressMark: { per: 'term', atLeast: (s) => s.marksPerTerm ?? 0, place: '二：二4' },
    homeVisit: { per: 'term', atLeast: (s) => s.visitsPerTerm ?? 0, place: '二：二3' },
    peerTask: { per: 'month', atLeast: (s) => s.tasksPerMonth ?? 0, place: '二：二1⑤' },
  },
  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other'),
      of: ['termPlan', 'tutoring', 'evaluation', 'studyPlan', 'contactTalk', 'courseExchange', 'classAttendance'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin ?? 0 }],
    },
    signing: {
      title: t('双方签字', 'Signed by both'),
      of: ['pledge'],
      // Whoever writes it has signed; silence is no signature.
      steps: [{ by: 'otherSide', title: t('对方签字', 'Signature of the other') }],
    },
    handingOver: {
      title: t('帮扶交接', 'Handing over'),
      of: ['handoverSheet'],
      steps: [
        { by: 'successor', title: t('接手人确认', 'Agreed by the successor') },
        { by: 'owner', title: t('学院同意', 'Approved by the college') },
      ],
    },
  },

  phases,
  outcomes: { points, helpAwards, helperAssessment },
  ledgers,
  reports: {
    belowDuty,
    byGrade,
    pointsGiven,
    outstanding,
    guidance,
    resultsAnalysis,
    helpByPair,
    progressLines,
    interestGroups,
  },
  documents,
});
