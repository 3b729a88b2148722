import { type Match, t } from '@xieshou/sdk';
import { inSchool, ofHardship, ofPupils } from './kinds.js';
import { credits, type Known, type Result } from './registers.js';
import { isPreferred } from './rules.js';
import { isAcademic } from './academic/kind.js';
import { academicNeed, academicOrder, academicReason } from './academic/proposals.js';
import type { Settings } from './settings.js';

/** How far down somebody stands, in millionths of those ranked: groups of different sizes can be compared. */
const depth = ({ rank, cohortSize }: Result): number => Math.floor((rank * 1_000_000) / cohortSize);

const preferences = ({ applicant, committee, union }: Result) =>
  [
    applicant ? t('入党积极分子', 'Party applicant') : undefined,
    committee ? t('班委', 'class committee') : undefined,
    union ? t('学生会干部', 'student union') : undefined,
  ].filter((text) => text !== undefined);

/** 帮扶对子 (三1): whoever stands lowest is placed first, and is helped by whoever stands highest in the class. */
export const match: Match<Settings, Known> = {
  title: t('帮扶对子建议', 'Proposed pairs'),
  place: '二、三1',
  // First-years look anywhere; otherwise the class is the unit.
  within: (s) => (isAcademic(s) || ofHardship(s) || ofPupils(s) || s.basis === 'scholarship' ? 'programme' : 'place'),
  need: (helped, s) => {
    const { results } = helped.entries;
    if (isAcademic(s)) return academicNeed(helped, s);
    return results ? [-depth(results), -results.creditsOwed] : [0, 0];
  },
  // At the same rank somebody with any of the three preferences, which are equal.
  order: (helper, s) => {
    const { results } = helper.entries;
    if (isAcademic(s)) return academicOrder(helper);
    return results ? [results.rank, isPreferred(results) ? 0 : 1] : [0, 0];
  },
  reason: ({ helper, helped }, s) => {
    if (isAcademic(s)) return academicReason({ helper, helped }, s);
    if (ofHardship(s)) return t('教职工帮扶已登记的学生', 'A teacher helps a registered student');
    if (inSchool(s)) return t('由班主任安排', 'Arranged by the class teacher');
    if (s.basis === 'scholarship') return t('大二同学帮扶大一新生', 'A second-year helps a first-year');
    const [first, last] = [helper.entries.results, helped.entries.results];
    if (!first || !last) return t('成绩尚未登记，由班主任确定', 'Results are not known yet: the adviser decides');
    const also = preferences(first);
    const owed = last.creditsOwed;
    return t(
      `帮扶人排名 ${first.rank}/${first.cohortSize}${also.map((text) => `，${text.zh}`).join('')}；被帮扶人排名 ${last.rank}/${last.cohortSize}${owed > 0 ? `，积欠学分 ${credits(owed)}` : ''}`,
      `helper ranks ${first.rank} of ${first.cohortSize}${also.map((text) => `, ${text.en}`).join('')}; helped ranks ${last.rank} of ${last.cohortSize}${owed > 0 ? `, ${credits(owed)} credits owed` : ''}`,
    );
  },
};
