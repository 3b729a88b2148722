import {
  type Award,
  type Candidate,
  exampleSettings,
  type Finding,
  passes,
  type Reader,
  type SettledPairing,
  type Settling,
  t,
  upgradeData,
} from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { gradeSummary, tutoring } from '../src/forms.js';
import programme from '../src/index.js';
import { otherCohort } from '../src/places.js';
import { points } from '../src/points.js';
import { match } from '../src/proposals.js';
import { type Known, type Result, results } from '../src/registers.js';
import { isPreferred, mayBeHelped, mayHelp } from '../src/rules.js';
import type { Settings } from '../src/settings.js';

const plan17 = exampleSettings(programme, 'plan17') as Settings;
const firstYear = exampleSettings(programme, 'plan17FirstYear') as Settings;

const result = (o: Partial<Result> = {}): Result => ({
  grade: '2025级',
  cohort: '物流一班',
  cohortSize: 120,
  rank: 60,
  creditsOwed: 0,
  failedCourses: undefined,
  applicant: false,
  committee: false,
  union: false,
  ...o,
});
const somebody = (entries: Known): Candidate<Known> => ({
  id: 's',
  name: '陈晓',
  kind: 'student',
  place: { id: 'c', name: '物流一班' },
  entries,
});
/** Without a reason of anybody. */
const needsNoReason = (findings: readonly Finding[]) => findings.every((f) => f.outcome === 'pass');
const outcomes = (findings: readonly Finding[]) => findings.map((f) => [f.rule, f.outcome]);
const helped = (o: Partial<Result>, s = plan17) => mayBeHelped(somebody({ results: result(o) }), s);
const helping = (o: Partial<Result>, s = plan17) => mayHelp(somebody({ results: result(o) }), s);

describe('who may be helped', () => {
  it('is the bottom 20 %: of 120 students rank 97, and 96 is not', () => {
    expect(needsNoReason(helped({ rank: 97 }))).toBe(true);
    expect(needsNoReason(helped({ rank: 96 }))).toBe(false);
    expect(helped({ rank: 96 })[0]!.text.zh).toBe('班级智育排名 96/120，后 20% 为第 97 名及以后');
    expect(helped({ rank: 120 })[0]!.numbers).toEqual({ rank: 120, cohort: 120, first: 97 });
  });

  it('is whoever owes credits too; all that was asked is named where nothing holds', () => {
    expect(outcomes(helped({ rank: 1, creditsOwed: 10 }))).toEqual([['credits', 'pass']]);
    expect(outcomes(helped({ rank: 1 }))).toEqual([
      ['rank', 'soft'],
      ['credits', 'soft'],
    ]);
    expect(outcomes(helped({ rank: 97, creditsOwed: 40 }))).toEqual([
      ['rank', 'pass'],
      ['credits', 'pass'],
    ]);
  });

  it('needs both where the college says so', () => {
    const all = { ...plan17, helpedRule: 'all' } as const;
    expect(needsNoReason(helped({ rank: 97 }, all))).toBe(false);
    expect(needsNoReason(helped({ rank: 96, creditsOwed: 40 }, all))).toBe(false);
    expect(needsNoReason(helped({ rank: 97, creditsOwed: 10 }, all))).toBe(true);
  });

  it('needs a reason where nothing is known', () => {
    expect(outcomes(mayBeHelped(somebody({}), plan17))).toEqual([['results', 'soft']]);
    expect(outcomes(mayHelp(somebody({}), plan17))).toEqual([['results', 'soft']]);
  });

  it('says among whom the ranks are given', () => {
    expect(helped({ rank: 97 }, { ...plan17, rankScope: 'major' })[0]!.text.zh).toMatch(/^专业智育排名 97\/120/);
  });
});

