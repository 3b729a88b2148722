import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { addDays, addMonths, type Day, mondayOf, monthOf } from '@xieshou/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './date.css';

interface MonthPanelProps {
  readonly value: Day | undefined;
  readonly today: Day;
  readonly onChoose: (day: Day) => void;
}

/** A month to point at. The keyboard types into the field instead, so nothing here is in the tab order. */
export const MonthPanel = ({ value, today, onChoose }: MonthPanelProps) => {
  const { t } = useTranslation('app');
  const [month, setMonth] = useState(monthOf(value ?? today));
  const first = `${month}-01`;
  const days = Array.from({ length: 42 }, (_, i) => addDays(mondayOf(first), i));
  const turn = (n: number) => setMonth(monthOf(addMonths(first, n)));
  return (
    <div className="month" aria-hidden="true">
      <div className="month-head">
        <button type="button" tabIndex={-1} onClick={() => turn(-1)}>
          <LeftOutlined />
        </button>
        <span>{month}</span>
        <button type="button" tabIndex={-1} onClick={() => turn(1)}>
          <RightOutlined />
        </button>
      </div>
      <div className="month-days">
        {[1, 2, 3, 4, 5, 6, 7].map((n) => (
          <span key={n} className="month-weekday">
            {t(`day.weekday.${n}`)}
          </span>
        ))}
        {days.map((day) => (
          <button
            type="button"
            tabIndex={-1}
            key={day}
            className={[
              monthOf(day) === month ? '' : 'other',
              day === today ? 'today' : '',
              day === value ? 'chosen' : '',
            ].join(' ')}
            onClick={() => onChoose(day)}
          >
            {Number(day.slice(8))}
          </button>
        ))}
      </div>
      <button type="button" tabIndex={-1} className="month-today" onClick={() => onChoose(today)}>
        {t('day.today')}
      </button>
    </div>
  );
};
