import { belowDuties, type Reader, report, t } from '@xieshou/sdk';

const activities = ['jointMeeting', 'cadreExchange', 'masterLesson', 'researchEvent'] as const;

/** How often each thing was counted for a pair in a state, over all months and kinds. */
const countsOf = (tallies: ReturnType<Reader['tallies']>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { pairing, state, name, count } of tallies) {
    const key = `${pairing} ${state} ${name}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
};

/** Confirmed activities of every pair in a period, beside what is still claimed and what is overdue. */
export const overview = report({
  title: t('结对活动总览', 'Overview of activities'),
  purpose: t(
    '各结对学校在所选时间内已确认的活动次数、待确认次数和逾期未达标的要求数。',
    'Confirmed activities of each pair in the period, what waits for confirmation, and duties that are overdue.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    jointMeeting: { title: t('联席会议', 'Joint meetings'), kind: 'integer', total: true },
    cadreExchange: { title: t('干部交流', 'Exchanges'), kind: 'integer', total: true },
    masterLesson: { title: t('名师送教', 'Master lessons'), kind: 'integer', total: true },
    researchEvent: { title: t('教学研讨', 'Research events'), kind: 'integer', total: true },
    claimed: { title: t('待确认', 'Unconfirmed'), kind: 'integer', total: true },
    overdue: { title: t('逾期项', 'Overdue duties'), kind: 'integer', total: true },
  },
  counts: activities,
  rows: (read) => {
    const counted = countsOf(read.tallies());
    const overdue = read.duties().filter((duty) => duty.state === 'overdue');
    const late = new Map<string, number>();
    for (const { pairing } of overdue) late.set(pairing, (late.get(pairing) ?? 0) + 1);
    const count = (pairing: string, state: 'confirmed' | 'claimed', names: readonly string[]) =>
      names.reduce((sum, name) => sum + (counted.get(`${pairing} ${state} ${name}`) ?? 0), 0);
    return read.pairings().map((pairing) => ({
      pairing: pairing.id,
      helper: pairing.helper.name,
      helped: pairing.helped.name,
      jointMeeting: count(pairing.id, 'confirmed', ['jointMeeting']),
      cadreExchange: count(pairing.id, 'confirmed', ['cadreExchange']),
      masterLesson: count(pairing.id, 'confirmed', ['masterLesson']),
      researchEvent: count(pairing.id, 'confirmed', ['researchEvent']),
      claimed: count(pairing.id, 'claimed', activities),
      overdue: late.get(pairing.id) ?? 0,
    }));
  },
  chart: {
    kind: 'stackedBar',
    by: 'helped',
    series: ['jointMeeting', 'cadreExchange', 'masterLesson', 'researchEvent'],
  },
  drill: {
    jointMeeting: 'jointMeeting',
    cadreExchange: 'cadreExchange',
    masterLesson: 'masterLesson',
    researchEvent: 'researchEvent',
  },
});

/** Pairs that miss something now, with what it is: the list for a round of visits. */
export const belowDuty = belowDuties({
  title: t('未达标结对', 'Pairs below their duties'),
  purpose: t(
    '所选时间内有要求未完成的结对；已免除的不计。',
    'Pairs that have not done what is asked in the period; what is excused is left out.',
  ),
  helper: t('公办学校', 'Public school'),
  helped: t('民办学校', 'Private school'),
});

/** How the problems of each pair stand, and how many are past their day. */
export const rectificationAgeing = report({
  title: t('整改进度', 'Progress of rectification'),
  purpose: t(
    '所选时间内提出或尚未销号的整改，按状态和超期统计。',
    'Problems named in the period or not closed before it, by state, and how many are past their day.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    open: { title: t('待整改', 'To be answered'), kind: 'integer', total: true },
    answering: { title: t('整改中', 'Being put right'), kind: 'integer', total: true },
    waiting: { title: t('待复查', 'To be inspected'), kind: 'integer', total: true },
    closed: { title: t('销号', 'Closed'), kind: 'integer', total: true },
    overdue: { title: t('超期', 'Overdue'), kind: 'integer', total: true },
    oldest: { title: t('最早未销号', 'Oldest not closed'), kind: 'text' },
  },
  rows: (read) => {
    const problems = read.rectifications();
    return read
      .pairings()
      .map((pairing) => ({ pairing, own: problems.filter((p) => p.pairing === pairing.id) }))
      .filter(({ own }) => own.length > 0)
      .map(({ pairing, own }) => {
        const count = (state: (typeof own)[number]['state']) => own.filter((p) => p.state === state).length;
        const left = own.filter((p) => p.state !== 'closed').map((p) => p.raisedOn);
        return {
          pairing: pairing.id,
          helper: pairing.helper.name,
          helped: pairing.helped.name,
          open: count('open'),
          answering: count('answering'),
          waiting: count('waiting'),
          closed: count('closed'),
          overdue: own.filter((p) => p.overdue).length,
          oldest: left.sort()[0] ?? null,
        };
      });
  },
  chart: { kind: 'stackedBar', by: 'helped', series: ['open', 'answering', 'waiting', 'closed'] },
});

const monthly = ['cadreExchange', 'masterLesson', 'researchEvent'] as const;

/** Every pair month by month: of each monthly duty what is done of what is asked, and what is late. */
export const dutyMonths = report({
  title: t('逐月履责一览', 'Duties month by month'),
  purpose: t(
    '各结对学校每月三项要求的“已确认/要求”次数，以及待确认、还差和逾期；免除或不作要求的显示为“—”。',
    'Each pair and month: confirmed of required for the three monthly duties, what waits, is missing and overdue; — where nothing is asked or it is excused.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    month: { title: t('月份', 'Month'), kind: 'text' },
    cadreExchange: { title: t('干部交流', 'Exchanges'), kind: 'text' },
    masterLesson: { title: t('名师送教', 'Master lessons'), kind: 'text' },
    researchEvent: { title: t('教学研讨', 'Research events'), kind: 'text' },
    confirmed: { title: t('已确认', 'Confirmed'), kind: 'integer', total: true },
    claimed: { title: t('待确认', 'Unconfirmed'), kind: 'integer', total: true },
    required: { title: t('要求', 'Required'), kind: 'integer', total: true },
    missing: { title: t('还差', 'Missing'), kind: 'integer', total: true },
    overdue: { title: t('逾期项', 'Overdue duties'), kind: 'integer', total: true },
  },
  rows: (read) => {
    const asked = read
      .duties()
      .filter((d) => (monthly as readonly string[]).includes(d.duty) && d.opensOn <= read.today);
    const months = [...new Set(asked.map((d) => d.period.id))].sort();
    return read.pairings().flatMap((pairing) =>
      months.flatMap((month) => {
        const own = asked.filter((d) => d.pairing === pairing.id && d.period.id === month);
        if (own.length === 0) return [];
        const due = own.filter((d) => d.state !== 'excused' && d.state !== 'notDue');
        const sum = (of: (d: (typeof due)[number]) => number) => due.reduce((all, d) => all + of(d), 0);
        const standing = (duty: string) => {
          const one = due.find((d) => d.duty === duty);
          return one ? `${one.confirmed}/${one.required}` : '—';
        };
        return [
          {
            pairing: pairing.id,
            helper: pairing.helper.name,
            helped: pairing.helped.name,
            month,
            cadreExchange: standing('cadreExchange'),
            masterLesson: standing('masterLesson'),
            researchEvent: standing('researchEvent'),
            confirmed: sum((d) => d.confirmed),
            claimed: sum((d) => d.claimed),
            required: sum((d) => d.required),
            missing: sum((d) => d.remaining),
            overdue: due.filter((d) => d.state === 'overdue').length,
          },
        ];
      }),
    );
  },
});

/** What a pair has to show for a term: one row for the district's own summary. */
export const termReview = report({
  title: t('学期帮扶汇总', 'Summary of the term'),
  purpose: t(
    '各结对学校在所选时间内的活动、跟岗人数、整改、计划和总结，以及达标的要求数（已免除的不计）。',
    'Each pair in the period: activities, people sent to follow, problems, plan and summary, and how many duties are met; what is excused is left out.',
  ),
  columns: {
    helper: { title: t('公办学校', 'Public school'), kind: 'text' },
    helped: { title: t('民办学校', 'Private school'), kind: 'text' },
    activities: { title: t('活动次数', 'Activities'), kind: 'integer', total: true },
    people: { title: t('跟岗人数', 'People sent'), kind: 'integer', total: true },
    guidance: { title: t('视导次数', 'Guidance visits'), kind: 'integer', total: true },
    problems: { title: t('提出整改', 'Problems named'), kind: 'integer', total: true },
    closed: { title: t('已销号', 'Closed'), kind: 'integer', total: true },
    plans: { title: t('计划', 'Plans'), kind: 'integer', total: true },
    summaries: { title: t('总结', 'Summaries'), kind: 'integer', total: true },
    met: { title: t('达标项', 'Duties met'), kind: 'integer', total: true },
    due: { title: t('应达标项', 'Duties due'), kind: 'integer', total: true },
  },
  counts: [...activities, 'guidance', 'yearlyPlan', 'termSummary'],
  rows: (read) => {
    const counted = countsOf(read.tallies());
    const duties = read.duties();
    const problems = read.rectifications();
    return read.pairings().map((pairing) => {
      const own = duties.filter((d) => d.pairing === pairing.id);
      // What is asked by now, and what is met already although its time is not over.
      const due = own.filter(
        (d) => d.state === 'overdue' || d.state === 'met' || (d.state === 'open' && d.opensOn <= read.today),
      );
      const raised = problems.filter((p) => p.pairing === pairing.id);
      const count = (names: readonly string[]) =>
        names.reduce((sum, name) => sum + (counted.get(`${pairing.id} confirmed ${name}`) ?? 0), 0);
      return {
        pairing: pairing.id,
        helper: pairing.helper.name,
        helped: pairing.helped.name,
        activities: count(activities),
        people: own.filter((d) => d.duty === 'followStudy').reduce((sum, d) => sum + d.confirmed, 0),
        guidance: count(['guidance']),
        problems: raised.length,
        closed: raised.filter((p) => p.state === 'closed').length,
        plans: count(['yearlyPlan']),
        summaries: count(['termSummary']),
        met: due.filter((d) => d.state === 'met').length,
        due: due.length,
      };
    });
  },
  chart: { kind: 'bar', by: 'helped', series: ['met', 'due'] },
  drill: { guidance: 'guidance', plans: 'yearlyPlan', summaries: 'termSummary' },
});
