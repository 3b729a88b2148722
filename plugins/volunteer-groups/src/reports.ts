import { type EntrySnapshot, report, splitFen, t, teamOn, yuan } from '@xieshou/sdk';
import { kinds } from './activities.js';
import { grades } from './children.js';
import { giftsOfChildren, unequal } from './gifts-of-children.js';
import { gifts } from './settings.js';

const titleOf = (
  choices: readonly { readonly value: string; readonly title: { readonly zh: string } }[],
  value: unknown,
) => choices.find((one) => one.value === value)?.title.zh ?? '';

/** By grade, then by family name and number: the databases sort names each in their own way. */
const byGrade = (a: EntrySnapshot, b: EntrySnapshot) =>
  gradeAt(a.data['grade']) - gradeAt(b.data['grade']) || (a.person.name < b.person.name ? -1 : 1);
const gradeAt = (grade: unknown) => grades.findIndex(({ value }) => value === grade);

/** Children who are in the register and in no team's care today. */
export const withoutTeam = report({
  title: t('尚无小分队的儿童', 'Children without a team'),
  purpose: t('已登记而今天没有小分队结对的儿童。', 'Children in the register whom no team is paired with today.'),
  columns: {
    child: { title: t('儿童', 'Child'), kind: 'text' },
    school: { title: t('学校', 'School'), kind: 'text' },
    grade: { title: t('年级', 'Grade'), kind: 'text' },
  },
  entries: ['children'],
  counts: [],
  rows: (read) => {
    const cared = new Set(read.teams().flatMap(({ pairedWith }) => pairedWith));
    return read
      .entries('children')
      .filter(({ person }) => !cared.has(person.id))
      .sort(byGrade)
      .map(({ person, data }) => ({
        child: person.name,
        school: person.place.name,
        grade: titleOf(grades, data['grade']),
      }));
  },
});

/** For every pairing, what has been handed over. */
export const handedOver = report({
  title: t('学习用品和礼物交接情况', 'Kits and gifts'),
  purpose: t('每名儿童收到的标准配置和礼物；只计已确认的记录。', 'Kit and gift of each child; confirmed records only.'),
  columns: {
    team: { title: t('小分队', 'Team'), kind: 'text' },
    child: { title: t('儿童', 'Child'), kind: 'text' },
    kits: { title: t('学习用品（套）', 'Kits'), kind: 'integer', total: true },
    gifts: { title: t('礼物（件）', 'Gifts'), kind: 'integer', total: true },
    gift: { title: t('礼物', 'Gift'), kind: 'text' },
  },
  reads: ['standardKit', 'gift'],
  counts: [],
  rows: (read) =>
    read.pairings().map(({ id, helper, helped }) => {
      const given = read.records('gift').filter(({ pairing }) => pairing === id);
      return {
        pairing: id,
        team: helper.name,
        child: helped.name,
        kits: read.records('standardKit').filter(({ pairing }) => pairing === id).length,
        gifts: given.length,
        gift: [...new Set(given.map(({ data }) => titleOf(gifts, data['gift'])))].join('、'),
      };
    }),
  drill: { kits: 'standardKit', gifts: 'gift' },
});

