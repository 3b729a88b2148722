import { type Phase, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';

const firstTerm: Phase<Settings> = {
  title: t('第一学期：结对、帮扶、期末评价', 'Term 1: pairs, tutoring, evaluation at its end'),
  place: '三1',
  days: (programme) => programme.terms[0] ?? programme,
};

const secondTerm: Phase<Settings> = {
  title: t('第二学期：总结上学期，继续帮扶', 'Term 2: summary of the last one, and tutoring goes on'),
  place: '三4',
  days: (programme) => programme.terms.at(-1) ?? programme,
};

/** The school year as the plan lays it out. */
export const phases = { firstTerm, secondTerm };