describe('who may help', () => {
  it('is the top 40 %: of 120 students rank 48, and 49 only with a reason', () => {
    expect(outcomes(helping({ rank: 48 }))).toEqual([['rank', 'pass']]);
    expect(outcomes(helping({ rank: 49 }))).toEqual([['rank', 'soft']]);
    expect(helping({ rank: 49 })[0]!.text.zh).toBe('班级智育排名 49/120，前 40% 为第 48 名及以前');
  });

  it('is preferred by any one of three things, which are equal', () => {
    for (const key of ['applicant', 'committee', 'union'] as const) {
      expect(isPreferred(result({ [key]: true }))).toBe(true);
      expect(outcomes(helping({ rank: 48, [key]: true }))).toEqual([
        ['rank', 'pass'],
        ['preferred', 'pass'],
      ]);
    }
    expect(isPreferred(result())).toBe(false);
  });
});

describe('who is proposed to whom', () => {
  const of = (o: Partial<Result>) => somebody({ results: result(o) });
  const before = (key: 'need' | 'order', a: Partial<Result>, b: Partial<Result>) => {
    const [x, y] = [match[key](of(a), plan17), match[key](of(b), plan17)];
    const at = x.findIndex((n, i) => n !== y[i]);
    return at >= 0 && x[at]! < y[at]!;
  };

  it('is whoever stands lowest first, compared by how many are ranked; then whoever owes more', () => {
    expect(before('need', { rank: 98 }, { rank: 97 })).toBe(true);
    expect(before('need', { rank: 39, cohortSize: 40 }, { rank: 116, cohortSize: 120 })).toBe(true);
    expect(before('need', { rank: 39, cohortSize: 40 }, { rank: 118, cohortSize: 120 })).toBe(false);
    expect(before('need', { rank: 97, creditsOwed: 40 }, { rank: 97, creditsOwed: 30 })).toBe(true);
  });

  it('is the best rank first, and at the same rank any of the three preferences alike', () => {
    expect(before('order', { rank: 1 }, { rank: 2, committee: true })).toBe(true);
    for (const key of ['applicant', 'committee', 'union'] as const) {
      expect(before('order', { rank: 2, [key]: true }, { rank: 2 })).toBe(true);
      expect(before('order', { rank: 2, [key]: true }, { rank: 2, applicant: true, union: true })).toBe(false);
      expect(before('order', { rank: 2, applicant: true, union: true }, { rank: 2, [key]: true })).toBe(false);
    }
  });

  it('stays within the class, but for first-years', () => {
    expect([match.within(plan17), match.within(firstYear)]).toEqual(['place', 'programme']);
  });

  it('says why, as far as anything is known', () => {
    const pair = { helper: of({ rank: 3, committee: true }), helped: of({ rank: 118, creditsOwed: 60 }) };
    expect(match.reason(pair, plan17).zh).toBe('帮扶人排名 3/120，班委；被帮扶人排名 118/120，积欠学分 6');
    expect(match.reason({ ...pair, helped: somebody({}) }, plan17).zh).toBe('成绩尚未登记，由班主任确定');
    expect(match.reason(pair, firstYear).zh).toBe('大二同学帮扶大一新生');
  });
});

describe('first-years', () => {
  const of = (year: 'first' | 'second' | 'later') =>
    somebody({ firstYear: { year, scholarship: undefined }, results: result({ rank: 97 }) });

  it('may all be helped by any second-year, and nobody else', () => {
    expect((['first', 'second', 'later'] as const).map((y) => passes(mayBeHelped(of(y), firstYear)))).toEqual([
      true,
      false,
      false,
    ]);
    expect((['first', 'second', 'later'] as const).map((y) => passes(mayHelp(of(y), firstYear)))).toEqual([
      false,
      true,
      false,
    ]);
    expect(outcomes(mayHelp(somebody({}), firstYear))).toEqual([['year', 'soft']]);
  });
});

describe('a rank in the register', () => {
  it('exists among those who are ranked', () => {
    const checked = (rank: number) => passes(results.checks!(result({ rank }), plan17));
    expect([119, 120, 121].map(checked)).toEqual([true, true, false]);
  });
});

