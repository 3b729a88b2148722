import { halfYearOf, halfYearTitle, type Reader, report, t } from '@xieshou/sdk';
import { count, names, sides } from './reports.js';
import { isCampaign } from './settings.js';
import { surroundings, tasks } from './words.js';

interface Named {
  readonly value: string;
  readonly title: { readonly zh: string };
}
const listed = (missing: readonly Named[]): string | null =>
  missing.length === 0 ? null : missing.map(({ title }) => title.zh).join('、');

/** How often a school worked at each of the eight lines, and at which of them never. */
export const linesOf = (read: Reader) => {
  const records = read.records('task');
  return (pairing: string) => {
    const own = records.filter((one) => one.pairing === pairing);
    const at = (line: (typeof tasks)[number]['value']) => own.filter(({ data }) => data['task'] === line).length;
    return { at, total: own.length, missing: listed(tasks.filter(({ value }) => at(value) === 0)) };
  };
};

/** 八项任务 (方案五 二): line by line and school by school. */
export const taskLines = report({
  title: t('八项任务完成情况', 'The eight tasks'),
  purpose: t(
    '各校每项任务开展的次数，没有开展的列明。',
    'How often each school worked at each task, and at which never.',
  ),
  inUse: isCampaign,
  columns: {
    ...sides,
    education: { ...count('', ''), title: tasks[0].title },
    manners: { ...count('', ''), title: tasks[1].title },
    villages: { ...count('', ''), title: tasks[2].title },
    hygiene: { ...count('', ''), title: tasks[3].title },
    green: { ...count('', ''), title: tasks[4].title },
    culture: { ...count('', ''), title: tasks[5].title },
    livelihood: { ...count('', ''), title: tasks[6].title },
    discipline: { ...count('', ''), title: tasks[7].title },
    total: count('合计', 'Total'),
    missing: { title: t('未开展', 'Missing'), kind: 'text' },
  },
  reads: ['task'],
  counts: [],
  rows: (read) => {
    const lines = linesOf(read);
    return read.pairings().map((pair) => {
      const { at, total, missing } = lines(pair.id);
      return {
        ...names(pair),
        education: at('education'),
        manners: at('manners'),
        villages: at('villages'),
        hygiene: at('hygiene'),
        green: at('green'),
        culture: at('culture'),
        livelihood: at('livelihood'),
        discipline: at('discipline'),
        total,
        missing,
      };
    });
  },
  drill: { total: 'task' },
});

/** Half-years in which a campaign is asked of a school or was held, earliest first. */
const halvesOf = (read: Reader) => {
  const asked = read.duties().filter(({ duty, required }) => duty === 'surrounding' && required > 0);
  const held = read.records('surrounding').map(({ on }) => halfYearOf(on));
  return [...new Set([...asked.map(({ period }) => halfYearOf(period.to)), ...held])].toSorted();
};

/** Which of the five areas a school has not put in order in a half-year. */
const areasOf = (read: Reader, o: { readonly pairing: string; readonly half: string }) => {
  const own = read
    .records('surrounding')
    .filter(({ pairing, on }) => pairing === o.pairing && halfYearOf(on) === o.half);
  const at = (area: (typeof surroundings)[number]['value']) => own.filter(({ data }) => data[area]).length;
  return { at, times: own.length, missing: listed(surroundings.filter(({ value }) => at(value) === 0)) };
};

/** Areas that are still to be done in the half-years that the bulletin touches: what was done in another month counts. */
export const areasToDo = (read: Reader, pairing: string): string | null =>
  read
    .duties()
    .filter((one) => one.duty === 'surrounding' && one.pairing === pairing && one.remaining > 0)
    .map(({ period, confirmed, remaining }) =>
      confirmed === 0
        ? `${period.title.zh}：${listed(surroundings)}`
        : `${period.title.zh}：还差 ${remaining} 次（${listed(surroundings)}）`,
    )
    .join('；') || null;

/** 五个治理 × 上下半年 × 村小 (方案五 二8). */
export const surroundingHalves = report({
  title: t('周边整治完成情况', 'Surroundings put in order'),
  purpose: t(
    '各校上、下半年五项治理的次数，没有整治的列明；只看所选时间内的记录，请选整个半年或学年。',
    'How often each school put each of the five areas in order in each half-year, and which never, within the period: choose whole half-years.',
  ),
  inUse: isCampaign,
  columns: {
    half: { title: t('时段', 'Half-year'), kind: 'text' },
    ...sides,
    culture: { ...count('', ''), title: surroundings[0].title },
    traffic: { ...count('', ''), title: surroundings[1].title },
    security: { ...count('', ''), title: surroundings[2].title },
    food: { ...count('', ''), title: surroundings[3].title },
    teaching: { ...count('', ''), title: surroundings[4].title },
    times: count('整治次数', 'Campaigns'),
    missing: { title: t('未整治', 'Missing'), kind: 'text' },
  },
  reads: ['surrounding'],
  counts: [],
  rows: (read) =>
    halvesOf(read).flatMap((half) =>
      read.pairings().map((pair) => {
        const { at, times, missing } = areasOf(read, { pairing: pair.id, half });
        return {
          ...names(pair),
          half: halfYearTitle(half).zh,
          culture: at('culture'),
          traffic: at('traffic'),
          security: at('security'),
          food: at('food'),
          teaching: at('teaching'),
          times,
          missing,
        };
      }),
    ),
  drill: { times: 'surrounding' },
});
