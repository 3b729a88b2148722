import { ClockCircleOutlined, LinkOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';

/** Where an entry stands in the chain; the newest may have no place yet. */
export const ChainPlace = ({ seq }: { seq: number | null }) => {
  const { t } = useTranslation('audit');
  return (
    <span className={seq === null ? 'chain-place unsealed' : 'chain-place'}>
      {seq === null ? <ClockCircleOutlined aria-hidden /> : <LinkOutlined aria-hidden />}
      {seq === null ? t('unsealed') : formatNumber(seq)}
    </span>
  );
};
