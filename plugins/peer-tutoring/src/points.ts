import {
  type Award,
  finding,
  type Finding,
  type Outcome,
  percent,
  type SettledPairing,
  type Settling,
  softFinding,
  t,
} from '@xieshou/sdk';
import { ofClassmates } from './kinds.js';
import { otherCohort, rises } from './places.js';
import { credits, type Known, type Result } from './registers.js';
import type { Settings } from './settings.js';

const levels = {
  first: { title: t('一等', 'Level 1') },
  second: { title: t('二等', 'Level 2') },
  third: { title: t('三等', 'Level 3') },
  fourth: { title: t('四等', 'Level 4') },
  none: { title: t('未达奖励标准', 'Below the levels') },
} as const;
type Level = Exclude<keyof typeof levels, 'none'>;
const inOrder: readonly Level[] = ['first', 'second', 'third', 'fourth'];

const placesFor = (level: Level, s: Settings): number => s[`${level}Places`];
/** The first level asks that nothing is owed any more. */
const clearedFor = (level: Level, s: Settings): number => (level === 'first' ? 10_000 : s[`${level}Cleared`]);

/** What one of the plan's conditions comes to. */
interface Reached {
  readonly level: Level | undefined;
  readonly finding: Finding;
}
const nothing = (found: Finding): Reached => ({ level: undefined, finding: found });
const reached = (level: Level | undefined) =>
  level
    ? t(`达到${levels[level].title.zh}`, `which is ${levels[level].title.en.toLowerCase()}`)
    : t('未达标准', 'below the levels');

/** 名次 (五2): how many places the rank has risen. */
const byRank = (rise: ReturnType<ReturnType<typeof rises>>, s: Settings): Reached => {
  if ('refusal' in rise) return nothing(rise.refusal);
  const level = inOrder.find((one) => rise.places >= placesFor(one, s));
  const text = t(
    `${rise.text.zh}，${rise.places < 0 ? `下降 ${-rise.places}` : `提高 ${rise.places}`} 名，${reached(level).zh}`,
    `${rise.text.en}, ${rise.places < 0 ? `down ${-rise.places}` : `up ${rise.places}`} places, ${reached(level).en}`,
  );
  return { level, finding: finding('rank', level !== undefined, text, { places: rise.places }) };
};

/** 学分 (五2): what is owed no more, of what was owed before. Totals: what is newly owed counts. */
const byCredits = (was: Result, is: Result, s: Settings): Reached => {
  const [before, after] = [was.creditsOwed, is.creditsOwed];
  if (before === 0) {
    const text = t('上学期没有积欠学分，只看名次', 'Nothing was owed before: the rank alone counts');
    return nothing(finding('credits', false, text, { before, after }));
  }
  const level = inOrder.find((one) => (before - after) * 10_000 >= clearedFor(one, s) * before);
  const less = after < before ? percent(Math.floor(((before - after) * 10_000) / before)) : '0%';
  const text = t(
    `积欠学分 ${credits(before)} → ${credits(after)}，减少 ${less}，${reached(level).zh}`,
    `credits owed ${credits(before)} to ${credits(after)}, ${less} less, ${reached(level).en}`,
  );
  return { level, finding: finding('credits', level !== undefined, text, { before, after }) };
};

/** 大一新生 (八): the scholarship of the first-year, one level each, whatever the class. */
const byScholarship = (known: Known | undefined): Reached => {
  const won = known?.firstYear?.scholarship;
  if (won === undefined)
    return nothing(
      finding('scholarship', false, t('没有本学期奖学金结果', 'There is no scholarship result of this term')),
    );
  const level = ({ special: 'first', first: 'second', second: 'third', third: 'fourth', none: undefined } as const)[
    won
  ];
  const word = { special: '特等', first: '一等', second: '二等', third: '三等', none: '未获' }[won];
  const text = t(
    `本学期奖学金：${word}，${reached(level).zh}`,
    `scholarship of the term: ${won}, ${reached(level).en}`,
  );
  return { level, finding: finding('scholarship', level !== undefined, text) };
};

