import {
  type DocumentBlock,
  type DocumentValue,
  type DutyManifest,
  type Period,
  type ProgrammeManifest,
  type Text,
  t,
  termOf,
  termTitle,
} from '@xieshou/sdk';
import { askedDuties, dutyDays, phaseDays, type Scheduled } from '../programmes/schedule.js';
import { amountOf } from './plan-words.js';

interface Line {
  readonly title: Text;
  readonly from: string;
  readonly duty: Text;
  readonly amount: Text;
  readonly due: DocumentValue;
}

interface Question extends Scheduled {
  readonly manifest: ProgrammeManifest;
}

/** Forty weeks are said in one line for each term. */
const weeksOf = ({ calendar, manifest }: Question, duty: DutyManifest, weeks: readonly Period[]): Line[] => {
  const byTerm = new Map<string, Period[]>();
  for (const week of weeks) {
    const term = termOf(calendar, week.from)?.id ?? '';
    byTerm.set(term, [...(byTerm.get(term) ?? []), week]);
  }
  return [...byTerm].map(([term, of]) => {
    const [first, last] = [of[0]!, of.at(-1)!];
    return {
      title: term ? termTitle(term) : first.title,
      from: first.from,
      duty: duty.title,
      amount: amountOf(duty, manifest),
      due: t(
        `${of.length} 个教学周，每周结束前（${first.from} 至 ${last.to}）`,
        `${of.length} teaching weeks, by the end of each (${first.from} to ${last.to})`,
      ),
    };
  });
};

const linesOf = (q: Question, duty: DutyManifest): Line[] => {
  const days = dutyDays(q, duty);
  if (duty.per === 'teachingWeek')
    return weeksOf(
      q,
      duty,
      days.map(({ period }) => period),
    );
  return days.map(({ period, from, to, hasWindow }) => ({
    title: period.title,
    from: period.from,
    duty: duty.title,
    amount: amountOf(duty, q.manifest),
    due: hasWindow ? t(`${from} 至 ${to}`, `${from} to ${to}`) : to,
  }));
};

/** How the plan lays the year out; nothing where it does not. */
export const phaseTable = (q: Question): readonly DocumentBlock[] => {
  const phases = phaseDays(q);
  if (phases.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { title: t('阶段安排', 'Phase'), width: 6 },
        { title: t('时间', 'When'), width: 5 },
        { title: t('方案条目', 'Place'), width: 2 },
      ],
      rows: phases.map(({ title, from, to, place }) => [title, t(`${from} 至 ${to}`, `${from} to ${to}`), place]),
    },
  ];
};

/** What is due when, from the calendar: one line for each duty and period; nothing where nothing is asked for. */
export const timetable = (q: Question): readonly DocumentBlock[] => {
  const lines = askedDuties(q.manifest.duties)
    .flatMap((duty) => linesOf(q, duty))
    .sort((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : a.title.zh < b.title.zh ? -1 : a.title.zh > b.title.zh ? 1 : 0,
    );
  if (lines.length === 0) return [];
  const table: DocumentBlock = {
    kind: 'table',
    columns: [
      { title: t('时段', 'Period'), width: 3, merge: true },
      { title: t('事项', 'What'), width: 4 },
      { title: t('至少', 'At least'), width: 3 },
      { title: t('截止', 'By'), width: 3 },
    ],
    rows: lines.map(({ title, duty, amount, due }) => [title, duty, amount, due]),
  };
  return [table];
};