const party = (id: string) => ({ id, name: id, kind: 'student' as const, place: { id: 'c', name: '物流一班' } });
const pairOf = (o: Partial<SettledPairing> & { readonly id: string }): SettledPairing => ({
  helper: party(`helper-${o.id}`),
  helped: party(o.id),
  records: { tutoring: 12 },
  last: {},
  sums: {},
  decisions: {},
  ...o,
});
const term = (id: string, from: string, to: string) => ({
  id,
  kind: 'term' as const,
  from,
  to,
  title: t('学期', 'term'),
});
type Entries = Readonly<Record<string, Known>>;
const settling = (pairings: readonly SettledPairing[], before: Entries, after: Entries): Settling<Known> => ({
  period: term('2026-2027-1', '2026-09-01', '2027-01-31'),
  before: term('2025-2026-2', '2026-02-01', '2026-08-31'),
  pairings,
  entries: { before: new Map(Object.entries(before)), after: new Map(Object.entries(after)) },
});
/** What one pair comes to whose helped student had one result and has another. */
const settled = (was: Partial<Result>, is: Partial<Result>, s = plan17, pair: Partial<SettledPairing> = {}) =>
  points.settle(
    settling([pairOf({ id: 'a', ...pair })], { a: { results: result(was) } }, { a: { results: result(is) } }),
    s,
  );
const levelOf = (awards: readonly Award[]) => awards[0]!.level;
const textOf = (awards: readonly Award[], rule: string) => awards[0]!.findings.find((f) => f.rule === rule)?.text.zh;
const byRise = (places: number) => settled({ rank: 100 }, { rank: 100 - places });
const byCredits = (before: number, after: number) => settled({ creditsOwed: before * 10 }, { creditsOwed: after * 10 });

describe('points by rank', () => {
  it.each([
    [26, 'first', 10],
    [25, 'first', 10],
    [24, 'second', 8],
    [15, 'second', 8],
    [14, 'third', 6],
    [10, 'third', 6],
    [9, 'fourth', 4],
    [5, 'fourth', 4],
    [4, 'none', 0],
    [0, 'none', 0],
    [-20, 'none', 0],
  ])('a rise of %i places is %s: %i', (places, level, given) => {
    expect(byRise(places).map((a) => [a.side, a.level, a.points])).toEqual([
      ['helper', level, given],
      ['helped', level, given],
    ]);
  });

  it('says what was compared, and how many points for how many', () => {
    const awards = byRise(25);
    expect(textOf(awards, 'rank')).toBe('智育名次 100 → 75（物流一班，共 120 人），提高 25 名，达到一等');
    expect(textOf(awards, 'points')).toBe('2 人 × 10 分');
    expect(textOf(byRise(-3), 'rank')).toBe('智育名次 100 → 103（物流一班，共 120 人），下降 3 名，未达标准');
  });
});

describe('credits owed', () => {
  it('that were registered as whole numbers are tenths now, and judged as before', () => {
    expect(upgradeData(results, { version: 1, data: { rank: 3, creditsOwed: 4 } })).toEqual({
      rank: 3,
      creditsOwed: 40,
    });
  });

  it('of half a credit are enough to be helped', () => {
    expect(outcomes(helped({ rank: 1, creditsOwed: 5 }))).toEqual([['credits', 'pass']]);
    expect(helped({ rank: 1, creditsOwed: 5 })[0]!.text).toEqual(t('积欠学分 0.5', '0.5 credits owed'));
  });
});

