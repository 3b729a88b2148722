import {
  type DayRange,
  type DutyManifest,
  isInUse,
  type Period,
  periodOf,
  periodsWithin,
  type ProgrammeDefinition,
  type SchoolCalendar,
  teachingDays,
  type Text,
} from '@xieshou/sdk';

/** What a programme's days follow from. */
export interface Scheduled {
  readonly definition: ProgrammeDefinition;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly calendar: SchoolCalendar;
  /** The days of the programme, both included. */
  readonly range: DayRange;
}

export interface PhaseDays extends DayRange {
  readonly key: string;
  readonly title: Text;
  readonly place: string | null;
}

/** Phases of the programme in use, in the plan's order; what lies outside its days is cut off. */
export const phaseDays = ({ definition, settings, calendar, range }: Scheduled): readonly PhaseDays[] => {
  const programme = { from: range.from, to: range.to, terms: periodsWithin(calendar, 'term', range) };
  return Object.entries(definition.phases)
    .filter(([, phase]) => isInUse(phase, settings))
    .map(([key, phase]) => {
      const { from, to } = phase.days(programme, settings);
      return {
        key,
        title: phase.title,
        place: phase.place ?? null,
        from: from < range.from ? range.from : from,
        to: to > range.to ? range.to : to,
      };
    })
    .filter(({ from, to }) => from <= to);
};

export interface DutyDays extends DayRange {
  readonly period: Period;
  /** It is done on these days alone, and not in the whole period. */
  readonly hasWindow: boolean;
}

/** When a duty is done in each period that it is asked for in, and by when. */
export const dutyDays = (o: Scheduled, duty: Pick<DutyManifest, 'key' | 'per'>): readonly DutyDays[] => {
  const { definition, settings, calendar, range } = o;
  const rule = definition.duties[duty.key]!;
  const needed = rule.teachingDays?.(settings) ?? 0;
  return periodsWithin(calendar, duty.per, range)
    .filter((period) => needed === 0 || teachingDays(calendar, period) >= needed)
    .map((period) => {
      // The window is that of the whole period; what lies outside the programme is not asked for.
      const window = rule.window?.days(periodOf(calendar, period.id)!, settings);
      const hasWindow = window !== undefined && window.from > period.from;
      return {
        period,
        from: hasWindow ? window.from : period.from,
        to: window && window.to < period.to ? window.to : period.to,
        hasWindow,
      };
    })
    .filter(({ from, to }) => from <= to);
};

/** Duties that ask for something at all. */
export const askedDuties = (duties: readonly DutyManifest[]): readonly DutyManifest[] =>
  duties.filter((duty) => duty.share || duty.atLeast !== 0);
