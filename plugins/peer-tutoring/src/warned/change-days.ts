import { addDays, type PairingDays } from '@xieshou/sdk';
import type { Settings } from '../settings.js';

/** 期初调整 (二十一：四7): pairs change in the first days of a term. */
export const changeDays: PairingDays<Settings> = {
  days: ({ from, to }, s) => {
    const last = s.kind === 'warned' && s.changeDays ? addDays(from, s.changeDays - 1) : to;
    return { from, to: last < to ? last : to };
  },
};
