import type { ProgrammeManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';

export type OutcomeManifest = ProgrammeManifest['outcomes'][number];

/** Level and points in words; a level that the programme no longer knows keeps its key. */
export const useOutcomeWords = (outcome: OutcomeManifest) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const level = (key: string): string => {
    const known = outcome.levels.find((one) => one.key === key);
    return known ? text(known.title) : key;
  };
  const value = ({ level: key, points }: { readonly level: string; readonly points: number }): string =>
    t('outcomes.settlement.value', { level: level(key), count: points, n: formatNumber(points) });
  return { level, value };
};
