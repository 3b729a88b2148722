import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatInstant, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { Facts } from '../../components/facts.js';
import type { Entry } from './audit-page.js';
import { ChainPlace } from './chain-place.js';

interface EntryDrawerProps {
  readonly entry: Entry;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onNarrow: (to: { readonly user?: string; readonly subject?: string }) => void;
}

/** One entry of the log with all that is shown of it. */
export const EntryDrawer = ({ entry, open, onClose, onNarrow }: EntryDrawerProps) => {
  const { t } = useTranslation('audit');
  const text = useText();
  const { user, subject } = entry;
  const name = subject.name ?? subject.id ?? nothing;
  return (
    <Drawer title={text(entry.text)} open={open} onClose={onClose} size={480} destroyOnHidden>
      <Facts
        facts={[
          [t('field.at'), formatInstant(entry.at)],
          [t('field.user'), user?.name ?? t('platform')],
          [t('field.role'), entry.role ? text(entry.role) : nothing],
          [t('field.organisation'), entry.organisation ?? nothing],
          [t('field.kind'), text(subject.title)],
          [t('field.subject'), subject.link ? <AppLink to={subject.link}>{name}</AppLink> : name],
          [t('field.fields'), entry.fields.map(text).join(t('separator')) || nothing],
          ...entry.numbers.map((n) => [text(n.title), n.value] as const),
          [t('field.seq'), <ChainPlace key="seq" seq={entry.seq} />],
          [t('field.id'), <code key="id">{entry.id}</code>],
        ]}
      />
      <p className="muted audit-note">{t(entry.seq === null ? 'note.unsealed' : 'note.values')}</p>
      <div className="audit-narrow">
        {subject.id && <Button onClick={() => onNarrow({ subject: subject.id! })}>{t('narrow.subject')}</Button>}
        {user && <Button onClick={() => onNarrow({ user: user.id })}>{t('narrow.user')}</Button>}
      </div>
    </Drawer>
  );
};
