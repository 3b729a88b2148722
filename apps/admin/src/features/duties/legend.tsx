import { BellOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

/** How to read a cell; its state says itself. */
export const Legend = () => {
  const { t } = useTranslation('duties');
  return (
    <p className="duties-legend">
      <span>
        <span className="standing-count">1/2</span> {t('legend.count')}
      </span>
      <span>
        <span className="standing-claimed">+1</span> {t('legend.claimed')}
      </span>
      <span>
        <BellOutlined aria-hidden /> {t('reminded')}
      </span>
    </p>
  );
};
