import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readOrganisationEventsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { AppLink } from '../../components/app-link.js';

/** 沿革: what became of the organisation. Nothing is shown where nothing has happened. */
export const Events = ({ id }: { id: string }) => {
  const { t } = useTranslation('organisations');
  const { data } = useQuery(readOrganisationEventsOptions({ path: { id } }));
  if (!data || data.length === 0) return null;
  return (
    <section className="page-section" aria-labelledby="events">
      <div className="section-head">
        <h2 id="events">{t('events.title')}</h2>
      </div>
      <div className="panel">
        <ol className="events">
          {data.map((event) => (
            <li key={event.id}>
              <time dateTime={event.on}>{event.on}</time>
              <span>
                {t(`events.${event.kind}`, { name: event.name ?? '—', other: event.other?.name ?? '—' })}
                {event.reason && <span className="muted">{t('events.reason', { reason: event.reason })}</span>}
              </span>
              {event.other && (event.kind === 'merge' || event.kind === 'absorb') && (
                <AppLink to={`/organisations/${event.other.id}`}>{t('events.open')}</AppLink>
              )}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
};
