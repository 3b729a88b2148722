import { type InsideSnapshot, type ProgrammeDocument, type Reader, report, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';
import { areas, steps } from './words.js';

const pairs = (read: Reader) => read.inside().filter(({ inside }) => inside === 'apprentices');
const areaOf = ({ kind }: InsideSnapshot) => areas.find(({ value }) => value === kind)?.title.zh ?? '';

/** 手把手指导 (第二阶段2): which of the five steps each master has gone through with the apprentice, and which not. */
export const stepsCovered = report({
  title: t('师徒指导环节', 'Steps of masters and apprentices'),
  purpose: t(
    '每对师徒听课评课的次数、已指导的环节数和还没有指导的环节；只计已确认的记录。',
    'For each master and apprentice: observations, how many of the five steps were gone through, and which are missing; confirmed records only.',
  ),
  columns: {
    helped: { title: t('结对园', 'Helped kindergarten'), kind: 'text' },
    area: { title: t('领域', 'Area'), kind: 'text' },
    master: { title: t('师傅', 'Master'), kind: 'text' },
    apprentice: { title: t('徒弟', 'Apprentice'), kind: 'text' },
    observations: { title: t('听课评课（次）', 'Observations'), kind: 'integer', total: true },
    covered: { title: t('已指导环节', 'Steps gone through'), kind: 'integer' },
    missing: { title: t('未指导环节', 'Steps missing'), kind: 'text' },
  },
  counts: ['observation', 'observation.step'],
  rows: (read) => {
    const gardens = new Map(read.pairings().map(({ id, helped }) => [id, helped.name]));
    return pairs(read).map((pair) => {
      const own = read.tallies().filter(({ pairing, state }) => pairing === pair.id && state === 'confirmed');
      const done = new Set(own.filter(({ name }) => name === 'observation.step').map(({ kind }) => kind));
      const missing = steps.filter(({ value }) => !done.has(value));
      return {
        pairing: pair.pairing,
        helped: gardens.get(pair.pairing) ?? '',
        area: areaOf(pair),
        master: pair.helper.name,
        apprentice: pair.helped.name,
        observations: own.filter(({ name }) => name === 'observation').reduce((sum, { count }) => sum + count, 0),
        covered: steps.length - missing.length,
        missing: missing.map(({ title }) => title.zh).join('、') || null,
      };
    });
  },
});

/** 跟班学习 (第三阶段1): stays of one kindergarten at the same time come together, which no single record shows. */
export const stays = report({
  title: t('跟班学习情况', 'Teachers who follow work'),
  purpose: t(
    '每次跟班的人数，以及与同园其他跟班重叠时的同期人数；一次派几人的标准按同期人数核对。',
    'Teachers of each stay, and how many are there at once where stays of a kindergarten overlap: the bounds for one stay are to be held against that number.',
  ),
  columns: {
    helped: { title: t('结对园', 'Helped kindergarten'), kind: 'text' },
    from: { title: t('开始日期', 'First day'), kind: 'text' },
    until: { title: t('结束日期', 'Last day'), kind: 'text' },
    teachers: { title: t('教师人数', 'Teachers'), kind: 'integer', total: true },
    atOnce: { title: t('同期人数', 'At once'), kind: 'integer' },
    note: { title: t('说明', 'Remarks'), kind: 'text' },
  },
  reads: ['teacherStay'],
  counts: [],
  rows: (read) => {
    const gardens = new Map(read.pairings().map(({ id, helped }) => [id, helped.name]));
    const all = read.records('teacherStay').map(({ pairing, on, data, facts }) => {
      return { pairing, from: on, until: String(data['until']), teachers: facts['teachers'] ?? 0 };
    });
    return all.map((stay) => {
      // On its own first day, or on the first day of one that begins during it, most are there.
      const near = all.filter((o) => o.pairing === stay.pairing && o.from <= stay.until && stay.from <= o.until);
      const on = (day: string) =>
        near.filter((o) => o.from <= day && day <= o.until).reduce((n, o) => n + o.teachers, 0);
      const days = near.map(({ from }) => (from < stay.from ? stay.from : from));
      const atOnce = Math.max(stay.teachers, ...days.map(on));
      return {
        ...stay,
        helped: gardens.get(stay.pairing) ?? '',
        atOnce,
        note: near.length > 1 ? `与另外 ${near.length - 1} 次跟班时间重叠，同期共 ${atOnce} 人` : null,
      };
    });
  },
});

/** 师徒结对名单 (第二阶段2). */
const apprenticeList: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('师徒结对名单', 'Masters and apprentices'),
  purpose: t('全部师徒，按结对园排列。', 'Every master and apprentice, by helped kindergarten.'),
  counts: [],
  parts: (read, { pairings }) => [
    {
      kind: 'table',
      columns: [
        { title: t('序号', 'No.') },
        { title: t('结对园', 'Helped kindergarten'), width: 3, merge: true },
        { title: t('领域', 'Area'), width: 2 },
        { title: t('师傅', 'Master'), width: 4 },
        { title: t('徒弟', 'Apprentice'), width: 4 },
        { title: t('备注', 'Remarks'), width: 2 },
      ],
      rows: pairings
        .flatMap(({ id, helped }) =>
          pairs(read)
            .filter(({ pairing }) => pairing === id)
            .map((pair) => [helped.name, areaOf(pair), pair.helper.name, pair.helped.name, null]),
        )
        .map((row, n) => [n + 1, ...row]),
    },
    {
      kind: 'signatures',
      lines: [t('帮教园负责人（签名）：', 'Head of the helper (signature): '), t('日期：', 'Date: ')],
    },
  ],
};

export const documents = { apprenticeList };
