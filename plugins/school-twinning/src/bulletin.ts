import { type Reader, report, t } from '@xieshou/sdk';
import { areasToDo, linesOf } from './campaign-tables.js';
import { isCampaign } from './settings.js';
import { count, meanOf, names, perPairing, sides, tallied } from './reports.js';

/** Inspections of a school and the mean of their scores. */
const scores = (read: Reader, pairing: string) => {
  const own = read.records('siteInspection').filter((one) => one.pairing === pairing);
  const sum = own.reduce((total, { facts }) => total + (facts['score'] ?? 0), 0);
  return {
    inspections: own.length,
    unannounced: own.filter(({ data }) => data['way'] === 'unannounced').length,
    mean: meanOf({ sum, count: own.length }),
  };
};

/** 一月一通报 (方案五 三3): school by school in the order of names, and never in the order of scores. */
export const bulletin = report({
  title: t('督查通报', 'Bulletin'),
  purpose: t(
    '所选月份各校的工作、督查、曝光和奖惩；按校名排列，不排名次。',
    'Work, inspections, exposures and measures of each school in the period, by name and without ranks.',
  ),
  inUse: isCampaign,
  columns: {
    ...sides,
    cleaning: count('大扫除', 'Cleanings'),
    task: count('任务活动', 'Tasks'),
    surrounding: count('周边整治', 'Surroundings'),
    inspections: count('督查', 'Inspections'),
    unannounced: count('其中暗查', 'unannounced'),
    mean: { title: t('平均得分', 'Mean score'), kind: 'integer' },
    problems: count('未销号问题', 'Open problems'),
    exposed: count('曝光', 'Exposures'),
    measures: count('奖惩问责', 'Measures'),
    overdue: count('逾期项', 'Overdue'),
    missingTasks: { title: t('未开展任务', 'Tasks missing'), kind: 'text' },
    missingAreas: { title: t('未完成治理', 'Areas missing'), kind: 'text' },
  },
  reads: ['siteInspection', 'task'],
  counts: ['cleaning', 'task', 'surrounding', 'exposure', 'measure'],
  rows: (read) => {
    const of = tallied(read);
    const lines = linesOf(read);
    const late = perPairing(read.duties().filter(({ state }) => state === 'overdue'));
    const problems = perPairing(read.rectifications().filter(({ state }) => state !== 'closed'));
    return read.pairings().map((pair) => ({
      ...names(pair),
      cleaning: of(pair.id, 'cleaning'),
      task: of(pair.id, 'task'),
      surrounding: of(pair.id, 'surrounding'),
      ...scores(read, pair.id),
      problems: problems(pair.id),
      exposed: of(pair.id, 'exposure'),
      measures: of(pair.id, 'measure'),
      overdue: late(pair.id),
      missingTasks: lines(pair.id).missing,
      missingAreas: areasToDo(read, pair.id),
    }));
  },
  chart: { kind: 'bar', by: 'helped', series: ['cleaning', 'task'] },
  drill: {
    cleaning: 'cleaning',
    task: 'task',
    surrounding: 'surrounding',
    inspections: 'siteInspection',
    exposed: 'exposure',
    measures: 'measure',
  },
});

/** 一月一排名: only where the bureau has switched it on; schools with the same score share a rank, none without one. */
export const ranking = report({
  title: t('督查排名', 'Ranking'),
  purpose: t(
    '按平均得分排列；同分同名次，没有督查的不排。',
    'By mean score; equal scores share a rank, and who was not inspected has none.',
  ),
  inUse: (s) => isCampaign(s as never) && s['ranking'] === 'on',
  columns: {
    rank: { title: t('名次', 'Rank'), kind: 'integer' },
    helped: sides.helped,
    mean: { title: t('平均得分', 'Mean score'), kind: 'integer' },
    inspections: count('督查', 'Inspections'),
  },
  reads: ['siteInspection'],
  counts: [],
  rows: (read) => {
    const all = read.pairings().map((pair) => ({ pair, ...scores(read, pair.id) }));
    return all
      .toSorted((a, b) => (b.mean ?? -1) - (a.mean ?? -1))
      .map(({ pair, mean, inspections }) => ({
        pairing: pair.id,
        rank: mean === null ? null : 1 + all.filter((other) => (other.mean ?? -1) > mean).length,
        helped: pair.helped.name,
        mean,
        inspections,
      }));
  },
});