describe('points by credits owed', () => {
  it.each([
    [100, 0, 'first'],
    [1, 0, 'first'],
    [100, 1, 'second'],
    [100, 20, 'second'],
    [100, 21, 'third'],
    [100, 40, 'third'],
    [100, 41, 'fourth'],
    [100, 50, 'fourth'],
    [100, 51, 'none'],
    [100, 100, 'none'],
    [100, 130, 'none'],
    [3, 1, 'third'],
    // Tenths of a credit: of 10 owed 2 are four fifths less, 2.1 are not.
    [10, 2, 'second'],
    [10, 2.1, 'third'],
    [2.5, 0.5, 'second'],
    [2.5, 0.6, 'third'],
    [0.5, 0, 'first'],
    [0.5, 0.5, 'none'],
  ])('%d owed before and %d after is %s', (before, after, level) => {
    expect(levelOf(byCredits(before, after))).toBe(level);
  });

  it('go by rank alone where nothing was owed before, whatever is owed now', () => {
    expect(levelOf(byCredits(0, 0))).toBe('none');
    expect(levelOf(byCredits(0, 6))).toBe('none');
    expect(textOf(byCredits(0, 0), 'credits')).toBe('上学期没有积欠学分，只看名次');
    expect(levelOf(settled({ rank: 100, creditsOwed: 0 }, { rank: 75, creditsOwed: 60 }))).toBe('first');
  });

  it('count what is newly owed after the old has been cleared', () => {
    // 10 owed and cleared, 5 new ones: a half less, and not nothing owed.
    expect(levelOf(byCredits(10, 5))).toBe('fourth');
    expect(textOf(byCredits(10, 5), 'credits')).toBe('积欠学分 10 → 5，减少 50%，达到四等');
    expect(textOf(byCredits(2.5, 0.5), 'credits')).toBe('积欠学分 2.5 → 0.5，减少 80%，达到二等');
  });

  it('are given for the better of rank and credits', () => {
    expect(levelOf(settled({ rank: 100, creditsOwed: 100 }, { rank: 95, creditsOwed: 20 }))).toBe('second');
    expect(levelOf(settled({ rank: 100, creditsOwed: 100 }, { rank: 75, creditsOwed: 90 }))).toBe('first');
  });
});

describe('whoever is ranked differently', () => {
  /** 40 students of whom `gone` leave from the front; those after them move up without having risen. */
  const classOf = (gone: number, mine: { readonly was: number; readonly is: number }) => {
    const before: Record<string, Known> = {};
    const after: Record<string, Known> = {};
    for (let rank = 1; rank <= 40; rank++) {
      const id = rank === mine.was ? 'a' : `s${rank}`;
      before[id] = { results: result({ cohortSize: 40, rank }) };
      // The first of them is in another class now, and counts in neither.
      if (rank <= gone && rank === 1) after[id] = { results: result({ cohort: '物流二班', rank: 100 }) };
      if (rank <= gone) continue;
      const now = id === 'a' ? mine.is : rank - gone + (rank < mine.was && rank - gone >= mine.is ? 1 : 0);
      after[id] = { results: result({ cohortSize: 40 - gone, rank: now }) };
    }
    return points.settle(settling([pairOf({ id: 'a' })], before, after), plan17);
  };

  it('is ranked anew among those present in both terms where their number has changed', () => {
    // Ten at the front have left: 35 → 25 is no rise, and 35 → 20 is one of five places.
    expect(levelOf(classOf(10, { was: 35, is: 25 }))).toBe('none');
    expect(levelOf(classOf(10, { was: 35, is: 20 }))).toBe('fourth');
    expect(levelOf(classOf(10, { was: 35, is: 21 }))).toBe('none');
    expect(textOf(classOf(10, { was: 35, is: 20 }), 'rank')).toBe(
      '智育名次 25 → 20（人数由 40 变为 30，按两学期都在的 30 人重新排名），提高 5 名，达到四等',
    );
    expect(levelOf(classOf(0, { was: 35, is: 25 }))).toBe('third');
  });

  it('is given nothing by rank in another class, unless the adviser decides; credits count as ever', () => {
    const [was, is] = [result({ rank: 100 }), result({ rank: 60, cohort: '物流二班', cohortSize: 110 })];
    expect(levelOf(settled(was, is))).toBe('none');
    expect(textOf(settled(was, is), 'rank')).toBe('排名范围由“物流一班”变为“物流二班”，名次不作比较，须由班主任决定');
    const decided = settled(was, is, plan17, { decisions: { [otherCohort]: '两班同卷同评，经核实可比' } });
    expect(levelOf(decided)).toBe('first');
    expect(textOf(decided, 'rank')).toContain('经核实照常计算：两班同卷同评，经核实可比');
    expect(levelOf(settled({ ...was, creditsOwed: 50 }, { ...is, creditsOwed: 20 }))).toBe('third');
  });

  it('is given nothing where one of the two results is missing, and told which', () => {
    const only = (before: Known | undefined, after: Known | undefined) =>
      points.settle(settling([pairOf({ id: 'a' })], before ? { a: before } : {}, after ? { a: after } : {}), plan17);
    expect(textOf(only({ results: result() }, undefined), 'results')).toBe('没有本学期成绩');
    expect(textOf(only(undefined, { results: result() }), 'results')).toBe('没有上学期成绩，无从比较');
    expect(levelOf(only(undefined, undefined))).toBe('none');
  });
});