const byProgress = (pair: SettledPairing, seen: Settling<Known>, s: Settings, riseOf: ReturnType<typeof rises>) => {
  const was = seen.entries.before.get(pair.helped.id)?.results;
  const is = seen.entries.after.get(pair.helped.id)?.results;
  if (!was || !is) {
    const text = was
      ? t('没有本学期成绩', 'There are no results of this term')
      : t('没有上学期成绩，无从比较', 'There are no results of the term before to compare with');
    return [nothing(finding('results', false, text))];
  }
  return [byRank(riseOf(was, is, pair.decisions[otherCohort]), s), byCredits(was, is, s)];
};

/** A helper of several: the best pairs first, and no more than the cap. */
const capped = (awards: readonly Award[], helperOf: ReadonlyMap<string, string>, cap: number): readonly Award[] => {
  if (cap === 0) return awards;
  const had = new Map<string, number>();
  const less = new Map<Award, Award>();
  const helping = awards.filter(({ side }) => side === 'helper');
  for (const award of [...helping].sort((a, b) => b.points - a.points || (a.pairing < b.pairing ? -1 : 1))) {
    const helper = helperOf.get(award.pairing)!;
    const before = had.get(helper) ?? 0;
    const points = Math.min(award.points, cap - before);
    had.set(helper, before + points);
    if (points === award.points) continue;
    const text = t(
      `帮扶人本学期其他对子已得 ${before} 分，上限 ${cap} 分，本对由 ${award.points} 分计为 ${points} 分`,
      `the helper has ${before} points of other pairs, of ${cap} at most: ${points} instead of ${award.points}`,
    );
    const found = softFinding('cap', false, text, { before, cap, points });
    less.set(award, { ...award, points, findings: [...award.findings, found] });
  }
  return awards.map((award) => less.get(award) ?? award);
};

const activity = ({ records }: SettledPairing): Finding => {
  const n = records['tutoring'] ?? 0;
  const text = t(`本学期已确认帮扶记录 ${n} 次`, `${n} tutoring sessions confirmed this term`);
  return softFinding('tutoring', n > 0, text, { n });
};

/** 综测加分 (五2): the highest level that holds, for both members of the pair. */
export const points: Outcome<Settings, Known> = {
  title: t('综测加分', 'Assessment points'),
  purpose: t(
    '按被帮扶人本学期与上学期的名次和积欠学分（大一新生按奖学金）确定等次，双方加分。',
    'Levels by the helped student’s rank and credits owed against the term before, or a first-year’s scholarship; points for both.',
  ),
  place: '五2',
  inUse: ofClassmates,
  per: 'term',
  levels,
  decisions: {
    [otherCohort]: {
      title: t('排名范围变动，名次照常计算', 'Ranked among others now: the rank counts all the same'),
      explain: t(
        '转班、转专业等原因使两学期的排名范围不同，经核实名次仍可比较的，写明理由。',
        'The student is ranked among others than before, and the ranks can still be compared: say why.',
      ),
    },
  },
  settle: (seen, s) => {
    const riseOf = rises(seen.entries);
    const awards = seen.pairings.flatMap((pair): Award[] => {
      const found =
        s.basis === 'scholarship'
          ? [byScholarship(seen.entries.after.get(pair.helped.id))]
          : byProgress(pair, seen, s, riseOf);
      const level = inOrder.find((one) => found.some((each) => each.level === one));
      const given = level ? s[`${level}Points`] : 0;
      const sides = s.pointsTo === 'both' ? (['helper', 'helped'] as const) : (['helper'] as const);
      const total = t(
        level ? `${sides.length} 人 × ${given} 分` : '不加分',
        level ? `${sides.length} × ${given} points` : 'no points',
      );
      const findings = [
        ...found.map((each) => each.finding),
        activity(pair),
        finding('points', level !== undefined, total, { people: sides.length, points: given }),
      ];
      return sides.map((side) => ({ pairing: pair.id, side, level: level ?? 'none', points: given, findings }));
    });
    return capped(awards, new Map(seen.pairings.map((pair) => [pair.id, pair.helper.id])), s.capOfPoints);
  },
};
