import { type Phase, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';

const planning: Phase<Settings> = {
  title: t('摸底、梳理问题、制定年度计划', 'Survey, list of problems, yearly plan'),
  place: '四（一）',
  days: (programme) => programme.terms[0] ?? programme,
};

const activities: Phase<Settings> = {
  title: t('五项活动', 'The five activities'),
  place: '四（二）',
  days: (programme) => programme,
};

const judging: Phase<Settings> = {
  title: t('学年评估', 'Evaluation of the school year'),
  place: '五4',
  days: (programme) => programme.terms.at(-1) ?? programme,
};

/** The school year as the plan lays it out. */
export const phases = { planning, activities, judging };
