import { addDays, mondayOf, monthOf, today } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../app/format.js';
import type { AgendaItem } from '../../../components/agenda/agenda-list.js';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A month at a glance: how much is due on each of its days. */
export const AgendaMonth = ({ month, items }: { month: string; items: readonly AgendaItem[] }) => {
  const { t } = useTranslation('programmes');
  const first = mondayOf(`${month}-01`);
  const now = today(new Date());
  const weeks = [0, 1, 2, 3, 4, 5]
    .map((week) => weekdays.map((n) => addDays(first, week * 7 + n - 1)))
    .filter((days) => days.some((day) => monthOf(day) === month));
  return (
    <table className="agenda-month" aria-label={t('agenda.month', { month })}>
      <thead>
        <tr>
          {weekdays.map((n) => (
            <th key={n} scope="col">
              {t(`app:day.weekday.${n}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days[0]}>
            {days.map((day) => {
              const due = items.filter(({ to }) => to === day).length;
              if (monthOf(day) !== month) return <td key={day} />;
              return (
                <td key={day} className={due > 0 ? 'due' : ''} aria-current={day === now ? 'date' : undefined}>
                  <span>{Number(day.slice(8))}</span>
                  {due > 0 && (
                    <span className="agenda-due">{t('agenda.due', { count: due, n: formatNumber(due) })}</span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
