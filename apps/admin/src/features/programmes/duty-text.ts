import type { DutyManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';

/** How much of a duty: `2 次`, `3 人`, a plain number for amounts. */
export const useDutyAmount = (): ((duty: DutyManifest) => string) => {
  const { t } = useTranslation('programmes');
  return (duty) => t(`amount.${duty.count}`, { count: duty.atLeast, n: formatNumber(duty.atLeast) });
};

/** A duty in few words: 联席会议每学期 2 次. */
export const useDutyText = (): ((duty: DutyManifest) => string) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const amount = useDutyAmount();
  return (duty) => t('duty', { title: text(duty.title), per: t(`per.${duty.per}`), amount: amount(duty) });
};
