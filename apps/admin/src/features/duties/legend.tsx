import { BellOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { StandingState } from './standing-state.js';

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
      <span>
        <StandingState look="excused" /> {t('legend.excused')}
      </span>
    </p>
  );
};
