import {
  belowDuties,
  type Cell,
  type PairingSnapshot,
  filings,
  type Reader,
  type Report,
  report,
  t,
} from '@xieshou/sdk';
import { isCobuilding, isOfSchools, isTwinning } from './settings.js';
import { effects, grades } from './words.js';

export const sides = {
  helper: { title: t('帮扶学校', 'Helping school'), kind: 'text' },
  helped: { title: t('受帮学校', 'Helped school'), kind: 'text' },
} as const;
export const count = (zh: string, en: string) => ({ title: t(zh, en), kind: 'integer', total: true }) as const;
export const names = ({ id, helper, helped }: PairingSnapshot) => ({
  pairing: id,
  helper: helper.name,
  helped: helped.name,
});

/** Sum of what tallies say of one fact for a pairing. */
export const tallied = (read: Reader) => {
  const sums = new Map<string, number>();
  for (const { pairing, name, kind, state, count: n } of read.tallies())
    for (const key of [`${pairing} ${state} ${name}`, `${pairing} ${state} ${name} ${kind}`])
      sums.set(key, (sums.get(key) ?? 0) + n);
  return (pairing: string, name: string, state: 'confirmed' | 'claimed' = 'confirmed') =>
    sums.get(`${pairing} ${state} ${name}`) ?? 0;
};

/** How many of a list belong to a pairing. */
/** Rounded half up; nothing where there is nothing. */
export const meanOf = ({ sum, count: n }: { readonly sum: number; readonly count: number }): number | null =>
  n === 0 ? null : Math.floor((2 * sum + n) / (2 * n));

export const perPairing = (list: readonly { readonly pairing: string }[]) => {
  const counts = new Map<string, number>();
  for (const { pairing } of list) counts.set(pairing, (counts.get(pairing) ?? 0) + 1);
  return (pairing: string) => counts.get(pairing) ?? 0;
};

const work = ['visit', 'lesson', 'exchange', 'staffExchange', 'support', 'topic'] as const;

export const overview = report({
  title: t('结对工作总览', 'Overview'),
  purpose: t(
    '所选时间内各结对学校已确认的各项工作、待确认数和逾期要求数。',
    'Confirmed work of each pair in the period, what waits for confirmation, and overdue duties.',
  ),
  inUse: isOfSchools,
  columns: {
    ...sides,
    visit: count('到校帮扶', 'Visits'),
    lesson: count('示范课', 'Lessons'),
    exchange: count('交流活动', 'Exchanges'),
    staffExchange: count('互派教师', 'Staff exchanged'),
    support: count('条件支持', 'Support'),
    topic: count('共同课题', 'Topics'),
    claimed: count('待确认', 'Unconfirmed'),
    overdue: count('逾期项', 'Overdue'),
  },
  counts: work,
  rows: (read) => {
    const of = tallied(read);
    const late = perPairing(read.duties().filter(({ state }) => state === 'overdue'));
    return read.pairings().map((pair) => ({
      ...names(pair),
      visit: of(pair.id, 'visit'),
      lesson: of(pair.id, 'lesson'),
      exchange: of(pair.id, 'exchange'),
      staffExchange: of(pair.id, 'staffExchange'),
      support: of(pair.id, 'support'),
      topic: of(pair.id, 'topic'),
      claimed: work.reduce((sum, name) => sum + of(pair.id, name, 'claimed'), 0),
      overdue: late(pair.id),
    }));
  },
  chart: { kind: 'stackedBar', by: 'helped', series: ['visit', 'lesson', 'exchange', 'staffExchange'] },
  drill: {
    visit: 'visit',
    lesson: 'lesson',
    exchange: 'exchange',
    staffExchange: 'staffExchange',
    support: 'support',
    topic: 'topic',
  },
});

const filed = (form: 'helperPlan' | 'helpedPlan', zh: string, en: string): Report => ({
  ...filings({
    title: t(`${zh}方案备案`, `Plans filed: ${en}`),
    purpose: t(
      '未报、已报、退回、已备案、逾期报送和逾期的学校；截止后报送的仍为逾期。',
      'Who has not handed in, waits, was returned, is filed, came late, or is overdue: what came late stays overdue.',
    ),
    helper: sides.helper.title,
    helped: sides.helped.title,
    form,
  }),
  inUse: isTwinning,
});
export const helperFilings = filed('helperPlan', '帮扶学校', 'helping schools');
export const helpedFilings = filed('helpedPlan', '受帮学校', 'helped schools');

