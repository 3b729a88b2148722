import { HistoryOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.js';
import { AppLink } from './app-link.js';
import './audit-link.css';

/** To the entries of the audit log about one thing; shown to those who may read the log. */
export const AuditLink = ({ subject }: { subject: string }) => {
  const { t } = useTranslation('app');
  if (!useMay('audit.read')) return null;
  return (
    <AppLink to="/audit" search={{ subject }} className="audit-link screen-only">
      <HistoryOutlined aria-hidden /> {t('audit.ofThis')}
    </AppLink>
  );
};
