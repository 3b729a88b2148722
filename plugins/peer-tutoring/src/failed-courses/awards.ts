import {
  type Award,
  decimalText,
  finding,
  orderOfMerit,
  type Outcome,
  type SettledPairing,
  type Settling,
  t,
} from '@xieshou/sdk';
import { inKinds } from '../academic/kind.js';
import type { Known } from '../registers.js';
import type { Settings } from '../settings.js';

/** A part of the score: from 0 to 100. */
const partOf = (n: number, full: number): number => Math.floor((Math.min(Math.max(n, 0), full) * 100) / full);

interface Scored {
  readonly pair: SettledPairing;
  /** In hundredths of a point. */
  readonly score: number;
  readonly parts: { readonly points: number; readonly resits: number; readonly daily: number };
  readonly numbers: Readonly<Record<string, number>>;
}

const scored = (pair: SettledPairing, seen: Settling<Known>, s: Settings): Scored => {
  const known = seen.entries.after.get(pair.helped.id)?.yearResults;
  const rise = known ? known.pointsNow - known.pointsBefore : 0;
  const [passed, failed] = [known?.resitsPassed ?? 0, known?.failedBefore ?? 0];
  const sessions = (pair.records['tutoring'] ?? 0) + (pair.records['contactTalk'] ?? 0);
  const parts = {
    points: partOf(rise, s.fullRise),
    // Who had nothing left to pass is not worse off than who passed everything.
    resits: known && failed === 0 ? 100 : failed === 0 ? 0 : partOf(passed, failed),
    daily: partOf(sessions, s.fullSessions),
  };
  const weights = [s.weightPoints, s.weightResits, s.weightDaily];
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const sum = [parts.points, parts.resits, parts.daily].reduce((total, part, i) => total + part * weights[i]!, 0);
  return {
    pair,
    score: all === 0 ? 0 : Math.floor((sum * 100) / all),
    parts,
    numbers: { rise, passed, failed, sessions },
  };
};

const reasons = ({ score, parts, numbers }: Scored, s: Settings) => {
  const { rise, passed, failed, sessions } = numbers as {
    rise: number;
    passed: number;
    failed: number;
    sessions: number;
  };
  const up = decimalText(rise, 2);
  return [
    finding(
      'points',
      rise > 0,
      t(
        `绩点变化 ${up}，得 ${parts.points} 分（权重 ${s.weightPoints}）`,
        `grade points ${up}: ${parts.points} of 100 (weight ${s.weightPoints})`,
      ),
      { rise },
    ),
    finding(
      'resits',
      parts.resits > 0,
      t(
        `补考通过 ${passed}/${failed} 门，得 ${parts.resits} 分（权重 ${s.weightResits}）`,
        `${passed} of ${failed} resits passed: ${parts.resits} of 100 (weight ${s.weightResits})`,
      ),
      { passed, failed },
    ),
    finding(
      'daily',
      sessions > 0,
      t(
        `辅导和谈话 ${sessions} 次，得 ${parts.daily} 分（权重 ${s.weightDaily}）`,
        `${sessions} sessions and talks: ${parts.daily} of 100 (weight ${s.weightDaily})`,
      ),
      { sessions },
    ),
    finding('score', score > 0, t(`综合得分 ${decimalText(score, 2)}`, `score ${decimalText(score, 2)}`), { score }),
  ];
};

/** A helper of several is scored by their average, in whole hundredths, and stands in the list once. */
const byHelper = (all: readonly Scored[]) => {
  const own = new Map<string, Scored[]>();
  for (const one of all) own.set(one.pair.helper.id, [...(own.get(one.pair.helper.id) ?? []), one]);
  return [...own.values()].map((pairs) => ({
    pairs,
    score: Math.floor(pairs.reduce((sum, { score }) => sum + score, 0) / pairs.length),
    isStudent: pairs[0]!.pair.helper.kind === 'student',
    chosen: pairs.map(({ pair }) => pair.decisions['chosen']).find((note) => note !== undefined),
    passedOver: pairs.map(({ pair }) => pair.decisions['passedOver']).find((note) => note !== undefined),
  }));
};
type Helper = ReturnType<typeof byHelper>[number];