describe('who is given the points', () => {
  it('is both, or the helper alone', () => {
    const alone = settled({ rank: 100 }, { rank: 75 }, { ...plan17, pointsTo: 'helper' });
    expect(alone.map((a) => [a.side, a.points])).toEqual([['helper', 10]]);
    expect(textOf(alone, 'points')).toBe('1 人 × 10 分');
  });

  const two = (cap: number) =>
    points.settle(
      settling(
        ['a', 'b'].map((id) => pairOf({ id, helper: party('h') })),
        { a: { results: result({ rank: 100 }) }, b: { results: result({ rank: 90 }) } },
        { a: { results: result({ rank: 90 }) }, b: { results: result({ rank: 65 }) } },
      ),
      { ...plan17, capOfPoints: cap },
    );
  const given = (awards: readonly Award[]) => awards.map((a) => [a.pairing, a.side, a.points]);

  it('a helper of two for each pair, and with a cap the better pair first', () => {
    const [helpedA, helpedB] = [
      ['a', 'helped', 6],
      ['b', 'helped', 10],
    ];
    expect(given(two(0))).toEqual([['a', 'helper', 6], helpedA, ['b', 'helper', 10], helpedB]);
    expect(given(two(16))).toEqual([['a', 'helper', 6], helpedA, ['b', 'helper', 10], helpedB]);
    expect(given(two(15))).toEqual([['a', 'helper', 5], helpedA, ['b', 'helper', 10], helpedB]);
    expect(given(two(9))).toEqual([['a', 'helper', 0], helpedA, ['b', 'helper', 9], helpedB]);
    expect(textOf(two(15), 'cap')).toBe('帮扶人本学期其他对子已得 10 分，上限 15 分，本对由 6 分计为 5 分');
    expect(two(16).some((a) => a.findings.some((f) => f.rule === 'cap'))).toBe(false);
  });

  it('is warned about where no session has been confirmed', () => {
    const warned = (records: SettledPairing['records']) =>
      settled({}, {}, plan17, { records })[0]!.findings.find((f) => f.rule === 'tutoring')!.outcome;
    expect([warned({}), warned({ tutoring: 1 })]).toEqual(['soft', 'pass']);
  });
});

