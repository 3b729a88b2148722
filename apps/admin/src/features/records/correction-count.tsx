import { useTranslation } from 'react-i18next';

/** `更正 2 次`, beside the state of a record that is not as it was first confirmed. */
export const CorrectionCount = ({ count }: { count: number }) => {
  const { t } = useTranslation('records');
  return count > 0 ? <span className="correction-count">{t('correct.count', { count })}</span> : null;
};
