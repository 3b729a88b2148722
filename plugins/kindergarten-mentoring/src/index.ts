import { defineProgramme, finding, type OrganisationSnapshot, organisation, t, leadingPosts } from '@xieshou/sdk';
import { ledgers } from './ledgers.js';
import { event, observation, sentActivity, teacherStay } from './mentoring.js';
import { plan04 } from './presets/plan-04.js';
import { progress, stageOverview } from './reports.js';
import { aspectScore, donation } from './results.js';
import { type Settings, settings } from './settings.js';
import { phases } from './phases.js';
import { stages } from './stages.js';
import { guidanceVisit, paper, systemsCheck } from './visits.js';
import { areas } from './words.js';

const isKindergarten = ({ schoolKind }: OrganisationSnapshot) => [
  finding(
    'kindergarten',
    schoolKind === 'kindergarten',
    schoolKind === 'kindergarten' ? t('是幼儿园', 'is a kindergarten') : t('不是幼儿园', 'is not a kindergarten'),
  ),
];

/** 方案四: one kindergarten helps two others in four stages. */
export default defineProgramme({
  id: 'kindergarten-mentoring',
  title: t('幼儿园结对帮扶', 'Kindergarten mentoring'),
  summary: t(
    '一所幼儿园分四个阶段帮扶结对园，每个阶段凭材料关闭。',
    'A kindergarten helps others in four stages; each stage closes on evidence.',
  ),
  settings,
  leading: leadingPosts,
  presets: { plan04 },

  sides: {
    helper: organisation<Settings>({
      title: t('帮教园', 'Helping kindergarten'),
      where: isKindergarten,
      atMost: (s) => s.partnersPerHelper,
    }),
    helped: organisation<Settings>({ title: t('结对园', 'Helped kindergarten'), where: isKindergarten, atMost: 1 }),
  },

  inside: {
    apprentices: {
      title: t('师徒结对', 'Masters and apprentices'),
      helper: t('师傅', 'Master'),
      helped: t('徒弟', 'Apprentice'),
      kind: { title: t('领域', 'Area'), choices: areas },
      place: '第二阶段2',
    },
  },

  forms: {
    paper,
    guidanceVisit,
    systemsCheck,
    sentActivity,
    observation,
    teacherStay,
    event,
    donation,
    aspectScore,
  },

  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other side'),
      of: ['paper', 'guidanceVisit', 'systemsCheck', 'sentActivity', 'observation', 'teacherStay', 'event', 'donation'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
    },
  },

  stages,
  phases,
  ledgers,
  reports: { stageOverview, progress },
});
