import { type AwardSnapshot, belowDuties, type Reader, report, t } from '@xieshou/sdk';
import { ofClassmates } from './kinds.js';

const helper = { title: t('帮扶人', 'Helper'), kind: 'text' } as const;
const helped = { title: t('被帮扶人', 'Helped'), kind: 'text' } as const;
const whole = (zh: string, en: string) => ({ title: t(zh, en), kind: 'integer', total: true }) as const;

/** Confirmed sessions and their minutes, by pairing. */
const sessionsOf = (read: Reader) => {
  const counted = new Map<string, { sessions: number; minutes: number }>();
  for (const { pairing, name, state, count, sum } of read.tallies()) {
    if (state !== 'confirmed') continue;
    const own = counted.get(pairing) ?? { sessions: 0, minutes: 0 };
    counted.set(pairing, {
      sessions: own.sessions + (name === 'tutoring' ? count : 0),
      minutes: own.minutes + (name === 'tutoring.minutes' ? sum : 0),
    });
  }
  return (pairing: string) => counted.get(pairing) ?? { sessions: 0, minutes: 0 };
};

/** Pairs that miss something now. */
export const belowDuty = belowDuties({
  title: t('未达标对子', 'Pairs below their duties'),
  purpose: t(
    '所选时间内帮扶次数、计划或自评未完成的对子；已免除的不计。',
    'Pairs that have not done what is asked in the period; what is excused is left out.',
  ),
  helper: helper.title,
  helped: helped.title,
});

/** What a grade has to show for a term (三4): the numbers of its summary. */
export const byGrade = report({
  title: t('各年级帮扶汇总', 'Summary by grade'),
  purpose: t(
    '各年级的对子数、已确认的帮扶次数和时长、达到等次的对子数和加分合计；年级以被帮扶人的成绩登记为准。',
    'Pairs of each grade, confirmed sessions and minutes, pairs that reached a level, and points; the grade is that of the helped student’s results.',
  ),
  inUse: ofClassmates,
  columns: {
    grade: { title: t('年级', 'Grade'), kind: 'text' },
    pairs: whole('对子数', 'Pairs'),
    sessions: whole('帮扶次数', 'Sessions'),
    minutes: whole('时长（分钟）', 'Minutes'),
    reached: whole('达到等次的对子', 'Pairs that reached a level'),
    points: whole('加分合计', 'Points'),
  },
  counts: ['tutoring', 'tutoring.minutes'],
  awards: ['points'],
  entries: ['results'],
  rows: (read) => {
    const gradeOf = new Map(read.entries('results').map((e) => [e.person.id, String(e.data['grade'] ?? '')]));
    const sessions = sessionsOf(read);
    const awards = read.awards('points');
    const grades = new Map<string, string[]>();
    for (const { id, helped: student } of read.pairings()) {
      const grade = gradeOf.get(student.id) || '未登记';
      grades.set(grade, [...(grades.get(grade) ?? []), id]);
    }
    return [...grades]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([grade, pairs]) => {
        const own = new Set(pairs);
        const given = awards.filter(({ pairing }) => own.has(pairing));
        return {
          grade,
          pairs: pairs.length,
          sessions: pairs.reduce((sum, id) => sum + sessions(id).sessions, 0),
          minutes: pairs.reduce((sum, id) => sum + sessions(id).minutes, 0),
          reached: new Set(given.filter(({ level }) => level !== 'none').map(({ pairing }) => pairing)).size,
          points: given.reduce((sum, award) => sum + award.points, 0),
        };
      });
  },
  chart: { kind: 'bar', by: 'grade', series: ['pairs', 'reached'] },
});

const levelWords: Readonly<Record<string, string>> = {
  first: '一等',
  second: '二等',
  third: '三等',
  fourth: '四等',
  none: '未达奖励标准',
};

/** 综测加分 as accepted: who is given what. */
export const pointsGiven = report({
  title: t('综测加分一览', 'Points given'),
  purpose: t('已确认的综测加分，帮扶双方各一行。', 'Accepted points: a row for each of the two.'),
  inUse: ofClassmates,
  columns: {
    place: { title: t('班级', 'Class'), kind: 'text' },
    name: { title: t('姓名', 'Name'), kind: 'text' },
    side: { title: t('角色', 'Side'), kind: 'text' },
    other: { title: t('结对同学', 'Paired with'), kind: 'text' },
    level: { title: t('等次', 'Level'), kind: 'text' },
    points: whole('加分', 'Points'),
  },
  counts: [],
  awards: ['points'],
  rows: (read) => {
    const alive = new Set(read.pairings().map(({ id }) => id));
    return read.awards('points').map(({ pairing, party, side, other, level, points }) => ({
      ...(alive.has(pairing) ? { pairing } : {}),
      place: party.place.name,
      name: party.name,
      side: side === 'helper' ? '帮扶人' : '被帮扶人',
      other: other.name,
      level: levelWords[level] ?? level,
      points,
    }));
  },
});

/** 优秀典型的候选 (三4): helpers by what their pairs have reached; those who are level share a place. */
export const outstanding = report({
  title: t('优秀典型候选', 'Candidates for outstanding helpers'),
  purpose: t(
    '帮扶人按加分、再按已确认的帮扶次数排列；两项都相同的名次并列，由评选人斟酌。',
    'Helpers by points, then by confirmed sessions; those alike in both share a place, and whoever chooses decides.',
  ),
  inUse: ofClassmates,
  columns: {
    place: { title: t('名次', 'Place'), kind: 'integer' },
    name: { title: t('帮扶人', 'Helper'), kind: 'text' },
    unit: { title: t('班级', 'Class'), kind: 'text' },
    pairs: whole('达到等次的对子', 'Pairs that reached a level'),
    points: whole('加分', 'Points'),
    sessions: whole('帮扶次数', 'Sessions'),
    tied: { title: t('并列', 'Tied'), kind: 'text' },
  },
  counts: ['tutoring'],
  awards: ['points'],
  rows: (read) => {
    const sessions = sessionsOf(read);
    const own = new Map<string, AwardSnapshot[]>();
    for (const award of read.awards('points').filter(({ side, level }) => side === 'helper' && level !== 'none'))
      own.set(award.party.id, [...(own.get(award.party.id) ?? []), award]);
    const found = [...own.values()].map((awards) => ({
      name: awards[0]!.party.name,
      unit: awards[0]!.party.place.name,
      pairs: awards.length,
      points: awards.reduce((sum, award) => sum + award.points, 0),
      sessions: [...new Set(awards.map((award) => award.pairing))].reduce((sum, id) => sum + sessions(id).sessions, 0),
    }));
    const isBetter = (a: (typeof found)[number], b: (typeof found)[number]) =>
      a.points > b.points || (a.points === b.points && a.sessions > b.sessions);
    return found
      .map((one) => ({
        place: found.filter((other) => isBetter(other, one)).length + 1,
        ...one,
        tied: found.some((other) => other !== one && !isBetter(other, one) && !isBetter(one, other)) ? '并列' : null,
      }))
      .sort((a, b) => a.place - b.place);
  },
});
