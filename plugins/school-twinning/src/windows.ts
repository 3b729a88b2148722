import { type DutyWindow, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';

/** The two campaigns of a year (方案五 二8): July and August belong to the one that the next school year begins with. */
export const twoCampaigns: DutyWindow<Settings> = {
  title: t('下半年自九月起', 'the second half from September'),
  days: ({ from, to }) => (from.endsWith('-07-01') ? { from: `${from.slice(0, 4)}-09-01`, to } : { from, to }),
};