describe('points by the scholarship of a first-year', () => {
  type Won = NonNullable<Known['firstYear']>['scholarship'];
  const of = (scholarship: Won) =>
    points.settle(settling([pairOf({ id: 'a' })], {}, { a: { firstYear: { year: 'first', scholarship } } }), firstYear);

  it.each<[Won, string, number]>([
    ['special', 'first', 10],
    ['first', 'second', 8],
    ['second', 'third', 6],
    ['third', 'fourth', 4],
    ['none', 'none', 0],
    [undefined, 'none', 0],
  ])('%s is %s: %i for each', (scholarship, level, given) => {
    expect(of(scholarship).map((a) => [a.side, a.level, a.points])).toEqual([
      ['helper', level, given],
      ['helped', level, given],
    ]);
  });

  it('looks at no ranks', () => {
    const awards = points.settle(
      settling(
        [pairOf({ id: 'a' })],
        { a: { results: result({ rank: 100 }) } },
        { a: { results: result({ rank: 1 }) } },
      ),
      firstYear,
    );
    expect(levelOf(awards)).toBe('none');
    expect(textOf(awards, 'scholarship')).toBe('没有本学期奖学金结果');
  });
});

describe('forms', () => {
  const parties = {} as never;

  it('warn of a session of over 180 minutes', () => {
    const found = (minutes: number) => tutoring.checks!({ minutes } as never, plan17, parties)[0]!.outcome;
    expect([179, 180, 181].map(found)).toEqual(['pass', 'pass', 'soft']);
  });

  it('ask for a summary of 20 characters', () => {
    const found = (n: number) =>
      gradeSummary.checks!({ content: '帮'.repeat(n) } as never, plan17, parties)[0]!.outcome;
    expect([19, 20, 21].map(found)).toEqual(['fail', 'pass', 'pass']);
  });
});

describe('reports', () => {
  const award = (pairing: string, helper: string, level: string, given: number) => ({
    pairing,
    period: '2026-2027-1',
    side: 'helper' as const,
    party: party(helper),
    other: { id: pairing, name: pairing },
    level,
    points: given,
  });
  const tally = (pairing: string, name: string, count: number, sum = 0) => ({
    pairing,
    name,
    kind: '',
    state: 'confirmed' as const,
    month: '2026-11',
    count,
    sum,
  });
  const reader: Reader = {
    period: { from: '2026-09-01', to: '2027-01-31' },
    today: '2027-01-31',
    pairings: () => ['1', '2', '3', '4'].map((id) => ({ id, helper: party(`h${id}`), helped: party(`p${id}`) })),
    inside: () => [],
    unpaired: () => [],
    records: () => [],
    standing: () => [],
    stages: () => [],
    teams: () => [],
    tallies: () => [
      tally('1', 'tutoring', 12),
      tally('1', 'tutoring.minutes', 12, 700),
      tally('2', 'tutoring', 12),
      tally('3', 'tutoring', 9),
      { ...tally('3', 'tutoring', 9), state: 'claimed' },
    ],
    duties: () => [],
    rectifications: () => [],
    awards: () => [
      award('1', 'h1', 'second', 8),
      award('2', 'h2', 'second', 8),
      award('3', 'h3', 'second', 8),
      award('4', 'h4', 'none', 0),
    ],
    entries: () =>
      (['p1', '2025级', 'p2', '2025级', 'p3', '2026级'] as const).flatMap((id, i, all) =>
        i % 2 === 0 ? [{ person: party(id), period: '2026-2027-1', data: { grade: all[i + 1] } }] : [],
      ),
  };

  it('show who is level among the candidates, and leave out who has reached nothing', () => {
    const rows = programme.reports['outstanding']!.rows(reader);
    expect(rows.map((row) => [row['place'], row['name'], row['sessions'], row['tied']])).toEqual([
      [1, 'h1', 12, '并列'],
      [1, 'h2', 12, '并列'],
      [3, 'h3', 9, null],
    ]);
  });

  it('sum up each grade by what is confirmed', () => {
    expect(programme.reports['byGrade']!.rows(reader)).toEqual([
      { grade: '2025级', pairs: 2, sessions: 24, minutes: 700, reached: 2, points: 16 },
      { grade: '2026级', pairs: 1, sessions: 9, minutes: 0, reached: 1, points: 8 },
      { grade: '未登记', pairs: 1, sessions: 0, minutes: 0, reached: 0, points: 0 },
    ]);
  });
});
