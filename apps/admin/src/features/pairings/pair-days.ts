import type { Day } from '@xieshou/sdk';

/** The day itself when it lies within the programme, else the nearest day that does. */
export const clampDay = (day: Day, { startsOn, endsOn }: { readonly startsOn: Day; readonly endsOn: Day }): Day =>
  day < startsOn ? startsOn : day > endsOn ? endsOn : day;
