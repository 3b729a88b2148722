import {
  appointed,
  defineProgramme,
  type DutyWindow,
  finding,
  monthOf,
  organisation,
  type OrganisationSnapshot,
  rangeOfXun,
  schoolSubjects,
  t,
  leadingPosts,
} from '@xieshou/sdk';
import { documents } from './documents.js';
import { ledgers } from './ledgers.js';
import * as pairs from './pairs.js';
import * as papers from './papers.js';
import { plan14 } from './presets/plan-14.js';
import {
  belowDuty,
  bySubject,
  planRevisions,
  quarterlyReports,
  quarterlySheets,
  resources,
  unmatched,
} from './reports.js';
import { type Settings, settings } from './settings.js';
import { stages } from './stages.js';

const isSchool = (o: OrganisationSnapshot) => [
  finding(
    'school',
    o.kind === 'school',
    o.kind === 'school' ? t('是学校', 'is a school') : t('不是学校', 'is not a school'),
  ),
];

/** 季末月下旬: the 21st to the last day of March, June, September and December. */
const quarterEnd: DutyWindow<Settings> = {
  title: t('季度末月下旬', 'last third of the quarter’s last month'),
  days: ({ to }) => rangeOfXun({ month: monthOf(to), xun: 'lower' }),
};
/** Months of a school year in the calendar year in which it ends, or begins. */
const months = (
  title: { zh: string; en: string },
  o: { year: 'first' | 'second'; first: string; last: string },
): DutyWindow<Settings> => ({
  title,
  days: ({ from, to }) => {
    const year = (o.year === 'first' ? from : to).slice(0, 4);
    return { from: `${year}-${o.first}`, to: `${year}-${o.last}` };
  },
});

const quarterly = { per: 'quarter', atLeast: () => 1, window: quarterEnd } as const;

/** 方案十四: teachers paired one to one by subject, who research and share resources online. */
export default defineProgramme({
  id: 'online-research-pairs',
  title: t('网络教研结对', 'Online research pairs'),
  summary: t(
    '一所学校的教师与其他学校的教师按学科一对一结对，在网络学习空间互供资源、共同教研，按季报送。',
    'Teachers of one school paired one to one by subject with those of others: resources and research online, reported each quarter.',
  ),
  settings,
  leading: leadingPosts,
  presets: { plan14 },

  sides: {
    helper: organisation<Settings>({ title: t('帮扶学校', 'Helping school'), where: isSchool }),
    helped: organisation<Settings>({ title: t('受援学校', 'Helped school'), where: isSchool, atMost: 1 }),
  },
  roles: { station: appointed({ title: t('生产装备站', 'Equipment station') }) },
  inside: {
    teachers: {
      title: t('教师结对', 'Paired teachers'),
      helper: t('帮扶教师', 'Helping teacher'),
      helped: t('受援教师', 'Helped teacher'),
      kind: { title: t('学科', 'Subject'), choices: schoolSubjects },
      agreedBy: 'bothSides',
      atMost: 1,
      kindFrom: 'subject',
      place: '三（一）1',
    },
  },

  forms: { ...papers, ...pairs },
  duties: {
    spaceAccounts: {
      per: 'schoolYear',
      atLeast: () => 1,
      window: months(t('二至三月', 'February and March'), { year: 'second', first: '02-01', last: '03-31' }),
      place: '三（二）',
    },
    spaceTraining: {
      per: 'schoolYear',
      atLeast: () => 1,
      window: months(t('七至八月', 'July and August'), { year: 'second', first: '07-01', last: '08-31' }),
      place: '三（二）',
    },
    yearReview: {
      per: 'schoolYear',
      atLeast: () => 1,
      window: months(t('十二月', 'December'), { year: 'first', first: '12-01', last: '12-31' }),
      place: '三（二）',
    },
    progressReport: { ...quarterly, place: '三（二）' },
    usageSheet: { ...quarterly, place: '三（一）3' },
    mutualVisit: { per: 'term', atLeast: (s) => s.visitsPerTerm, place: '四2' },
    friendship: { per: 'schoolYear', of: 'eachInside', atLeast: (s) => (s.openedOn ? 1 : 0), place: '三（一）2' },
    resource: {
      per: 'term',
      of: 'eachInside',
      atLeast: (s) => (s.openedOn ? s.resourcesPerTerm : 0),
      place: '三（一）2',
    },
    research: {
      per: 'quarter',
      of: 'tree',
      atLeast: (s) => (s.openedOn ? s.researchPerQuarter : 0),
      place: '三（一）2',
    },
  },
  reviews: {
    signing: {
      title: t('双方签署', 'Signed by both'),
      of: ['agreement'],
      steps: [{ by: 'bothSides', title: t('双方学校签署', 'Signed by both schools') }],
    },
    friends: { title: t('好友互认', 'Friends confirm'), of: ['friendship'], steps: [{ by: 'otherSide' }] },
    confirmation: {
      title: t('对方确认', 'Confirmation by the other side'),
      of: ['resource', 'research', 'mutualVisit'],
      steps: [{ by: 'otherSide', silentAfter: (s) => s.confirmWithin }],
    },
    filing: {
      title: t('季度报送', 'Filed each quarter'),
      of: ['usageSheet', 'progressReport'],
      steps: [
        { by: 'writer', title: t('学校签字', 'Signed by the school') },
        { by: 'station', title: t('生产装备站签收', 'Received by the equipment station') },
      ],
    },
  },
  stages,
  ledgers,
  reports: { bySubject, unmatched, resources, quarterlySheets, quarterlyReports, planRevisions, belowDuty },
  documents,
});
