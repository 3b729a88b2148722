import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  HourglassOutlined,
  MinusOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Look, Standing } from './matrix.js';

const icons = {
  met: CheckCircleOutlined,
  open: ClockCircleOutlined,
  overdue: ExclamationCircleFilled,
  notDue: MinusOutlined,
  ahead: HourglassOutlined,
} as const satisfies Record<Look, unknown>;

export const looks = Object.keys(icons) as readonly Look[];

/** The state of a standing: icon and word; its colour comes from the cell it stands in. */
export const StandingState = ({ look }: { look: Look }) => {
  const { t } = useTranslation('duties');
  const Icon = icons[look];
  return (
    <span className={`standing-state ${look}`}>
      <Icon aria-hidden />
      <span>{t(`state.${look}`)}</span>
    </span>
  );
};

/** `0/1 +1`: confirmed of required, and what is claimed beside it. */
export const StandingCount = ({ standing }: { standing: Standing }) => {
  const { t } = useTranslation('duties');
  const { look, confirmed, required, claimed } = standing;
  return (
    <span className="standing-count">
      {look === 'notDue' ? (confirmed > 0 ? confirmed : '—') : `${confirmed}/${required}`}
      {claimed > 0 && (
        <span className="standing-claimed">
          +{claimed}
          <span className="visually-hidden"> {t('claimed')}</span>
        </span>
      )}
    </span>
  );
};
