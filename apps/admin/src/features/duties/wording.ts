import { ceilShare, type DutyManifest, type Text } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatShare } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';

import type { DutyContext } from './duty-context.js';
import type { Standing } from './matrix.js';

interface PeriodNamed {
  readonly id: string;
  readonly kind: string;
  readonly title: Text;
}

const monthNames = {
  zh: new Intl.DateTimeFormat('zh', { month: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }),
};

/** A period's name in the width of a column: `9月`, `第一学期`; one of another kind by its whole name. */
export const useShortPeriod = (): ((period: PeriodNamed) => string) => {
  const { t } = useTranslation('duties');
  const language = useLanguage();
  const text = useText();
  return ({ id, kind, title }) => {
    switch (kind) {
      case 'month':
        return monthNames[language].format(new Date(`${id}-01`));
      case 'quarter':
        return t('short.quarter', { n: id.slice(-1) });
      case 'halfYear':
        return t(`short.halfYear.${id.slice(-1)}`);
      case 'term':
        return t(`short.term.${id.slice(-1)}`);
      case 'teachingWeek':
        return t('short.week', { n: Number(id.slice(-2)) });
      default:
        return text(title);
    }
  };
};

/** A number of what a duty counts, with its unit: `2 次`. */
export const useAmount = (): ((duty: DutyManifest | undefined, n: number) => string) => {
  const { t } = useTranslation('duties');
  const text = useText();
  return (duty, count) =>
    t(`amount.${duty?.count ?? 'records'}`, { count, n: formatNumber(count), unit: duty?.unit && text(duty.unit) });
};

/** What a duty asks for, in the head of its columns; `more` is the small print of a share. */
export const useDutyNorm = ({ sides }: Pick<DutyContext, 'sides'>) => {
  const { t } = useTranslation('duties');
  const text = useText();
  return (duty: DutyManifest | undefined): { readonly text: string; readonly more?: string } | undefined => {
    if (!duty) return undefined;
    const { share, atLeast = 0, unit } = duty;
    const per = t(`per.${duty.per}`);
    const on = (norm: string) => (duty.window ? t('window', { norm, window: text(duty.window) }) : norm);
    if (!share || !sides)
      return {
        text: on(
          t(`atLeast.${duty.count}`, {
            per,
            count: atLeast,
            n: formatNumber(atLeast),
            unit: unit && text(unit),
          }),
        ),
      };
    return {
      text: on(t('share.short', { per, side: text(sides[share.of].title), share: formatShare(share.atLeast) })),
      more: t('share.rounded'),
    };
  };
};

/**
 * Where the required number of a share comes from: `应完成 5 人 = 41 名教师的 10%，按学期开始时人数`. Without the share where
 * that has changed since: a period that is over keeps the one it had.
 */
export const useBasisText = (): ((duty: DutyManifest | undefined, standing: Standing) => string | undefined) => {
  const { t } = useTranslation('duties');
  const amount = useAmount();
  return (duty, { basis, required }) => {
    if (!duty?.share || basis === null) return undefined;
    const isSame = ceilShare(duty.share.atLeast, basis) === required;
    return t(isSame ? 'details.basis' : 'details.basisOnly', {
      count: basis,
      n: formatNumber(basis),
      amount: amount(duty, required),
      share: formatShare(duty.share.atLeast),
      start: t(`details.start.${duty.per}`),
    });
  };
};
