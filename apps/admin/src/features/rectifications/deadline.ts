import { type Day, daysBetween } from '@xieshou/sdk';

interface Due {
  readonly dueOn: Day;
  readonly state: string;
}

/** Whole days past the deadline: none on the last day itself, nor once it is closed. */
export const daysOverdue = ({ dueOn, state }: Due, today: Day): number =>
  state === 'closed' ? 0 : Math.max(0, daysBetween(dueOn, today));
