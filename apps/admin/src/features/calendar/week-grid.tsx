import type { SchoolCalendar, Term } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { type TermDay, weekRows } from './term-days.js';

interface WeekGridProps {
  readonly calendar: SchoolCalendar;
  readonly term: Term;
  readonly today: string;
  readonly title: string;
}

/** The teaching weeks of a term as a school calendar is printed. */
export const WeekGrid = ({ calendar, term, today, title }: WeekGridProps) => {
  const { t } = useTranslation(['calendar', 'app']);
  const number = ({ day }: TermDay, isFirst: boolean) => {
    const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))];
    return (
      <time dateTime={day}>
        {(date === 1 || isFirst) && <small>{t('grid.month', { month })}</small>}
        {date}
      </time>
    );
  };
  return (
    <section className="panel" aria-labelledby="weeks">
      <div className="panel-head">
        <h2 id="weeks">{title}</h2>
        <ul className="week-legend">
          <li>
            <i className="holiday">{t('grid.holiday')}</i>
            {t('grid.legendHoliday')}
          </li>
          <li>
            <i className="working">{t('grid.working')}</i>
            {t('grid.legendWorking')}
          </li>
        </ul>
      </div>
      <div className="week-grid-box">
        <table className="week-grid">
          <thead>
            <tr>
              <th scope="col">{t('grid.n')}</th>
              {[1, 2, 3, 4, 5, 6, 7].map((n) => (
                <th key={n} scope="col">
                  {t(`app:day.weekday.${n}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekRows(calendar, term).map(({ n, days }) => (
              <tr key={n} className={days.some(({ day }) => day === today) ? 'this-week' : ''}>
                <th scope="row" aria-label={t('grid.week', { n })}>
                  {n}
                </th>
                {days.map((one, i) => (
                  <td key={one.day} className={one.kind} aria-current={one.day === today ? 'date' : undefined}>
                    {number(one, n === 1 && i === 0)}
                    {(one.kind === 'holiday' || one.kind === 'working') && <i>{t(`grid.${one.kind}`)}</i>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
