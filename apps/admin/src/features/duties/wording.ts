import type { DutyManifest, Text } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';

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
  return (duty, count) => t(`amount.${duty?.count ?? 'records'}`, { count, n: formatNumber(count) });
};
