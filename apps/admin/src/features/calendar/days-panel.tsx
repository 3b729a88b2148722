import { CheckCircleOutlined, CloudUploadOutlined, WarningOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { removeCalendarDay } from '../../api/generated/sdk.gen.js';
import type { ReadCalendarResponse } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { nothing } from '../../app/format.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { useProblemText } from '../../components/error-panel.js';
import { LinkButton } from '../../components/link-button.js';
import { DayDrawer } from './day-drawer.js';

type Calendar = ReadCalendarResponse;
export type CalendarDay = Calendar['days'][number];

const icons = { builtIn: CheckCircleOutlined, imported: CloudUploadOutlined, unknown: WarningOutlined } as const;

/** 放假与调休: which years are known, and the days that the district has set itself. */
export const DaysPanel = ({ calendar, mayWrite }: { calendar: Calendar; mayWrite: boolean }) => {
  const { t } = useTranslation('calendar');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const drawer = useDrawer<CalendarDay | 'new'>();
  const own = calendar.days.filter((day) => day.own);
  const remove = useWrite({
    send: (day: string, headers) => removeCalendarDay({ path: { day }, headers }),
    changes: ['readCalendar', 'readDuties', 'readRectification', 'listRectifications', 'listReviews'],
    onProblem: (problem) => void message.error(problemText(problem)),
  });
  return (
    <section className="panel days-panel" aria-labelledby="days">
      <div className="panel-head">
        <h2 id="days">{t('days.title')}</h2>
        {mayWrite && (
          <span className="days-actions screen-only">
            <Button onClick={() => drawer.show('new')}>{t('days.add')}</Button>
            <LinkButton to="/calendar/import">{t('days.import')}</LinkButton>
          </span>
        )}
      </div>
      <ul className="years">
        {calendar.years.map(({ year, source, days }) => {
          const Icon = icons[source];
          return (
            <li key={year} className={`year ${source}`}>
              <Icon aria-hidden /> {t(`days.${source}`, { year, days })}
            </li>
          );
        })}
      </ul>
      {own.length > 0 && (
        <table className="term-table">
          <caption className="visually-hidden">{t('days.own')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('days.day')}</th>
              <th scope="col">{t('days.kind')}</th>
              <th scope="col">{t('days.note')}</th>
              {mayWrite && (
                <th scope="col" className="screen-only">
                  {t('terms.actions')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {own.map((day) => (
              <tr key={day.day}>
                <th scope="row">{day.day}</th>
                <td data-title={t('days.kind')}>{t(`days.${day.kind}`)}</td>
                <td data-title={t('days.note')}>{day.note ?? nothing}</td>
                {mayWrite && (
                  <td className="screen-only">
                    <Button type="link" onClick={() => drawer.show(day)}>
                      {t('days.change')}
                      <span className="visually-hidden">{day.day}</span>
                    </Button>
                    <ConfirmButton
                      label={t('days.remove')}
                      title={t('days.removeTitle', { day: day.day })}
                      text={t('days.removeText')}
                      onConfirm={() => remove.mutateAsync(day.day)}
                    />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {drawer.about && <DayDrawer about={drawer.about} open={drawer.open} onClose={drawer.hide} />}
    </section>
  );
};
