import { BellOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { looks, StandingState } from './standing-state.js';

/** How to read a cell. */
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
      {looks.map((look) => (
        <span key={look}>
          <StandingState look={look} /> {t(`legend.${look}`)}
        </span>
      ))}
      <span>
        <BellOutlined aria-hidden /> {t('reminded')}
      </span>
    </p>
  );
};
