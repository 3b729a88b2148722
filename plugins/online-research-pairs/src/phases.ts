import { type DayRange, monthOf, type Phase, type ProgrammeDays, rangeOfXun, t, type Text } from '@xieshou/sdk';
import type { Settings } from './settings.js';

/** Months of the calendar year in which they fall into the programme; the plan names months and no year. */
const inProgramme = ({ from, to }: DayRange, first: string, last: string): DayRange => {
  const year = from.slice(0, 4);
  const of = (y: string) => ({ from: `${y}-${first}`, to: `${y}-${last}` });
  return of(year).to >= from ? of(year) : of(to.slice(0, 4));
};

/** From the plan's month on until the day that the bureau has set, or to the end of the plan's months. */
const months = (o: {
  readonly title: Text;
  readonly first: string;
  readonly last: string;
  readonly until: (s: Settings) => string | undefined;
}): Phase<Settings> => ({
  title: o.title,
  place: '三（二）',
  days: (programme, s) => {
    const planned = inProgramme(programme, o.first, o.last);
    const to = o.until(s) ?? planned.to;
    // A day before the plan's months: the phase is that day, and no later one is made up.
    return { from: planned.from <= to ? planned.from : to, to };
  },
});

/** 季度末月下旬 of one quarter. */
const outputs = (title: Text, month: string): Phase<Settings> => ({
  title,
  place: '三（二）',
  days: (programme: ProgrammeDays) =>
    rangeOfXun({ month: monthOf(inProgramme(programme, `${month}-01`, `${month}-28`).from), xun: 'lower' }),
});

/** 实施进程, in the order of a school year: the plan tells a calendar year, from February to December. */
export const phases = {
  use: months({
    title: t('全面应用', 'Full use'),
    first: '09-01',
    last: '09-30',
    until: (s) => s.useUntil,
  }),
  third: outputs(t('第三季度报送', 'Filed for the third quarter'), '09'),
  summary: months({
    title: t('回顾总结', 'Review of the year'),
    first: '12-01',
    last: '12-31',
    until: (s) => s.summaryUntil,
  }),
  fourth: outputs(t('第四季度报送', 'Filed for the fourth quarter'), '12'),
  start: months({
    title: t('启动和上报空间名单', 'Start, and the list of accounts'),
    first: '02-01',
    last: '03-31',
    until: (s) => s.startUntil,
  }),
  first: outputs(t('第一季度报送', 'Filed for the first quarter'), '03'),
  second: outputs(t('第二季度报送', 'Filed for the second quarter'), '06'),
  friends: months({
    title: t('暑期培训和互认好友', 'Summer training and friends'),
    first: '07-01',
    last: '08-31',
    until: (s) => s.friendsUntil,
  }),
};
