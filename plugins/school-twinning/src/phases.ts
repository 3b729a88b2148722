import { addDays, type Phase, type ProgrammeDays, t, upTo } from '@xieshou/sdk';
import { isCampaign, isCobuilding, isTwinning, type Settings } from './settings.js';

type SchoolPhase = Phase<Settings>;

/** The turn of the calendar year that a school year has in it. */
const turnOf = ({ from }: ProgrammeDays) => ({
  last: `${from.slice(0, 4)}-12-31`,
  first: `${Number(from.slice(0, 4)) + 1}-01-01`,
  middle: `${Number(from.slice(0, 4)) + 1}-06-30`,
});

const filing: SchoolPhase = {
  title: t('制定并报备工作方案', 'Work plans are made and filed'),
  place: '方案六 四1',
  inUse: isTwinning,
  days: (programme, { filedBy }) => (filedBy === undefined ? programme : upTo(programme, filedBy)),
};

const twinning: SchoolPhase = {
  title: t('结对活动', 'Schools work together'),
  place: '方案六 二',
  inUse: isTwinning,
  days: ({ from, to }, { filedBy }) =>
    filedBy === undefined || filedBy < from || filedBy >= to ? { from, to } : { from: addDays(filedBy, 1), to },
};

const survey: SchoolPhase = {
  title: t('摸底与共建起步', 'Survey and first steps'),
  place: '方案十三 三',
  inUse: isCobuilding,
  days: (programme) => programme.terms[0] ?? programme,
};

const comparison: SchoolPhase = {
  title: t('深化共建与成效对比', 'Going on, and comparing the effects'),
  place: '方案十三 五',
  inUse: isCobuilding,
  days: (programme) => programme.terms.at(-1) ?? programme,
};

const autumnDrive: SchoolPhase = {
  title: t('下半年周边环境专项整治', 'Surroundings, second half of the year'),
  place: '方案五 二8',
  inUse: isCampaign,
  days: (programme) => upTo(programme, turnOf(programme).last),
};

const springDrive: SchoolPhase = {
  title: t('上半年周边环境专项整治', 'Surroundings, first half of the year'),
  place: '方案五 二8',
  inUse: isCampaign,
  days: (programme) => {
    const { first, middle } = turnOf(programme);
    return { from: first, to: middle };
  },
};

/** The year of each of the three plans. */
export const phases = { filing, twinning, survey, comparison, autumnDrive, springDrive };
