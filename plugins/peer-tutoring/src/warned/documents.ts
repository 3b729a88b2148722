import { type DocumentOfProgramme, type RecordSnapshot, t } from '@xieshou/sdk';
import { inKinds } from '../academic/kind.js';
import type { Settings } from '../settings.js';
import { marksOutOf, terms, type WhichTerm } from './terms.js';

/**
 * 未完成考核和总结的对子 (二十一：四6): of each term whose marks are out, the pairs that stood on that day and have no
 * assessment, or stand in no summary.
 */
const unassessed: DocumentOfProgramme<Settings> = {
  of: 'programme',
  title: t('未完成考核和总结的对子', 'Pairs not yet assessed or summed up'),
  purpose: t(
    '期末成绩已公布的学期，当日在帮而没有考核表或没有列入学院总结的对子；请选整个学年。',
    'Of each term whose marks are out: pairs of that day without an assessment, or in no summary of the college. Choose the whole school year.',
  ),
  inUse: inKinds('warned'),
  reads: ['effectReview', 'collegeSummary'],
  counts: [],
  parts: (read, { settings: s, pairings }) => {
    const [reviews, summaries] = [read.records('effectReview'), read.records('collegeSummary')];
    const has = (all: readonly RecordSnapshot[], pairing: string, term: WhichTerm) =>
      all.some((one) => one.pairing === pairing && one.data['term'] === term);
    const missing = terms.flatMap(({ value: term, title }) => {
      const out = marksOutOf(term, s);
      if (out === undefined || out > read.today) return [];
      return pairings
        .filter(({ startsOn, endsOn }) => startsOn <= out && (endsOn === null || endsOn >= out))
        .map((pair) => ({
          pair,
          title,
          assessed: has(reviews, pair.id, term),
          summedUp: has(summaries, pair.id, term),
        }))
        .filter(({ assessed, summedUp }) => !assessed || !summedUp);
    });
    return [
      {
        kind: 'table',
        columns: [
          { title: t('序号', 'No.'), width: 1 },
          { title: t('学期', 'Term'), width: 2 },
          { title: t('被帮扶人', 'Helped'), width: 2 },
          { title: t('班级', 'Class'), width: 4 },
          { title: t('帮扶人', 'Helper'), width: 2 },
          { title: t('考核表', 'Assessment'), width: 2 },
          { title: t('学院总结', 'Summary'), width: 2 },
        ],
        rows: missing.map(({ pair: { helper, helped }, title, assessed, summedUp }, at) => [
          at + 1,
          title,
          helped.name,
          helped.place.name,
          helper.name,
          assessed ? t('已考核', 'done') : t('未考核', 'missing'),
          summedUp ? t('已列入', 'done') : t('未列入', 'missing'),
        ]),
      },
      {
        kind: 'note',
        text: t(
          `期末成绩已公布的学期共 ${missing.length} 项未完成。`,
          `${missing.length} not done, in terms whose marks are out.`,
        ),
      },
    ];
  },
};

export const warnedDocuments = { unassessed };
