import type { DayRange, Phase } from '@xieshou/sdk';
import type { Settings } from './settings.js';
import { stages } from './stages.js';

/** The days of a stage where both have been set, in order. */
const daysOf = ({ from, to }: Partial<DayRange>): DayRange | undefined =>
  from !== undefined && to !== undefined && from <= to ? { from, to } : undefined;

/**
 * 四个阶段 on the calendar, where whoever runs the programme has set their first and last day. The plan names no days: what
 * nobody has set is left out here, and blank among the stages.
 */
const onCalendar = ({ title, place, window }: (typeof stages)[keyof typeof stages]): Phase<Settings> => ({
  title,
  place,
  inUse: (s) => daysOf(window(s)) !== undefined,
  days: (programme, s) => daysOf(window(s)) ?? programme,
});

export const phases = {
  ideas: onCalendar(stages.ideas),
  masters: onCalendar(stages.masters),
  environment: onCalendar(stages.environment),
  features: onCalendar(stages.features),
};
