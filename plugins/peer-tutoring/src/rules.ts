import {
  anyOf,
  type Candidate,
  finding,
  type Finding,
  firstRankOfBottom,
  inBottomShare,
  inTopShare,
  lastRankOfTop,
  percent,
  softFinding,
  t,
} from '@xieshou/sdk';
import { isAcademic } from './academic/kind.js';
import { academicRule } from './academic/rules.js';
import { inNeed, mayHelpInHardship } from './hardship/needs.js';
import { ofHardship, ofPeers, ofPupils } from './kinds.js';
import { isNamed, isSubjectTeacher, mayTakeTasks } from './pupils/registers.js';
import { credits, type Known, type Result } from './registers.js';
import { type Settings, settings } from './settings.js';

type Somebody = Pick<Candidate<Known>, 'entries' | 'kind'>;

const scopeOf = (s: Settings) => settings.rankScope.choices!.find(({ value }) => value === s.rankScope)!.title;

const noResults = softFinding(
  'results',
  false,
  t('没有上学期的成绩，须写明理由', 'There are no results of last term: a reason is needed'),
);

/** A first-year looks for a second-year of their own accord (八); who is in which year stands in the register. */
const inYear = ({ entries: { firstYear } }: Somebody, year: 'first' | 'second'): Finding => {
  const word = { first: t('大一', 'a first-year'), second: t('大二', 'a second-year') }[year];
  return firstYear
    ? finding('year', firstYear.year === year, t(`须为${word.zh}学生`, `must be ${word.en}`))
    : softFinding('year', false, t('名册中没有年级，须写明理由', 'The year of study is not known: a reason is needed'));
};

const lowRank = ({ rank, cohortSize: cohort }: Result, s: Settings): Finding => {
  const first = firstRankOfBottom({ share: s.helpedShare, cohort });
  return softFinding(
    'rank',
    inBottomShare({ rank, cohort, share: s.helpedShare }),
    t(
      `${scopeOf(s).zh}智育排名 ${rank}/${cohort}，后 ${percent(s.helpedShare)} 为第 ${first} 名及以后`,
      `rank ${rank} of ${cohort} in the ${scopeOf(s).en}; the bottom ${percent(s.helpedShare)} starts at ${first}`,
    ),
    { rank, cohort, first },
  );
};

const owes = ({ creditsOwed: owed }: Result): Finding =>
  softFinding('credits', owed > 0, t(`积欠学分 ${credits(owed)}`, `${credits(owed)} credits owed`), { owed });

/** 被帮扶人 (二2): a low rank last term, or credits owed; the class may name others, with a reason. */
export const mayBeHelped = (somebody: Somebody, s: Settings): readonly Finding[] => {
  if (isAcademic(s)) return academicRule('helped', somebody, s);
  if (ofHardship(s)) return inNeed(somebody);
  if (ofPupils(s) || ofPeers(s)) return isNamed(somebody);
  if (s.basis === 'scholarship') return [inYear(somebody, 'first')];
  const { results } = somebody.entries;
  if (!results) return [noResults];
  const reasons = [lowRank(results, s), owes(results)];
  return s.helpedRule === 'any' ? anyOf(...reasons) : reasons;
};

/** The three preferences of 二3; they are equal, and one is enough. */
export const isPreferred = ({ applicant, committee, union }: Result): boolean => applicant || committee || union;

/** 帮扶人 (二3): a high rank last term; in special cases somebody else, with a reason. */
export const mayHelp = (somebody: Somebody, s: Settings): readonly Finding[] => {
  if (isAcademic(s)) return academicRule('helper', somebody, s);
  if (ofHardship(s)) return mayHelpInHardship;
  if (ofPupils(s)) return isSubjectTeacher;
  if (ofPeers(s)) return mayTakeTasks(somebody);
  if (s.basis === 'scholarship') return [inYear(somebody, 'second')];
  const { results } = somebody.entries;
  if (!results) return [noResults];
  const { rank, cohortSize: cohort } = results;
  const last = lastRankOfTop({ share: s.helperShare, cohort });
  const high = softFinding(
    'rank',
    inTopShare({ rank, cohort, share: s.helperShare }),
    t(
      `${scopeOf(s).zh}智育排名 ${rank}/${cohort}，前 ${percent(s.helperShare)} 为第 ${last} 名及以前`,
      `rank ${rank} of ${cohort} in the ${scopeOf(s).en}; the top ${percent(s.helperShare)} ends at ${last}`,
    ),
    { rank, cohort, last },
  );
  const preferred = finding(
    'preferred',
    true,
    t('入党积极分子、班委或学生会干部，同等条件下优先', 'Party applicant, class committee or student union: preferred'),
  );
  return isPreferred(results) ? [high, preferred] : [high];
};
