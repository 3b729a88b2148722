import { defineProgramme, member, t } from '@xieshou/sdk';
import { documents } from './documents.js';
import { evaluation, gradeSummary, groupTutoring, termPlan, tutoring } from './forms.js';
import { careReport, handoverSheet, heartTalk, helpGiven, studyMeasures } from './hardship/forms.js';
import { helpByPair } from './hardship/views.js';
import { ofHardship } from './kinds.js';
import { ledgers } from './ledgers.js';
import { phases } from './phases.js';
import { points } from './points.js';
import { plan17 } from './presets/plan-17.js';
import { plan17FirstYear } from './presets/plan-17-first-year.js';
import { plan22 } from './presets/plan-22.js';
import { match } from './proposals.js';
import { registers } from './registers.js';
import { belowDuty, byGrade, outstanding, pointsGiven } from './reports.js';
import { mayBeHelped, mayHelp } from './rules.js';
import { type Settings, settings } from './settings.js';

/** 方案十七、二十二: a student is helped one to one, by a classmate or by a teacher. `kind` says how. */
export default defineProgramme({
  id: 'peer-tutoring',
  title: t('学业帮扶', 'Peer tutoring'),
  summary: t(
    '同学之间一对一学业帮扶：由上学期成绩确定名单，记录经双方确认，期末按进步计算综测加分。',
    'Students help each other one to one: paired by last term’s results, sessions confirmed by both, points by progress at the end.',
  ),
  settings,
  presets: { plan17, plan17FirstYear, plan22 },

  sides: {
    helper: member<Settings>({
      title: t('帮扶人', 'Helper'),
      of: (s) => (ofHardship(s) ? ['teacher', 'staff'] : ['student']),
      atMost: (s) => s.pairsPerHelper,
      handedOverBy: { form: 'handoverSheet', to: 'successor' },
    }),
    helped: member<Settings>({ title: t('被帮扶人', 'Helped student'), of: 'student', atMost: 1 }),
  },
  registers,
  eligible: { helper: mayHelp, helped: mayBeHelped },
  match,

  forms: {
    termPlan,
    tutoring,
    evaluation,
    groupTutoring,
    gradeSummary,
    helpGiven,
    heartTalk,
    studyMeasures,
    careReport,
    handoverSheet,
  },
  duties: {
    termPlan: { per: 'term', atLeast: (s) => s.plansPerTerm, place: '三1' },
    tutoring: { per: 'teachingWeek', atLeast: (s) => s.sessionsPerWeek, place: '四一3' },
    evaluation: { per: 'term', atLeast: (s) => s.evaluationsPerTerm, place: '五1' },
    heartTalk: { per: 'quarter', atLeast: (s) => s.talksPerQuarter ?? 0, place: '二十二：四4' },
    careReport: { per: 'term', atLeast: (s) => s.reportsPerTerm ?? 0, place: '二十二：四2' },
  },
  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other'),
      of: ['termPlan', 'tutoring', 'evaluation'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
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
  outcomes: { points },
  ledgers,
  reports: { belowDuty, byGrade, pointsGiven, outstanding, helpByPair },
  documents,
});
