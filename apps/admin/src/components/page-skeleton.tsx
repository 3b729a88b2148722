import { useTranslation } from 'react-i18next';

/** Grey lines where a page will be; no jumping when it comes. */
export const PageSkeleton = () => {
  const { t } = useTranslation('app');
  return (
    <div className="page-skeleton" role="status" aria-label={t('shell.loading')}>
      <span />
      <span />
      <span />
    </div>
  );
};
