import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListEntriesResponse } from '../../../api/generated/types.gen.js';
import { formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';

interface PeriodSelectProps {
  /** The period that is looked at; null where nothing has been imported yet. */
  readonly value: string | null;
  readonly periods: ListEntriesResponse['periods'];
  /** What is counted in each; people unless told. */
  readonly counted?: 'registers.periodWith' | 'outcomes.periodWith';
  readonly onChoose: (period: string) => void;
}

/** Which period's entries: only those there is something of, each with how many. */
export const PeriodSelect = ({ value, periods, counted = 'registers.periodWith', onChoose }: PeriodSelectProps) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  if (value === null) return null;
  const offered = periods.map(({ id, title, entries }) => ({
    value: id,
    label: t(counted, { title: text(title), count: entries, n: formatNumber(entries) }),
  }));
  return (
    <Select
      className="register-period"
      aria-label={t('registers.period')}
      value={value}
      popupMatchSelectWidth={false}
      options={offered.some((one) => one.value === value) ? offered : [{ value, label: value }, ...offered]}
      onChange={onChoose}
    />
  );
};
