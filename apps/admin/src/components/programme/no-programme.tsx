import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../page-header.js';

/** Instead of a list that belongs to a programme, where the caller takes part in none. */
export const NoProgramme = ({ title }: { title: string }) => {
  const { t } = useTranslation('app');
  return (
    <>
      <PageHeader title={title} />
      <section className="notice-panel">
        <p className="notice-title">{t('programme.none')}</p>
        <p className="notice-text">{t('programme.noneHelp')}</p>
        <p className="notice-actions">
          <Link to="/">{t('problem.toWorkbench')}</Link>
        </p>
      </section>
    </>
  );
};
