import type { DutyManifest, ProgrammeManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatShare } from '../../app/format.js';
import { useText } from '../../app/i18n.js';

type Sides = ProgrammeManifest['sides'];

/** How much of a duty: `2 次`, `3 人`, `60 分钟`, a share of a side's teachers. */
export const useDutyAmount = (sides: Sides): ((duty: DutyManifest) => string) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  return ({ share, atLeast = 0, count, unit }) =>
    share
      ? t('share', { side: text(sides[share.of].title), share: formatShare(share.atLeast) })
      : t(`amount.${count}`, { count: atLeast, n: formatNumber(atLeast), unit: unit && text(unit) });
};

/** A duty in few words: 联席会议每学期 2 次. */
export const useDutyText = (sides: Sides): ((duty: DutyManifest) => string) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const amount = useDutyAmount(sides);
  return (duty) =>
    t(duty.share ? 'dutyShare' : 'duty', { title: text(duty.title), per: t(`per.${duty.per}`), amount: amount(duty) });
};
