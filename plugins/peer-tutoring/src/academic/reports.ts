import { report, t } from '@xieshou/sdk';
import type { Kind } from './kind.js';

/** Settings as reports are asked with. */
const used =
  (kind: Kind) =>
  (settings: Readonly<Record<string, unknown>>): boolean =>
    settings['kind'] === kind;

const whole = (zh: string, en: string) => ({ title: t(zh, en), kind: 'integer', total: true }) as const;

/** 统一学习指导 (十五：三2) by kind: how many times, and how many came. */
export const guidance = report({
  title: t('统一学习指导情况', 'Common guidance'),
  purpose: t('课程指导、考前指导大会和考试月集体自习的场次和到场人数。', 'Occasions of each kind, and how many came.'),
  inUse: used('failedCourses'),
  columns: {
    occasion: { title: t('类别', 'Kind'), kind: 'text' },
    times: whole('场次', 'Times'),
    expected: whole('应到人次', 'Expected'),
    attended: whole('实到人次', 'Attended'),
  },
  reads: ['jointStudy'],
  counts: [],
  rows: (read) => {
    // A record about several pairs is one occasion.
    const seen = new Map(read.records('jointStudy').map((r) => [JSON.stringify([r.on, r.data]), r.data]));
    const words = { course: '课程学习指导', briefing: '考前指导大会', selfStudy: '考试月集体自习' } as const;
    return Object.entries(words).map(([key, occasion]) => {
      const own = [...seen.values()].filter((data) => data['occasion'] === key);
      const sum = (field: string) => own.reduce((total, data) => total + Number(data[field] ?? 0), 0);
      return { occasion, times: own.length, expected: sum('expected'), attended: sum('attended') };
    });
  },
  drill: { times: 'jointStudy' },
});

/** 成绩分析 (二十一：四5): how the assessments of a term came out, by class. */
export const resultsAnalysis = report({
  title: t('成绩分析', 'Analysis of results'),
  purpose: t(
    '按考核表汇总各对子的通过、不及格门数和考核结论。',
    'Courses passed and failed, and conclusions, by the assessments.',
  ),
  inUse: used('warned'),
  columns: {
    helper: { title: t('帮扶人', 'Helper'), kind: 'text' },
    helped: { title: t('被帮扶人', 'Helped'), kind: 'text' },
    passed: whole('通过门数', 'Passed'),
    failed: whole('不及格门数', 'Failed'),
    sessions: whole('辅导次数', 'Sessions'),
    effect: { title: t('考核结论', 'Conclusion'), kind: 'text' },
  },
  reads: ['effectReview'],
  counts: ['tutoring'],
  rows: (read) =>
    read.pairings().map(({ id, helper, helped }) => {
      const last = read
        .records('effectReview')
        .filter(({ pairing }) => pairing === id)
        .at(-1)?.data;
      const words: Readonly<Record<string, string>> = { good: '优秀', some: '合格', little: '不合格' };
      return {
        pairing: id,
        helper: helper.name,
        helped: helped.name,
        passed: last ? Number(last['passed']) : null,
        failed: last ? Number(last['failed']) : null,
        sessions: read
          .tallies()
          .filter((tally) => tally.pairing === id && tally.name === 'tutoring' && tally.state === 'confirmed')
          .reduce((sum, { count }) => sum + count, 0),
        effect: last ? (words[String(last['effect'])] ?? null) : '未考核',
      };
    }),
  drill: { sessions: 'tutoring' },
});
