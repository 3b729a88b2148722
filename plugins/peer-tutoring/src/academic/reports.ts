import { report, t } from '@xieshou/sdk';
import { conclusions } from '../warned/forms.js';
import { terms } from '../warned/terms.js';
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

/** 成绩分析 (二十一：四5): how the assessments of each term came out, pair by pair. */
export const resultsAnalysis = report({
  title: t('成绩分析', 'Analysis of results'),
  purpose: t(
    '所选时间内填写的考核表，每个对子每学期取最后一份：通过、不及格门数和考核结论。',
    'Assessments written in the period, the last of each pair and term: courses passed and failed, and the conclusion.',
  ),
  inUse: used('warned'),
  columns: {
    helper: { title: t('帮扶人', 'Helper'), kind: 'text' },
    helped: { title: t('被帮扶人', 'Helped'), kind: 'text' },
    sessions: whole('辅导次数', 'Sessions'),
    term: { title: t('考核学期', 'Term assessed'), kind: 'text' },
    passed: whole('通过门数', 'Passed'),
    failed: whole('不及格门数', 'Failed'),
    effect: { title: t('考核结论', 'Conclusion'), kind: 'text' },
  },
  reads: ['effectReview'],
  counts: ['tutoring'],
  rows: (read) =>
    read.pairings().flatMap(({ id, helper, helped }) => {
      const own = read.records('effectReview').filter(({ pairing }) => pairing === id);
      const assessed = terms.flatMap(({ value, title }) => {
        const last = own.filter(({ data }) => data['term'] === value).at(-1)?.data;
        return last ? [{ term: title.zh, last }] : [];
      });
      const sessions = read
        .tallies()
        .filter((tally) => tally.pairing === id && tally.name === 'tutoring' && tally.state === 'confirmed')
        .reduce((sum, { count }) => sum + count, 0);
      return (assessed.length > 0 ? assessed : [undefined]).map((found, at) => ({
        pairing: id,
        helper: helper.name,
        helped: helped.name,
        // Those of the period, once: the column adds up.
        sessions: at === 0 ? sessions : null,
        term: found?.term ?? null,
        passed: found ? Number(found.last['passed']) : null,
        failed: found ? Number(found.last['failed']) : null,
        effect: found ? (conclusions.find(({ value }) => value === found.last['effect'])?.title.zh ?? null) : '未考核',
      }));
    }),
  drill: { sessions: 'tutoring' },
});
