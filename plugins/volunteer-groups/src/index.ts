import { defineProgramme, member, t, team, leadingPosts } from '@xieshou/sdk';
import { activity } from './activities.js';
import { registers, takesPart } from './children.js';
import { documents } from './documents.js';
import { gift, standardKit } from './handovers.js';
import { ledgers } from './ledgers.js';
import { plan19 } from './presets/plan-19.js';
import { reports } from './reports.js';
import { type Settings, settings } from './settings.js';

/** 方案十九: a team of volunteers stands by one child whose parents work far away. */
export default defineProgramme({
  id: 'volunteer-groups',
  title: t('志愿小分队与留守儿童', 'Volunteer teams for children'),
  summary: t(
    '大学生组成小分队，一队陪伴一名留守儿童：看望、活动、学习用品和礼物交接，费用由成员分担。',
    'Students form teams, each for one child: visits, activities, school things and a gift, whose cost the members share.',
  ),
  settings,
  leading: leadingPosts,
  presets: { plan19 },

  sides: {
    helper: team<Settings>({ title: t('志愿小分队', 'Team'), of: 'student', atMost: 1 }),
    helped: member<Settings>({ title: t('留守儿童', 'Child'), of: 'student', minors: true, atMost: 1 }),
  },
  registers,
  eligible: { helped: takesPart },

  forms: { standardKit, gift, activity },
  duties: {
    standardKit: { per: 'schoolYear', atLeast: () => 1, place: '六' },
    gift: { per: 'schoolYear', atLeast: () => 1, place: '六' },
  },
  reviews: {
    confirmation: {
      title: t('学校确认', 'Confirmation by the school'),
      of: ['standardKit', 'gift', 'activity'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
    },
  },

  ledgers,
  reports,
  documents,
});
