import { defineProgramme, organisation, t } from '@xieshou/sdk';
import { session } from './forms.js';
import { ledgers } from './ledgers.js';
import { standard } from './presets/standard.js';
import { overview } from './reports.js';
import { isSchool } from './rules.js';
import { settings } from './settings.js';

/** A school with laboratories opens them to a school without. */
export default defineProgramme({
  id: 'laboratory-sharing',
  title: t('实验室共享', 'Laboratory sharing'),
  summary: t(
    '有实验室的学校向没有实验室的学校开放：每月至少若干次，每次人数有上限，双方确认后计入。',
    'A school opens its laboratories to another: so many sessions a month, with a limit on students; both sides agree on what counts.',
  ),
  settings,
  presets: { standard },

  sides: {
    helper: organisation({ title: t('开放学校', 'Opening school'), where: isSchool }),
    helped: organisation({ title: t('受援学校', 'Visiting school'), where: isSchool, atMost: 1 }),
  },

  forms: { session },

  duties: {
    session: { per: 'month', atLeast: (s) => s.sessionsPerMonth, teachingDays: () => 10, place: '二1' },
  },

  reviews: {
    confirmation: {
      title: t('对方确认', 'Confirmation by the other side'),
      of: ['session'],
      steps: [{ by: 'otherSide' }],
    },
  },

  ledgers,
  reports: { overview },
});
