import { useSuspenseQuery } from '@tanstack/react-query';
import { addMonths, monthOf, today } from '@xieshou/sdk';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readProgrammeAgendaOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { AgendaList } from '../../../components/agenda/agenda-list.js';
import type { Programme } from '../programme-page.js';
import { programmeRoute } from '../routes.js';
import './agenda.css';
import { AgendaMonth } from './agenda-month.js';

/** 日程: what the plan lays out for a month, and what waits in it. */
export const AgendaTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const { month = monthOf(today(new Date())) } = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { data } = useSuspenseQuery(readProgrammeAgendaOptions({ path: { id: programme.id }, query: { month } }));
  const turn = (n: number) =>
    void navigate({ search: { tab: 'agenda', month: monthOf(addMonths(`${month}-01`, n)) }, resetScroll: false });
  return (
    <section className="panel" aria-labelledby="agenda">
      <div className="panel-head agenda-head">
        <h2 id="agenda">{t('agenda.title', { month })}</h2>
        <span className="agenda-turn">
          <Button onClick={() => turn(-1)}>{t('agenda.before')}</Button>
          <Button onClick={() => turn(1)}>{t('agenda.after')}</Button>
        </span>
      </div>
      {data.failed.length > 0 && (
        <p className="panel-body" role="alert">
          {t('agenda.failed')}
        </p>
      )}
      <div className="agenda-body">
        <AgendaMonth month={month} items={data.rows} />
        {data.rows.length === 0 ? (
          <p className="muted agenda-none">{t('agenda.none')}</p>
        ) : (
          <AgendaList items={data.rows} />
        )}
      </div>
    </section>
  );
};
