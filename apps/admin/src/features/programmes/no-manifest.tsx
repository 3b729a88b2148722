import { useTranslation } from 'react-i18next';

/** Stands where a description of the programme would: its plugin is not installed. */
export const NoManifest = () => {
  const { t } = useTranslation('programmes');
  return (
    <section className="notice-panel">
      <p className="notice-title">{t('missing.mark')}</p>
      <p className="notice-text">{t('missing.text')}</p>
    </section>
  );
};
