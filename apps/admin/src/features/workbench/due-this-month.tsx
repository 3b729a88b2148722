import { useQuery } from '@tanstack/react-query';
import { today } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { readAgendaOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { AgendaList } from '../../components/agenda/agenda-list.js';

/** As many as fit beside the rest; the programme's calendar has them all. */
const SHOWN = 8;

/** 本月到期: what ends this month and has not ended yet, and what is late. */
export const DueThisMonth = () => {
  const { t } = useTranslation('workbench');
  const { data } = useQuery(readAgendaOptions());
  if (!data) return null;
  const now = today(new Date());
  const last = `${data.month}-31`;
  const due = data.rows.filter(({ to, late }) => to <= last && (late || to >= now));
  if (due.length === 0) return null;
  const programmes = new Map(data.programmes.map(({ id, title }) => [id, title]));
  return (
    <section className="panel" aria-labelledby="due">
      <div className="panel-head">
        <h2 id="due">{t('due.title')}</h2>
        {due.length > SHOWN && <span className="muted">{t('due.more', { count: due.length - SHOWN })}</span>}
      </div>
      <AgendaList items={due.slice(0, SHOWN)} programmes={programmes} />
    </section>
  );
};
