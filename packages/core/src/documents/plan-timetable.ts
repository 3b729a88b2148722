import {
  type DocumentBlock,
  type DocumentValue,
  type DutyManifest,
  type Period,
  periodOf,
  periodsWithin,
  type ProgrammeDefinition,
  type ProgrammeManifest,
  type SchoolCalendar,
  teachingDays,
  type Text,
  t,
  termOf,
  termTitle,
} from '@xieshou/sdk';
import { amountOf } from './plan-words.js';

interface Line {
  readonly title: Text;
  readonly from: string;
  readonly duty: Text;
  readonly amount: Text;
  readonly due: DocumentValue;
}

interface Question {
  readonly definition: ProgrammeDefinition;
  readonly manifest: ProgrammeManifest;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly calendar: SchoolCalendar;
  readonly range: { readonly from: string; readonly to: string };
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
  const rule = q.definition.duties[duty.key]!;
  const needed = rule.teachingDays?.(q.settings) ?? 0;
  const due = periodsWithin(q.calendar, duty.per, q.range).filter(
    (period) => needed === 0 || teachingDays(q.calendar, period) >= needed,
  );
  if (duty.per === 'teachingWeek') return weeksOf(q, duty, due);
  return due.map((period) => {
    // The window is that of the whole period; what lies outside the programme is not asked for.
    const window = rule.window?.days(periodOf(q.calendar, period.id)!, q.settings);
    const last = window && window.to < period.to ? window.to : period.to;
    return {
      title: period.title,
      from: period.from,
      duty: duty.title,
      amount: amountOf(duty, q.manifest),
      due: window && window.from > period.from ? t(`${window.from} 至 ${last}`, `${window.from} to ${last}`) : last,
    };
  });
};

/** What is due when, from the calendar: one line for each duty and period. */
export const timetable = (q: Question): DocumentBlock => {
  const asked = q.manifest.duties.filter((duty) => duty.share || duty.atLeast !== 0);
  const lines = asked
    .flatMap((duty) => linesOf(q, duty))
    .sort((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : a.title.zh < b.title.zh ? -1 : a.title.zh > b.title.zh ? 1 : 0,
    );
  return {
    kind: 'table',
    columns: [
      { title: t('时段', 'Period'), width: 3, merge: true },
      { title: t('事项', 'What'), width: 4 },
      { title: t('至少', 'At least'), width: 3 },
      { title: t('截止', 'By'), width: 3 },
    ],
    rows: lines.map(({ title, duty, amount, due }) => [title, duty, amount, due]),
  };
};
