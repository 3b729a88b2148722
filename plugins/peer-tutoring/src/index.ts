import { defineProgramme, member, t } from '@xieshou/sdk';
import { documents } from './documents.js';
import { evaluation, gradeSummary, groupTutoring, termPlan, tutoring } from './forms.js';
import { ledgers } from './ledgers.js';
import { phases } from './phases.js';
import { points } from './points.js';
import { plan17 } from './presets/plan-17.js';
import { plan17FirstYear } from './presets/plan-17-first-year.js';
import { match } from './proposals.js';
import { registers } from './registers.js';
import { belowDuty, byGrade, outstanding, pointsGiven } from './reports.js';
import { mayBeHelped, mayHelp } from './rules.js';
import { type Settings, settings } from './settings.js';

/** 方案十七: a student who does well helps one who has fallen behind, for a term. */
export default defineProgramme({
  id: 'peer-tutoring',
  title: t('学业帮扶', 'Peer tutoring'),
  summary: t(
    '同学之间一对一学业帮扶：由上学期成绩确定名单，记录经双方确认，期末按进步计算综测加分。',
    'Students help each other one to one: paired by last term’s results, sessions confirmed by both, points by progress at the end.',
  ),
  settings,
  presets: { plan17, plan17FirstYear },

  sides: {
    helper: member<Settings>({ title: t('帮扶人', 'Helper'), of: 'student', atMost: (s) => s.pairsPerHelper }),
    helped: member<Settings>({ title: t('被帮扶人', 'Helped student'), of: 'student', atMost: 1 }),
  },
  registers,
  eligible: { helper: mayHelp, helped: mayBeHelped },
  match,

  forms: { termPlan, tutoring, evaluation, groupTutoring, gradeSummary },
  duties: {
    termPlan: { per: 'term', atLeast: (s) => s.plansPerTerm, place: '三1' },
    tutoring: { per: 'teachingWeek', atLeast: (s) => s.sessionsPerWeek, place: '四一3' },
    evaluation: { per: 'term', atLeast: (s) => s.evaluationsPerTerm, place: '五1' },
  },
  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other'),
      of: ['termPlan', 'tutoring', 'evaluation'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
    },
  },

  phases,
  outcomes: { points },
  ledgers,
  reports: { belowDuty, byGrade, pointsGiven, outstanding },
  documents,
});
