import { PrinterOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { teachingWeekOf } from '@xieshou/sdk';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadCalendarResponse } from '../../api/generated/types.gen.js';
import { fresh } from '../../api/queries.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { PageHeader } from '../../components/page-header.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import './calendar.css';
import { DaysPanel } from './days-panel.js';
import { calendarRoute } from './routes.js';
import { teachingOf, termToShow, yearsWithoutTable } from './term-days.js';
import { type CalendarTerm, TermDrawer } from './term-drawer.js';
import { WeekGrid } from './week-grid.js';

type Calendar = ReadCalendarResponse;

/** `今天是 2026-11-24 星期二，2026-2027学年第一学期第 13 教学周`. */
const useToday = (calendar: Calendar): string => {
  const { t } = useTranslation('calendar');
  const text = useText();
  const language = useLanguage();
  const { today: day, terms, term } = calendar;
  const running = terms.find(({ id }) => id === term);
  const week = teachingWeekOf(calendar, day);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(day));
  const words = { day, weekday, week, term: running ? text(running.title) : '' };
  if (!running) return t('today', words);
  return t(week === undefined ? 'noTeaching' : 'week', words);
};

/** Breaks only between its two days. */
const Range = ({ from, to }: { from: string; to: string }) => {
  const { t } = useTranslation('calendar');
  return (
    <span className="range">
      <span>{t('terms.from', { from })}</span> <span>{to}</span>
    </span>
  );
};

interface TermsProps {
  readonly calendar: Calendar;
  readonly shown: string | undefined;
  readonly onEdit: ((term: CalendarTerm) => void) | undefined;
}

const Terms = ({ calendar, shown, onEdit }: TermsProps) => {
  const { t } = useTranslation('calendar');
  const text = useText();
  const row = (term: CalendarTerm) => {
    const { weeks, days, isExact } = teachingOf(calendar, term);
    return (
      <tr key={term.id} className={term.id === shown ? 'shown' : ''}>
        <th scope="row">
          <Link to="/calendar" search={{ term: term.id }} replace aria-current={term.id === shown ? 'true' : undefined}>
            {text(term.title)}
          </Link>
          {term.id === calendar.term && <span className="term-running">{t('terms.running')}</span>}
        </th>
        <td data-title={t('terms.whole')}>
          <Range from={term.starts} to={term.ends} />
        </td>
        <td data-title={t('terms.teaching')}>
          <Range from={term.teachingStarts} to={term.teachingEnds} />
        </td>
        <td data-title={t('terms.weeks')} className="end">
          {weeks}
        </td>
        <td data-title={t('terms.days')} className="end">
          {isExact ? days : t('terms.about', { days })}
        </td>
        {onEdit && (
          <td className="screen-only">
            <Button type="link" onClick={() => onEdit(term)}>
              {t('terms.edit')}
              <span className="visually-hidden">{t('terms.of', { term: text(term.title) })}</span>
            </Button>
          </td>
        )}
      </tr>
    );
  };
  return (
    <section className="panel terms" aria-labelledby="terms">
      <div className="panel-head">
        <h2 id="terms">{t('terms.title')}</h2>
      </div>
      <table className="term-table">
        <thead>
          <tr>
            <th scope="col">{t('terms.term')}</th>
            <th scope="col">{t('terms.whole')}</th>
            <th scope="col">{t('terms.teaching')}</th>
            <th scope="col" className="end">
              {t('terms.weeks')}
            </th>
            <th scope="col" className="end">
              {t('terms.days')}
            </th>
            {onEdit && (
              <th scope="col" className="screen-only">
                {t('terms.actions')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>{calendar.terms.map(row)}</tbody>
      </table>
    </section>
  );
};

const MissingTables = ({ calendar }: { calendar: Calendar }) => {
  const { t } = useTranslation('calendar');
  const years = yearsWithoutTable(calendar);
  if (years.length === 0) return null;
  return (
    <p className="missing-tables">
      <strong>{t('unknown.title', { years: years.join(t('unknown.separator')) })}</strong> {t('unknown.text')}
    </p>
  );
};

/** The district's terms, and the teaching weeks of one of them. */
export const CalendarPage = () => {
  const { t } = useTranslation('calendar');
  const text = useText();
  const { data: calendar } = useSuspenseQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const { term: wanted } = calendarRoute.useSearch();
  const mayWrite = useMay('calendar.write');
  const drawer = useDrawer<CalendarTerm>();
  const shown = termToShow(calendar.terms, { wanted, running: calendar.term, today: calendar.today });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={useToday(calendar)}
        actions={
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('print')}
          </Button>
        }
      />
      <MissingTables calendar={calendar} />
      <div className="calendar-page">
        <Terms calendar={calendar} shown={shown?.id} onEdit={mayWrite ? drawer.show : undefined} />
        <DaysPanel calendar={calendar} mayWrite={mayWrite} />
        {shown && (
          <WeekGrid
            calendar={calendar}
            term={shown}
            today={calendar.today}
            title={t('grid.title', { term: text(shown.title) })}
          />
        )}
      </div>
      {drawer.about && <TermDrawer calendar={calendar} term={drawer.about} open={drawer.open} onClose={drawer.hide} />}
    </>
  );
};
