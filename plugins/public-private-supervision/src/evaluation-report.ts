import { type RecordSnapshot, report, t } from '@xieshou/sdk';

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** 评估结果: the last evaluation of each side in the period. Private: reached or not; public: points and commendation. */
export const evaluations = report({
  title: t('评估结果', 'Evaluations'),
  purpose: t(
    '所选时间内每个结对最近一次评估：民办学校是否达标（供年检使用），公办学校的加分和专项表彰（供年度综合考评使用）。',
    'The latest evaluation of each pairing in the period: whether the private school reaches its standard (for the yearly check), and the points and commendation of the public school (for its appraisal).',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    on: { title: t('民办学校评估日期', 'Private school evaluated'), kind: 'text' },
    reached: { title: t('达到指标', 'Items reached'), kind: 'integer' },
    items: { title: t('指标总数', 'Items'), kind: 'integer' },
    passed: { title: t('达标', 'Reached'), kind: 'integer', total: true },
    notPassed: { title: t('未达标', 'Not reached'), kind: 'integer', total: true },
    open: { title: t('未评估', 'Not evaluated'), kind: 'integer', total: true },
    helperOn: { title: t('公办学校评估日期', 'Public school evaluated'), kind: 'text' },
    points: { title: t('考评加分', 'Points'), kind: 'integer' },
    commended: { title: t('专项表彰', 'Commended'), kind: 'integer', total: true },
  },
  reads: ['evaluation', 'supportEvaluation'],
  rows: (read) => {
    const last = (form: string, pairing: string): RecordSnapshot | undefined =>
      read
        .records(form)
        .filter((one) => one.pairing === pairing)
        .at(-1);
    return read.pairings().map((pairing) => {
      const school = last('evaluation', pairing.id);
      const help = last('supportEvaluation', pairing.id);
      const passed = school?.facts['passed'];
      return {
        pairing: pairing.id,
        helper: pairing.helper.name,
        helped: pairing.helped.name,
        on: school?.on ?? null,
        reached: number(school?.data['reached']),
        items: number(school?.data['items']),
        passed: passed === 1 ? 1 : 0,
        notPassed: passed === 0 ? 1 : 0,
        open: school ? 0 : 1,
        helperOn: help?.on ?? null,
        points: help?.facts['points'] ?? null,
        commended: help?.data['commended'] === true ? 1 : 0,
      };
    });
  },
  chart: { kind: 'stackedBar', by: 'helped', series: ['passed', 'notPassed', 'open'] },
});
