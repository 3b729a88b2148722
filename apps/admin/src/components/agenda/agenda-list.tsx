import { useTranslation } from 'react-i18next';
import type { ReadAgendaResponse } from '../../api/generated/types.gen.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../app-link.js';
import './agenda.css';

export type AgendaItem = ReadAgendaResponse['rows'][number];

/** Where one does what an item asks for; a phase is only there to be known. */
const placeOf = ({ kind, programme }: AgendaItem): string | undefined => {
  if (kind === 'duty') return `/duties?programme=${programme}`;
  if (kind === 'stage') return `/programmes/${programme}?tab=stages`;
  if (kind === 'review') return '/reviews';
  return kind === 'rectification' ? `/rectifications?programme=${programme}` : undefined;
};

interface AgendaListProps {
  readonly items: readonly AgendaItem[];
  /** Names of the programmes, where the items are of several. */
  readonly programmes?: ReadonlyMap<string, string>;
}

/** What is due, by last day: what it is, on which days, and the way there. */
export const AgendaList = ({ items, programmes }: AgendaListProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  return (
    <ul className="agenda">
      {items.map((item) => {
        const { kind, key, title, note, from, to, count, late, programme } = item;
        const place = placeOf(item);
        const name = count > 1 ? t('agenda.several', { title: text(title), n: formatNumber(count) }) : text(title);
        const more = [note ? text(note) : undefined, programmes?.get(programme)].filter((one) => one !== undefined);
        return (
          <li
            key={`${programme} ${kind} ${key} ${to} ${note?.zh}`}
            className={late ? 'agenda-item late' : 'agenda-item'}
          >
            <span className={`agenda-kind ${kind}`}>{t(`agenda.kind.${kind}`)}</span>
            <span className="agenda-what">
              {place ? <AppLink to={place}>{name}</AppLink> : name}
              {more.length > 0 && <span className="muted agenda-note">{more.join(' · ')}</span>}
            </span>
            <span className="agenda-days">
              {from ? t('agenda.within', { from, to }) : t('agenda.until', { to })}
              {late && <span className="agenda-late">{t('agenda.late')}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
};