export const belowDuty = belowDuties({
  title: t('未达标清单', 'Below the duties'),
  purpose: t('现在还没有达到要求的结对学校。', 'Pairs that miss something now.'),
  helper: sides.helper.title,
  helped: sides.helped.title,
});

const effectKeys = Object.keys(effects) as (keyof typeof effects)[];
const whole = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Before and after (方案十三 五): blank where a school has no baseline, because there is nothing to compare with. */
export const effectReport = report({
  title: t('共建效果对比', 'Effects of co-building'),
  purpose: t(
    '年终与开始时的自评之差；没有填报基本情况的留空。',
    'Judged at the year’s end against the start; blank without a baseline.',
  ),
  inUse: isCobuilding,
  columns: {
    ...sides,
    staff: { title: t('教职工', 'Staff'), kind: 'integer' },
    classes: { title: t('教学班', 'Classes'), kind: 'integer' },
    pupils: { title: t('学生', 'Pupils'), kind: 'integer' },
    topics: count('共同课题', 'Topics'),
    balance: { title: effects.balance, kind: 'integer' },
    profession: { title: effects.profession, kind: 'integer' },
    vigour: { title: effects.vigour, kind: 'integer' },
    together: { title: effects.together, kind: 'integer' },
    quality: { title: effects.quality, kind: 'integer' },
  },
  reads: ['baseline', 'yearEnd'],
  counts: ['topic'],
  rows: (read) => {
    const of = tallied(read);
    return read.pairings().map((pair) => {
      const own = (form: string) => read.records(form).filter(({ pairing }) => pairing === pair.id);
      const before = own('baseline')[0];
      const after = own('yearEnd').at(-1);
      const gain = (key: keyof typeof effects): Cell => {
        const [from, to] = [whole(before?.data[key]), whole(after?.data[key])];
        return from === null || to === null ? null : to - from;
      };
      const [balance, profession, vigour, together, quality] = effectKeys.map(gain) as [Cell, Cell, Cell, Cell, Cell];
      return {
        ...names(pair),
        staff: whole(before?.data['staff']),
        classes: whole(before?.data['classes']),
        pupils: whole(before?.data['pupils']),
        topics: of(pair.id, 'topic'),
        balance,
        profession,
        vigour,
        together,
        quality,
      };
    });
  },
});

const word = (value: unknown): string | null => grades.find((one) => one.value === value)?.title.zh ?? null;

/** 考评结果: what goes into the appraisal of school, head and teachers, both sides of each pair. */
export const considered = report({
  title: t('考评汇总', 'Appraisals'),
  purpose: t(
    '各校最近一次考评：学校、校长、教师分别用于学校工作评估、校长绩效考评和教师考评。',
    'The last evaluation of each school: its own, its head’s and its teachers’.',
  ),
  inUse: isTwinning,
  columns: {
    ...sides,
    helperSchool: { title: t('帮扶学校考评', 'Helping school appraised'), kind: 'text' },
    helperHead: { title: t('帮扶校长考评', 'Its head'), kind: 'text' },
    helperTeachers: { title: t('帮扶教师考评', 'Its teachers'), kind: 'text' },
    helpedSchool: { title: t('受帮学校考评', 'Helped school appraised'), kind: 'text' },
    helpedHead: { title: t('受帮校长考评', 'Its head'), kind: 'text' },
    helpedTeachers: { title: t('受帮教师考评', 'Its teachers'), kind: 'text' },
    notices: count('告诫惩诫', 'Notices'),
  },
  reads: ['helperEvaluation', 'helpedEvaluation'],
  counts: ['helperNotice', 'helpedNotice'],
  rows: (read) => {
    const of = tallied(read);
    return read.pairings().map((pair) => {
      const last = (side: 'helper' | 'helped') =>
        read
          .records(`${side}Evaluation`)
          .filter(({ pairing }) => pairing === pair.id)
          .at(-1)?.data ?? {};
      const [one, two] = [last('helper'), last('helped')];
      return {
        ...names(pair),
        helperSchool: word(one['school']),
        helperHead: word(one['head']),
        helperTeachers: word(one['teachers']),
        helpedSchool: word(two['school']),
        helpedHead: word(two['head']),
        helpedTeachers: word(two['teachers']),
        notices: of(pair.id, 'helperNotice') + of(pair.id, 'helpedNotice'),
      };
    });
  },
});