/** Children whose gifts are not one: what a record's check cannot see, since it sees no other record. */
export const unequalGifts = report({
  title: t('礼物不是一件的儿童', 'Children without exactly one gift'),
  purpose: t(
    '每名儿童一件礼物：列出没有收到、多于一件或确认后将多于一件的儿童和原因；由哪个小分队送出的都算。',
    'Every child is given one gift: those who have none, more than one, or will have once all is confirmed, and why; whichever team gave it.',
  ),
  columns: {
    grade: { title: t('年级', 'Grade'), kind: 'text' },
    child: { title: t('儿童', 'Child'), kind: 'text' },
    school: { title: t('学校', 'School'), kind: 'text' },
    gifts: { title: t('已收礼物（件）', 'Gifts'), kind: 'integer', total: true },
    waiting: { title: t('待确认（件）', 'Waiting'), kind: 'integer', total: true },
    gift: { title: t('礼物', 'Gift'), kind: 'text' },
    cost: { title: t('费用（元）', 'Cost (yuan)'), kind: 'text' },
    why: { title: t('原因', 'Why'), kind: 'text' },
  },
  reads: ['gift'],
  standing: ['gift'],
  entries: ['children'],
  counts: [],
  rows: (read) =>
    giftsOfChildren(read, read.standing('gift'))
      .map((child) => ({ ...child, total: child.gifts.length + child.waiting, why: unequal(child) }))
      .filter(({ why }) => why !== undefined)
      // Those with more than one come first: there is something to put right.
      .sort((a, b) => Number(b.total > 1) - Number(a.total > 1) || byGrade(a.entry, b.entry))
      .map(({ entry, gifts: given, waiting, fen, why }) => ({
        grade: titleOf(grades, entry.data['grade']),
        child: entry.person.name,
        school: entry.person.place.name,
        gifts: given.length,
        waiting,
        gift: given.map((gift) => titleOf(gifts, gift)).join('、'),
        cost: fen === 0 ? null : yuan(fen),
        why: why!.zh,
      })),
});

export const activitiesByKind = report({
  title: t('活动开展情况', 'Activities by kind'),
  columns: {
    kind: { title: t('活动内容', 'Kind'), kind: 'text' },
    times: { title: t('次数', 'Times'), kind: 'integer', total: true },
    teams: { title: t('小分队数', 'Teams'), kind: 'integer' },
    members: { title: t('到场人次', 'Members present'), kind: 'integer', total: true },
  },
  reads: ['activity'],
  counts: [],
  rows: (read) =>
    kinds.map(({ value, title }) => {
      const own = read.records('activity').filter(({ data }) => data['kind'] === value);
      return {
        kind: title.zh,
        times: own.length,
        teams: new Set(own.map(({ pairing }) => pairing)).size,
        members: own.reduce((sum, { facts }) => sum + (facts['members'] ?? 0), 0),
      };
    }),
  chart: { kind: 'bar', by: 'kind', series: ['times'] },
  drill: { times: 'activity' },
});

/** Who bears how much of each gift: equal parts to the cent, the rest with the smallest ids. */
export const costShares = report({
  title: t('礼物费用分担', 'Shares of the cost'),
  purpose: t(
    '每件礼物的费用由当日成员平均分担，精确到分；除不尽的部分由编号在前的成员承担。',
    'The cost of each gift in equal parts for the members of that day, to the cent; what is left over is borne by those whose ids come first.',
  ),
  columns: {
    team: { title: t('小分队', 'Team'), kind: 'text' },
    on: { title: t('日期', 'Day'), kind: 'text' },
    member: { title: t('成员', 'Member'), kind: 'text' },
    share: { title: t('分担金额（元）', 'Share (yuan)'), kind: 'text' },
    fen: { title: t('分担金额（分）', 'Share (fen)'), kind: 'integer', total: true },
  },
  reads: ['gift'],
  counts: [],
  rows: (read) => {
    const teams = new Map(read.teams().map((one) => [one.id, one]));
    const helpers = new Map(read.pairings().map(({ id, helper }) => [id, helper.id]));
    return read
      .records('gift')
      .filter(({ data }) => data['means'] === 'shared')
      .flatMap(({ pairing, on, facts }) => {
        const team = teams.get(helpers.get(pairing) ?? '');
        const members = team ? [...new Map(teamOn(team, on).map((one) => [one.id, one])).values()] : [];
        if (!team || members.length === 0) return [];
        const each = splitFen(facts['cost'] ?? 0, members.length);
        return members.map(({ name }, at) => ({
          pairing,
          team: team.name,
          on,
          member: name,
          share: yuan(each[at]!),
          fen: each[at]!,
        }));
      });
  },
});

export const reports = { withoutTeam, handedOver, unequalGifts, activitiesByKind, costShares };
