import { type Reader, report, t } from '@xieshou/sdk';
import { stages } from './stages.js';
import { aspects } from './words.js';

const helper = { title: t('帮教园', 'Helping kindergarten'), kind: 'text' } as const;
const helped = { title: t('结对园', 'Helped kindergarten'), kind: 'text' } as const;
const closedOn = (key: keyof typeof stages) =>
  ({
    title: t(`${stages[key].place}完成`, `Closed: ${stages[key].title.en.toLowerCase()}`),
    kind: 'text',
  }) as const;

/** 阶段进度: where each pair stands, and when it left each stage. */
export const stageOverview = report({
  title: t('阶段进度', 'Stages'),
  purpose: t(
    '截至今天各结对处于第几阶段（全部完成的为空）、各阶段完成日期；“豁免”是写明理由后不再要求的。',
    'Where each pair stands today (empty where all stages are closed) and when each stage was closed; “waived” means with something missing, for a written reason.',
  ),
  columns: {
    helper,
    helped,
    stage: { title: t('当前第几阶段', 'Present stage, by number'), kind: 'integer' },
    closed: { title: t('已完成阶段', 'Stages closed'), kind: 'integer', total: true },
    waived: { title: t('其中有豁免', 'Of them with waivers'), kind: 'integer', total: true },
    late: { title: t('逾期', 'Late'), kind: 'integer', total: true },
    ideas: closedOn('ideas'),
    masters: closedOn('masters'),
    environment: closedOn('environment'),
    features: closedOn('features'),
  },
  counts: [],
  rows: (read) => {
    const standings = new Map(read.stages().map((one) => [one.pairing, one]));
    return read.pairings().flatMap((pairing) => {
      const standing = standings.get(pairing.id);
      if (!standing) return [];
      const on = (key: string) => standing.closed.find(({ stage }) => stage === key)?.on ?? null;
      // None where all are closed.
      const stage = Object.keys(stages).findIndex((key) => key === standing.stage);
      return [
        {
          pairing: pairing.id,
          helper: pairing.helper.name,
          helped: pairing.helped.name,
          stage: stage < 0 ? null : stage + 1,
          closed: standing.closed.length,
          waived: standing.closed.filter(({ waived }) => waived).length,
          late: standing.late ? 1 : 0,
          ideas: on('ideas'),
          masters: on('masters'),
          environment: on('environment'),
          features: on('features'),
        },
      ];
    });
  },
  chart: { kind: 'bar', by: 'helped', series: ['closed'] },
});

/** The latest scores of a pair at one moment. */
const scoresOf = (read: Reader, pairing: string, moment: 'before' | 'after') => {
  const data = read
    .records('aspectScore')
    .filter((one) => one.pairing === pairing && one.data['moment'] === moment)
    .at(-1)?.data;
  return (aspect: string): number | null => {
    const value = data?.[aspect];
    return typeof value === 'number' ? value : null;
  };
};

const points = (aspect: (typeof aspects)[number], moment: { zh: string; en: string }) =>
  ({ title: t(`${aspect.title.zh}（${moment.zh}）`, `${aspect.title.en}, ${moment.en}`), kind: 'integer' }) as const;
const [before, after] = [t('前', 'before'), t('后', 'after')];

/** 帮扶成效: the four aspects before and after, one row for each pair. */
export const progress = report({
  title: t('四方面前后对比', 'Before and after'),
  purpose: t(
    '所选时间内帮扶前、帮扶后各最近一次评分；总分为四个方面之和。',
    'The latest scores before and after in the period; the sums are those of the four aspects.',
  ),
  columns: {
    helper,
    helped,
    ideasBefore: points(aspects[0], before),
    ideasAfter: points(aspects[0], after),
    teachingBefore: points(aspects[1], before),
    teachingAfter: points(aspects[1], after),
    environmentBefore: points(aspects[2], before),
    environmentAfter: points(aspects[2], after),
    managementBefore: points(aspects[3], before),
    managementAfter: points(aspects[3], after),
    before: { title: t('总分（前）', 'Sum, before'), kind: 'integer' },
    after: { title: t('总分（后）', 'Sum, after'), kind: 'integer' },
    change: { title: t('变化', 'Change'), kind: 'integer' },
  },
  counts: [],
  reads: ['aspectScore'],
  rows: (read) =>
    read.pairings().map((pairing) => {
      const [was, is] = [scoresOf(read, pairing.id, 'before'), scoresOf(read, pairing.id, 'after')];
      const sum = (of: typeof was) => aspects.reduce<number | null>((all, { value }) => plus(all, of(value)), 0);
      const [first, last] = [sum(was), sum(is)];
      return {
        pairing: pairing.id,
        helper: pairing.helper.name,
        helped: pairing.helped.name,
        ideasBefore: was('ideas'),
        ideasAfter: is('ideas'),
        teachingBefore: was('teaching'),
        teachingAfter: is('teaching'),
        environmentBefore: was('environment'),
        environmentAfter: is('environment'),
        managementBefore: was('management'),
        managementAfter: is('management'),
        before: first,
        after: last,
        change: first === null || last === null ? null : last - first,
      };
    }),
  chart: { kind: 'bar', by: 'helped', series: ['before', 'after'] },
});

/** What is not known makes a sum unknown. */
const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
