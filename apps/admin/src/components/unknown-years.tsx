import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import './unknown-years.css';

interface UnknownYearsProps {
  readonly years: readonly number[];
  /** What was counted by weekdays alone: a deadline, or teaching days; `brief` where there is room for a word. */
  readonly of: 'deadline' | 'teachingDays' | 'brief';
}

/** Said wherever working days were counted in a year whose days off are not loaded. */
export const UnknownYears = ({ years, of }: UnknownYearsProps) => {
  const { t } = useTranslation('app');
  if (years.length === 0) return null;
  return (
    <span className="unknown-years">
      <WarningOutlined aria-hidden /> {t(`unknownYears.${of}`, { years: years.join(t('form.listSeparator')) })}
    </span>
  );
};
