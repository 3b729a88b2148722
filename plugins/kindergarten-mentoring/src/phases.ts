import type { Phase } from '@xieshou/sdk';
import type { Settings } from './settings.js';
import { stages } from './stages.js';

/** 四个阶段 on the calendar, as far as whoever runs the programme has set their days: an open end is the programme's own. */
const onCalendar = ({ title, place, window }: (typeof stages)[keyof typeof stages]): Phase<Settings> => ({
  title,
  place,
  days: (programme, s) => {
    const { from = programme.from, to = programme.to } = window(s);
    return from <= to ? { from, to } : { from: to, to };
  },
});

export const phases = {
  ideas: onCalendar(stages.ideas),
  masters: onCalendar(stages.masters),
  environment: onCalendar(stages.environment),
  features: onCalendar(stages.features),
};
