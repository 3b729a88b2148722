import { DisconnectOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

/** The plugin's code is missing: what was recorded stays readable, nothing can be written. */
export const MissingMark = () => {
  const { t } = useTranslation('programmes');
  return (
    <span className="status late" title={t('missing.text')}>
      <DisconnectOutlined aria-hidden />
      <span>{t('missing.mark')}</span>
    </span>
  );
};
