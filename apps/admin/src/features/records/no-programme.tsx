import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.js';

/** Instead of a list that belongs to a programme, where the caller takes part in none. */
export const NoProgramme = ({ title }: { title: string }) => {
  const { t } = useTranslation('records');
  return (
    <>
      <PageHeader title={title} />
      <section className="notice-panel">
        <p className="notice-title">{t('noProgramme')}</p>
        <p className="notice-text">{t('noProgrammeHelp')}</p>
        <p className="notice-actions">
          <Link to="/">{t('new.toWorkbench')}</Link>
        </p>
      </section>
    </>
  );
};