const awardsIn = (
  helpers: readonly Helper[],
  o: { readonly seats: number; readonly level: string; readonly s: Settings },
): Award[] => {
  const chosen = helpers.filter((one) => one.chosen !== undefined && one.passedOver === undefined);
  // Seats are given by score among those about whom nothing is decided; nothing achieved is no reason for one.
  const open = helpers.filter((one) => one.chosen === undefined && one.passedOver === undefined && one.score > 0);
  const seatOf = new Map(
    orderOfMerit(open, { score: ({ score }) => score, seats: Math.max(0, o.seats - chosen.length) }).map((p) => [
      p.item,
      p.seat,
    ]),
  );
  return orderOfMerit(helpers, { score: ({ score }) => score, seats: o.seats }).map(({ item, place, level }): Award => {
    const seat = chosen.includes(item) ? 'given' : (seatOf.get(item) ?? 'none');
    const text = t(
      `第 ${place} 名${level > 1 ? `（${level} 人并列）` : ''}，名额 ${o.seats} 名${seat === 'tied' ? '，并列超出名额，须由学院决定' : ''}`,
      `place ${place}${level > 1 ? ` (shared by ${level})` : ''}, ${o.seats} are named${seat === 'tied' ? ': too many share the place, the college decides' : ''}`,
    );
    const decided = item.chosen ?? item.passedOver;
    return {
      pairing: item.pairs[0]!.pair.id,
      side: 'helper',
      level: seat === 'given' ? o.level : seat === 'tied' ? 'tied' : 'none',
      points: Math.floor(item.score / 100),
      rank: place,
      findings: [
        ...item.pairs.flatMap((pair) => reasons(pair, o.s)),
        finding('place', seat === 'given', text, { place, level, seats: o.seats }),
        ...(decided === undefined
          ? []
          : [finding('decided', seat === 'given', t(`学院决定：${decided}`, `decided: ${decided}`))]),
      ],
    };
  });
};

/** 帮扶奖励 (四2): so many of the staff and so many students a year, proposed by score; ties are for the college. */
export const helpAwards: Outcome<Settings, Known> = {
  title: t('优秀帮扶工作者', 'Excellent helpers'),
  purpose: t(
    '按绩点提升、补考通过和日常帮扶加权计分，教职工（含班主任）和学生分别排名；并列超出名额的由学院决定并写明理由。',
    'Scored by grade points, resits and daily work; staff, advisers among them, and students apart. Where too many share a place the college decides, with the reason.',
  ),
  place: '十五：四',
  per: 'schoolYear',
  inUse: inKinds('failedCourses'),
  levels: {
    excellentStaff: { title: t('优秀帮扶工作者', 'Excellent helper') },
    excellentStudent: { title: t('优秀学生帮扶工作者', 'Excellent student helper') },
    tied: { title: t('并列待定', 'Tied, to be decided') },
    none: { title: t('未入选', 'Not named') },
  },
  decisions: {
    chosen: {
      title: t('列入名单', 'Named'),
      explain: t(
        '不按得分顺序列入，或在并列者中选定，写明理由。',
        'Named out of order, or among those who are level: say why.',
      ),
    },
    passedOver: {
      title: t('不列入名单', 'Not named'),
      explain: t('得分在名额之内但不列入，写明理由。', 'Not named although the score would be enough: say why.'),
    },
  },
  settle: (seen, s) => {
    const helpers = byHelper(seen.pairings.map((pair) => scored(pair, seen, s)));
    return [
      ...awardsIn(
        helpers.filter(({ isStudent }) => !isStudent),
        { seats: s.staffSeats, level: 'excellentStaff', s },
      ),
      ...awardsIn(
        helpers.filter(({ isStudent }) => isStudent),
        { seats: s.studentSeats, level: 'excellentStudent', s },
      ),
    ];
  },
};
