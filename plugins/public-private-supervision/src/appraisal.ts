import { type Award, finding, type LastRecord, type Outcome, type SettledPairing, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';
import { grades, standards } from './words.js';

const factOf = (record: LastRecord | undefined, name: string) => record?.facts.find((one) => one.name === name);

/** 民办学校: whether it reaches its standard, for the yearly check. */
const ofPrivateSchool = ({ id, last: { evaluation } }: SettledPairing): readonly Award[] => {
  const passed = factOf(evaluation, 'passed');
  if (!evaluation || !passed) return [];
  const held = passed.amount === 1;
  const standard = standards.find(({ value }) => value === passed.kind)!.title;
  const text = t(
    `${evaluation.on} 按${standard.zh}评估，${held ? '达标' : '未达标'}`,
    `evaluated on ${evaluation.on} by: ${standard.en}; ${held ? 'reached' : 'not reached'}`,
  );
  const level = held ? 'reached' : 'notReached';
  return [{ pairing: id, side: 'helped', level, points: 0, findings: [finding('standard', held, text)] }];
};

/** 公办学校: the grade of its help, and the points that it brings to the school's appraisal. */
const ofPublicSchool = ({ id, last: { supportEvaluation } }: SettledPairing): readonly Award[] => {
  const points = factOf(supportEvaluation, 'points');
  const grade = grades.find(({ value }) => value === points?.kind);
  if (!supportEvaluation || !points || !grade) return [];
  const text = t(
    `${supportEvaluation.on} 评估为${grade.title.zh}，加 ${points.amount} 分`,
    `judged ${grade.title.en.toLowerCase()} on ${supportEvaluation.on}: ${points.amount} points`,
  );
  const found = finding('grade', grade.value !== 'fail', text, { points: points.amount });
  return [{ pairing: id, side: 'helper', level: grade.value, points: points.amount, findings: [found] }];
};

/** 年度评估结果 (五4): the last evaluation of each side in the school year. */
export const appraisal: Outcome<Settings> = {
  title: t('年度评估结果', 'Yearly evaluation'),
  purpose: t(
    '按学年内最近一次评估确定：民办学校是否达标，用于年检；公办学校的等次和加分，用于年度综合考评。',
    'By the last evaluation of the school year: whether the private school reaches its standard, for the yearly check; the public school’s grade and points, for its appraisal.',
  ),
  place: '五4',
  per: 'schoolYear',
  reads: ['evaluation', 'supportEvaluation'],
  levels: {
    reached: { title: t('达标', 'Reached') },
    ...Object.fromEntries(grades.map(({ value, title }) => [value, { title }])),
    notReached: { title: t('未达标', 'Not reached') },
  },
  settle: ({ pairings }) => pairings.flatMap((pair) => [...ofPublicSchool(pair), ...ofPrivateSchool(pair)]),
};
